"""Copies among documents: exact ones, and near ones (stamped, cut, partly copied); never a later report that repeats.

Two documents are copies where most of the smaller one's runs of words stand in the other (containment above one half)
and both are of the same day of service. A report copied forward has another day, and is a document of its own.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_RUN = 4
_CONTAINED, _ALMOST, _ALL, _MOST_DAYS = 0.5, 0.8, 0.98, 0.7
_SHORT_RUN, _LOST = 2, 0.2
"""Where a machine read: runs of two words, and what is lost by misreading, added to the share of them in common."""
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
    is_recognised: bool
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
    runs = [_runs(document.words, _RUN) for document in documents]
    holders: dict[int, list[int]] = defaultdict(list)
    for place, own in enumerate(runs):
        for run in own:
            holders[run].append(place)
    copies_so_far: list[Copy] = []
    for place, document in enumerate(documents):
        copies_so_far.append(_copy(place, document, documents, runs, holders, copies_so_far))
    return copies_so_far


def _copy(
    place: int,
    document: Compared,
    documents: Sequence[Compared],
    runs: Sequence[frozenset[int]],
    holders: dict[int, list[int]],
    copies_so_far: Sequence[Copy],
) -> Copy:
    if exact := _same_picture(place, documents):
        return Copy(duplicate_of=_first(exact, copies_so_far))
    best, most = None, 0.0
    for other in _kin(place, documents, runs, holders):
        contained = _contained(documents[other], document)
        if contained > most and _may_be_one(document, documents[other], contained):
            best, most = other, contained
    if best is None:
        return Copy()
    if document.words == documents[best].words and document.pages == documents[best].pages:
        return Copy(duplicate_of=_first(best, copies_so_far))
    return Copy(near=_first(best, copies_so_far))


def _kin(
    place: int, documents: Sequence[Compared], runs: Sequence[frozenset[int]], holders: dict[int, list[int]]
) -> Iterator[int]:
    """Earlier documents of the type worth comparing: those that share runs of words, and those of the same day."""
    own = documents[place]
    seen: set[int] = set()
    for run in runs[place]:
        if len(holders[run]) <= _COMMON:
            seen.update(other for other in holders[run] if other < place)
    if own.day is not None:
        seen.update(other for other in range(place) if documents[other].day == own.day)
    yield from (other for other in sorted(seen) if documents[other].type == own.type)


def _contained(first_document: Compared, other: Compared) -> float:
    """The share of the smaller document's runs of words that the other has, from 0 to 1; runs are short where a machine
    read one of the two, for it loses a word in ten.
    """
    is_read = first_document.is_recognised or other.is_recognised
    first, second = (_runs(document.words, _SHORT_RUN if is_read else _RUN) for document in (first_document, other))
    smaller = min(len(first), len(second))
    if smaller < _FEW:
        return 0.0
    contained = len(first & second) / smaller
    return min(contained + _LOST, 1.0) if is_read else contained


def _same_picture(place: int, documents: Sequence[Compared]) -> int | None:
    marks = documents[place].marks
    if not marks or not all(marks):
        return None
    return next((other for other in range(place) if documents[other].marks == marks), None)


def _may_be_one(first_document: Compared, other: Compared, contained: float) -> bool:
    """Whether two documents of one type are of one day.

    Where one of their days was not read for sure, all days they name tell: a report copied forward names another
    next appointment too.
    """
    if first_document.type != other.type or contained <= _CONTAINED:
        return False
    if first_document.day == other.day and first_document.day is not None:
        return True
    if contained < _ALMOST:
        return False
    if contained >= _ALL and any(
        document.day is None and not document.other_days for document in (first_document, other)
    ):
        return True  # a part of the other that names no day at all
    pairs = ((first_document, other), (other, first_document))
    return any(not document.is_day_certain and _days_agree(document, twin) for document, twin in pairs)


def _days_agree(document: Compared, twin: Compared) -> bool:
    """Whether nearly all days that a document names, its own not read for sure, are named by another too."""
    own = {day for day in document.other_days | {document.day} if day is not None}
    return bool(own) and len(own & (twin.other_days | {twin.day})) > len(own) * _MOST_DAYS


def _first(place: int, copies_so_far: Sequence[Copy]) -> int:
    """The first of the copies that a document is a copy of."""
    copy = copies_so_far[place]
    origin = copy.duplicate_of if copy.duplicate_of is not None else copy.near
    return place if origin is None else origin


def _runs(words: Sequence[str], length: int) -> frozenset[int]:
    return frozenset(hash(tuple(words[at : at + length])) for at in range(len(words) - length + 1))
