"""The events that the facts of an application tell of, as its programme declares them."""

import datetime as dt
from collections.abc import Iterator, Mapping

from evenhand.docket.entry import DocketEntry
from evenhand.docket.event import Event
from evenhand.docket.intake import ApplicationReceived, Priority
from evenhand.docket.own import OwnEntry
from evenhand.programme.facts import FactKind, FactRule, Intake, Period
from evenhand.programme.model import Programme

NOT_CERTIFIED = "expedition_not_certified"
"""An application asked for haste, and what it states does not grant it."""


def fact_events(entry: DocketEntry, programme: Programme, roles: Mapping[str, str]) -> Iterator[Event]:
    """What an application, or an entry of a programme's own kind, tells by its facts: the days they give, what is
    answered with yes, what was chosen; of an application also how fast it runs. `roles` gives each party's role by
    party id. An erased one tells nothing.
    """
    application = entry.payload
    if isinstance(application, OwnEntry):
        yield from _of_own_kind(entry, application, programme)
    if not isinstance(application, ApplicationReceived):
        return
    intake = programme.intake
    asks = {intake.hastening.asked_in} if intake.hastening else set()
    for rule in intake.facts.values():
        if rule.event and rule.id not in asks:
            yield from _told(entry, application, intake, programme.zone, rule)
    yield from _priority(entry, application, intake, roles)


def _of_own_kind(entry: DocketEntry, payload: OwnEntry, programme: Programme) -> Iterator[Event]:
    """That an entry of a kind of the programme's own came, under the id of that kind, and what its facts tell."""
    own = programme.procedure.own_kinds.get(payload.own_kind)
    if own is None:
        return
    yield Event(own.id, entry.on, entry.number, entry.at)
    for rule in own.intake.facts.values():
        if rule.event:
            yield from _told(entry, payload, own.intake, programme.zone, rule)


def _told(
    entry: DocketEntry, stated: ApplicationReceived | OwnEntry, intake: Intake, zone: dt.tzinfo, rule: FactRule
) -> Iterator[Event]:
    match intake.value(stated, rule):
        case Period(first=first):
            yield Event(rule.event, first, entry.number, field=rule.id)
        case dt.datetime() as instant:
            yield Event(rule.event, instant.astimezone(zone).date(), entry.number, instant, field=rule.id)
        case dt.date() as day:
            yield Event(rule.event, day, entry.number, field=rule.id)
        case True:
            yield Event(rule.event, entry.on, entry.number, entry.at, field=rule.id)
        case str() as choice if rule.kind is FactKind.CHOICE:
            yield Event(f"{rule.event}:{choice}", entry.on, entry.number, entry.at, field=rule.id)


def _priority(
    entry: DocketEntry, application: ApplicationReceived, intake: Intake, roles: Mapping[str, str]
) -> Iterator[Event]:
    is_granted = intake.grants_haste(application, roles)
    if intake.asks_for_haste(application) and not is_granted:
        yield Event(NOT_CERTIFIED, entry.on, entry.number, entry.at)
    priority = Priority.EXPEDITED if is_granted else Priority.REGULAR
    yield Event(f"priority:{priority}", entry.on, entry.number, entry.at)
