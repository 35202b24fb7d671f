"""Who sits in a case, drawn from its docket: proposed, sworn in, assigned, gone."""

from collections.abc import Iterator

from evenhand.docket.kind import EntryKind
from evenhand.docket.review import ReviewerProposed, ReviewerRecused
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.entering import enter_own
from evenhand_web.cases.following import Entered, follows
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.reviewing.models import Refusal, Seat
from evenhand_web.reviewing.omissions import drop, open_omissions

_SEATING = (EntryKind.REVIEWER_PROPOSED, EntryKind.REVIEWER_ATTESTED, EntryKind.REVIEWER_ASSIGNED)


@follows()
def keep_seats(entered: Entered) -> None:
    """Bring the seats of a case up to date with its docket, in the transaction of the entry."""
    case = entered.case
    if any(entry.kind in _SEATING for entry in entered.new) or (entered.since and case.seats.exists()):
        take_seats(case, entered.state)


def take_seats(case: Case, state: CaseState) -> None:
    """Write down who sits in a case as its state says."""
    standings = dict(_standings(state))
    people = Person.objects.filter(ident__in=standings, role=PersonRole.REVIEWER).order_by("pk")
    refused = set(Refusal.objects.filter(case=case).values_list("reviewer_id", flat=True))
    for person in people:
        standing = standings[person.ident]
        if person.pk in refused and standing in (Seat.Standing.PROPOSED, Seat.Standing.ATTESTED):
            standing = Seat.Standing.STEPPED_DOWN
        drawn = {"standing": standing, "assigned_on": state.reviewers.assigned.get(person.ident)}
        Seat.objects.update_or_create(case=case, reviewer=person, defaults=drawn)
    gone = case.seats.exclude(reviewer__ident__in=standings)
    if proposes(state.programme):
        gone.delete()
        return
    asked = gone.filter(standing=Seat.Standing.PROPOSED)
    gone.exclude(pk__in=asked).delete()
    if state.flags & state.programme.over:
        asked.update(standing=Seat.Standing.OVER)


def proposes(programme: Programme) -> bool:
    """Whether proposals stand in the docket under a programme; where not, who is asked is kept beside it."""
    return bool(programme.procedure.kinds[EntryKind.REVIEWER_PROPOSED].by)


def ask_beside(case: Case, reviewer: Person) -> None:
    """Keep that a reviewer is asked, where the programme has no proposal stand in the docket."""
    Seat.objects.get_or_create(case=case, reviewer=reviewer, defaults={"standing": Seat.Standing.PROPOSED})


def _standings(state: CaseState) -> Iterator[tuple[str, Seat.Standing]]:
    reviewers = state.reviewers
    for ident in dict.fromkeys([*_proposed(state), *reviewers.attested, *reviewers.assigned, *reviewers.excluded]):
        if ident in reviewers.recused:
            yield ident, Seat.Standing.STEPPED_DOWN
        elif ident in reviewers.excluded:
            yield ident, Seat.Standing.EXCLUDED
        elif state.flags & state.programme.over:
            yield ident, Seat.Standing.OVER
        elif ident in reviewers.assigned:
            yield ident, Seat.Standing.ASSIGNED
        else:
            yield ident, Seat.Standing.ATTESTED if ident in reviewers.attested else Seat.Standing.PROPOSED


def _proposed(state: CaseState) -> Iterator[str]:
    for entry in state.standing():
        if isinstance(entry.payload, ReviewerProposed):
            yield entry.payload.reviewer


def step_down(case: OpenCase, seat: Seat, reason: str) -> OpenCase:
    """The reviewer who has a case open steps down from a seat in it: by an entry of the docket where they are assigned,
    else by a refusal kept beside it; from lines that were omitted, which somebody else or nobody decides then. Gives
    the case as it is then; raises what entering raises.
    """
    if case.omitted:
        for omission in open_omissions(case.case).filter(reviewer=case.viewer):
            drop(omission, reason)
        return case
    if seat.standing == Seat.Standing.ASSIGNED:
        return enter_own(case, case.length, ReviewerRecused(reviewer=case.viewer.ident, reason=reason))
    refuse(seat, reason)
    return case


def refuse(seat: Seat, reason: str) -> None:
    """Write down that a reviewer who was asked and is not assigned will not take the case, or is not to have it."""
    Refusal.objects.create(case=seat.case, reviewer=seat.reviewer, reason=reason, made_at=clock.now())
    seat.standing = Seat.Standing.STEPPED_DOWN
    seat.save(update_fields=("standing",))
