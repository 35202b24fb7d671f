"""A redaction: what of a letter is not published, why, and what stands in its place."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple

_HOLDS = re.compile(r"[^\W_]")


class Kind(StrEnum):
    """What a redacted stretch would have told: the mark that stands in its place says no more than this."""

    NAME = "name"
    NUMBER = "number"
    ADDRESS = "address"
    ORGANIZATION = "organization"
    DATE = "date"
    CONTACT = "contact"
    STORY = "story"
    UNSURE = "unsure"
    """Masked until a person lifts it."""


class Certainty(IntEnum):
    """How certain it is that a passage identifies somebody, least certain first; the most certain names the kind."""

    DOUBTED = 0
    TOLD = 1
    """The passage is part of a story that may identify; what is known or written like an identifier goes before."""
    WRITTEN = 2
    """Written as an identifier is written."""
    KNOWN = 3
    """One of the identities of the case."""


class Span(NamedTuple):
    """A passage that may identify somebody: offsets into the text, what it is, why, how certain that is, and what is
    shown in its place, where that is more than the mask of its kind.
    """

    start: int
    end: int
    kind: Kind
    why: str
    certainty: Certainty
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """One passage that is masked; `start` and `end` (excluded) are offsets into the text as read.

    `why` never repeats the passage: the log of redactions must not be a list of identities. `shown` stands in place of
    the passage where that is more than the mask of its kind: an interval, a band of ages.
    """

    start: int
    end: int
    kind: Kind
    why: str
    shown: str = ""


def redactions(text: str, spans: Iterable[Span]) -> tuple[Redaction, ...]:
    """The passages to mask, in their order and apart from one another, so that every span is masked from end to end.

    Where spans overlap, what is more certain keeps its extent and the rest is masked for its own reason: lifting a
    doubt, or a story, never lifts a name inside it.
    """
    covered = bytearray(len(text))
    taken: list[Span] = []
    for span in sorted(spans, key=lambda each: (-each.certainty, each.start - each.end, each.start)):
        taken += _free(span, covered, text)
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    joined: list[Span] = []
    for span in sorted(taken):
        if joined and _is_one(joined[-1], span, text):
            joined[-1] = joined[-1]._replace(end=span.end)
        else:
            joined.append(span)
    return tuple(map(_redaction, joined))


def _redaction(span: Span) -> Redaction:
    return Redaction(start=span.start, end=span.end, kind=span.kind, why=span.why, shown=span.shown)


def _free(span: Span, covered: bytearray, text: str) -> list[Span]:
    """The parts of a span that no other covers and that hold more than signs."""
    if covered.find(1, span.start, span.end) < 0:
        return [span]
    parts, start = [], covered.find(0, span.start, span.end)
    while start >= 0:
        end = covered.find(1, start, span.end)
        end = span.end if end < 0 else end
        if _HOLDS.search(text, start, end):
            parts.append(span._replace(start=start, end=end))
        start = covered.find(0, end, span.end)
    return parts


def _is_one(before: Span, after: Span, text: str) -> bool:
    """Whether two passages are of one kind and nothing but a space, a hyphen or the point of an initial parts them."""
    if before.kind is not after.kind or before.kind is Kind.STORY or before.shown != after.shown:
        return False
    between = text[before.end : after.start]
    if before.kind is Kind.ADDRESS and between.strip() == ",":
        return True
    return len(between) <= 3 and between.strip(" \t\n\f\r-.'\u2019\xad") == "" and between.count("\n") < 3


def masked(text: str, redacted: Iterable[Redaction], masks: Mapping[Kind, str]) -> str:
    """The text with every redaction masked, by the words that `masks` gives for its kind.

    Line ends inside a masked passage go with it.
    """
    pieces, place = [], 0
    for span in redacted:
        pieces += [text[place : span.start], span.shown or masks[span.kind]]
        place = span.end
    return "".join([*pieces, text[place:]])
