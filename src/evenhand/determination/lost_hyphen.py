"""Hyphens lost when text was taken from a page: a tool that joins a word broken at its hyphen drops the hyphen too.

Such a line is two lines joined. That it is long does not show that: a word in it, about where the first of the two
lines was full, must be one that was broken at a hyphen: a date run together, a number with a word, two words in one.
"""

import re

from evenhand.determination.reading_rules import finding
from evenhand.finding import Finding, Place, Severity

_COLUMN = range(60, 130)
"""How many characters a usual full line of a wrapped letter has."""
_OVERLONG = 1.35
_JOINED = 2.3
"""So many usual lines are the most that two lines joined can fill."""
_WORD = re.compile(r"\S+")
_RUN_TOGETHER = re.compile(
    r"[(\"']?(?:\d{1,2}-\d{3,6}|\d{3,4}-\d{2,4}|\d{5,8}|\d+(?:day|week|month|year|point|pound|hour|session|visit|view|level|part)s?"
    r"|[A-Z][a-z]?(?:shaped|ray|rays|type|scan|wave)|x?rays?|ray)[,.;:)\"']*",
)
_FIRST = frozenset((
    "anti", "self", "non", "post", "pre", "re", "co", "multi", "semi", "sub", "inter", "intra", "low", "high", "well",
    "long", "short", "over", "under", "follow", "full", "half", "range", "of", "to", "and", "up", "end", "work",
    "home", "once", "twice", "one", "two", "three", "four", "five", "six", "first", "second", "right", "left",
    "upper", "lower", "evidence", "state", "day", "week", "month", "year", "cost", "risk", "pain", "weight", "non",
    "mid", "out", "in", "false", "therapist", "patient", "opioid", "drug", "dose", "time", "return", "check", "x",
))  # fmt: skip
_SECOND = frozenset((
    "up", "to", "of", "the", "in", "out", "off", "on", "by", "term", "related", "based", "directed", "day", "week",
    "month", "year", "old", "level", "range", "surgical", "operative", "inflammatory", "steroidal", "ray", "rays",
    "motion", "certified", "bearing", "hand", "sided", "spine", "traumatic", "existing", "injury", "injection",
    "care", "dependent", "specific", "guided", "diagnostic", "shaped", "line", "free", "going", "date", "limb",
    "effective", "work", "opioid", "medical", "mtus", "contrast", "invasive", "positive", "established", "strain",
    "wrist", "prescription", "compliance", "opioids", "threatening",
))  # fmt: skip

_CLOSED = frozenset(
    ("over", "under", "after", "with", "some", "every", "there", "where", "here", "fore", "inter", "back", "electro")
)
"""Beginnings of words that are written together."""


def lost_hyphens(text: str, file: str) -> list[Finding]:
    """A note on each line that is two lines joined: a word in it was broken at a hyphen that the text no longer shows.

    Where in the line the hyphen stood cannot be told, so nothing is put back.
    """
    lines = text.split("\n")
    lengths = list(map(len, lines))
    longest = max(lengths)
    usual = sorted(lengths)[len(lengths) * 3 // 4] if longest > _COLUMN.start * _OVERLONG else 0
    if usual not in _COLUMN or longest <= usual * _OVERLONG:
        return []
    known = {word.strip(".,;:()\"'").lower() for line in lines for word in line.split()}
    widest = max((length for length in lengths if length <= usual * _OVERLONG), default=usual)
    findings = []
    start = 0
    for number, (line, length) in enumerate(zip(lines, lengths, strict=True), 1):
        if usual * _OVERLONG < length <= usual * _JOINED and _is_joined(line, widest, known):
            message = "this line is too long for its column: a hyphen at the end of a line was lost from it"
            place = Place(file=file, line=number, start=start, end=start + length)
            findings.append(finding("READ-HYPHEN", message, Severity.NOTE, place=place, remedy="Read the PDF instead."))
        start += length + 1
    return findings


def _is_joined(line: str, widest: int, known: set[str]) -> bool:
    """Whether a word that lost its hyphen stands where the first of two lines could have been full."""
    return any(
        _is_run_together(match[0], known)
        for match in _WORD.finditer(line)
        if widest * 0.7 < match.end() and match.start() <= widest + 2
    )


def _is_run_together(word: str, known: set[str]) -> bool:
    if _RUN_TOGETHER.fullmatch(word):
        return True
    for part in word.strip(".,;:()\"'").split("-"):
        small = part.lower()
        if len(small) > 3 and any(_are_two(small[:at], small[at:], known) for at in range(1, len(small))):
            return True
    return False


def _are_two(first: str, second: str, known: set[str]) -> bool:
    """Whether two parts of a word are words that a hyphen joins."""
    if (first in _FIRST and second in _SECOND) or (first == "anti" and second.startswith("i")):
        return True
    if (
        len(first) > 3
        and len(second) > 3
        and first not in _CLOSED
        and len(first) + len(second) > 8
        and {first, second} <= known
    ):
        return True
    return (first in _FIRST and len(second) > 4 and second in known) or (
        second in _SECOND and len(first) > 4 and first in known
    )
