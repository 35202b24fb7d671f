"""The fields that entries and analyses have: what each means, of what sort it is, whether it must be stated."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from evenhand.authoring.meaning import field_meaning, first_sentence, member_meanings
from evenhand.authoring.section import Section
from evenhand.determination.model import Analysis
from evenhand.docket.kind import EntryKind
from evenhand.docket.payload import Payload
from evenhand.run.case_folder import COMPLETED_BY_THE_RUN

COLUMNS = ("Field", "Sort", "Must it stand", "Meaning")
_SORTS: Mapping[Any, str] = {
    str: "text",
    bool: "true or false",
    int: "whole number",
    Decimal: "number in quotes",
    date: "day",
    datetime: "instant in quotes",
}


def kind_sections() -> Iterator[Section]:
    """A section for what every entry may state, and for each kind of docket entry: its fields, as they stand under
    `[entries.payload]`.
    """
    yield Section("Entry: any", "What an entry of every kind may state.", COLUMNS, tuple(_rows(Payload)))
    common = tuple(field.name for field in fields(Payload))
    for kind in EntryKind:
        omitted = COMPLETED_BY_THE_RUN.get(kind, ())
        rows = tuple(row for row in _rows(kind.payload) if row[0] not in (*omitted, *common))
        told = first_sentence(kind.payload.__doc__)
        if omitted:
            told += f" A case folder leaves out {' and '.join(omitted)}, which come from analysis and letter."
        yield Section(f"Entry: {kind}", told, COLUMNS, rows)


def value_sections() -> Iterator[Section]:
    """A section for each table that stands inside an entry, and for each choice of words."""
    told = _inside([kind.payload for kind in EntryKind])
    yield from map(_table_or_choice, told)


def analysis_sections() -> Iterator[Section]:
    """What stands in `analysis.toml`: the head of the file, and each table inside it."""
    yield Section("The file", first_sentence(Analysis.__doc__), COLUMNS, tuple(_rows(Analysis)))
    told = [value for value in _inside([Analysis]) if value not in _inside([kind.payload for kind in EntryKind])]
    yield from map(_table_or_choice, told)


def _table_or_choice(value: type) -> Section:
    told = first_sentence(value.__doc__)
    if not issubclass(value, Enum):
        return Section(f"Table: {value.__name__}", told, COLUMNS, tuple(_rows(value)))
    meanings = member_meanings(value)
    words = tuple((str(member.value), meanings.get(str(member.value), "")) for member in value)
    return Section(f"Words: {value.__name__}", told, ("Word", "Meaning"), words)


def _rows(holder: type) -> Iterator[tuple[str, ...]]:
    hints = get_type_hints(holder)
    for field in fields(holder):
        must = "yes" if _is_required(field) else f"no: {_default(field)}"
        yield field.name, sort_of(hints[field.name]), must, field_meaning(holder.__name__, field.name)


def _is_required(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _default(field: "Field[Any]") -> str:
    value = field.default
    if value is None or value in ((), ""):
        return "left out"
    return str(value).lower() if isinstance(value, bool) else str(getattr(value, "value", value))


def sort_of(kind: Any) -> str:
    """The sort of a value, in words: `text`, `day`, `list of Party`."""
    arguments = get_args(kind)
    if get_origin(kind) in (Union, UnionType):
        return sort_of(next(part for part in arguments if part is not NoneType))
    if get_origin(kind) is tuple:
        return f"list of {sort_of(arguments[0])}"
    if get_origin(kind) is Mapping:
        return f"tables by name, each {sort_of(arguments[1])}"
    if kind in _SORTS:
        return _SORTS[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "one of " + ", ".join(str(member.value) for member in kind)
    return f"table {kind.__name__}" if isinstance(kind, type) else str(kind)


def _inside(holders: list[type]) -> list[Any]:
    """The tables and choices that stand inside values, each once, in the order they are met."""
    met: dict[Any, None] = {}
    for holder in holders:
        for hint in get_type_hints(holder).values():
            for part in _parts(hint):
                if isinstance(part, type) and (is_dataclass(part) or issubclass(part, Enum)) and part not in met:
                    met[part] = None
                    if is_dataclass(part):
                        met |= dict.fromkeys(_inside([part]))
    return list(met)


def _parts(hint: Any) -> Iterator[Any]:
    yield hint
    for argument in get_args(hint):
        yield from _parts(argument)
