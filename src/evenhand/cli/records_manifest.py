"""`evenhand records manifest`: files of a record in, the list of its documents out, counted and hashed."""

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from evenhand.cli.programme_choice import programme_option, refuse, say
from evenhand.cli.records_read import day_given, pages_of, words_of
from evenhand.finding import is_fatal
from evenhand.records.manifest import CameFrom, Manifest, ManifestEntry, entries_of, fixed, listed_for
from evenhand.records.record import read_record
from evenhand.records.whose import Person


@click.command("manifest")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--sender", required=True, metavar="NAME", help="Who sent the files.")
@click.option("--received", required=True, metavar="DATE", help="The day they came.")
@click.option("--person", required=True, metavar="NAME", help="Whose record it is.")
@click.option("--born", default="", metavar="DATE", help="When that person was born.")
@click.option("--brief", is_flag=True, help="For who does not hold the papers: sensitive titles by their type only.")
@programme_option("records")
def manifest(
    files: tuple[Path, ...], sender: str, received: str, person: str, born: str, brief: bool, name: str
) -> None:
    """List a record as JSON: every document numbered, its pages counted, its hash, what it is a copy of.

    The hash of the list is of the full list, also with --brief. Papers of another person are counted and have no title
    for anybody. The exit code is 0 when all files were read and 2, without a list, when one was not.
    """
    words, came = words_of(name), day_given(received, "--received")
    if came is None:
        raise click.BadParameter("a day such as 1970-02-28 is needed", param_hint="--received")
    whose = Person(name=person, born=day_given(born, "--born"))
    record = read_record(pages_of(files, os.cpu_count() or 1), words, whose, came)
    for file in record:
        say(file.findings)
    if any(is_fatal(file.findings) for file in record):
        raise SystemExit(2)
    listed = fixed(entries_of(record, [CameFrom(sender, came, _sha256(path)) for path in files]))
    names = {kind.id: kind.name for kind in words.types.values()}
    entries = listed_for(listed, words.sensitive, names, holds_all=not brief)
    click.echo(json.dumps(_shown(listed, entries), ensure_ascii=False, indent=1))


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        refuse(f"{path} cannot be read: {error.strerror}.")


def _shown(listed: Manifest, entries: Sequence[ManifestEntry]) -> dict[str, Any]:
    return {
        "version": listed.version,
        "sha256": listed.sha256,
        "pages": listed.pages,
        "pages_set_apart": listed.pages_set_apart,
        "documents": [_entry(entry) for entry in entries],
    }


def _entry(entry: ManifestEntry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "type": entry.type,
        "title": entry.title,
        "author": entry.author,
        "date": entry.day.isoformat() if entry.day else None,
        "pages": entry.pages,
        "illegible": entry.illegible,
        "blank": entry.blank,
        "sha256": entry.sha256,
        "sender": entry.sender,
        "received": entry.received.isoformat(),
        "duplicate_of": entry.duplicate_of,
        "near": entry.near,
        "set_apart": entry.set_apart,
    }
