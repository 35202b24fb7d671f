"""Copies among documents: exact ones, and near ones (stamped, cut, partly copied); never a later report that repeats.

Two documents are copies where most of the smaller one's runs of words stand in the other (containment above one half)
and both are of the same day of service. A report copied forward has another day, and is a document of its own.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

_RUN = 4
_CONTAINED, _ALMOST = 0.5, 0.65
_FEW = 8
_COMMON = 25
"""A run of words in more documents than this is of a form, and tells nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A document as it is compared: its plain words, its type and day of service, and the other days it names.

    `marks` are the digests of its pages' pictures, where they have any.
    """

    words: tuple[str, ...]
    type: str | None
    day: dt.date | None
    is_day_certain: bool
    other_days: frozenset[dt.date]
    pages: int
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What a document is a copy of, by place: `duplicate_of` word for word, `near` another copy; None where of none."""

    duplicate_of: int | None = None
    near: int | None = None


def copies(documents: Sequence[Compared]) -> list[Copy]:
    """For each document, what earlier one it is a copy of."""
    runs = [_runs(document.words) for document in documents]
    holders: dict[int, list[int]] = defaultdict(list)
    for place, own in enumerate(runs):
        for run in own:
            holders[run].append(place)
    found: list[Copy] = []
    for place, document in enumerate(documents):
        found.append(_copy(place, document, documents, runs, holders, found))
    return found


def _copy(
    place: int,
    document: Compared,
    documents: Sequence[Compared],
    runs: Sequence[frozenset[int]],
    holders: dict[int, list[int]],
    found: Sequence[Copy],
) -> Copy:
    if exact := _same_picture(place, documents):
        return Copy(duplicate_of=_first(exact, found))
    shared: dict[int, int] = defaultdict(int)
    for run in runs[place]:
        if len(holders[run]) <= _COMMON:
            for other in holders[run]:
                if other < place:
                    shared[other] += 1
    best, most = None, _CONTAINED
    for other, number in shared.items():
        smaller = min(len(runs[place]), len(runs[other]))
        contained = number / max(smaller, 1)
        if smaller >= _FEW and contained > most and _may_be_one(document, documents[other], contained):
            best, most = other, contained
    if best is None:
        return Copy()
    if document.words == documents[best].words and document.pages == documents[best].pages:
        return Copy(duplicate_of=_first(best, found))
    return Copy(near=_first(best, found))


def _same_picture(place: int, documents: Sequence[Compared]) -> int | None:
    marks = documents[place].marks
    if not marks or not all(marks):
        return None
    return next((other for other in range(place) if documents[other].marks == marks), None)


def _may_be_one(one: Compared, other: Compared, contained: float) -> bool:
    """Whether two documents of one type are of one day.

    Where one of their days could not be read surely, the other days they name tell: a report copied forward names
    another next appointment too.
    """
    if one.type != other.type:
        return False
    if one.day == other.day and one.day is not None:
        return True
    if (one.is_day_certain and other.is_day_certain) or contained < _ALMOST:
        return False
    days, others = one.other_days | {one.day}, other.other_days | {other.day}
    fewest = min(len(one.other_days), len(other.other_days))
    return bool(fewest) and len((days & others) - {None}) > fewest / 2


def _first(place: int, found: Sequence[Copy]) -> int:
    """The first of the copies that a document is a copy of."""
    copy = found[place]
    origin = copy.duplicate_of if copy.duplicate_of is not None else copy.near
    return place if origin is None else origin


def _runs(words: Sequence[str]) -> frozenset[int]:
    return frozenset(hash(tuple(words[at : at + _RUN])) for at in range(len(words) - _RUN + 1))
