"""Approving the words of letters: by whom the programme names, for the very words that were read."""

from django.utils.translation import gettext as _

from evenhand.letter.approval import Approvals
from evenhand.letter.wording import Approval, Wording
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person
from evenhand_web.accounts.seam import part
from evenhand_web.infrastructure import clock
from evenhand_web.letters.models import WordingApproval


class ApprovalRefused(Exception):
    """Why words are not approved, in a sentence for whoever wanted to."""


def approvals_of(programme: Programme) -> Approvals:
    """The approvals that count of a programme's letters; one that was taken back counts no more."""
    last: dict[tuple[str, str], WordingApproval] = {}
    for row in WordingApproval.objects.filter(programme=programme.id).select_related("made_by").order_by("pk"):
        last[row.letter, row.language] = row
    return {key: _approval(row, programme) for key, row in last.items() if row.is_approved}


def _approval(row: WordingApproval, programme: Programme) -> Approval:
    return Approval(by=row.made_by.name, on=row.made_at.astimezone(programme.zone).date(), digest=row.digest)


def may_approve(person: Person, programme: Programme, letter: str) -> bool:
    """Whether the programme names this person's part as the one that answers for the words of a letter."""
    return part(person).value == programme.approver(letter)


def decide_on(person: Person, programme: Programme, wording: Wording, digest: str, *, is_approved: bool) -> None:
    """Approve the words that were read, by their digest, or take an approval back.

    Raises ApprovalRefused where another part answers for them, and where the words have changed since they were read.
    """
    if not may_approve(person, programme, wording.name):
        answers = programme.label(programme.approver(wording.name)) or _("unassigned")
        raise ApprovalRefused(_("The words of this letter are answered for by: %(role)s.") % {"role": answers})
    if is_approved and digest != wording.digest:
        raise ApprovalRefused(_("The words have changed since you read them. Read them again."))
    WordingApproval.objects.create(
        programme=programme.id,
        letter=wording.name,
        language=wording.language,
        digest=wording.digest,
        is_approved=is_approved,
        role=part(person).value,
        made_by=person,
        made_at=clock.now(),
    )
