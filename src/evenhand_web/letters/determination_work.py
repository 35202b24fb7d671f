"""Issuing a determination: made and sealed first; then one transaction enters it and asks for the notice with it."""

from dataclasses import replace

from evenhand.determination.model import Dated
from evenhand.docket.party import Actor, Role
from evenhand.docket.review import DeterminationIssued
from evenhand.letter.case_letter import determination_letter
from evenhand.letter.document import Document
from evenhand.letter.press import unprintable
from evenhand.letter.text import text
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.particulars import particulars_of
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.handler import Task
from evenhand_web.letters.access import issues_as
from evenhand_web.letters.letter_requests import follow_with_notice
from evenhand_web.letters.making import TEXT, Made, Stopped, carry_out, entered, faults, printed, refs
from evenhand_web.letters.models import DETERMINATION, Issue, KeptLetter
from evenhand_web.letters.notice_mail import tell_office
from evenhand_web.letters.organization import house
from evenhand_web.letters.releasing import people_bars
from evenhand_web.letters.seal_key import SealUnusable
from evenhand_web.letters.sealing import sealed
from evenhand_web.letters.sending_bar import kept_back
from evenhand_web.letters.signed import deciding_entry, panel_analyses, prevailing, signature
from evenhand_web.reviewing.models import Return

_CHANGED = "The case has changed since it was released. Look at it again, and release it again if it still holds."


def make_determination(task: Task) -> None:
    """Make, seal, keep and enter the determination that was released, and ask for the notice it goes out with."""
    carry_out(task.payload["issue"], task.renew, _made, _entered)


def _still_released(issue: Issue, case: OpenCase) -> None:
    """A release holds for the docket it was given on, for no analysis that was sent back, and while nothing stands
    against those behind it.
    """
    is_back = Return.objects.filter(case=issue.case_id, answered_at=None).exists()
    if case.length != issue.length or deciding_entry(case) != issue.since or is_back:
        raise Stopped([_CHANGED])
    if against := people_bars(case):
        raise Stopped(against)


def _made(issue: Issue, case: OpenCase) -> list[Made]:
    _still_released(issue, case)
    signed = signature(case, issue.since)
    dated = replace(signed.determination, decided=Dated(on=case.today))
    known = house(case.programme, unprintable)
    letter, findings = determination_letter(
        known,
        case.state,
        dated,
        signed.sha256,
        issue.asked_by.name,
        panel_analyses(case),
        particulars_of(case.case),
    )
    if letter is None:
        raise Stopped(faults(findings))
    if reasons := kept_back(case.programme, findings):
        raise Stopped(reasons)
    return _forms(letter, case)


def _forms(letter: Document, case: OpenCase) -> list[Made]:
    """The letter as a sealed PDF, as a page, and as plain text."""
    pdf, page = printed(letter, "", DETERMINATION, case)
    try:
        seal = sealed(pdf.data, clock.now())
    except SealUnusable as refused:
        raise Stopped([refused.reason]) from None
    plain = Made("", f"{DETERMINATION}.txt", TEXT, text(letter).encode())
    return [pdf._replace(data=seal.data, seal=seal.by), page, plain]


def _entered(issue: Issue, case: OpenCase, kept: dict[str, list[KeptLetter]]) -> None:
    _still_released(issue, case)
    letters = kept[""]
    payload = DeterminationIssued(findings=prevailing(case), documents=refs(letters))
    by = Actor(role=issues_as(issue.asked_by, case.programme) or Role.MEDICAL_DIRECTOR, id=issue.asked_by.ident)
    longer = entered(case, payload, by, issue, letters)
    issue.state, issue.entry = Issue.State.ENTERED, longer.length
    follow_with_notice(longer.case, DETERMINATION, longer.length, issue.asked_by)
    tell_office(issue)
