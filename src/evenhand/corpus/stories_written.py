"""Stories: the sentence around something that was in the news, or around an occupation that few have."""

import re

from evenhand.corpus.gathered import Gathered
from evenhand.corpus.patterns import Hit
from evenhand.corpus.redaction import Certainty, Kind, Span

_ABBREVIATED = re.compile(r"(?:\b(?:mr|mrs|ms|dr|st|no|vs|approx|inc|jr|sr)|\b[a-z])\Z", re.IGNORECASE)
"""What a point ends that ends no sentence."""
_LONGEST_ABBREVIATED = 7


def story(gathered: Gathered, hit: Hit) -> bool:
    """The sentence around something that was in the news, or around an occupation that few have."""
    start, end = sentence(gathered.letter.plain, hit.start, hit.end)
    gathered.spans.append(Span(start, end, Kind.STORY, hit.pattern.why, Certainty.TOLD))
    return False  # names inside it are sought all the same


_SENTENCE_END = re.compile(r"[.!?][\"')]*(?=\s+[A-Z0-9\"'(])|\n\s*\n|\f|\n(?=[A-Z][A-Za-z ]{2,40}:)")
_LONGEST_SENTENCE = 600


def sentence(plain: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of the sentence around a passage, within bounds."""
    low, high = max(0, start - _LONGEST_SENTENCE), min(len(plain), end + _LONGEST_SENTENCE)
    begin = low
    for stop in _SENTENCE_END.finditer(plain, low, start):
        if not _is_abbreviated(plain, stop.start()):
            begin = stop.end()
    begin += len(plain[begin:start]) - len(plain[begin:start].lstrip())
    for stop in _SENTENCE_END.finditer(plain, max(end - 1, start), high):
        if not _is_abbreviated(plain, stop.start()):
            return begin, stop.start() + (plain[stop.start()] in ".!?")
    return begin, high


def _is_abbreviated(plain: str, point: int) -> bool:
    """Whether the point ends an abbreviation and no sentence: Mr., Dr., vs., an initial."""
    return plain[point] == "." and _ABBREVIATED.search(plain[max(0, point - _LONGEST_ABBREVIATED) : point]) is not None
