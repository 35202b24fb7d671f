"""The commands that erase and that hold from erasing; they load once Django is set up."""

from collections.abc import Sequence

import click

from evenhand_web.cases.case_search import case_numbered
from evenhand_web.cases.erasing import (
    ErasureRefused,
    Order,
    cases_of_person,
    erase_cases,
    erase_document,
    hold,
    holds_of,
    lift,
    older_backups,
)
from evenhand_web.cases.models import Case, Erasure

_MOST_BACKUPS = 20


def erase_case(numbers: Sequence[str], authority: str, reason: str, is_sure: bool) -> None:
    """Erase all that is kept of cases but numbers, days and hashes."""
    _erase(list(map(_case, numbers)), authority, reason, is_sure)


def erase_person(name: str, authority: str, reason: str, is_sure: bool) -> None:
    """Erase every case whose applicant bears this very name."""
    cases = cases_of_person(name)
    if not cases:
        raise click.ClickException("No case has an applicant of this very name: write it as the case shows it.")
    _erase(cases, authority, reason, is_sure)


def erase_one_document(number: str, digest: str, authority: str, reason: str, is_sure: bool) -> None:
    """Erase one document of a case, by the beginning of its SHA-256."""
    case = _case(number)
    named = [each for each in case.documents.select_related("file") if each.file.sha256.startswith(digest.lower())]
    if len(named) != 1:
        listed = "\n".join(f"  {each.file.sha256[:16]}  {each.name}" for each in case.documents.select_related("file"))
        raise click.ClickException(f"{len(named)} documents of the case begin with {digest!r}. There are:\n{listed}")
    _confirm(f"{named[0].name} of case {case.number}", is_sure)
    try:
        _told([erase_document(named[0], Order(authority, reason, None))])
    except ErasureRefused as refused:
        raise click.ClickException(str(refused)) from refused


def set_hold(number: str, reason: str) -> None:
    """Hold a case from being erased."""
    hold(_case(number), reason, None)
    click.echo(f"Nothing of case {number} is erased until the hold is lifted.")


def lift_hold(number: str) -> None:
    """Lift every hold of a case."""
    click.echo(f"{lift(_case(number), None)} holds lifted.")


def list_holds(number: str) -> None:
    """Say what holds a case."""
    for standing in holds_of(_case(number)):
        click.echo(f"{standing.since:%Y-%m-%d} by {standing.set_by}: {standing.reason}")


def _case(number: str) -> Case:
    case = case_numbered(number)
    if case is None:
        raise click.ClickException(f"There is no case {number}.")
    return case


def _confirm(what: str, is_sure: bool) -> None:
    if not is_sure:
        click.confirm(f"{what}: what is erased never comes back. Erase it?", abort=True)


def _erase(cases: Sequence[Case], authority: str, reason: str, is_sure: bool) -> None:
    _confirm(", ".join(case.number for case in cases), is_sure)
    try:
        _told(erase_cases(cases, Order(authority, reason, None)))
    except ErasureRefused as refused:
        raise click.ClickException(str(refused)) from refused


def _told(done: Sequence[Erasure]) -> None:
    """What went, and which older copies can still be opened by their own keys."""
    for erased in done:
        click.echo(f"Case {erased.case.number}: {erased.entries} entries and {erased.files} files erased.")
    click.echo("The erasure key is another now: an older copy of the database opens nothing without its own.")
    backups = older_backups()
    if not backups:
        click.echo("No backup is known here. Where there is one, destroy its file of keys, and make a new backup.")
        return
    click.echo(
        "Destroy these files of keys and every copy of them, for with them older backups open. Then back up anew."
    )
    for keys, folder in backups[:_MOST_BACKUPS]:
        click.echo(f"  {keys}  (opens {folder})")
