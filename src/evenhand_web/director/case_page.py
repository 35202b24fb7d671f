"""A signed determination before the director: the letter as it will go out, what the checks say, what was sent back."""

from typing import Any, NamedTuple

from django.utils.safestring import mark_safe

from evenhand.letter.html import article
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import weekday_dated, zone_title
from evenhand_web.director.access import returns_for
from evenhand_web.letters.models import LETTER, UNDERWAY, Issue
from evenhand_web.letters.paper import Paper
from evenhand_web.letters.releasing import people_bars, stopped_for_all
from evenhand_web.letters.sending_bar import kept_back
from evenhand_web.letters.signed import signing_entries
from evenhand_web.panel.gate import nothing_checked
from evenhand_web.reviewing.models import Return


class TextRow(NamedTuple):
    """One signed text: the entry it came with, and the one before it, to compare it with."""

    entry: int
    on: str
    before: int | None


class ReturnRow(NamedTuple):
    """What was sent back: the Finding, the question, the answer, and the two texts it lies between."""

    sent: Return
    before: int
    after: int | None


def release_page(case: OpenCase, shown: Paper) -> dict[str, Any]:
    """Everything the page of a case to be released shows, but its forms."""
    texts = signing_entries(case)
    returns = [_return(sent_back, texts) for sent_back in returns_for(case.viewer, case.case)]
    going = Issue.objects.filter(case=case.case, what=LETTER, state__in=(*UNDERWAY, Issue.State.STOPPED))
    issue = going.order_by("-pk").first()
    return {
        "case": case.case,
        "paper": shown,
        # The core's renderer escapes every word of the letter; nothing else is in it.
        "letter": mark_safe(article(shown.letter)) if shown.letter else "",
        "texts": [_text(case, texts, place) for place in range(len(texts))],
        "returns": returns,
        "is_back": any(row.sent.answered_at is None for row in returns),
        "issue": issue,
        "is_underway": issue is not None and issue.state != Issue.State.STOPPED,
        "reasons": issue.said.splitlines() if issue is not None and issue.state == Issue.State.STOPPED else (),
        "stopped": (
            *stopped_for_all(),
            *people_bars(case),
            *kept_back(case.programme, shown.findings),
        ),
        "unchecked": nothing_checked(case.case.programme),
        "today": weekday_dated(case.today),
        "zone": zone_title(case.programme.zone),
        "section": "release",
    }


def _text(case: OpenCase, texts: tuple[int, ...], place: int) -> TextRow:
    number = texts[place]
    return TextRow(number, weekday_dated(case.docket.entries[number - 1].on), texts[place - 1] if place else None)


def _return(sent: Return, texts: tuple[int, ...]) -> ReturnRow:
    after = sent.answered_by or next((number for number in texts if number > sent.entry), None)
    return ReturnRow(sent, sent.entry, after)
