"""Issuing a corrected version of a determination: made and sealed, entered beside the one before, told to everybody."""

from evenhand.docket.aftermath import Corrected
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Actor, Role
from evenhand.letter.amended import Slip
from evenhand.letter.press import unprintable
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure.handler import Task
from evenhand_web.letters.correcting import corrected_version
from evenhand_web.letters.determination_work import seal_said, sealed_forms
from evenhand_web.letters.letter_requests import ask_for_revocation, follow_with_notice
from evenhand_web.letters.making import PDF, Made, Stopped, carry_out, entered, refs
from evenhand_web.letters.models import DETERMINATION, Issue, KeptLetter

_CHANGED = "The case has changed since the correction was released. Look at it again, and release it again."


def make_correction(task: Task) -> None:
    """Make, seal, keep and enter the corrected version that was released, and ask for the notice that tells of it."""
    carry_out(task.payload["issue"], task.renew, _made, _entered)


def _slip(issue: Issue) -> Slip:
    return Slip(field=issue.slip.field, was=issue.slip.was, becomes=issue.slip.becomes)


def _still_released(issue: Issue, case: OpenCase) -> None:
    if case.length != issue.length:
        raise Stopped([_CHANGED])


def _made(issue: Issue, case: OpenCase) -> list[Made]:
    _still_released(issue, case)
    version = corrected_version(case, _slip(issue), unprintable)
    if version.letter is None or version.reasons:
        raise Stopped(version.reasons)
    return sealed_forms(version.letter, case, f"{DETERMINATION}-v{version.number}")


def _entered(issue: Issue, case: OpenCase, kept: dict[str, list[KeptLetter]]) -> None:
    _still_released(issue, case)
    letters, slip = kept[""], _slip(issue)
    document = refs([letter for letter in letters if letter.file.media_type == PDF])[0]
    of_seal = seal_said(issue, case, letters)
    payload = Corrected(field=slip.field, was=slip.was, becomes=slip.becomes, document=document, **of_seal._asdict())
    by = Actor(role=_corrector(case), id=issue.asked_by.ident)
    longer = entered(case, payload, by, issue, letters)
    issue.state, issue.entry = Issue.State.ENTERED, longer.length
    ask_for_revocation(issue)
    for notice in case.programme.notices:
        if notice.owed_on == EntryKind.CORRECTED:
            follow_with_notice(longer.case, notice.id, longer.length, issue.asked_by)


def _corrector(case: OpenCase) -> Role:
    """As whom a medical director corrects: in their own part where the program lets them, else as the organization."""
    allowed = case.programme.procedure.kinds[EntryKind.CORRECTED].by
    return Role.MEDICAL_DIRECTOR if Role.MEDICAL_DIRECTOR in allowed else Role.ORGANISATION
