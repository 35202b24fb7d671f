"""Mail that came back: a better address, a new letter to that party, and its service, beside those that failed."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import transaction

from evenhand.docket.assignment import MailReturned, NoticeIssued
from evenhand.docket.entry import DocketEntry
from evenhand_web.cases.contact import Reached, reached, tell
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import EndedMeanwhileError, end
from evenhand_web.letters.letter_requests import Again, ask_to_serve_again
from evenhand_web.letters.models import Issue

_SERVED = "The address was looked up, and the letter is made out anew."


class CameBack(NamedTuple):
    """Mail that came back: the entry that tells of it, what it says, and the entry that had made the notice owed."""

    entry: DocketEntry
    returned: MailReturned
    since: int


class NotServedAgainError(Exception):
    """Mail that cannot be served again: it did not come back, or its party takes part no more."""


def came_back(case: OpenCase) -> tuple[CameBack, ...]:
    """The mail of a case that came back from somebody who still takes part, and was not made out anew since."""
    if not (returned := tuple(_returned(case))):
        return ()
    again = Issue.objects.filter(case=case.case).exclude(returned=None).exclude(state=Issue.State.STOPPED)
    done = set(again.values_list("returned", flat=True))
    return tuple(mail for mail in returned if mail.entry.number not in done)


def _returned(case: OpenCase) -> Iterator[CameBack]:
    for entry in case.state.standing():
        if isinstance(entry.payload, MailReturned) and entry.payload.party in case.state.parties:
            since = _since(case, entry.number, entry.payload)
            if since is not None:
                yield CameBack(entry, entry.payload, since)


def _since(case: OpenCase, number: int, mail: MailReturned) -> int | None:
    """The entry that made owed what came back: as its letter names it, else the last that makes that notice owed."""
    issued = [
        entry.payload
        for entry in case.state.standing()
        if entry.number < number and isinstance(entry.payload, NoticeIssued)
    ]
    about = [note.about for note in issued if (note.notice, note.party) == (mail.notice, mail.party)]
    if about and about[-1] is not None:
        return about[-1]
    rule = next((rule for rule in case.programme.notices if rule.id == mail.notice), None)
    owed = case.state.last(rule.owed_on) if rule else None
    return owed.entry if owed else None


def serve_again(case: OpenCase, length: int, number: int, told: Reached, how: str, opened_on: int, anew: str) -> Issue:
    """Have what came back by an entry made out anew to its party, at the address told and `how` it is known, on a
    docket `length` entries long: it then waits to be mailed. Both services stay in the docket; the time to use a right
    runs from the first, but where `anew` says why it runs from this one.

    Raises NotServedAgainError where nothing came back by that entry, ContactStaleError where somebody told another
    address since row `opened_on`, StaleError where the docket has grown since.
    """
    mail = next((mail for mail in came_back(case) if mail.entry.number == number), None)
    if mail is None:
        raise NotServedAgainError
    party = case.state.parties[mail.returned.party]
    with transaction.atomic():
        if told.address != reached(case.state, case.case, party, case.today).address:
            tell(case.case, party.id, told, how, case.viewer, opened_on)
        again = Again(mail.returned.notice, mail.since, number, anew)
        issue = ask_to_serve_again(case.case, length, again, case.viewer)
        _end_task(case, mail)
    return issue


def _end_task(case: OpenCase, mail: CameBack) -> None:
    task = Task.objects.filter(key=f"returned:{mail.entry.hash}", done_at=None).first()
    if task is not None:
        try:
            end(task, _SERVED, case.viewer)
        except EndedMeanwhileError:
            return  # somebody was first: it is ended all the same
