"""How much, how often, how long, how strong: what a title counts and times, taken out of its words."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from evenhand.components.amounts import amount
from evenhand.components.component import Amount
from evenhand.components.measure_patterns import ASIDES, FIELDS
from evenhand.components.vocabulary import Treatment, vocabulary
from evenhand.components.words import GAP, stem, words

_LONGEST_NAME = 60
_NUMBERED = ("tooth", "teeth")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What is counted and timed of one treatment; None where the title prints nothing of it."""

    quantity: Amount | None = None
    unit: str | None = None
    frequency: str | None = None
    duration: str | None = None
    dose: str | None = None
    route: str | None = None
    refills: Amount | None = None


class Measure(NamedTuple):
    """One measure as it stands in a title: which field it fills, with what, and where."""

    field: str
    value: str
    start: int
    unit: str | None = None
    rank: int = 0
    """Of two measures of a field that of the lower rank counts: a number marked as a quantity, before any other."""


def take_measures(title: str) -> tuple[str, list[Measure]]:
    """The measures of a title in order, and the title with a gap, character for character, where each stood."""
    measures: list[Measure] = []
    for aside in ASIDES:
        title = aside.sub(lambda match: GAP * len(match[0]), title)
    for field, patterns in FIELDS.items():
        for rank, pattern in enumerate(patterns):
            for match in pattern.finditer(title):
                if not _is_measure(field, match, title):
                    continue
                if not _is_taken_at_once(field, match, title):
                    value = " ".join(match["value"].replace(GAP, " ").split())
                    measures.append(Measure(field, value, match.start(), match.groupdict().get("unit"), rank))
                title = title[: match.start()] + GAP * len(match[0]) + title[match.end() :]
    return title, sorted(measures, key=lambda measure: measure.start)


def _is_measure(field: str, match: re.Match[str], title: str) -> bool:
    """Whether a number counts what is asked for, or a word tells the way, and neither is part of a treatment's name."""
    if field == "route":
        return not _is_name(title, match.start("value"))
    if field != "quantity":
        return True
    if _is_end_of_name(title, match):
        return False
    counts_a_name = "of" not in match.groupdict() or _is_name(title, match.start("of"))
    return counts_a_name and not _is_name(title, match.start())


def _is_end_of_name(title: str, match: re.Match[str]) -> bool:
    """Whether a number belongs to the word before it: to the name of a treatment (`Tylenol #3`, `Synvisc-One`), or to a
    tooth.
    """
    before, start = title[: match.start()], match.start()
    if before.endswith("-") and before[-2:-1].isalpha():
        return True
    last = before.rstrip().rpartition(" ")[2]
    if last.lower().strip(",") in _NUMBERED:
        return True
    cut = words(title[start - len(before) + before.rfind(last) : match.end("value")]) if last else []
    phrase = vocabulary().phrases.at(cut, 0) if cut else None
    return phrase is not None and isinstance(phrase.meaning, Treatment) and phrase.last == len(cut)


def _is_name(title: str, start: int) -> bool:
    """Whether the name of a treatment begins there."""
    cut = words(title[start : start + _LONGEST_NAME])
    phrase = vocabulary().phrases.at(cut, 0) if cut else None
    return phrase is not None and isinstance(phrase.meaning, Treatment)


def _is_taken_at_once(field: str, match: re.Match[str], title: str) -> bool:
    """Whether a number of tablets is what is taken at a time: `one tablet twice a day`, the time already read."""
    unit = match.groupdict().get("unit")
    if field != "quantity" or not unit or stem(unit) not in vocabulary().dose_units:
        return False
    return title[match.end() :].lstrip(" ,").startswith(GAP)


def gathered(measures: list[Measure]) -> Measures:
    """The measures of one treatment: of each field the first of the lowest rank, but every strength of a compound."""
    first: dict[str, Measure] = {}
    for measure in sorted(measures, key=lambda measure: (measure.rank, measure.start)):
        first.setdefault(measure.field, measure)
    texts = {field: measure.value for field, measure in first.items()}
    doses = [measure.value for measure in measures if measure.field == "dose"]
    return Measures(
        quantity=amount(texts.get("quantity", "")),
        unit=first["quantity"].unit if "quantity" in first else None,
        frequency=texts.get("frequency"),
        duration=texts.get("duration"),
        dose=", ".join(doses) or None,
        route=texts.get("route"),
        refills=amount(texts.get("refills", "")),
    )


def is_course_unit(word: str) -> bool:
    """Whether a word counts a course of therapy: sessions, visits, treatments."""
    return stem(word) in vocabulary().course_units
