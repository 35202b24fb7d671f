"""Lines that application and determination omitted: asked for by the office, open to the physician who decided the
case, and closed by the supplemental determination on them.
"""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from evenhand.codec import from_plain, to_plain
from evenhand.docket.aftermath import Struck, SupplementalIssued
from evenhand.docket.kind import EntryKind
from evenhand.finding import Place
from evenhand.procedure.line import LineStatus
from evenhand.treatment import DisputedTreatment, Units
from evenhand_web.accounts.models import Notification, Person
from evenhand_web.accounts.notifications import notify
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.following import Entered, follows
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.mail import post
from evenhand_web.infrastructure.mail_words import CASE_WAITS
from evenhand_web.reviewing.models import Omission

_RULE = "OMITTED-LINE"
_ANSWERED_BY = EntryKind.SUPPLEMENTAL_ISSUED


def open_omissions(case: Case) -> QuerySet[Omission]:
    """The omitted lines of a case that wait for their determination, in the order in which they were told."""
    return case.omissions.filter(entry=None, dropped_at=None).select_related("reviewer", "asked_by").order_by("pk")


def may_be_supplemented(case: OpenCase) -> bool:
    """Whether the determination of a case stands, so that a line it omitted can be decided, and by somebody."""
    rule = case.programme.procedure.kinds[_ANSWERED_BY]
    flags = case.state.flags
    return flags.issuperset(rule.after) and flags.isdisjoint(rule.never_after) and bool(deciders(case))


def deciders(case: OpenCase) -> tuple[Person, ...]:
    """The physicians who decided a case and may decide a line that was omitted."""
    reviewers = case.state.reviewers
    return tuple(Person.objects.filter(ident__in=reviewers.signed.keys() & reviewers.assigned.keys(), is_active=True))


def ask_to_supplement(
    case: OpenCase, length: int, reviewer: Person, words: str, unit: str, requested: Decimal | None, reason: str
) -> Omission:
    """Keep a line that was omitted, in the words of the request, and open the case to the physician who decides it.

    Raises StaleError where the docket is no longer `length` entries long, ValueError where no determination stands that
    can be supplemented, the physician did not decide the case, or another decides an omitted line of it already.
    """
    with transaction.atomic():
        held = Case.objects.select_for_update().get(pk=case.case.pk)
        if held.length != length:
            raise StaleError(length)
        waiting = open_omissions(held)
        others = {omission.reviewer_id for omission in waiting} - {reviewer.pk}
        if not may_be_supplemented(case) or reviewer not in deciders(case) or others:
            raise ValueError("an omitted line is decided by one physician who decided the case")
        line = next_line(case)
        asked = DisputedTreatment(id=line, words=words, units=Units(unit=unit, requested=requested))
        told = {"treatment": to_plain(asked), "reason": reason, "asked_by": case.viewer, "asked_at": clock.now()}
        omission = Omission.objects.create(case=held, line=line, reviewer=reviewer, **told)
        post(f"omitted:{omission.pk}", reviewer.email, *CASE_WAITS)
        notify(f"omitted:{omission.pk}", [reviewer], Notification.Kind.OMITTED, "review_file", held.ident)
        return omission


def next_line(case: OpenCase) -> str:
    """The number that the next omitted line takes in a case."""
    waiting = open_omissions(case.case).values_list("line", flat=True)
    return str(max((int(line) for line in (*case.state.lines, *waiting) if line.isdecimal()), default=0) + 1)


def drop(omission: Omission, why: str) -> None:
    """Keep that an omitted line is not decided after all; ValueError without a reason, or once it was decided."""
    if not why or omission.entry is not None or omission.dropped_at is not None:
        raise ValueError("an omitted line that waits is dropped with a reason")
    omission.dropped, omission.dropped_at = why, clock.now()
    omission.save(update_fields=("dropped", "dropped_at"))


def treatment_of(omission: Omission) -> DisputedTreatment:
    """What an omitted line asks for; ValueError for a row that somebody changed behind our back."""
    treatment, findings = from_plain(DisputedTreatment, omission.treatment, Place(), _RULE)
    if treatment is None:
        raise ValueError(f"omission {omission.pk} cannot be read: {len(findings)} faults")
    return treatment


def with_omitted(case: OpenCase, omissions: Collection[Omission]) -> OpenCase:
    """A case with omitted lines as lines in dispute: what was decided before stays decided."""
    if not omissions:
        return case
    asked = {omission.line: treatment_of(omission) for omission in omissions}
    lines = dict.fromkeys(asked, LineStatus.DISPUTED)
    state = replace(case.state, treatments={**case.state.treatments, **asked}, lines={**case.state.lines, **lines})
    return replace(case, state=state, omitted=tuple(asked))


def with_open_omissions(case: OpenCase) -> OpenCase:
    """A case with every omitted line that waits for its determination as a line in dispute."""
    return with_omitted(case, list(open_omissions(case.case)))


@follows(EntryKind.SUPPLEMENTAL_ISSUED, EntryKind.STRUCK)
def close_omissions(entered: Entered) -> None:
    """An omitted line waits no more once a determination on it is issued, and waits again where that is struck."""
    for entry in entered.new:
        match entry.payload:
            case SupplementalIssued(treatments=treatments):
                lines = [treatment.id for treatment in treatments]
                open_omissions(entered.case).filter(line__in=lines).update(entry=entry.number)
            case Struck(entry=number):
                entered.case.omissions.filter(entry=number).update(entry=None)
            case _:
                pass
