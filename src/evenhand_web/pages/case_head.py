"""The head of a case: who it is about, whose claim, who decides it, and how far it has come."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.docket.party import Role
from evenhand.programme.facts import FactUse
from evenhand_web.accounts.admission import OFFICE
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import ComparedCase
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import dated
from evenhand_web.infrastructure.kept_questions import KeptQuestion
from evenhand_web.pages.fact_fields import label_of

_WAY = (
    ("application_received", gettext_lazy("Received")),
    ("eligibility_found:eligible", gettext_lazy("Eligible")),
    ("assigned", gettext_lazy("Assigned for review")),
    ("documentation_received", gettext_lazy("Record complete")),
    ("reviewer_assigned", gettext_lazy("Reviewer assigned")),
    ("determination_signed", gettext_lazy("Signed")),
    ("determination_issued", gettext_lazy("Issued")),
    ("deposited_to_all:determination", gettext_lazy("Mailed")),
)
"""What a case comes past on its way, by the events of its docket."""
_NAMED: dict[PersonRole, tuple[Role, ...]] = {PersonRole.REVIEWER: ()}
"""Whose names the head says, where not those of applicant and payer: a physician decides without them."""


_COMPARED = KeptQuestion(lambda case: ComparedCase.objects.filter(pk=case).order_by(), -1)


class Milestone(NamedTuple):
    """Something a case comes past: its name, and the day it last came there; None where it has not."""

    title: str
    day: dt.date | None

    @property
    def on(self) -> str:
        """The day as people write it; empty where it has not come there."""
        return dated(self.day) if self.day else ""


class CaseHead(NamedTuple):
    """What the head of a case says: labels with what they stand for, and its way."""

    facts: tuple[tuple[str, str], ...]
    way: tuple[Milestone, ...]


def case_head(case: OpenCase) -> CaseHead:
    """The head of a case for the person who has it open."""
    way = ((str(title), case.state.last(event)) for event, title in _WAY)
    return CaseHead(tuple(_facts(case)), tuple(Milestone(title, last.on if last else None) for title, last in way))


def _facts(case: OpenCase) -> Iterator[tuple[str, str]]:
    for role in _NAMED.get(PersonRole(case.viewer.role), (Role.APPLICANT, Role.PAYER)):
        names = [party.name for party in case.state.parties.values() if party.role is role]
        if names:
            yield capfirst(case.programme.label(role)), ", ".join(names)
    occurrence = case.programme.intake.used_as(FactUse.OCCURRENCE)
    occurred = case.state.last(occurrence.event) if occurrence is not None else None
    if occurrence is not None and occurred is not None:
        yield capfirst(label_of(occurrence)), dated(occurred.on)
    yield from _beside(case)
    if case.viewer.role in OFFICE:
        yield _("Reviewer"), _reviewers(case)


def _beside(case: OpenCase) -> Iterator[tuple[str, str]]:
    """Claim number and whom applications are compared by, keyed beside the docket, for coordinators: they look for
    duplicates.
    """
    is_looking = case.viewer.role == PersonRole.COORDINATOR
    compared = next(iter(_COMPARED.rows(case.case.pk) if is_looking else ()), None)
    if compared is not None:
        compared.case = case.case
    claim = case.state.claim_number or (compared.claim_number if compared else "")
    if claim:
        yield _("Claim number"), claim
    for role in case.programme.parties.compared if compared is not None else ():
        if compared is not None and compared.named.get(role.id):
            yield capfirst(role.label), compared.named[role.id]


def _reviewers(case: OpenCase) -> str:
    assigned = case.state.reviewers.assigned
    names = dict(Person.objects.filter(ident__in=assigned).values_list("ident", "name")) if assigned else {}
    return ", ".join(names.get(ident, ident) for ident in assigned) or _("none yet")
