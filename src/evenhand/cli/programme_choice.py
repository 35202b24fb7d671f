"""Finding the programme a command speaks of, and saying what is wrong with it."""

import datetime as dt
import os
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from evenhand.docket.entry import Docket
from evenhand.finding import Finding
from evenhand.programme.library import known_programmes, programme_folder, programme_named_by, programmes_of_law
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from evenhand.typed_days import clock_change, is_before_all_days, twice_words

F = TypeVar("F", bound=Callable[..., Any])
OWN_PROGRAMMES = "EVENHAND_PROGRAMMES"
"""The variable that names the folder of an installation's own programmes."""


def own_programmes() -> Path | None:
    """The folder of an installation's own programmes, where EVENHAND_PROGRAMMES names one; says so and ends with exit
    code 2 where it names none.
    """
    named = os.environ.get(OWN_PROGRAMMES, "")
    if named and not Path(named).is_dir():
        refuse(
            f"{OWN_PROGRAMMES} names {named}, which is no folder. Name the folder that holds your programmes' folders."
        )
    return Path(named) if named else None


def the_programme(name: str) -> Programme:
    """The programme of a name or folder; says what is wrong and ends with exit code 2 where it cannot be used."""
    folder = programme_folder(name, own_programmes())
    if not folder.is_dir():
        no_such_programme(name)
    programme, findings = load_programme(folder)
    if programme is None:
        say(findings)
        refuse(f"The programme {name!r} cannot be used until this is corrected.")
    return programme


def programme_option(part: str) -> Callable[[F], F]:
    """The option `--programme`, which a command takes as `name`. Left out, it is the only programme here whose folder
    has a part of this name; where several have it, or none, the command says so and ends with exit code 2.
    """

    def chosen(_context: click.Context, _option: click.Parameter, name: str) -> str:
        return name or _only_with(part)

    told = f"The programme, by id or folder (default: the only one that has {part})."
    return click.option("--programme", "name", default="", callback=chosen, help=told)


def _only_with(part: str) -> str:
    with_part = [ident for ident, folder in programmes_of_law(own_programmes()).items() if (folder / part).is_dir()]
    if len(with_part) == 1:
        return with_part[0]
    if with_part:
        refuse(f"Say --programme: {', '.join(with_part)} have {part}.")
    refuse(f"No programme here has a folder {part}. Name the folder of one that has it with --programme.")


def programme_with_rule(rule: str) -> Programme:
    """The only programme here that has a rule, by id. Where several have it, or none, that is said, with the ids that
    come nearest, and the command ends with exit code 2.
    """
    loaded = [load_programme(folder)[0] for folder in known_programmes(own_programmes()).values()]
    programmes = [programme for programme in loaded if programme is not None]
    with_rule = [programme for programme in programmes if rule in programme.rules]
    if len(with_rule) == 1:
        return with_rule[0]
    if with_rule:
        refuse(f"Say --programme: {', '.join(programme.id for programme in with_rule)} have a rule {rule!r}.")
    known = sorted({ident for programme in programmes for ident in programme.rules})
    near = get_close_matches(rule, known, n=6, cutoff=0.6)
    refuse(f"No programme here has a rule {rule!r}." + (f" Nearest: {', '.join(near)}." if near else ""))


def no_such_programme(name: str) -> NoReturn:
    """Say which programmes there are, and end with exit code 2."""
    known = ", ".join(known_programmes(own_programmes()))
    refuse(f"There is no programme {name!r}. Expected: one of {known}, or a folder.")


def programme_of_case(docket: Docket, name: str) -> Programme:
    """The programme that a docket names; `name` says where it lies, if not among those known. Says so and ends with
    exit code 2 where `name` is another programme; says where its files have changed since the case was opened.
    """
    mark, ident = docket.entries[0].programme, programme_named_by(docket)
    programme = the_programme(name or ident)
    if programme.id != ident:
        refuse(f"This case runs under {ident!r}, as its first entry says, and {name!r} is {programme.id!r}.")
    if mark is None:
        click.echo(f"The docket was begun before dockets named their programme: it is read under {ident}.", err=True)
    elif mark.fingerprint != programme.fingerprint:
        click.echo(f"The files of {ident} have changed since this case was opened.", err=True)
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
    time: refused where its clocks were put forward over it, said where they were put back and it was twice.
    """
    try:
        if "T" not in text and " " not in text.strip():
            return _believable(dt.date.fromisoformat(text))
        instant = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no day (2014-01-21) or instant (2026-07-03T14:00): {error}") from error
    _believable(instant.date())
    if instant.tzinfo:
        return instant
    day, hour = instant.date(), instant.time()
    if change := clock_change(day, hour, programme.zone):
        refuse(change)
    if twice := twice_words(day, hour, programme.zone):
        click.echo(f"{twice} The first is taken.", err=True)
    return instant.replace(tzinfo=programme.zone)


def _believable(day: dt.date) -> dt.date:
    if is_before_all_days(day):
        refuse(f"{day} lies before 1900. Expected: the year in four digits, as the paper means it.")
    return day
