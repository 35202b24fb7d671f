"""Notices on the case page: which are owed to whom, and how far those that were asked for have come."""

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext as _

from evenhand.notice import OwedNotice, outstanding
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import weekday_dated
from evenhand_web.letters.access import issues_of
from evenhand_web.letters.models import CORRECTION, LETTER, SUPPLEMENT, Delivery, Issue
from evenhand_web.letters.serving_again import came_back

_DONE = (Delivery.State.DEPOSITED, Delivery.State.REPLACED, Delivery.State.RETURNED)


class OwedGroup(NamedTuple):
    """One notice and everyone it is owed to; `may_issue` says whether the person may send it from here."""

    notice: str
    since_entry: int
    title: str
    to: tuple[str, ...]
    since: str
    due: str
    rule: str
    may_issue: bool
    is_receipt: bool


class LetterRow(NamedTuple):
    """A letter that was asked for: what it is, how far it has come, and how many of its copies were mailed."""

    title: str
    state: str
    css: str
    dated_on: dt.date | None
    mailed: int
    copies: int
    reasons: tuple[str, ...]
    seal: str
    unstamped: str
    notice: str
    since_entry: int


def owed_groups(case: OpenCase) -> tuple[OwedGroup, ...]:
    """The notices owed now, each with everyone it is owed to."""
    groups: dict[tuple[str, int], list[OwedNotice]] = {}
    for notice in outstanding(case.state, case.programme, case.today):
        groups.setdefault((notice.notice, notice.since.entry), []).append(notice)
    return tuple(_group(case, owed) for owed in groups.values())


def _group(case: OpenCase, owed: list[OwedNotice]) -> OwedGroup:
    first = owed[0]
    parties = [case.state.parties[notice.party] for notice in owed]
    return OwedGroup(
        notice=first.notice,
        since_entry=first.since.entry,
        title=notice_title(case, first.notice),
        to=tuple(f"{case.programme.label(party.role)}: {party.name}" for party in parties),
        since=weekday_dated(first.since.on),
        due=weekday_dated(first.due.due) if first.due else first.unanswered or _("at once"),
        rule=first.rule,
        may_issue=case.viewer.role == PersonRole.COORDINATOR,
        is_receipt=any(rule.id == first.notice and rule.at_once for rule in case.programme.notices),
    )


class ReturnedRow(NamedTuple):
    """Mail that came back and was not made out anew: the entry that tells of it, what it was, to whom, when, why."""

    entry: int
    title: str
    to: str
    on: str
    reason: str
    may_serve: bool


def returned_mail(case: OpenCase) -> tuple[ReturnedRow, ...]:
    """The mail of a case that came back and waits to be served again."""
    return tuple(
        ReturnedRow(
            entry=mail.entry.number,
            title=notice_title(case, mail.returned.notice),
            to=case.state.parties[mail.returned.party].name,
            on=weekday_dated(mail.entry.on),
            reason=mail.returned.reason,
            may_serve=case.viewer.role == PersonRole.COORDINATOR,
        )
        for mail in came_back(case)
    )


def notice_title(case: OpenCase, notice: str) -> str:
    """A notice as the programme calls it."""
    if notice == LETTER:
        return _("Final determination letter")
    if notice == CORRECTION:
        return _("Corrected version of the determination")
    if notice == SUPPLEMENT:
        return _("Determination on omitted lines")
    return next((rule.title for rule in case.programme.notices if rule.id == notice), notice)


def letters_under_way(case: OpenCase) -> tuple[LetterRow, ...]:
    """The letters of a case that were asked for, the newest first; for people outside the organisation none."""
    return tuple(_letter(case, issue) for issue in issues_of(case))


def _letter(case: OpenCase, issue: Issue) -> LetterRow:
    copies = [delivery for delivery in issue.deliveries.all() if delivery.state != Delivery.State.REPLACED]
    is_late = issue.state == Issue.State.STOPPED
    css = {Issue.State.SERVED: "met", Issue.State.ENTERED: "running"}.get(Issue.State(issue.state), "unknown")
    seals = [letter.seal for letter in issue.letters.all() if letter.seal]
    return LetterRow(
        title=notice_title(case, issue.what),
        state=issue.get_state_display(),
        css="late" if is_late else css,
        dated_on=issue.dated_on,
        mailed=sum(delivery.state in _DONE for delivery in copies),
        copies=len(copies),
        reasons=tuple(filter(None, issue.said.splitlines())),
        seal=seals[-1] if seals else "",
        unstamped=next((letter.unstamped for letter in issue.letters.all() if letter.unstamped), ""),
        notice=issue.what,
        since_entry=issue.since,
    )
