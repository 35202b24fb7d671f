"""Leaving without the seal: on a day on which it cannot be used, two named persons may decide it, with their reason."""

from django.db import transaction
from django.db.models import QuerySet

from evenhand.letter.amended import headed
from evenhand.letter.document import Document
from evenhand.letter.house_words import house_words
from evenhand_web.accounts.admission import OFFICE
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.letters.models import UnsealedLeave
from evenhand_web.letters.seal_check import seal_standing_now


class NoLeaveError(Exception):
    """Nothing is to be decided: the seal can be used, or somebody was first."""


def seal_bars(case: OpenCase) -> tuple[str, ...]:
    """What of the seal keeps a letter of a case from being issued today, each reason in a sentence or two; empty where
    the seal can be used, or two persons decided today that the letter leaves without it.
    """
    problem = seal_standing_now().problem
    return (problem,) if problem and leave_of(case) is None else ()


def leave_of(case: OpenCase) -> UnsealedLeave | None:
    """What two persons decided today of a case; None where they did not."""
    return _of_today(case).exclude(agreed_by=None).first()


def proposed(case: OpenCase) -> UnsealedLeave | None:
    """What one person proposed today of a case, and a second has still to decide."""
    return _of_today(case).filter(agreed_by=None).first()


def _of_today(case: OpenCase) -> QuerySet[UnsealedLeave]:
    leaves = case.case.unsealed_leaves.filter(on=case.today).order_by("-pk")
    return leaves.select_related("asked_by", "agreed_by")


def propose_unsealed(case: OpenCase, reason: str) -> UnsealedLeave:
    """Propose, as the person who has a case open, that its letter leaves today without the seal, for a reason.

    Raises NoLeaveError where the seal can be used or it was proposed already, ValueError for somebody who is not of the
    organization's office.
    """
    _by_office(case)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.case.pk)
        if not seal_standing_now().problem or _of_today(case).exists():
            raise NoLeaveError
        told = {"case": case.case, "on": case.today, "reason": reason}
        return UnsealedLeave.objects.create(asked_by=case.viewer, asked_at=clock.now(), **told)


def agree_unsealed(case: OpenCase) -> UnsealedLeave:
    """Decide, as a second person, what was proposed today. Raises NoLeaveError where nothing is proposed, the seal can
    be used, or the same person proposed it; ValueError as `propose_unsealed`.
    """
    _by_office(case)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.case.pk)
        leave = proposed(case)
        if leave is None or leave.asked_by_id == case.viewer.pk or not seal_standing_now().problem:
            raise NoLeaveError
        leave.agreed_by, leave.agreed_at = case.viewer, clock.now()
        leave.save(update_fields=("agreed_by", "agreed_at"))
        return leave


def _by_office(case: OpenCase) -> None:
    if case.viewer.role not in OFFICE:
        raise ValueError("a letter leaves without the seal by leave of the organization's own people")


def in_words(leave: UnsealedLeave) -> str:
    """Who decided it and why, as the docket says it."""
    second = leave.agreed_by.name if leave.agreed_by else ""
    return f"{leave.asked_by.name} and {second}: {leave.reason}"


def without_seal(letter: Document, case: OpenCase, leave: UnsealedLeave) -> Document:
    """A letter headed by the statement that it leaves without the seal, who decided it and why."""
    told, _ = house_words(case.programme.folder, letter.language)
    if told is None or not told.unsealed_title:
        return headed(letter, "", in_words(leave))
    return headed(letter, told.unsealed_title, told.unsealed_text.format(leave=in_words(leave)))
