"""Which documents decide a review, and in which order a reviewer reads them: by the kinds that the programme names.

A kind is a help for the eye. It hides nothing: what is of no kind stands after the others, and is seen or left out.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Collection, Iterable

from evenhand.programme.record_kinds import Decides, RecordKinds
from evenhand_web.records.dated import days, latest_day
from evenhand_web.records.reading import texts_of
from evenhand_web.records.seam import RecordDocument


def in_reading_order(record: Iterable[RecordDocument], kinds: RecordKinds) -> list[RecordDocument]:
    """Documents in the order of their kinds, and in each kind the latest first."""
    latest = dt.date.max
    return sorted(
        record,
        key=lambda document: (
            kinds.place(document.kind),
            (latest - (latest_day(document.record.dated) or dt.date.min)).days,
        ),
    )


def deciding_documents(
    record: Collection[RecordDocument], kinds: RecordKinds, decided_on: dt.date | None, anchored: Collection[str]
) -> frozenset[str]:
    """The ids of the documents that decide: of kinds that always do, recent ones (by `decided_on`, the day of the
    decision under review), those whose day the decision or the request names, and all that a fact is anchored to.

    What cannot be told decides: a recent kind without a day, and everything where the programme names no kinds.
    """
    if not kinds.is_declared:
        return frozenset(document.record.id for document in record)
    since = _months_before(decided_on, kinds.months) if decided_on else dt.date.min
    cited = _cited_days(record)
    return frozenset(
        document.record.id
        for document in record
        if document.record.id in anchored
        or _decides(document, since)
        or cited.intersection(days(document.record.dated))
    )


def _decides(document: RecordDocument, since: dt.date) -> bool:
    if document.kind.decides is Decides.ALWAYS:
        return True
    day = latest_day(document.record.dated)
    return document.kind.decides is Decides.RECENT and (day is None or day >= since)


def _cited_days(record: Iterable[RecordDocument]) -> frozenset[dt.date]:
    """The days that the papers name which say what they rest on."""
    texts = (texts_of(document.reading) for document in record if document.kind.cites and document.reading)
    return frozenset(day for pages in texts for text in pages for day in days(text))


def _months_before(day: dt.date, count: int) -> dt.date:
    """The same day so many months earlier; the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
