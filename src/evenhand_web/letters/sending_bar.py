"""What keeps letters, but those of a demonstration, from going out: wording nobody approved, no address."""

from collections.abc import Iterable, Iterator

from evenhand.finding import Finding
from evenhand.letter.filling import RULE_APPROVAL
from evenhand.notice import OwedNotice
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure.installation import is_demonstration
from evenhand_web.letters.organization import sender

_NO_ADDRESS = (
    "The letter would bear no address of this organization: set EVENHAND_ORGANISATION_ADDRESS, its lines separated by "
    "a vertical bar, or the address of this program in the file of senders, and start Evenhand again."
)


def kept_back(programme: Programme, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Why a letter of a programme on which these are the findings may not be sent to anybody, each reason in a sentence
    or two; empty where it may, and in a demonstration, whose letters say that all is made up.
    """
    return () if is_demonstration() else tuple(dict.fromkeys(_reasons(programme, findings)))


def by_address(owed: Iterable[OwedNotice], state: CaseState) -> tuple[tuple[OwedNotice, ...], tuple[OwedNotice, ...]]:
    """A notice as it is owed to those whose address is known, and to those a letter cannot be made out to. In a
    demonstration nothing is sent, and every letter can be made.
    """
    every = tuple(owed)
    if is_demonstration():
        return every, ()
    reached = tuple(notice for notice in every if any(line.strip() for line in state.parties[notice.party].address))
    return reached, tuple(notice for notice in every if notice not in reached)


def no_address(case: OpenCase, party: str) -> str:
    """That a letter to a party, by id, was not made for want of an address, and what to do."""
    name, label = case.state.parties[party].name, case.programme.label(case.state.parties[party].role)
    return (
        f"No letter was made to {name} ({label}): the case knows no address. Enter one, and issue the notice again; "
        "the others have theirs."
    )


def _reasons(programme: Programme, findings: Iterable[Finding]) -> Iterator[str]:
    if not sender(programme).organisation.address:
        yield _NO_ADDRESS
    if programme.made_up:
        yield f"The law of {programme.title} exists nowhere: its letters are for a demonstration alone."
    for finding in findings:
        if finding.rule == RULE_APPROVAL:
            yield f"{finding.message} {finding.remedy}"
