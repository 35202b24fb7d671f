"""The commands that look over an installation, copy it out and bring it back."""

import os
from importlib import import_module
from pathlib import Path

import click
import django
from django.core.exceptions import ImproperlyConfigured

from evenhand_web.backup.opening import open_backup
from evenhand_web.backup.refusal import BackupRefused
from evenhand_web.command_start import operate
from evenhand_web.first_start import data_folder


def _there() -> None:
    """Raises ClickException where there is no installation: none is begun by looking for it."""
    if not data_folder().is_dir():
        raise click.ClickException(f"There is no installation in {data_folder()}: EVENHAND_DATA names its folder.")


_FOLDER = click.Path(file_okay=False, path_type=Path)
_KEYS = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option("--keys", required=True, type=_KEYS, metavar="FILE", help="Where to write what opens it; not in FOLDER.")
def backup(folder: Path, keys: Path) -> None:
    """Copy the installation into the empty FOLDER, encrypted, while it runs.

    Database, stored files, programmes and what else lies in the data folder. Whatever opens them, the keys of the
    installation too, goes to FILE alone.
    """
    _there()
    operate("backup", folder=folder, keys=keys)


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option("--keys", required=True, type=_KEYS, metavar="FILE", help="The keys that `backup` wrote.")
def restore(folder: Path, keys: Path) -> None:
    """Bring back the backup in FOLDER into the empty folder that EVENHAND_DATA names, and verify it.

    Every chain is computed anew and every stored file opened. `evenhand serve` serves it at once.
    """
    try:
        opened = open_backup(folder, keys, data_folder())
    except BackupRefused as refused:
        raise click.ClickException(str(refused)) from refused
    operate("restore", opened=opened)


@click.command()
@click.option("--all", "every", is_flag=True, help="Compute the chains of all cases anew, however long it takes.")
@click.option("--json", "as_json", is_flag=True, help="As JSON: part, condition (sound, look, fault), words.")
def doctor(every: bool, as_json: bool) -> None:
    """Look over the installation, and say what is wrong with it and what to do. Exit code 1 where something is.

    Nothing is changed: configuration, files, TLS, disk, clock, database, queues, dead jobs, the seal's certificate,
    programmes, what reads strangers' files, and the chains of dockets (the newest, as many as a minute is long).
    """
    _there()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenhand_web.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as refused:
        raise click.ClickException(f"The configuration cannot be read: {refused}") from refused
    import_module("evenhand_web.operations").doctor(every, as_json)


_OF_ANCHORS = "anchor_commands"
_COPIES = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(name="verify-database")
@click.option("--anchors", "folder", type=_COPIES, metavar="FOLDER", help="Hold it against the copies in FOLDER, too.")
@click.option("--public-key", "keys", multiple=True, metavar="KEY", help="A key that anchors were signed by earlier.")
@click.option("--digest", "kept", multiple=True, metavar="DIGEST", help="A digest of an anchor that you kept.")
def verify_database(folder: Path | None, keys: tuple[str, ...], kept: tuple[str, ...]) -> None:
    """Test every docket, the trace and every anchor of the database; `evenhand verify --database` is the same."""
    _there()
    operate("verify_database", _OF_ANCHORS, folder=folder, keys=keys, kept=kept)


@click.group()
def anchors() -> None:
    """Look after the anchors: the heads of all dockets and of the trace, signed once a day."""


@anchors.command()
def make() -> None:
    """Sign the heads now; a worker does it once a day."""
    operate("make", _OF_ANCHORS)


@anchors.command()
@click.argument("number", type=int, required=False)
def show(number: int | None) -> None:
    """Print the anchor NUMBER (the last, where none is named) as it is kept on paper."""
    operate("show", _OF_ANCHORS, number=number)


@anchors.command()
@click.argument("folder", type=_COPIES)
def copy(folder: Path) -> None:
    """Copy every anchor to FOLDER; a worker copies each new one where EVENHAND_ANCHORS names a folder."""
    operate("copy", _OF_ANCHORS, folder=folder)
