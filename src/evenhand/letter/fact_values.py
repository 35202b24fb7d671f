"""What the facts of an application give its letters: a blank for each that the programme says fills one."""

from collections.abc import Iterator
from typing import Any

from evenhand.docket.entry import DocketEntry
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.kind import EntryKind
from evenhand.docket.own import OwnEntry
from evenhand.finding import Provenance
from evenhand.letter.value import Fact, Values, day_or_span
from evenhand.procedure.state import CaseState
from evenhand.programme.facts import FactKind, FactReading, FactRule, FactUse, Period
from evenhand.programme.model import Programme


def fact_values(state: CaseState, programme: Programme) -> Values:
    """The facts of a case's application by the blanks they fill, each marked as the application's entry marks it; a
    choice gives each of its conditions. What nobody states is None.
    """
    event = state.last(EntryKind.APPLICATION_RECEIVED.value)
    entry = state.docket.entries[event.entry - 1] if event else None
    filed = entry.payload if entry and isinstance(entry.payload, ApplicationReceived) else None
    values: dict[str, Any] = {}
    for rule in programme.intake.facts.values():
        reading = programme.intake.value(filed, rule) if filed else None
        if rule.use is FactUse.CLAIM and state.claim_number != (reading or ""):
            values |= _blanks(rule, state.claim_number)  # as an entry put it right
            continue
        for blank, value in _blanks(rule, reading):
            values[blank] = _marked(entry, rule, value) if entry else value
    return values | _own_values(state, programme)


def _own_values(state: CaseState, programme: Programme) -> dict[str, Any]:
    """What the last entry of each kind of the programme's own gives."""
    values: dict[str, Any] = {}
    for own in programme.procedure.own_kinds.values():
        event = state.last(own.id)
        entry = state.docket.entries[event.entry - 1] if event else None
        stated = entry.payload if entry and isinstance(entry.payload, OwnEntry) else None
        for rule in own.intake.facts.values():
            for blank, value in _blanks(rule, own.intake.value(stated, rule) if stated else None):
                values[blank] = _marked(entry, rule, value) if entry else value
    return values


def _marked(entry: DocketEntry, rule: FactRule, value: Any) -> Any:
    names = filter(None, (rule.id, rule.through))
    provenance = max((entry.provenance_of(name) for name in names), key=lambda provenance: provenance.rank)
    if value is None or isinstance(value, bool) or provenance is Provenance.STATED:
        return value
    return Fact(value=value, provenance=provenance, reason=entry.because)


def fact_blanks(programme: Programme) -> frozenset[str]:
    """Every blank and condition of letters that the programme's facts may fill."""
    intakes = (programme.intake, *(own.intake for own in programme.procedure.own_kinds.values()))
    return frozenset(blank for intake in intakes for rule in intake.facts.values() for blank, _ in _blanks(rule, None))


def _blanks(rule: FactRule, reading: FactReading) -> Iterator[tuple[str, Any]]:
    if rule.kind is FactKind.CHOICE:
        yield from ((choice.blank, reading == choice.id) for choice in rule.choices if choice.blank)
    elif rule.blank:
        yield rule.blank, day_or_span(*reading) if isinstance(reading, Period) else reading
