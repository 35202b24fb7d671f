"""The post: letters that wait for the carrier, day by day, over all cases."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Party
from evenhand.procedure.party_effects import OF_PARTIES
from evenhand_web.accounts.models import Person
from evenhand_web.cases.legal_day import today_under
from evenhand_web.cases.models import Case, DocketEntry
from evenhand_web.cases.seam import entry_from, state_of
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.letters.access import deliveries_for
from evenhand_web.letters.models import Delivery

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
    deliveries = list(waiting.select_related("case")[:MOST])
    parties = _parties({delivery.case_id for delivery in deliveries})
    days: dict[tuple[dt.date, bool], list[PostRow]] = {}
    together = Counter(delivery.issue_id for delivery in deliveries if delivery.state == Delivery.State.WAITING)
    for delivery in deliveries:
        missed = delivery.dated_on < today_under(programme_of(delivery.case.programme))
        count = together.pop(delivery.issue_id, 0) if delivery.state == Delivery.State.WAITING else 0
        days.setdefault((delivery.dated_on, missed), []).append(_row(delivery, parties[delivery.case_id], count))
    listed = tuple(PostDay(day, missed, tuple(rows)) for (day, missed), rows in days.items())
    return PostPage(listed, waiting.count())


def _row(delivery: Delivery, parties: dict[str, Party], together: int) -> PostRow:
    programme, party = programme_of(delivery.case.programme), parties[delivery.party]
    return PostRow(
        delivery=delivery.pk,
        issue=delivery.issue_id,
        ident=delivery.case.ident,
        number=delivery.case.number,
        title=next((rule.title for rule in programme.notices if rule.id == delivery.notice), delivery.notice),
        label=programme.label(party.role),
        party=party,
        is_told=delivery.state == Delivery.State.TOLD,
        together=together,
        reasons=tuple(filter(None, delivery.said.splitlines())),
    )


def _parties(cases: Iterable[int]) -> dict[int, dict[str, Party]]:
    """Whoever takes or took part in cases, from their applications as they stand corrected: one question to the
    database for all. Only a case whose parties changed since is read whole.
    """
    parties_of: dict[int, dict[str, Party]] = {}
    changed: dict[int, Case] = {}
    kinds = [kind.value for kind in (EntryKind.APPLICATION_RECEIVED, *OF_PARTIES)]
    for row in DocketEntry.objects.filter(case__in=cases, kind__in=kinds).select_related("case").order_by("number"):
        payload = entry_from(row).payload
        if isinstance(payload, ApplicationReceived):
            parties_of[row.case_id] = {party.id: party for party in payload.parties}
        else:
            changed[row.case_id] = row.case
    for key, case in changed.items():
        state = state_of(case)
        parties_of[key] = {**state.former, **state.parties}
    return parties_of
