"""A signed determination before the director: the letter as it will go out, what the checks say, what was sent back."""

from typing import Any, NamedTuple

from evenhand.audit.answer import answered_key
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import weekday_dated, zone_title
from evenhand_web.director.access import returns_for
from evenhand_web.letters.late_papers import came_since
from evenhand_web.letters.letter_on_page import on_page
from evenhand_web.letters.models import LETTER, UNDERWAY, Issue
from evenhand_web.letters.paper import Paper
from evenhand_web.letters.releasing import people_bars
from evenhand_web.letters.seal_check import seal_standing_now
from evenhand_web.letters.sending_bar import kept_back
from evenhand_web.letters.signed import prevailing, signing_entries
from evenhand_web.letters.unsealed import seal_bars
from evenhand_web.letters.unsent import unsent
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.check_rows import check_rows
from evenhand_web.pages.line_rows import signed_rows
from evenhand_web.pages.queue_rows import own_duty, risk, spoken_due
from evenhand_web.panel.gate import nothing_checked
from evenhand_web.reviewing.check_answers import KeptAnswers, answers_of
from evenhand_web.reviewing.models import Return


class TextRow(NamedTuple):
    """One signed text: the entry it came with, and the one before it, to compare it with."""

    entry: int
    on: str
    before: int | None


class ReadingRow(NamedTuple):
    """A document that was not seen whole by who signed: its number and title, how much of it was, and the reason."""

    record: str
    title: str
    seen: int
    pages: int
    reason: str


class RecordRead(NamedTuple):
    """How the record was read by who signed: pages in all and seen, and what was not seen whole; `is_told` is false
    where the analysis was signed without it.
    """

    pages: int
    seen: int
    unread: tuple[ReadingRow, ...]
    is_told: bool


class ReturnRow(NamedTuple):
    """What was sent back: the Finding, the question, the answer, and the two texts it lies between."""

    sent: Return
    before: int
    after: int | None


def release_page(case: OpenCase, shown: Paper) -> dict[str, Any]:
    """Everything the page of a case to be released shows, but its forms."""
    texts = signing_entries(case)
    returns = [_return(sent_back, texts) for sent_back in returns_for(case.viewer, case.case)]
    answered = answers_of(case, shown.signed.entry) if shown.signed else None
    going = case.case.issues.filter(what=LETTER, state__in=(*UNDERWAY, Issue.State.STOPPED))
    issue = going.order_by("-pk").first()
    return {
        "case": case.case,
        "head": case_head(case),
        "lines": tuple(signed_rows(case, prevailing(case))),
        "due": spoken_due(own_duty(case.case).due_at, case.programme),
        "risk": risk(own_duty(case.case).due_at, case.programme, case.now),
        "paper": shown,
        "letter": on_page(shown.letter),
        "read": record_read(shown),
        "checks": check_rows(shown.checked.claims, _reasons(answered)),
        "answered": answered,
        "texts": [_text(case, texts, place) for place in range(len(texts))],
        "returns": returns,
        "is_back": any(row.sent.answered_at is None for row in returns),
        "issue": issue,
        "is_underway": issue is not None and issue.state != Issue.State.STOPPED,
        "reasons": issue.said.splitlines() if issue is not None and issue.state == Issue.State.STOPPED else (),
        "stopped": (
            *seal_bars(case),
            *people_bars(case),
            *came_since(case),
            *kept_back(case.programme, shown.findings),
        ),
        "unsent": unsent(case),
        "may_leave_unsealed": bool(seal_standing_now().problem),
        "unchecked": nothing_checked(case.case.programme),
        "today": weekday_dated(case.today),
        "zone": zone_title(case.programme.zone),
        "section": "release",
    }


def _reasons(answered: KeptAnswers | None) -> dict[str, str]:
    """Why findings stand, as the physician answered, by their keys."""
    told = answered.findings if answered else ()
    return {answered_key(finding): finding.because for finding in told if finding.because}


def record_read(shown: Paper) -> RecordRead:
    """How the record was read by who signed the letter shown."""
    determination = shown.signed.determination if shown.signed else None
    reading = determination.reading if determination else ()
    titles = {record.id: record.title for record in determination.records} if determination else {}
    unread = tuple(
        ReadingRow(read.record, titles.get(read.record, ""), read.seen, read.pages, read.reason)
        for read in reading
        if not read.is_whole
    )
    return RecordRead(
        sum(read.pages for read in reading), sum(read.seen for read in reading), unread, is_told=bool(reading)
    )


def _text(case: OpenCase, texts: tuple[int, ...], place: int) -> TextRow:
    number = texts[place]
    return TextRow(number, weekday_dated(case.docket.entries[number - 1].on), texts[place - 1] if place else None)


def _return(sent: Return, texts: tuple[int, ...]) -> ReturnRow:
    after = sent.answered_by or next((number for number in texts if number > sent.entry), None)
    return ReturnRow(sent, sent.entry, after)
