"""The vocabulary of requests, read once from the tables beside this module."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from evenhand.components.component import ComponentKind, Side
from evenhand.components.words import Phrasebook, stem


class Treatment(NamedTuple):
    """The name of a treatment and its kind."""

    name: str
    kind: ComponentKind


class Region(NamedTuple):
    """A part of the body: what it is called where it goes by more than one name (else as printed), whether it has no
    left and right, and the side that its name tells.
    """

    says: str
    is_midline: bool = False
    side: Side | None = None


class Wording(NamedTuple):
    """Words that name no treatment, by the parts they play: before, guidance, tail, ailment, apart, bracket."""

    parts: frozenset[str]


Meaning = Treatment | Region | Side | Wording


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug by the name on the request; `generic` is empty where the name is itself generic or nobody has said."""

    name: str
    generic: str
    source: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its names, where they were seen, and the title that shows it."""

    table: str
    names: tuple[str, ...]
    example: str
    source: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything the reader of titles knows by name."""

    phrases: Phrasebook[Meaning]
    endings: tuple[tuple[str, ComponentKind], ...]
    drugs: Mapping[str, Drug]
    units: frozenset[str]
    course_units: frozenset[str]
    dose_units: frozenset[str]
    routes: tuple[str, ...]
    forms: frozenset[str]
    rows: tuple[Row, ...]

    def kind_by_ending(self, word: str) -> ComponentKind | None:
        """The kind that the ending of an unknown word tells, or None."""
        return next(
            (kind for ending, kind in self.endings if len(word) > len(ending) + 1 and word.endswith(ending)), None
        )


_TREATMENTS, _DRUGS, _MEASURES, _REGIONS, _WORDING = "treatments", "drugs", "measures", "regions", "wording"


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "vocabulary" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that comes with Evenhand."""
    tables = {name: _table(name) for name in (_TREATMENTS, _DRUGS, _MEASURES, _REGIONS, _WORDING)}
    measures = tables[_MEASURES]
    drugs = tuple(
        Drug(name=row["name"], generic=row.get("generic", ""), source=row["source"]) for row in tables[_DRUGS]["drugs"]
    )
    return Vocabulary(
        phrases=Phrasebook(dict(_meanings(tables, drugs))),
        endings=tuple(
            (ending, ComponentKind(row["kind"])) for row in tables[_TREATMENTS]["ending"] for ending in row["endings"]
        ),
        drugs={drug.name.lower(): drug for drug in drugs},
        units=frozenset(stem(name) for row in measures["unit"] for name in row["names"]),
        course_units=_units(measures, "of a course"),
        dose_units=_units(measures, "of a form"),
        routes=tuple(name for row in measures["route"] for name in row["names"]),
        forms=frozenset(stem(name) for row in measures["form"] for name in row["names"]),
        rows=tuple(_rows(tables)),
    )


def _units(measures: dict[str, Any], group: str) -> frozenset[str]:
    return frozenset(stem(name) for row in measures["unit"] if row["group"] == group for name in row["names"])


def _meanings(tables: dict[str, dict[str, Any]], drugs: tuple[Drug, ...]) -> Iterator[tuple[str, Meaning]]:
    """Every phrase with its meaning; where two tables hold one phrase, the later counts."""
    parts: dict[str, set[str]] = {}
    for part, rows in tables[_WORDING].items():
        for name in (name for row in rows for name in row["names"]):
            parts.setdefault(name, set()).add(part)
    yield from ((name, Wording(frozenset(played))) for name, played in parts.items())
    for row in tables[_REGIONS]["region"]:
        yield from _region(row)
    for row in tables[_REGIONS]["limb"]:
        yield row["name"], Region(row["says"], side=Side(row["side"]))
    for row in tables[_REGIONS]["side"]:
        yield from ((name, Side(row["says"])) for name in row["names"])
    for kind in ComponentKind:
        for row in tables[_TREATMENTS].get(kind, ()):
            yield from ((name, Treatment(name, kind)) for name in row["names"])
    for drug in drugs:
        yield drug.name, Treatment(drug.name, ComponentKind.DRUG)


def _region(row: dict[str, Any]) -> Iterator[tuple[str, Region]]:
    for name in row["names"]:
        yield name, Region(row.get("says", ""), is_midline=row.get("midline", False))


def _rows(tables: dict[str, dict[str, Any]]) -> Iterator[Row]:
    for name in (_TREATMENTS, _MEASURES, _REGIONS, _WORDING):
        for part, rows in tables[name].items():
            for row in rows:
                names = row.get("names") or row.get("endings") or [row["name"]]
                yield Row(part, tuple(names), row["example"], row.get("source", ""), row.get("kind", ""))
    for row in tables[_DRUGS]["drugs"]:
        yield Row("drug", (row["name"],), row["name"], row["source"], ComponentKind.DRUG)
