"""The case by its days: what the docket tells, and the documents of the record by the days they bear."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from evenhand.docket.kind import EntryKind
from evenhand.programme.facts import FactUse
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.pages.fact_fields import label_of
from evenhand_web.records.dated import days
from evenhand_web.review.record_page import DocumentRow

_TOLD = {
    "ur_decision": _("Decision under review"),
    "ur_decision_served": _("Decision served"),
    "records_complete": _("Record complete"),
}
"""Events that serve medicine, by their name in the docket."""
_ENTERED = (
    EntryKind.APPLICATION_RECEIVED,
    EntryKind.ASSIGNED,
    EntryKind.RECORDS_RECEIVED,
    EntryKind.CONVERTED_TO_EXPEDITED,
    EntryKind.QUESTION_ASKED,
    EntryKind.QUESTION_ANSWERED,
    EntryKind.LINE_AUTHORISED,
    EntryKind.LINE_WITHDRAWN,
    EntryKind.REMANDED,
)


class Moment(NamedTuple):
    """A day of the timeline, and what happened on it; `row` is the document it tells of, if any."""

    on: dt.date | None
    words: str
    row: DocumentRow | None


def timeline(file: OpenCase, rows: Iterable[DocumentRow]) -> tuple[Moment, ...]:
    """The days of a case in their order; documents without a day come last."""
    moments = [*_events(file), *_documents(rows)]
    moments.sort(key=lambda moment: (moment.on is None, moment.on or dt.date.max))
    return tuple(moments)


def _events(file: OpenCase) -> Iterator[Moment]:
    kinds = file.programme.procedure.kinds
    named = _TOLD | {kind.value: kinds[kind].title for kind in _ENTERED}
    named |= {own.id: own.rule.title for own in file.programme.procedure.own_kinds.values()}
    if (occurrence := file.programme.intake.used_as(FactUse.OCCURRENCE)) is not None:
        named |= {occurrence.event: label_of(occurrence)}
    for name, words in named.items():
        for event in file.state.events.get(name, ()):
            yield Moment(event.on, str(words), None)


def _documents(rows: Iterable[DocumentRow]) -> Iterator[Moment]:
    for row in rows:
        listed = row.document.record
        dates = days(listed.dated)
        if not dates:
            yield Moment(None, listed.title, row)
        for day in dict.fromkeys((dates[0], dates[-1])) if dates else ():
            yield Moment(day, listed.title, row)
