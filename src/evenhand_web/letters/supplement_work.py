"""Issuing a determination on omitted lines: made and sealed, entered beside the first, told to everybody."""

from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Actor
from evenhand.letter.press import unprintable
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure.handler import Task
from evenhand_web.letters.determination_work import seal_said, sealed_forms
from evenhand_web.letters.letter_requests import ask_for_revocation, follow_with_notice
from evenhand_web.letters.making import Made, Stopped, carry_out, entered, faults, refs
from evenhand_web.letters.models import Issue, KeptLetter
from evenhand_web.letters.notice_mail import tell_office
from evenhand_web.letters.releasing import people_bars
from evenhand_web.letters.sending_bar import kept_back
from evenhand_web.letters.supplementing import made_today
from evenhand_web.reviewing.omissions import with_open_omissions
from evenhand_web.reviewing.supplement import (
    Supplement,
    SupplementUnreadable,
    is_supplement_wanted,
    last_supplement,
    supplement_entry,
    supplements_as,
)

_CHANGED = "The case has changed since it was released. Look at it again, and release it again if it still holds."
_UNREADABLE = "What is kept of the signed analysis is not what was signed."


def make_supplement(task: Task) -> None:
    """Make, seal, keep and enter the determination on omitted lines that was released, and ask for its notice."""
    carry_out(task.payload["issue"], task.renew, _made, _entered)


def _still_released(issue: Issue, case: OpenCase) -> Supplement:
    """What is issued: a release holds for the docket it was given on, for no text that was sent back, and while nothing
    stands against those behind it.
    """
    try:
        signed = last_supplement(case)
    except SupplementUnreadable:
        raise Stopped([_UNREADABLE]) from None
    if signed is None or case.length != issue.length or is_supplement_wanted(case):
        raise Stopped([_CHANGED])
    if against := people_bars(case):
        raise Stopped(against)
    return signed


def _made(issue: Issue, read: OpenCase) -> list[Made]:
    case = with_open_omissions(read)
    signed = _still_released(issue, case)
    letter, findings = made_today(case, signed, issue.asked_by.name, unprintable)
    if letter is None:
        raise Stopped(faults(findings))
    if reasons := kept_back(case.programme, findings):
        raise Stopped(reasons)
    return sealed_forms(letter, case, f"supplemental-{'-'.join(signed.lines)}")


def _entered(issue: Issue, read: OpenCase, kept: dict[str, list[KeptLetter]]) -> None:
    case = with_open_omissions(read)
    signed, letters = _still_released(issue, case), kept[""]
    of_seal = seal_said(issue, case, letters)
    told = supplement_entry(case, signed.determination, signed.row.reviewer.ident, refs(letters), *of_seal)
    by = Actor(role=supplements_as(case.programme), id=issue.asked_by.ident)
    longer = entered(case, told, by, issue, letters)
    issue.state, issue.entry = Issue.State.ENTERED, longer.length
    for notice in case.programme.notices:
        if notice.owed_on == EntryKind.SUPPLEMENTAL_ISSUED:
            follow_with_notice(longer.case, notice.id, longer.length, issue.asked_by)
    ask_for_revocation(issue)
    tell_office(issue)
