"""A signed determination before the director: the letter as it will go out, what the checks say, what was sent back."""

from dataclasses import replace
from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe

from evenhand.determination.check import check_determination
from evenhand.determination.model import Dated
from evenhand.finding import Finding, Severity
from evenhand.letter.case_letter import determination_letter
from evenhand.letter.characters import on_screen
from evenhand.letter.html import article
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.desk.spoken_days import said
from evenhand_web.director.access import returns_for
from evenhand_web.letters.models import LETTER, UNDERWAY, Issue
from evenhand_web.letters.organization import house
from evenhand_web.letters.signed import Signature, Unreadable, deciding_entry, signature, signing_entries
from evenhand_web.reviewing.models import Return


class Paper(NamedTuple):
    """The letter drawn for a page, every Finding on it, the gravest first; `missing` says why there is no letter."""

    signed: Signature | None
    letter: SafeString
    findings: tuple[Finding, ...]
    missing: str = ""

    @property
    def is_fit(self) -> bool:
        """Whether a letter can be made of it."""
        return not self.missing and all(finding.severity is not Severity.FATAL for finding in self.findings)


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


def paper(case: OpenCase) -> Paper:
    """The determination as it would be issued today by the director who has it open."""
    number = deciding_entry(case)
    if number is None:
        why = "Not every assigned reviewer has signed, or no one analysis says what the majority found on every line."
        return Paper(None, SafeString(""), (), why)
    try:
        signed = signature(case, number, case.viewer.ident)
    except Unreadable:
        return Paper(None, SafeString(""), (), "The signed analysis is not on the shelf as the docket names it.")
    dated = replace(signed.determination, decided=Dated(on=case.today))
    known = house(case.programme, on_screen)
    letter, told = determination_letter(known, case.state, dated, signed.sha256, case.viewer.name)
    findings = sorted((*check_determination(dated), *told), key=lambda finding: -finding.severity.rank)
    # The core's renderer escapes every word of the letter; nothing else is in it.
    drawn = mark_safe(article(letter)) if letter else SafeString("")
    return Paper(signed, drawn, tuple(findings))


def release_page(case: OpenCase, shown: Paper) -> dict[str, Any]:
    """Everything the page of a case to be released shows, but its forms."""
    texts = signing_entries(case)
    returns = [_return(sent_back, texts) for sent_back in returns_for(case.viewer, case.case)]
    going = Issue.objects.filter(case=case.case, what=LETTER, state__in=(*UNDERWAY, Issue.State.STOPPED))
    issue = going.order_by("-pk").first()
    return {
        "case": case.case,
        "paper": shown,
        "texts": [_text(case, texts, place) for place in range(len(texts))],
        "returns": returns,
        "is_back": any(row.sent.answered_at is None for row in returns),
        "issue": issue,
        "is_underway": issue is not None and issue.state != Issue.State.STOPPED,
        "reasons": issue.said.splitlines() if issue is not None and issue.state == Issue.State.STOPPED else (),
        "today": said(case.today),
        "section": "release",
    }


def _text(case: OpenCase, texts: tuple[int, ...], place: int) -> TextRow:
    number = texts[place]
    return TextRow(number, said(case.docket.entries[number - 1].on), texts[place - 1] if place else None)


def _return(sent: Return, texts: tuple[int, ...]) -> ReturnRow:
    after = sent.answered_by or next((number for number in texts if number > sent.entry), None)
    return ReturnRow(sent, sent.entry, after)
