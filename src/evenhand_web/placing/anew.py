"""Placing all that a reviewer has in hand anew, in one step: each case taken back, and whoever is next asked."""

from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.procedure.permit import NotAllowed
from evenhand_web.accounts.models import Person
from evenhand_web.cases.access import cases_in_reach
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase, opened_through
from evenhand_web.panel.day import is_ranked
from evenhand_web.placing.assigning import propose, take_off
from evenhand_web.placing.candidates import candidates
from evenhand_web.placing.ranked import ranked
from evenhand_web.reviewing.models import Seat
from evenhand_web.reviewing.seats import refuse
from evenhand_web.reviewing.workload import HELD

_CHANGED = _("The case changed in the meantime. Look at it.")
_NOBODY = _("It was taken back, and nobody of the panel can be asked as things stand.")


class PlacedAnew(NamedTuple):
    """What came of one case: who is asked now (None where nobody is), and why not in words."""

    case: Case
    to: Person | None
    why_not: str


def place_anew(reviewer: Person, reason: str, by: Person) -> tuple[PlacedAnew, ...]:
    """Take back every case that a reviewer was asked for or holds, and ask whoever ranks first now.

    Each case is entered by itself: one that cannot be placed stops none of the others, and is said. Raises ValueError
    without a reason.
    """
    if not reason:
        raise ValueError(gettext("Say why these cases are placed anew: it stands on each docket."))
    seats = Seat.objects.filter(reviewer=reviewer, standing__in=HELD, case__in=cases_in_reach(by))
    return tuple(
        _placed(seat, reason, by) for seat in seats.select_related("case", "reviewer").order_by("case__due_at", "pk")
    )


def _placed(seat: Seat, reason: str, by: Person) -> PlacedAnew:
    try:
        case = opened_through(seat.case, by)
        if seat.standing == Seat.Standing.ASSIGNED:
            take_off(case, case.length, seat, reason)
        else:
            refuse(seat, reason)
    except StaleError:
        return PlacedAnew(seat.case, None, str(_CHANGED))
    except NotAllowed as refused:
        return PlacedAnew(seat.case, None, str(refused))
    return _asked_next(seat.case, by)


def _asked_next(case: Case, by: Person) -> PlacedAnew:
    case.refresh_from_db()
    open_case = opened_through(case, by)
    person = _first(open_case)
    if person is None:
        return PlacedAnew(case, None, str(_NOBODY))
    try:
        propose(open_case, open_case.length, person)
    except (ValueError, NotAllowed) as against:
        return PlacedAnew(case, None, gettext("It was taken back. %(against)s") % {"against": against})
    except StaleError:
        return PlacedAnew(case, None, str(_CHANGED))
    return PlacedAnew(case, person, "")


def _first(case: OpenCase) -> Person | None:
    """Whoever may be asked first: by rank where credential files are kept, else by the statements on file."""
    if is_ranked(case.case.programme):
        panel = ranked(case)
        return panel.candidates[0].person if panel is not None and panel.candidates else None
    ready = (candidate.person for candidate in candidates(case) if candidate.is_ready)
    return next(ready, None)
