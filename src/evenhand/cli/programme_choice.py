"""Finding the programme a command speaks of, and saying what is wrong with it."""

import datetime as dt
from typing import NoReturn

import click

from evenhand.finding import Finding
from evenhand.programme.load import known_programmes, load_programme, programme_folder
from evenhand.programme.model import Programme


def the_programme(name: str) -> Programme:
    """The programme of a name or folder; says what is wrong and ends with exit code 2 where it cannot be used."""
    folder = programme_folder(name)
    if not folder.is_dir():
        refuse(f"There is no programme {name!r}. Expected: one of {', '.join(known_programmes())}, or a folder.")
    programme, findings = load_programme(folder)
    if programme is None:
        say(findings)
        refuse(f"The programme {name!r} cannot be used until this is corrected.")
    return programme


def say(findings: tuple[Finding, ...]) -> None:
    """Print Findings to standard error, one a line."""
    for finding in findings:
        click.echo(str(finding), err=True)


def refuse(message: str) -> NoReturn:
    """Print a message to standard error and end with exit code 2."""
    click.echo(message, err=True)
    raise SystemExit(2)


def day_or_instant(text: str, programme: Programme) -> dt.date | dt.datetime:
    """A day (`2014-01-21`) or an instant (`2026-07-03T14:00`); an instant without offset is the programme's local
    time.
    """
    try:
        if "T" not in text and " " not in text.strip():
            return dt.date.fromisoformat(text)
        instant = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no day (2014-01-21) or instant (2026-07-03T14:00): {error}") from error
    return instant if instant.tzinfo else instant.replace(tzinfo=programme.zone)
