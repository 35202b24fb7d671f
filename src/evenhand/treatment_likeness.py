"""Whether two lines of a request may ask for the same treatment though they are worded otherwise.

"PT x12 lumbar" and "Physical therapy, 12 visits, lumbar spine" do. The names that stand in one row of the vocabulary of
requests count as one treatment here; what both lines say of the part of the body, the side, how many and the dose must
agree, and something of it must be said by both. It is never said that they are the same: a person looks.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from evenhand.components.component import Amount, ComponentKind, ProposedComponent
from evenhand.components.title import components
from evenhand.components.vocabulary import vocabulary

_WORD = re.compile(r"[a-z0-9]+")
_LEVEL = re.compile(r"[ctls]\d{1,2}")
_OF_LEVEL = {"c": "cervical", "t": "thoracic", "l": "lumbar", "s": "lumbar"}
_SAY_NOTHING = frozenset(("spine", "region", "area", "joint", "the", "of", "and"))
_TABLES = frozenset(kind.value for kind in ComponentKind)
_MOST_WORDS = 5
"""Words of the longest name that is looked up."""


class _Asked(NamedTuple):
    """One treatment that a line asks for, as far as it is compared; None and empty where the line does not say."""

    row: str
    region: frozenset[str]
    side: str | None
    quantity: Amount | None
    dose: str | None


def may_be_same_treatment(words: str, other: str) -> bool:
    """Whether two lines, in the words of their requests, may ask for the same: each treatment of the one is found in
    the other, and there are as many.
    """
    asked, others = _asked(words), list(_asked(other))
    if not asked or len(asked) != len(others):
        return False
    for treatment in asked:
        match = next((candidate for candidate in others if _agree(treatment, candidate)), None)
        if match is None:
            return False
        others.remove(match)
    return True


def _agree(first: _Asked, second: _Asked) -> bool:
    if first.row != second.row:
        return False
    shared = [
        (bool(first.region & second.region), bool(first.region and second.region)),
        (first.side == second.side, bool(first.side and second.side)),
        (first.quantity == second.quantity, first.quantity is not None and second.quantity is not None),
        (first.dose == second.dose, bool(first.dose and second.dose)),
    ]
    told = [is_one for is_one, is_told in shared if is_told]
    return bool(told) and all(told)


@lru_cache(maxsize=16_384)
def _asked(words: str) -> tuple[_Asked, ...]:
    """The treatments a line asks for; none where one of them is not known by name."""
    read = tuple(_of_component(component) for component in components(words))
    return tuple(filter(None, read)) if all(read) else ()


def _of_component(component: ProposedComponent) -> _Asked | None:
    row = _row(component.treatment)
    if row is None:
        return None
    quantity = component.quantity
    return _Asked(
        row=row,
        region=frozenset(_parts(component.body_region or "")),
        side=component.side,
        quantity=quantity.normalize() if isinstance(quantity, Decimal) else quantity,
        dose="".join(_WORD.findall(component.dose.lower())) if component.dose else None,
    )


def _parts(region: str) -> Iterator[str]:
    for word in _WORD.findall(region.lower()):
        if _LEVEL.fullmatch(word):
            yield _OF_LEVEL[word[0]]
        elif word not in _SAY_NOTHING:
            yield word


def _row(treatment: str) -> str | None:
    """The first name of the row in which the longest name of a treatment stands; None where it has none."""
    parts = _WORD.findall(treatment.lower())
    for length in range(min(_MOST_WORDS, len(parts)), 0, -1):
        for first in range(len(parts) - length + 1):
            row = _rows().get(" ".join(parts[first : first + length]))
            if row is not None:
                return row
    return None


@cache
def _rows() -> Mapping[str, str]:
    """The row of each name: its first name; of a drug its generic name."""
    known = vocabulary()
    rows = {
        " ".join(_WORD.findall(name.lower())): f"{row.kind or row.table}: {row.names[0]}"
        for row in known.rows
        if row.table in _TABLES
        for name in row.names
    }
    drugs = {
        " ".join(_WORD.findall(name)): f"drug: {drug.generic or drug.name}".lower()
        for name, drug in known.drugs.items()
    }
    return rows | drugs
