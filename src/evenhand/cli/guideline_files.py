"""What a programme says of guidelines, for the commands that need it, and the days of a case as they are given."""

import datetime as dt
from pathlib import Path

import click

from evenhand.cli.programme_choice import no_such_programme, own_programmes, refuse, say
from evenhand.guideline.conventions import load_conventions
from evenhand.guideline.in_force import CaseDays
from evenhand.guideline.library import Library
from evenhand.guideline.library_file import load_library
from evenhand.guideline.patterns import Patterns, patterns
from evenhand.programme.library import programme_folder


def the_patterns(name: str) -> Patterns:
    """How guidelines are cited in a programme; says what is wrong and ends with exit code 2 where nothing tells."""
    conventions, findings = load_conventions(_folder(name))
    if conventions is None:
        say(findings)
        refuse(f"The programme {name!r} does not tell how its guidelines are cited.")
    return patterns(conventions)


def the_library(name: str) -> Library:
    """The library of guidelines of a programme; says what is wrong and ends with exit code 2 where it has none."""
    library, findings = load_library(_folder(name))
    if library is None:
        say(findings)
        refuse(f"The programme {name!r} has no library of guidelines that can be used.")
    return library


def _folder(name: str) -> Path:
    folder = programme_folder(name, own_programmes())
    if not folder.is_dir():
        no_such_programme(name)
    return folder


def case_days(decision: str, request: str = "", service: str = "") -> CaseDays:
    """The days of a case as given on the command line; raises click.BadParameter for what is no day."""
    return CaseDays(
        decision=_day(decision, "--on"),
        request=_day(request, "--request") if request else None,
        service=_day(service, "--service") if service else None,
    )


def _day(text: str, option: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no day such as 2014-01-21: {error}", param_hint=option) from error
