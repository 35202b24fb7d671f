"""Parts of the body as letters name them, sides, and the levels of the spine."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

SIDES = ("left", "right")
_SIDE = re.compile(
    r"\b(left|right|bilateral(?:ly)?|both)\b|(?<![\w/.])\(?(lt|rt|l|r)\b[.)]?\s"
    r"(?=(?:knee|shoulder|wrist|elbow|ankle|hip|hand|foot|thumb|finger)s?\b)",
    re.IGNORECASE,
)
_WHOLE = {"l": "left", "lt": "left", "r": "right", "rt": "right"}
_LEVEL = re.compile(r"\b([CTLS])-?(\d{1,2})(?:\s?[-/]\s?([CTLS])?-?(\d{1,2}))?\b", re.IGNORECASE)
_MOST = {"C": 7, "T": 12, "L": 5, "S": 5}
_NOT_PARTS = re.compile(
    r"\b(?:low back|neck and upper back|shoulder|elbow|knee|ankle and foot|forearm, wrist,? (?:and|&) hand|hip and "
    r"pelvis|"
    r"stress related)\s+(?:complaints|disorders|chapter)\b|\bback (?:to|pain\b(?! of))|\bon the other hand\b|\bfirst "
    r"hand\b|\bknee (?:scooter|walker|roller)\b|"
    r"\bhand(?:ed|written|out)\b|\bhead(?:ing)?s? of\b|\bright to\b|\bleft to\b|\barm(?:'|s length)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class BodyPart:
    """A part of the body: its id, the parts near it, the chapter of guidelines about it, whether it is of the spine."""

    id: str
    near: frozenset[str]
    guideline: str
    is_spine: bool


@cache
def body_parts() -> dict[str, BodyPart]:
    """Every part of the body that the audit knows, by its id: which parts lie near it, and the guideline's chapter for
    it.
    """
    return {
        name: BodyPart(name, frozenset(told["near"]), told["guideline"], told.get("is_spine", False))
        for name, told in _file()["parts"].items()
    }


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(files("evenhand.audit").joinpath("anatomy.toml").read_text(encoding="utf-8"))


@cache
def _by_word() -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for name, told in _file()["parts"].items():
        for word in told["words"]:
            words[str(word)] = (*words.get(str(word), ()), name)
    return words


@cache
def _pattern() -> re.Pattern[str]:
    longest = sorted(_by_word(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-]|\s+(?:complaints|disorders)\b)")


@lru_cache(maxsize=4096)
def parts_in(lower: str) -> frozenset[str]:
    """The parts of the body that some words (in lower case) name; titles of guidelines are no parts."""
    plain = _NOT_PARTS.sub(" ", lower)
    return frozenset(part for match in _pattern().finditer(plain) for part in _by_word()[match[0]])


@lru_cache(maxsize=4096)
def parts_with_words(lower: str) -> tuple[tuple[str, str], ...]:
    """The parts that some words name, each with the word, in order."""
    plain = _NOT_PARTS.sub(" ", lower)
    return tuple((part, match[0]) for match in _pattern().finditer(plain) for part in _by_word()[match[0]])


def are_related(parts: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a passage on some parts may be about a dispute over others."""
    known = body_parts()
    return any(
        part == other or other in known[part].near or part in known[other].near for part in parts for other in others
    )


@lru_cache(maxsize=4096)
def side_of(lower: str) -> str:
    """The one side that some words name; `both` where they name both or say bilateral; empty where none."""
    sides = {_WHOLE.get(match[1] or match[2], match[1]) for match in _SIDE.finditer(_NOT_PARTS.sub(" ", lower))}
    if not sides:
        return ""
    return sides.pop() if len(sides) == 1 and sides & set(SIDES) else "both"


def levels_in(words: str) -> frozenset[str]:
    """The levels of the spine that some words name, each disc or vertebra by itself: `L4-5` is `L4-L5`."""
    levels: set[str] = set()
    for match in _LEVEL.finditer(words):
        region, first = match[1].upper(), int(match[2])
        if match[4] is None:
            continue
        below, last = (match[3] or match[1]).upper(), int(match[4])
        if 0 < first <= _MOST[region] and 0 < last <= _MOST[below]:
            levels |= set(_between(region, first, below, last))
    return frozenset(levels)


def _between(region: str, first: int, below: str, last: int) -> list[str]:
    """The discs from one vertebra to another of the same region, or across one border."""
    if region != below:
        return [f"{region}{first}-{below}{last}"]
    if last <= first:
        return []
    return [f"{region}{number}-{region}{number + 1}" for number in range(first, last)]
