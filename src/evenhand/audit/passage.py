"""Passages: where in the letter's text the words stand that a finding speaks of."""

import re
from dataclasses import replace
from functools import lru_cache

from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Place

_SENTENCE_END = re.compile(r"(?<=[.?!])[\"')\u201d]*\s+(?=[\"'(\u201c]?[A-Z0-9])")
_NO_END = re.compile(r"(?:\b(?:Dr|Mr|Ms|Mrs|vs|No|St|approx|e\.g|i\.e)\.|\b[A-Z]\.)$")


def passage(letter: PublishedDetermination, text: str, words: str, field: str, treatment: int | None = None) -> Place:
    """The place of some words of a field; of the whole field where the text does not show them in one piece."""
    whole = letter.place(field, treatment)
    if not text or whole.start is None or whole.end is None or not words.strip():
        return whole
    sought = re.compile(r"\s+".join(re.escape(word) for word in words.split()), re.IGNORECASE)
    match = sought.search(text, whole.start, whole.end)
    return replace(whole, start=match.start(), end=match.end()) if match else whole


def beginning(place: Place) -> Place:
    """The point at which a passage begins: where something ought to stand that does not."""
    return replace(place, end=place.start)


def with_line(place: Place, text: str) -> Place:
    """The place with the line it stands on, counted from 1, where the text tells it."""
    if place.line is not None or place.start is None or place.start > len(text) or not text:
        return place
    return replace(place, line=text.count("\n", 0, place.start) + 1)


def sentences(words: str | None) -> list[str]:
    """The sentences of a passage; none where there is nothing."""
    whole: list[str] = []
    for piece in _SENTENCE_END.split(words or ""):
        if whole and _NO_END.search(whole[-1]):
            whole[-1] += f" {piece}"
        elif piece:
            whole.append(piece)
    return whole


def mentions(words: str | None, sought: tuple[str, ...]) -> str:
    """The first place in some text where one of the sought words, given in lower case, stands by itself.

    Where two begin at the same place the one named first counts; empty where none stands there.
    """
    if not words or not sought:
        return ""
    match = _any_of(sought).search(" ".join(words.lower().replace("\u2019", "'").split()))
    return match[0] if match else ""


@lru_cache(maxsize=1024)
def _any_of(sought: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sought))})(?!\w)")


def frame(letter: PublishedDetermination, text: str) -> str:
    """The letter without its summary and its decisions: its header, headings, statements and whatever surrounds them.

    Characters left out become spaces, so that offsets keep their meaning. Where only the value is at hand it is the
    statement on the reviewer.
    """
    if not text:
        return letter.how_made or ""
    spans = [letter.spans["summary"]] if "summary" in letter.spans else []
    spans += [span for treatment in letter.treatments for name, span in treatment.spans.items() if name != "outcome"]
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
