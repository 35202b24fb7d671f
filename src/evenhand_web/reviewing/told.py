"""What is told a physician in the application: that an answer came, and that a day falls due."""

from evenhand.docket.kind import EntryKind
from evenhand_web.accounts.models import Notification
from evenhand_web.accounts.notifications import notify
from evenhand_web.cases.following import Entered, follows
from evenhand_web.diary.due_near import NEAR, tell_due
from evenhand_web.infrastructure import clock
from evenhand_web.reviewing.models import Seat


@follows(EntryKind.QUESTION_ANSWERED)
def tell_of_answers(entered: Entered) -> None:
    """A party answered: whoever is assigned to the case is told."""
    seats = Seat.objects.filter(case=entered.case, standing=Seat.Standing.ASSIGNED).select_related("reviewer")
    place = (Notification.Kind.ANSWERED, "review_file", entered.case.ident)
    notify(f"party:{entered.new[-1].hash}", [seat.reviewer for seat in seats.order_by("pk")], *place)


def tell_reviewers_of_due_days() -> None:
    """Tell everybody who sits in a case that its determination is due within two days."""
    now = clock.now()
    near = Seat.objects.filter(
        standing=Seat.Standing.ASSIGNED, case__house_due_at__gt=now, case__house_due_at__lte=now + NEAR
    )
    for seat in near.select_related("case", "reviewer").order_by("pk"):
        tell_due(seat.case, seat.reviewer, "review_file")
