"""A case as its reviewer has it open: through a seat, and what the reviewer signed and swore in it."""

import datetime as dt

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from evenhand.docket.listing import documents_of
from evenhand.docket.review import DeterminationSigned, ReviewerAttested
from evenhand_web.accounts.models import Person
from evenhand_web.cases.open_case import OpenCase, opened_through
from evenhand_web.reviewing.access import files_for, returns_for, seats_for
from evenhand_web.reviewing.models import Return, Seat
from evenhand_web.reviewing.omissions import with_open_omissions
from evenhand_web.reviewing.supplement import is_supplement_wanted, returns_of_supplements


def seat_of(person: Person, ident: str) -> Seat:
    """The seat of a reviewer in a case that is asked of them or that they hold; Http404 where there is none."""
    return get_object_or_404(seats_for(person), case__ident=ident)


def opened_file(person: Person, ident: str) -> OpenCase:
    """A case whose file is open to a reviewer, with the lines that were omitted and wait for them; Http404 before the
    oath and the assignment, and after the end.
    """
    return opened_at(get_object_or_404(files_for(person), case__ident=ident), person)


def opened_at(seat: Seat, person: Person) -> OpenCase:
    """The case of a seat as its reviewer has it open: a decided one with the lines that were omitted and wait."""
    file = opened_through(seat.case, person)
    return with_open_omissions(file) if seat.standing == Seat.Standing.OVER else file


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


def is_signature_wanted(case: OpenCase, *, has_come_back: bool) -> bool:
    """Whether a signature of the reviewer who has a case open is wanted: there is none, what was signed came back and
    was not answered yet, or the case has moved on under it. On omitted lines it is the signature on those.
    """
    if case.omitted:
        return is_supplement_wanted(case)
    signed = signatures(case, case.viewer.ident)
    return not signed or has_come_back or _has_moved(case, signed[-1])


def may_write(case: OpenCase) -> bool:
    """Whether the reviewer who has a case open writes in it: a signature is wanted."""
    signed = signatures(case, case.viewer.ident)
    return is_signature_wanted(case, has_come_back=bool(signed) and open_returns(case).exists())


def open_returns(case: OpenCase) -> QuerySet[Return]:
    """What came back to the reviewer who has a case open, and was not signed again since."""
    if case.omitted:
        return returns_of_supplements(case).filter(answered_at=None)
    return returns_for(case.case, frozenset(signatures(case, case.viewer.ident))).filter(answered_at=None)


def _has_moved(case: OpenCase, since: int) -> bool:
    """Whether records came since an entry, or other lines are to be decided than were answered."""
    came = any(entry.number > since and documents_of(entry) for entry in case.state.standing())
    answered = {finding.line for finding in case.state.reviewers.signed.get(case.viewer.ident, ())}
    return case.length > since and (came or answered != set(case.state.live_lines()))
