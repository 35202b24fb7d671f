"""What a reviewer may open: proposals before the oath, the file while assigned, and nothing else of any case."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case
from evenhand_web.reviewing.models import Draft, Omission, Question, Return, Seat

_HELD = (Seat.Standing.PROPOSED, Seat.Standing.ATTESTED, Seat.Standing.ASSIGNED)


def seats_for(person: Person) -> QuerySet[Seat]:
    """The cases a reviewer is asked for or holds, and those in which a line that was omitted waits for them."""
    held = Q(standing__in=_HELD) | _with_omission()
    return Seat.objects.filter(held, reviewer=person).select_related("case")


def _with_omission() -> Q:
    """Seats of decided cases that are open again to decide a line that was omitted."""
    waiting = Omission.objects.filter(case=OuterRef("case"), reviewer=OuterRef("reviewer"), entry=None, dropped_at=None)
    return Q(Exists(waiting), standing=Seat.Standing.OVER)


def oaths_for(person: Person) -> QuerySet[Seat]:
    """The cases in which a reviewer's oath is awaited."""
    return seats_for(person).filter(standing=Seat.Standing.PROPOSED)


def files_for(person: Person) -> QuerySet[Seat]:
    """The cases whose file is open to a reviewer: sworn in, and assigned; decided, where an omitted line waits."""
    return seats_for(person).filter(Q(standing=Seat.Standing.ASSIGNED) | _with_omission())


def drafts_for(person: Person) -> QuerySet[Draft]:
    """A reviewer's own drafts: nobody else reads what is not signed."""
    return Draft.objects.filter(reviewer=person).select_related("case")


def questions_for(person: Person) -> QuerySet[Question]:
    """The questions a reviewer wanted asked."""
    return Question.objects.filter(draft__reviewer=person).select_related("draft__case")


def returns_for(case: Case, signed: frozenset[int]) -> QuerySet[Return]:
    """What came back of a reviewer's own analyses: those signed by the entries of these numbers."""
    return case.returns.filter(entry__in=signed).order_by("pk")
