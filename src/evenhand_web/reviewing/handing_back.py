"""Taking a case back from a physician whose credentials do not hold any more, and warning before they stop."""

import datetime as dt

from django.db import transaction

from evenhand.docket.entry import Occurrence
from evenhand.docket.party import Actor, Role
from evenhand.docket.review import ReviewerRecused
from evenhand.finding import Finding
from evenhand.procedure.permit import NotAllowed
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.docketing import StaleError, enter_after_reading
from evenhand_web.cases.models import NEVER
from evenhand_web.cases.open_case import OpenCase, opened_by_task
from evenhand_web.cases.spoken_days import written_out
from evenhand_web.diary.models import Task as Duty
from evenhand_web.diary.tasks import WITHIN_THE_HOUR, raise_task, tell_the_office
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.handler import Task
from evenhand_web.infrastructure.queue import ask
from evenhand_web.panel.day import rules_of
from evenhand_web.panel.gate import WATCH, coming_expiries, in_words
from evenhand_web.reviewing.credential_check import bars_in
from evenhand_web.reviewing.models import Seat
from evenhand_web.reviewing.seats import refuse
from evenhand_web.reviewing.workload import HELD

_BY_TOMORROW = dt.timedelta(days=1)


def ask_every_hour() -> None:
    """Ask, once in an hour, that everybody who sits in a case be looked at: a fact stops counting with its day."""
    ask("house", WATCH, f"credentials:{clock.now():%Y-%m-%dT%H}")


def watch_credentials(_: Task) -> None:
    """Take every case back whose physician is not verified today, with a task to place it within the hour; and raise a
    task for each whose physician stops being verified while it is open.
    """
    for seat in Seat.objects.filter(standing__in=HELD).select_related("case", "reviewer").order_by("pk"):
        _look_at(seat)


def _look_at(seat: Seat) -> None:
    case, person = opened_by_task(seat.case), seat.reviewer.ident
    if findings := bars_in(case.case, case.state, person, case.today):
        _hand_back(case, seat, findings)
    elif warning := _warning(case, person):
        day, stops = warning
        words = (
            f"From {written_out(day)} {seat.reviewer.name} cannot go on with this case: {' '.join(in_words(stops))} "
            "Have it verified and bring the credential file before that day, or place the case anew."
        )
        raise_task(f"credential-ends:{seat.case.ident}:{person}:{day}", Duty.Kind.OTHER, words, _BY_TOMORROW, seat.case)


def _hand_back(case: OpenCase, seat: Seat, findings: tuple[Finding, ...]) -> None:
    """End a seat by an entry in the organization's name, or, before the assignment, beside the docket; and say that the
    case waits for somebody else. Where the docket forbids it the task says why.
    """
    reasons = " ".join(in_words(findings))
    key = f"credentials:{seat.case.ident}:{seat.reviewer.ident}:{seat.case.head[:32]}"
    words = f"{seat.reviewer.name} is off this case: {reasons} Propose somebody else now."
    with transaction.atomic():
        try:
            _end(case, seat, reasons)
        except NotAllowed as refused:
            words = f"{seat.reviewer.name} cannot go on with this case ({reasons}) and is still in it: {refused}"
        except StaleError:
            return  # looked at again within the hour
        raise_task(key, Duty.Kind.OTHER, words, WITHIN_THE_HOUR, seat.case)
        tell_the_office(key, (PersonRole.COORDINATOR,))


def _end(case: OpenCase, seat: Seat, reasons: str) -> None:
    if seat.standing != Seat.Standing.ASSIGNED:
        refuse(seat, reasons)
        return
    payload = ReviewerRecused(reviewer=seat.reviewer.ident, reason=reasons)
    happened = Occurrence(payload=payload, on=case.today, by=Actor(role=Role.ORGANISATION))
    enter_after_reading(case, case.length, happened, None)


def _warning(case: OpenCase, person: str) -> tuple[dt.date, tuple[Finding, ...]] | None:
    """The first day on which somebody who may sit in a case today may no longer, with what stands against it then:
    while the case is open, which is until it is due, and in any case in the days the house looks ahead.
    """
    programme, due_at = case.programme, case.case.due_at
    ends = coming_expiries(programme.id, person)
    if not ends:
        return None
    ahead = case.today + dt.timedelta(days=rules_of(programme.id).policy.reliance.warn_days)
    last = max(due_at.astimezone(programme.zone).date(), ahead) if due_at < NEVER else ahead
    for day in sorted({expiry.on for expiry in ends if case.today < expiry.on <= last}):
        if findings := bars_in(case.case, case.state, person, day):
            return day, findings
    return None
