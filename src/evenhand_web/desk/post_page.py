"""The post: letters that wait for the carrier, day by day, over all cases."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Party
from evenhand_web.accounts.models import Person
from evenhand_web.archive.access import deliveries_for
from evenhand_web.archive.models import Delivery
from evenhand_web.archive.reading import today_under
from evenhand_web.cases.law import programme_of
from evenhand_web.cases.models import DocketEntry
from evenhand_web.cases.seam import entry_from

MOST = 100


class PostRow(NamedTuple):
    """One letter: of which case, what it is, to whom, where it goes, and why the docket refused what was told of it.

    `together` counts the letters of its issue that wait: 0 but for the first of them.
    """

    delivery: int
    issue: int
    ident: str
    number: str
    title: str
    label: str
    party: Party
    is_told: bool
    together: int
    reasons: tuple[str, ...]


class PostDay(NamedTuple):
    """The letters of one day; `missed` says that their day has passed under their programme."""

    dated_on: dt.date
    missed: bool
    rows: tuple[PostRow, ...]


class PostPage(NamedTuple):
    """The first letters that wait, the oldest day first, and how many wait in all."""

    days: tuple[PostDay, ...]
    waiting: int


def post_page(person: Person) -> PostPage:
    """The letters a person may hand to the carrier."""
    states = (Delivery.State.WAITING, Delivery.State.TOLD)
    waiting = deliveries_for(person).filter(state__in=states).order_by("dated_on", "case_id", "id")
    found = list(waiting.select_related("case")[:MOST])
    parties = _parties({one.case_id for one in found})
    days: dict[tuple[dt.date, bool], list[PostRow]] = {}
    together = Counter(one.issue_id for one in found if one.state == Delivery.State.WAITING)
    for one in found:
        missed = one.dated_on < today_under(programme_of(one.case.programme))
        count = together.pop(one.issue_id, 0) if one.state == Delivery.State.WAITING else 0
        days.setdefault((one.dated_on, missed), []).append(_row(one, parties[one.case_id], count))
    listed = tuple(PostDay(day, missed, tuple(rows)) for (day, missed), rows in days.items())
    return PostPage(listed, waiting.count())


def _row(one: Delivery, parties: dict[str, Party], together: int) -> PostRow:
    programme, party = programme_of(one.case.programme), parties[one.party]
    return PostRow(
        delivery=one.pk,
        issue=one.issue_id,
        ident=one.case.ident,
        number=one.case.number,
        title=next((rule.title for rule in programme.notices if rule.id == one.notice), one.notice),
        label=programme.label(party.role),
        party=party,
        is_told=one.state == Delivery.State.TOLD,
        together=together,
        reasons=tuple(filter(None, one.said.splitlines())),
    )


def _parties(cases: Iterable[int]) -> dict[int, dict[str, Party]]:
    """The parties of cases, from their applications as they stand corrected: one question to the database for all."""
    found = {}
    applications = DocketEntry.objects.filter(case__in=cases, kind=EntryKind.APPLICATION_RECEIVED.value)
    for row in applications.order_by("number"):
        payload = entry_from(row).payload
        parties = payload.parties if isinstance(payload, ApplicationReceived) else ()
        found[row.case_id] = {party.id: party for party in parties}
    return found
