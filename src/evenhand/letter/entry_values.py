"""What one entry of the docket gives a letter: each fact of its payload, marked where no paper states it."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from evenhand.clock.due import legal_day
from evenhand.clock.running import clocks
from evenhand.codec import inline_field
from evenhand.docket.aftermath import LineAuthorised, SupplementalIssued
from evenhand.docket.entry import DocketEntry
from evenhand.docket.event import Event
from evenhand.docket.intake import ApplicationReceived, DeficiencyNoted, EligibilityFound
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import PARTY_ROLES, Role
from evenhand.docket.review import DeterminationIssued
from evenhand.finding import Provenance
from evenhand.letter.determination_letter import amount_words
from evenhand.letter.value import Fact, Values
from evenhand.procedure.line import LIVE
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand.programme.rule import Rule
from evenhand.treatment import DisputedTreatment, Outcome, outcome

_PLAIN = str | dt.date | int | Decimal | None


def event_day(state: CaseState, event: Event | None) -> Any:
    """The day of an event, marked as its entry marks it; None where it has not happened."""
    return None if event is None else entry_fact(state, event.entry, event.field, event.on)


def entry_fact(state: CaseState, number: int, field: str, value: Any) -> Any:
    """A value that rests on one field of an entry (`field` empty: on its day), marked where the field is not stated."""
    entry = state.docket.entries[number - 1]
    provenance = entry.provenance_of(field)
    if value is None or provenance is Provenance.STATED:
        return value
    return Fact(value=value, provenance=provenance, reason=entry.because)


def treatment_values(state: CaseState, treatment: DisputedTreatment) -> dict[str, Any]:
    """One line of the request as a letter prints it; `is_live` tells whether it is still to be decided."""
    return {
        "line": treatment.id,
        "words": treatment.words,
        "requested": amount_words(treatment.units.requested, treatment.units.unit, state.programme),
        "disputed": amount_words(treatment.units.disputed, treatment.units.unit, state.programme),
        "has_authorised": bool(treatment.units.authorised),
        "authorised": amount_words(treatment.units.authorised, treatment.units.unit, state.programme),
        "given_already": treatment.given_already,
        "sudden_stop_may_harm": treatment.sudden_stop_may_harm,
        "is_live": state.lines.get(treatment.id) in LIVE,
    }


def entry_values(state: CaseState, programme: Programme, since: Event) -> dict[str, Any]:
    """What the entry behind an event says.

    Texts, days, numbers and lists of texts stand under `entry_` and the field's name; a field that names a party also
    gives `…_name` and, for each role, whether the party plays it (`…_is_payer`); one that names a line gives its
    words, what of it is in dispute and whether it still is. `entry_is_` with a kind tells what sort of entry it is,
    `by_` with a role who made it; each of `reasons` has its title and `is_` with its code.
    """
    entry = state.docket.entries[since.entry - 1]
    values: dict[str, Any] = {"since": event_day(state, since), "reasons": _reasons(entry, programme)}
    values |= {f"entry_is_{kind}": entry.kind is kind for kind in EntryKind}
    values |= {f"by_{role}": entry.by.role is role for role in Role}
    for name, value in _fields(entry):
        values[name] = entry_fact(state, entry.number, name.removeprefix("entry_"), value)
        if isinstance(value, str):
            values |= _party(state, name, value)
            if name == "entry_line" and value in state.treatments:
                line = treatment_values(state, state.treatments[value])
                values |= {f"entry_line_{key}": line[key] for key in ("words", "disputed", "is_live")}
    return values | dict(_lines(state, programme, entry))


def _fields(entry: DocketEntry) -> Iterator[tuple[str, Any]]:
    for name in getattr(entry.payload, "__dataclass_fields__", ()):
        if name == inline_field(type(entry.payload)):
            continue  # facts fill the blanks that their programme gives them
        value = getattr(entry.payload, name)
        if isinstance(value, _PLAIN) or _is_texts(value):
            yield f"entry_{name}", value


def _is_texts(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(text, str) for text in value)


def _reasons(entry: DocketEntry, programme: Programme) -> tuple[Values, ...]:
    codes = getattr(entry.payload, "reasons", ())
    if isinstance(entry.payload, EligibilityFound) and entry.payload.refused:
        codes = tuple(dict.fromkeys(code for refused in entry.payload.refused for code in refused.reasons))
    if not _is_texts(codes):
        return ()
    return tuple(_reason(given, programme) for given in codes if given in programme.reasons)


def _reason(given: str, programme: Programme) -> Values:
    return {
        "title": programme.reasons[given].title,
        **{f"is_{code.lower()}": code == given for code in programme.reasons},
    }


def _line_reasons(state: CaseState, programme: Programme, finding: EligibilityFound) -> tuple[Values, ...]:
    """Each reason of each line that a finding leaves out, with the line; those of the whole finding for every such line
    where it was made before reasons were asked line by line.
    """
    told = {refused.line: refused.reasons for refused in finding.refused}
    left_out = [line for line in state.treatments if finding.lines and line not in finding.lines]
    return tuple(
        {**_reason(code, programme), "line": line}
        for line in left_out
        for code in told.get(line, finding.reasons)
        if code in programme.reasons
    )


def _party(state: CaseState, name: str, value: str) -> Values:
    party = state.known_party(value)
    values: dict[str, Any] = {f"{name}_name": party.name if party else None}
    return values | {f"{name}_is_{role}": party is not None and party.role is role for role in PARTY_ROLES}


def _lines(state: CaseState, programme: Programme, entry: DocketEntry) -> Iterator[tuple[str, Any]]:
    """What an entry says of several lines: which it admits, what it finds of each, how much of one it authorises."""
    match entry.payload:
        case EligibilityFound(lines=admitted):
            yield "line_reasons", _line_reasons(state, programme, entry.payload)
            all_lines = state.treatments.values()
            yield (
                "admitted",
                _some(state, [treatment for treatment in all_lines if not admitted or treatment.id in admitted]),
            )
            yield (
                "not_admitted",
                _some(state, [treatment for treatment in all_lines if admitted and treatment.id not in admitted]),
            )
        case DeterminationIssued(findings=findings) | SupplementalIssued(findings=findings):
            outcomes = [(state.treatments[finding.line], outcome(finding.necessity)) for finding in findings]
            decided = tuple(
                treatment_values(state, treatment) | _decision(word, programme) for treatment, word in outcomes
            )
            yield "decided_lines", entry_fact(state, entry.number, "findings", decided)
            yield "has_upheld", any(word is Outcome.UPHELD for _, word in outcomes)
            yield "has_overturned", any(word is Outcome.OVERTURNED for _, word in outcomes)
        case ApplicationReceived(papers=papers):
            yield "needed_by", _needed_by(state, programme, None)
            yield "filed_hash", entry.hash
            yield "filed_papers", tuple({"title": paper.title, "sha256": paper.sha256} for paper in papers)
        case DeficiencyNoted(cure_by=cure_by):
            yield "needed_by", entry_fact(state, entry.number, "cure_by", _needed_by(state, programme, cure_by))
        case LineAuthorised(line=line, units=units) if line in state.treatments:
            amount = None if units is None else amount_words(units, state.treatments[line].units.unit, programme)
            yield "entry_units_words", entry_fact(state, entry.number, "units", amount)


def _needed_by(state: CaseState, programme: Programme, cure_by: dt.date | None) -> dt.date | None:
    """The day by which what is missing must be here: the earlier of the day set for it and the last day to apply."""
    cured = {EntryKind.APPLICATION_RECEIVED.value, EntryKind.UR_DECISION_FILED.value}
    lasts = [
        legal_day(clock.due.due, programme)
        for clock in clocks(state, programme)
        if clock.due is not None and cured.intersection(_stops(programme.rules[clock.rule]))
    ]
    return min([*lasts, cure_by] if cure_by else lasts, default=None)


def _stops(rule: Rule) -> tuple[str, ...]:
    return rule.clock.stops if rule.clock else ()


def _some(state: CaseState, treatments: list[DisputedTreatment]) -> tuple[Values, ...]:
    return tuple(treatment_values(state, treatment) for treatment in treatments)


def _decision(word: Outcome, programme: Programme) -> dict[str, Any]:
    return {
        "decision_words": programme.term(f"{word}_decision"),
        "is_upheld": word is Outcome.UPHELD,
        "is_overturned": word is Outcome.OVERTURNED,
    }
