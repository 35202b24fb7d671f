"""Notices on the case page: which are owed to whom, and how far those that were asked for have come."""

import datetime as dt
from typing import NamedTuple

from evenhand.notice import OwedNotice, outstanding
from evenhand_web.accounts.models import PersonRole
from evenhand_web.archive.access import issues_for
from evenhand_web.archive.models import LETTER, Delivery, Issue
from evenhand_web.desk.days import said
from evenhand_web.desk.opened import Opened

_DONE = (Delivery.State.DEPOSITED, Delivery.State.REPLACED)


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
    notice: str
    since_entry: int


def owed_groups(case: Opened) -> tuple[OwedGroup, ...]:
    """The notices owed now, each with everyone it is owed to."""
    found: dict[tuple[str, int], list[OwedNotice]] = {}
    for one in outstanding(case.state, case.programme, case.today):
        found.setdefault((one.notice, one.since.entry), []).append(one)
    return tuple(_group(case, owed) for owed in found.values())


def _group(case: Opened, owed: list[OwedNotice]) -> OwedGroup:
    first = owed[0]
    parties = [case.state.parties[one.party] for one in owed]
    return OwedGroup(
        notice=first.notice,
        since_entry=first.since.entry,
        title=notice_title(case, first.notice),
        to=tuple(f"{case.programme.label(party.role)}: {party.name}" for party in parties),
        since=said(first.since.on),
        due=said(first.due.due) if first.due else first.unanswered or "at once",
        rule=first.rule,
        may_issue=case.person.role == PersonRole.COORDINATOR,
    )


def notice_title(case: Opened, notice: str) -> str:
    """A notice as the programme calls it."""
    if notice == LETTER:
        return "Final determination letter"
    return next((rule.title for rule in case.programme.notices if rule.id == notice), notice)


def letters_under_way(case: Opened) -> tuple[LetterRow, ...]:
    """The letters of a case that were asked for, the newest first; for people outside the organisation none."""
    issues = issues_for(case.person, case.case).prefetch_related("deliveries", "letters")
    return tuple(_letter(case, one) for one in issues.order_by("-pk"))


def _letter(case: Opened, issue: Issue) -> LetterRow:
    copies = [one for one in issue.deliveries.all() if one.state != Delivery.State.REPLACED]
    is_late = issue.state == Issue.State.STOPPED
    css = {Issue.State.SERVED: "met", Issue.State.ENTERED: "running"}.get(Issue.State(issue.state), "unknown")
    seals = [one.seal for one in issue.letters.all() if one.seal]
    return LetterRow(
        title=notice_title(case, issue.what),
        state=issue.get_state_display(),
        css="late" if is_late else css,
        dated_on=issue.dated_on,
        mailed=sum(one.state in _DONE for one in copies),
        copies=len(copies),
        reasons=tuple(filter(None, issue.said.splitlines())) if is_late else (),
        seal=seals[-1] if seals else "",
        notice=issue.what,
        since_entry=issue.since,
    )
