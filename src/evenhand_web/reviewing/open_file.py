"""A case as its reviewer has it open: through a seat, and what the reviewer signed and swore in it."""

import datetime as dt

from django.shortcuts import get_object_or_404

from evenhand.docket.review import DeterminationSigned, ReviewerAttested
from evenhand_web.accounts.models import Person
from evenhand_web.cases.open_case import OpenCase, opened_through
from evenhand_web.reviewing.access import files_for, seats_for
from evenhand_web.reviewing.models import Seat


def seat_of(person: Person, ident: str) -> Seat:
    """The seat of a reviewer in a case that is asked of them or that they hold; Http404 where there is none."""
    return get_object_or_404(seats_for(person), case__ident=ident)


def opened_file(person: Person, ident: str) -> OpenCase:
    """A case whose file is open to a reviewer; Http404 before the oath and the assignment, and after the end."""
    return opened_through(get_object_or_404(files_for(person), case__ident=ident).case, person)


def signatures(case: OpenCase, reviewer: str) -> tuple[int, ...]:
    """The entries by which a reviewer, by id, signed, in order, that stand since the reviewer was assigned."""
    return tuple(
        entry.number
        for entry in case.state.standing()
        if isinstance(entry.payload, DeterminationSigned) and entry.payload.reviewer == reviewer
    )


def last_oath(case: OpenCase, reviewer: str) -> tuple[dt.date, ReviewerAttested] | None:
    """The last oath of a reviewer, by id, in a case, and its day."""
    oaths = [
        (entry.on, entry.payload)
        for entry in case.state.standing()
        if isinstance(entry.payload, ReviewerAttested) and entry.payload.reviewer == reviewer
    ]
    return oaths[-1] if oaths else None
