"""What a record lacks: papers that its decisions list as reviewed, and papers that a review needs, held against what
came.

A gap is a question for a person and nothing else: no notice goes out, and no outcome follows, from what stands here.
"""

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from evenhand.records.person_names import likeness
from evenhand.records.record import CitedDocument, FileReading, RecordDocument
from evenhand.records.record_words import Need

_SAME = 0.75


class GapReason(StrEnum):
    """Why a paper is missed."""

    CITED = "cited"
    NEEDED = "needed"


class CitedAt(NamedTuple):
    """Where a paper is cited: the file and its page, from 1."""

    file: str
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A paper that did not come, or is not known to have come.

    Of a cited one `type`, `author` and `day` are as far as the citation tells, and `cited_at` is every place of it; of
    a needed one `need` says what and by which authority. `perhaps` are places, among the documents of all files, of
    what may be it: documents of which the type or the day is not certain, or that nobody can read. They are looked at
    before anybody is asked.
    """

    reason: GapReason
    type: str | None = None
    author: str | None = None
    day: dt.date | None = None
    cited_at: tuple[CitedAt, ...] = ()
    need: Need | None = None
    perhaps: tuple[int, ...] = ()


def gaps(files: Sequence[FileReading], needs: Sequence[Need], requested: dt.date | None = None) -> tuple[Gap, ...]:
    """The gaps of a record, cited papers first, in the order of their days.

    `requested` is the day of the request for authorization, from which recent papers count back; where nobody says, it
    is that of the first dated request in the record. Where no day is known, a paper of any day meets a need.
    """
    documents = [document for file in files for document in file.documents]
    cited = sorted(_cited(files, documents), key=lambda gap: (gap.day or dt.date.max, gap.type or ""))
    begins = requested or _requested(documents, needs)
    return (*cited, *(gap for need in needs if (gap := _needed(need, documents, begins))))


def _cited(files: Sequence[FileReading], documents: Sequence[RecordDocument]) -> Iterator[Gap]:
    told: list[tuple[CitedDocument, list[CitedAt]]] = []
    for file in files:
        for citation in file.cited:
            if citation.document is not None:
                continue
            at = CitedAt(file.file, citation.on_page)
            same = next((places for other, places in told if _is_same(other, citation)), None)
            if same is None:
                told.append((citation, [at]))
            elif at not in same:
                same.append(at)
    for citation, places in told:
        yield Gap(
            reason=GapReason.CITED,
            type=citation.type,
            author=citation.author,
            day=citation.day,
            cited_at=tuple(places),
            perhaps=tuple(place for place, document in enumerate(documents) if _may_be(document, citation)),
        )


def _is_same(citation: CitedDocument, other: CitedDocument) -> bool:
    """Whether two decisions cite one paper: its type and day, and no two authors."""
    if (citation.type, citation.day) != (other.type, other.day):
        return False
    return not (citation.author and other.author) or likeness(citation.author, other.author) >= _SAME


def _may_be(document: RecordDocument, citation: CitedDocument) -> bool:
    """Whether a document may be a paper that is cited: nobody can read it, or its type or its day is not certain."""
    if document.is_other_person or document.duplicate_of is not None:
        return False
    if document.type is None:
        return True
    is_of_type = citation.type in (document.type, *document.choices)
    has_another_day = document.is_date_certain and document.date_of_service != citation.day
    return is_of_type and not has_another_day and not (document.is_certain and document.is_date_certain)


def _requested(documents: Sequence[RecordDocument], needs: Sequence[Need]) -> dt.date | None:
    types = {kind for need in needs for kind in need.before}
    days = (
        document.date_of_service for document in documents if document.type in types and not document.is_other_person
    )
    return next((day for day in days if day), None)


def _needed(need: Need, documents: Sequence[RecordDocument], begins: dt.date | None) -> Gap | None:
    """The gap where nothing that is certain meets a need; None where something does."""
    perhaps = []
    for place, document in enumerate(documents):
        if document.is_other_person or need.types.isdisjoint((document.type, *document.choices)):
            continue
        is_in_time = _is_in_time(need, document.date_of_service, begins)
        if document.is_certain and document.type in need.types and is_in_time:
            return None
        if is_in_time is not False:
            perhaps.append(place)
    return Gap(reason=GapReason.NEEDED, need=need, perhaps=tuple(perhaps))


def _is_in_time(need: Need, day: dt.date | None, begins: dt.date | None) -> bool | None:
    """Whether a day lies within the months of a need; None where that cannot be told."""
    if not need.months or begins is None:
        return True
    return None if day is None else months_before(begins, need.months) <= day <= begins


def months_before(day: dt.date, months: int) -> dt.date:
    """The day so many months before another, the last of its month where that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
