"""The text that a reviewer signs on omitted lines: as it was signed, whether one is wanted, what came back of it."""

import hashlib
from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from evenhand.audit.answer import AnsweredFinding, Answers
from evenhand.codec import canonical, from_plain, to_plain
from evenhand.determination.assemble import findings_of
from evenhand.determination.model import Determination
from evenhand.docket.aftermath import SupplementalIssued
from evenhand.docket.kind import EntryKind
from evenhand.docket.listing import documents_of
from evenhand.docket.party import DocumentRef, Role
from evenhand.docket.review import LineFinding
from evenhand.finding import Place
from evenhand.procedure.reviewer_in_case import ids_in_case
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Notification, Person
from evenhand_web.accounts.notifications import notify
from evenhand_web.cases.access import cases_for
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.reviewing.models import Omission, Return, SignedSupplement

_RULE = "OMITTED-LINE"


class SupplementUnreadable(Exception):
    """A signed text on omitted lines that is not what its digest was made over. Only ids are named."""


class Supplement(NamedTuple):
    """A signed text on omitted lines: its row, and what it says."""

    row: SignedSupplement
    determination: Determination

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines it decides."""
        return tuple(line.line for line in self.determination.analysis.lines)


def last_supplement(case: OpenCase) -> Supplement | None:
    """The text last signed on the omitted lines that a case has open; None where none was signed for these lines.

    Raises SupplementUnreadable where a row is not what was signed.
    """
    row = case.case.supplements.order_by("-pk").first() if case.omitted else None
    if row is None:
        return None
    supplement = Supplement(row, determination_of(row))
    return supplement if set(supplement.lines) == set(case.omitted) else None


def determination_of(row: SignedSupplement) -> Determination:
    """What a signed text says; SupplementUnreadable where it is not what was signed."""
    determination, _ = from_plain(Determination, row.content, Place(), _RULE)
    if determination is None or _digest(determination) != row.sha256:
        raise SupplementUnreadable(f"supplement {row.pk} is not as it was signed")
    return determination


def returns_of_supplements(case: OpenCase) -> QuerySet[Return]:
    """What came back of the texts on omitted lines, the earliest first."""
    return case.case.returns.exclude(supplement=None).order_by("pk")


def is_supplement_wanted(case: OpenCase) -> bool:
    """Whether the signature on omitted lines is wanted: there is none on just these, it came back and was not answered,
    or documents have come since.
    """
    signed = last_supplement(case)
    if signed is None or returns_of_supplements(case).filter(answered_at=None).exists():
        return True
    return any(entry.number > signed.row.length and documents_of(entry) for entry in case.state.standing())


def sign_supplement(case: OpenCase, determination: Determination, length: int, answered: Answers | None) -> None:
    """Keep the text that the reviewer who has a case open signs on its omitted lines, and answer what had come back.
    What stands before a signature was asked before.

    Raises StaleError where the docket is no longer `length` entries long, ValueError where none is wanted.
    """
    if not case.omitted or not is_supplement_wanted(case):
        raise ValueError("nothing is signed twice")
    now = clock.now()
    with transaction.atomic():
        held = Case.objects.select_for_update().get(pk=case.case.pk)
        if held.length != length:
            raise StaleError(length)
        SignedSupplement.objects.create(
            case=held,
            reviewer=case.viewer,
            content=to_plain(determination),
            sha256=_digest(determination),
            answers=to_plain(answered) if answered else {},
            length=length,
            signed_at=now,
        )
        returns = list(returns_of_supplements(case).filter(answered_at=None))
        Return.objects.filter(pk__in=[sent_back.pk for sent_back in returns]).update(answered_at=now)
        for sent_back in returns:
            place = (Notification.Kind.RETURN_ANSWERED, "release_supplement", held.ident)
            notify(f"answered:{sent_back.pk}", [sent_back.by], *place)


def answers_to_supplement(case: OpenCase) -> tuple[AnsweredFinding, ...]:
    """What was answered to the checks when the text on omitted lines was last signed."""
    row = case.case.supplements.order_by("-pk").first()
    given, _ = from_plain(Answers, row.answers, Place(), _RULE) if row and row.answers else (None, ())
    return given.findings if given else ()


def supplement_findings(case: OpenCase) -> tuple[LineFinding, ...]:
    """What was found on the omitted lines, as it was last signed; nothing where that cannot be read."""
    try:
        signed = last_supplement(case)
    except SupplementUnreadable:
        return ()
    return findings_of(signed.determination.analysis) if signed else ()


def supplements_waiting(person: Person) -> QuerySet[Case]:
    """The cases with omitted lines that a medical director may open, those asked for first on top."""
    waiting = Omission.objects.filter(entry=None, dropped_at=None)
    return cases_for(person).filter(omissions__in=waiting).distinct().order_by("pk")


def supplement_entry(
    case: OpenCase,
    determination: Determination,
    reviewer: str,
    documents: tuple[DocumentRef, ...] = (),
    without_seal: str = "",
    without_time_stamp: str = "",
) -> SupplementalIssued:
    """The determination on omitted lines as the docket records it, by the id that its `reviewer` has in the case, with
    what is to be said of its seal.
    """
    findings = findings_of(determination.analysis)
    return SupplementalIssued(
        reviewer=ids_in_case(case.state.written).get(reviewer, reviewer),
        treatments=tuple(case.state.treatments[finding.line] for finding in findings),
        findings=findings,
        documents=documents,
        without_seal=without_seal,
        without_time_stamp=without_time_stamp,
    )


def signed_since_asked(cases: Collection[Case]) -> frozenset[int]:
    """Those of the cases, by primary key, in which something was signed since the last omitted line was told."""
    asked = Omission.objects.filter(case=OuterRef("case"), entry=None, dropped_at=None).order_by("-asked_at")
    signed = SignedSupplement.objects.filter(case__in=cases, signed_at__gte=Subquery(asked.values("asked_at")[:1]))
    return frozenset(signed.values_list("case_id", flat=True))


def decided_state(case: OpenCase) -> CaseState:
    """The state of a case as its docket says it: without the omitted lines."""
    state, omitted = case.state, case.omitted
    lines = {line: status for line, status in state.lines.items() if line not in omitted}
    treatments = {line: treatment for line, treatment in state.treatments.items() if line not in omitted}
    return replace(state, lines=lines, treatments=treatments)


def supplements_as(programme: Programme) -> Role:
    """As whom a determination on omitted lines is issued under a programme: a medical director's part, or else the
    organization's.
    """
    allowed = programme.procedure.kinds[EntryKind.SUPPLEMENTAL_ISSUED].by
    return Role.MEDICAL_DIRECTOR if Role.MEDICAL_DIRECTOR in allowed else Role.ORGANISATION


def _digest(determination: Determination) -> str:
    return hashlib.sha256(canonical(determination) + b"\n").hexdigest()
