"""Issuing a notice to everybody it is owed to, and where a party is told that a letter is on its way."""

from evenhand.notice import OwedNotice, outstanding
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.letters.letter_requests import ask_for_notice
from evenhand_web.letters.models import Issue, NewsAddress


class NotOwedError(Exception):
    """A notice that is not owed to anybody, and was not asked for before."""


def owed_now(case: OpenCase, notice: str, since: int) -> tuple[OwedNotice, ...]:
    """A notice that an entry made owed, to each party it is still owed to."""
    every = outstanding(case.state, case.programme, case.today)
    return tuple(owed for owed in every if (owed.notice, owed.since.entry) == (notice, since))


def issue_notice(case: OpenCase, length: int, notice: str, since: int) -> Issue:
    """Issue a notice that an entry made owed, on a docket `length` entries long: the letters are made once by the
    worker, and then wait to be mailed. Asked for again, it is the same issue.

    Raises NotOwedError where it is not owed and was not asked for before, StaleError where the docket has grown since.
    """
    was_asked = Issue.objects.filter(case=case.case, what=notice, since=since).exists()
    if not was_asked and not owed_now(case, notice, since):
        raise NotOwedError
    return ask_for_notice(case.case, length, notice, since, case.viewer)


def keep_news_address(case: OpenCase, party: str, email: str) -> None:
    """Keep where a party, by id, is told that a letter is on its way; forget it where `email` is empty. Raises
    ValueError where the case has no such party.
    """
    if party not in case.state.parties:
        raise ValueError(f"the case has no party {party!r}")
    if email:
        NewsAddress.objects.update_or_create(case=case.case, party=party, defaults={"email": email})
    else:
        NewsAddress.objects.filter(case=case.case, party=party).delete()
