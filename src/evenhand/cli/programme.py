"""`evenhand programme`: show, compare and check the law of a programme."""

import datetime as dt
from pathlib import Path

import click
from rich.console import Console

from evenhand.authoring.folder_check import folder_check
from evenhand.cli.law_pages import write_pages
from evenhand.cli.programme_choice import (
    day_or_instant,
    no_such_programme,
    own_programmes,
    refuse,
    say,
    the_programme,
)
from evenhand.cli.programme_new import new
from evenhand.cli.programme_translate import translate
from evenhand.cli.programme_words import words
from evenhand.cli.rule_view import changed_rules, rule_lines, rule_table
from evenhand.clock.due import legal_day
from evenhand.finding import is_fatal
from evenhand.letter.press import unprintable
from evenhand.programme.library import known_programmes, programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from evenhand.programme.seal import SEAL, seal_text, sealed_tables


@click.group()
def programme() -> None:
    """Show, compare and check the law of a programme."""


programme.add_command(new)
programme.add_command(translate)
programme.add_command(words)


def _day(text: str, law: Programme) -> dt.date:
    return legal_day(day_or_instant(text, law), law)


def _console() -> Console:
    return Console(highlight=False, width=None if Console().is_terminal else 140)


@programme.command(name="list")
def list_programmes() -> None:
    """List the programmes: those that come with Evenhand, and those of your own (EVENHAND_PROGRAMMES).

    What cannot be read is listed with the count of its faults.
    """
    own = own_programmes()
    for ident, folder in known_programmes(own).items():
        law, findings = load_programme(folder)
        whose = "your own" if own is not None and folder.parent == own else "comes with Evenhand"
        mark = ", made-up law" if law is not None and law.made_up else ""
        title = law.title if law is not None else f"cannot be used: {len(findings)} findings"
        click.echo(f"{ident}: {title} ({whose}{mark})")


@programme.command()
@click.argument("name")
@click.option("--on", "on", metavar="DATE", help="The law of this day only.")
@click.option("--rule", "rule_id", metavar="ID", help="One rule, whole.")
def show(name: str, on: str | None, rule_id: str | None) -> None:
    """Show the law of the programme NAME: every rule, or one, on a day or through its versions."""
    law = the_programme(name)
    day = _day(on, law) if on else None
    if rule_id is None:
        _console().print(rule_table(law, day))
        return
    if rule_id not in law.rules:
        refuse(f"There is no rule {rule_id!r} in {law.title}. Its rules: {', '.join(sorted(law.rules))}.")
    for line in rule_lines(law, law.rules[rule_id], day):
        click.echo(line)


@programme.command()
@click.argument("name")
@click.argument("first", metavar="DATE1")
@click.argument("second", metavar="DATE2")
def diff(name: str, first: str, second: str) -> None:
    """Show what changed in the law of the programme NAME between DATE1 and DATE2."""
    law = the_programme(name)
    before, after = _day(first, law), _day(second, law)
    lines = list(changed_rules(law, before, after))
    for line in lines:
        click.echo(line)
    if not lines:
        click.echo(f"No rule of {law.title} changed between {before} and {after}.")


@programme.command()
@click.argument("name")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder the pages go to."
)
def pages(name: str, out: Path) -> None:
    """Write the law of the programme NAME as pages: one for each rule and each notice, and an index."""
    law = the_programme(name)
    count = write_pages(law, out)
    click.echo(f"{count} pages in {out}; begin with {out / 'index.md'}.")


@programme.command()
@click.argument("name")
def seal(name: str) -> None:
    """Seal the files of the programme NAME as they stand, after reading what changed.

    `programme check` then says every table that is not as it was sealed.
    """
    folder = programme_folder(name, own_programmes())
    if not (folder / "programme.toml").is_file():
        no_such_programme(name)
    (folder / SEAL).write_text(seal_text(folder), encoding="utf-8")
    click.echo(f"{folder.name} is sealed: {len(sealed_tables(folder))} tables.")


@programme.command()
@click.argument("name", required=False)
def check(name: str | None) -> None:
    """Check the files of the programme NAME (a folder or an id; all that come with Evenhand when left out).

    Every fault is said with file, line, key and what was expected; the exit code is then 2.
    """
    faulty = False
    for wanted in (name,) if name else known_programmes(own_programmes()):
        folder = programme_folder(wanted, own_programmes())
        if not (folder / "programme.toml").is_file():
            no_such_programme(wanted)
        faulty = not _check(folder) or faulty
    if faulty:
        raise SystemExit(2)


def _check(folder: Path) -> bool:
    law, findings = folder_check(folder, unprintable)
    say(findings)
    if law is None or is_fatal(findings):
        click.echo(f"{folder.name}: {len(findings)} findings.", err=True)
        return False
    result = _result(folder, len(findings))
    examples = sum(len(rule.examples) for rule in law.rules.values())
    versions = sum(len(rule.versions) for rule in law.rules.values())
    click.echo(
        f"{law.id}: {len(law.rules)} rules in {versions} versions, {len(law.notices)} notices, "
        f"{len(law.calendars)} calendars, {examples} worked examples: {result}. Fingerprint {law.fingerprint[:16]}."
    )
    return True


def _result(folder: Path, warnings: int) -> str:
    """What a check without a fault may say: where a folder is not sealed, nobody would know what was changed in it."""
    told = f"{warnings} warnings" if warnings else "no fault"
    if (folder / SEAL).is_file():
        return told
    return "not sealed" if not warnings else f"{told}, not sealed"
