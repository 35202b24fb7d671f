"""Who wrote a document: the name it is signed with, else the one it is said to come from."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from evenhand.records.labels import labelled
from evenhand.records.page_signs import PageSigns
from evenhand.records.person_names import doctors, likeness, person_in, signed_names
from evenhand.records.plain_words import plain
from evenhand.records.record_words import RecordWords

_NOT_BY = re.compile(
    r"\b(refer\w*|requested by|requesting|ordered|ordering|cc|to|attn|attention|dear|assistant|anesthesi\w*|"
    r"supervising|copy|primary care|prescriber)\b"
)
_SIGNATURE = re.compile(
    r"\b(sign\w*|sincerely|truly yours|respectfully|dictated|electronically|physicians? signature|reviewed by|"
    r"interpreted)\b"
)
_CREDENTIAL_ROLES = (
    (re.compile(r"Esq", re.IGNORECASE), "attorney"),
    (re.compile(r"\b(DPT|P\.?T\.?|OT|OTR)\b"), "therapist"),
    (re.compile(r"\bL\.?Ac"), "acupuncturist"),
)
_CLOSES = ("sincerely", "very truly yours", "respectfully", "yours truly", "regards", "respectfully submitted")
_CLOSE_ALIKE = 85
_VAGUE = ("from", "by", "provider")
_ASKED_FOR = "requesting physician"


def author_of(pages: Sequence[PageSigns], words: RecordWords, person: str, *, asks: bool) -> str | None:
    """The author of a document; None where no name tells. `asks` is true of requests, whose requester is the author."""
    weights: dict[str, float] = {}
    for name, weight in _named(pages, words, asks):
        if person and likeness(name, person) >= 0.75:
            continue
        same = next((other for other in weights if likeness(name, other) >= 0.75), name)
        weights[same] = max(weights.get(same, 0.0), weight)
    return max(weights, key=lambda name: weights[name], default=None)


def _named(pages: Sequence[PageSigns], words: RecordWords, asks: bool) -> Iterator[tuple[str, float]]:
    """Names that may be the author's, each with its weight."""
    told = [page for page in pages if page.is_told]
    for page in told:
        yield from _under_labels(page, words, asks)
        yield from _with_letters(page, is_last=page is told[-1])
    if told:
        tail = told[-1].lines
        yield from ((name, 20.0) for line in tail[-6:] for name in doctors(line.words))
        yield from ((name, 45.0) for line in tail[-5:] if (name := person_in(line.words)) == line.words.strip())
        yield from _under_closing(told[-1])


def _under_labels(page: PageSigns, words: RecordWords, asks: bool) -> Iterator[tuple[str, float]]:
    """Names that stand under a label of authors; who asks is the author of what is asked."""
    known = frozenset(words.author)
    for field in labelled(page.lines, known | words.other_names | words.person):
        if field.label not in known or (_NOT_BY.search(field.label) and not (asks and field.label == _ASKED_FOR)):
            continue
        name = next((full for _, full in signed_names(field.value)), "") or person_in(field.value)
        if name:
            is_signed = "sign" in field.label or "by" in field.label.split()
            yield name, 60.0 + (8.0 if is_signed else 0.0) - (12.0 if field.label in _VAGUE else 0.0)


def _with_letters(page: PageSigns, *, is_last: bool) -> Iterator[tuple[str, float]]:
    """Names with letters of a profession behind them; most of all the one that ends the document."""
    for place, line in enumerate(page.lines):
        if place in page.listed:
            continue
        before = plain(" ".join(other.words for other in page.lines[max(0, place - 2) : place]))
        for name, full in signed_names(line.words):
            lead = plain(line.words[: line.words.find(name)])
            if _NOT_BY.search(" ".join(lead.split()[-5:])):
                continue
            weight = 40.0 + (25.0 if is_last and line.top > 0.35 and len(line.words) < 90 else 0.0)
            yield full, weight + (15.0 if _SIGNATURE.search(lead) or _SIGNATURE.search(before) else 0.0)


def _under_closing(page: PageSigns) -> Iterator[tuple[str, float]]:
    """The name under "Sincerely" or a like close."""
    for place, line in enumerate(page.lines):
        text = plain(line.words)
        if len(text.split()) <= 4 and any(fuzz.ratio(text, close) > _CLOSE_ALIKE for close in _CLOSES):
            names = (person_in(under.words) for under in page.lines[place + 1 : place + 5])
            yield from [(name, 58.0) for name in names if name][:1]


def role_of(author: str | None, default: str) -> str | None:
    """The part an author plays, by the letters behind the name, else that of the document's type."""
    for letters, role in _CREDENTIAL_ROLES:
        if author and letters.search(author):
            return role
    return default or None
