"""What a visitor reads before the pages: how to sign in, and what to try."""

from collections.abc import Iterator, Mapping

import click

from evenhand_web.accounts.models import PersonRole
from evenhand_web.demonstration.people import SHOWN

TRIES = (
    (PersonRole.COORDINATOR, "what is late stands first: open it, look at the clocks, enter the next step"),
    (PersonRole.COORDINATOR, "find a worker by part of the name, such as quill, or a case by its number"),
    (PersonRole.COORDINATOR, "key an application that came by mail"),
    (
        PersonRole.REVIEWER,
        "read a record page by page, write beside it, and see what bars the signature",
    ),
    (PersonRole.REGULATOR, "decide an application that waits for your office; who reviews stays hidden from you"),
    (
        PersonRole.MEDICAL_DIRECTOR,
        "read a letter beside the checks; send it back with a question, or issue it",
    ),
)
"""What to try, as whom."""


def welcome(cases: int, passwords: Mapping[PersonRole, str], address: str) -> str:
    """The text of it. `address` is empty where nothing is served."""
    return "\n".join(("", *_told(cases, passwords, address), ""))


def _told(cases: int, passwords: Mapping[PersonRole, str], address: str) -> Iterator[str]:
    yield click.style(f"A program in motion: {cases} cases in every stage, all people made up.", bold=True)
    yield ""
    if address:
        yield f"  Open  {click.style(address, bold=True, underline=True)}"
        yield ""
    width = max(len(member.email) for member in SHOWN.values())
    for role in passwords:
        yield f"  {role.label:<20}{SHOWN[role].email:<{width + 3}}{passwords[role]}"
    yield ""
    yield click.style("Try", bold=True)
    for role, words in TRIES:
        yield f"  as {role.label.lower()}: {words}"
