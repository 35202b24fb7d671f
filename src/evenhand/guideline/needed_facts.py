"""The facts of the record that a guideline turns on, each to a page or to "not found", and its limits as sums shown.

Nothing here judges: a sum is shown beside the limit, and whether it matters is the physician's.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.guideline.library import Limit, Recommendation

RULE = "GUIDELINE-FACTS"
_REMEDY = "The recommendations {recommendations} turn on it."
_NOT_ASKED = FindingKind(
    rule=RULE,
    severity=Severity.NOTE,
    message="Nobody has said what the record tells of the {title}.",
    expected="present, absent, contradictory, or not found in the record",
    remedy=_REMEDY,
)
_NOT_BOTH = FindingKind(
    rule=RULE,
    severity=Severity.NOTE,
    message="The record is said to contradict itself on the {title}, without both places.",
    expected="two places of the record",
    remedy=_REMEDY,
)
_NO_PAGE = FindingKind(
    rule=RULE,
    severity=Severity.NOTE,
    message="The {title} rests on no page of the record.",
    expected="the document and its page, or: not found",
    remedy=_REMEDY,
)


class FactState(StrEnum):
    """What the record says of a fact."""

    PRESENT = "present"
    ABSENT = "absent"
    """The record was searched for it and says that it is not so."""
    CONTRADICTORY = "contradictory"
    """Two places of the record say different things."""
    UNKNOWN = "unknown"
    """Not found in the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPlace:
    """A page of a document of the record, by the document's id; `page` counts from 1."""

    record: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededFact:
    """A fact that recommendations turn on, and the recommendations that do."""

    id: str
    title: str
    needed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFact:
    """What was found of a needed fact: its state, the places it rests on, and what they say in the reviewer's words."""

    fact: str
    state: FactState
    places: tuple[RecordPlace, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    id: str
    title: str
    words: re.Pattern[str]
    example: str


@cache
def fact_rows() -> tuple[_Row, ...]:
    """The table of needed facts beside this module, each row with the id of a recommendation that needs it."""
    rows = tomllib.loads((files(__package__) / "needed_facts.toml").read_text(encoding="utf-8"))["facts"]
    return tuple(
        _Row(
            id=row["id"],
            title=row["title"],
            words=re.compile(rf"\b(?:{'|'.join(map(re.escape, row['words']))})", re.IGNORECASE),
            example=row["example"],
        )
        for row in rows
    )


def needed_facts(recommendations: Iterable[Recommendation]) -> tuple[NeededFact, ...]:
    """The facts that recommendations turn on by their limits and criteria, in the order of the table.

    A recommendation that nobody has read has neither and needs none here: its page is to be checked first.
    """
    asked = [(each.id, " | ".join((*map(str, each.limits), *each.criteria))) for each in recommendations]
    needed = (
        NeededFact(id=row.id, title=row.title, needed_by=tuple(name for name, text in asked if row.words.search(text)))
        for row in fact_rows()
    )
    return tuple(fact for fact in needed if fact.needed_by)


def fact_findings(needed: Iterable[NeededFact], recorded: Iterable[RecordedFact]) -> tuple[Finding, ...]:
    """What is missing of the facts: one that nobody looked for, and one that rests on no page.

    A fact not found in the record is an answer; a fact said to be there, or to be contradicted, needs its places.
    """
    by_fact = {fact.fact: fact for fact in recorded}
    findings = []
    for fact in needed:
        kind = _wanting(by_fact.get(fact.id))
        if kind:
            findings.append(kind.at(Place(key=fact.id), title=fact.title, recommendations=", ".join(fact.needed_by)))
    return tuple(findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSum:
    """A limit beside what is asked for and what went before, in the unit of the limit; None where it is not known."""

    limit: Limit
    unit: str
    asked: Decimal | None
    before: Decimal | None

    @property
    def total(self) -> Decimal | None:
        """What was before and what is asked, together; None where either is not known."""
        return None if self.asked is None or self.before is None else self.asked + self.before

    def __str__(self) -> str:
        """The sum as it is shown: `visits total 4 to 6; asked 6, before 8, together 14`."""
        numbers = (("asked", self.asked), ("before", self.before), ("together", self.total))
        shown = ", ".join(f"{name} {'not known' if number is None else number}" for name, number in numbers)
        return f"{self.limit}; {shown}"


_UNITS = ("visits", "sessions", "weeks", "days", "months", "hours", "mg", "injections")
_SAME = {"sessions": "visits"}


def limit_sums(
    recommendation: Recommendation, asked: Mapping[str, Decimal], before: Mapping[str, Decimal]
) -> tuple[LimitSum, ...]:
    """The limits of a recommendation that count something, each beside the numbers given by unit (`visits`, `weeks`).

    Sessions are visits. A limit in words counts nothing and is left out.
    """
    sums = []
    for limit in recommendation.limits:
        unit = next((unit for unit in _UNITS if unit in limit.name.split()), "")
        if not unit or all(number is None for number in (limit.least, limit.most, limit.more_than, limit.value)):
            continue
        unit = _SAME.get(unit, unit)
        sums.append(LimitSum(limit=limit, unit=unit, asked=_number(asked, unit), before=_number(before, unit)))
    return tuple(sums)


def _number(numbers: Mapping[str, Decimal], unit: str) -> Decimal | None:
    return next((number for name, number in numbers.items() if _SAME.get(name, name) == unit), None)


def _wanting(answer: RecordedFact | None) -> FindingKind | None:
    if answer is None:
        return _NOT_ASKED
    if answer.state is FactState.CONTRADICTORY and len(answer.places) < 2:
        return _NOT_BOTH
    return _NO_PAGE if answer.state in (FactState.PRESENT, FactState.ABSENT) and not answer.places else None
