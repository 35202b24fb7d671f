"""The blanks of every sort of letter: the very names that a case gives it, seen by giving them once."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from evenhand.authoring.samples import CODE, DAY, sample, sample_docket, sample_programme
from evenhand.determination.model import Determination
from evenhand.docket.entry import Docket
from evenhand.docket.event import Event
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import PARTY_ROLES, Party, Role
from evenhand.letter.determination_letter import determination_values
from evenhand.letter.kind import Kind
from evenhand.letter.law_values import law_values
from evenhand.letter.notice_letter import notice_values, party_values, proof_values
from evenhand.letter.particulars import Particulars, particular_values
from evenhand.letter.sender import Organisation, sender_values
from evenhand.letter.several_reviewers import analysis_values, several_values
from evenhand.letter.value import Fact, Values
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.model import Programme

_BESIDE = Particulars(claim_number=CODE, policyholder=CODE)
YES_OR_NO, EACH = "yes or no", "each"
"""What a blank is that stands in `when`, and one that stands in `of`; any other has kinds of blank."""


class Blank(NamedTuple):
    """A name that a letter may ask for: the kinds of blank it fills, or that it stands in `when` or `of`; `inside` are
    the names of each element.
    """

    name: str
    fills: str
    inside: tuple["Blank", ...] = ()


class LetterBlanks(NamedTuple):
    """The names by sort of letter: `sender` in every letter, `notice` in every notice, `by_kind` from the entry that
    made the notice owed, `determination` and `proof` in these.
    """

    sender: tuple[Blank, ...]
    notice: tuple[Blank, ...]
    by_kind: Mapping[EntryKind, tuple[Blank, ...]]
    determination: tuple[Blank, ...]
    proof: tuple[Blank, ...]


@cache
def letter_blanks() -> LetterBlanks:
    """What every programme's letters may ask for."""
    programme = sample_programme()
    state = read_case(sample_docket(), programme)
    by_kind = {entry.kind: _notice(state, programme, entry.number, entry.kind) for entry in state.docket.entries}
    common = set.intersection(*(set(values) for values in by_kind.values()))
    any_values = by_kind[EntryKind.DEFICIENCY_NOTED]
    house = sender_values(Organisation(name=CODE, address=(CODE,), telephone=CODE, help_telephone=CODE))
    proof = proof_values(state, programme, _applicant(state), CODE, CODE, DAY, CODE)
    return LetterBlanks(
        sender=_blanks(house),
        notice=_blanks({name: any_values[name] for name in any_values if name in common} | {"service_method": CODE}),
        by_kind={kind: _blanks(_told(values, common)) for kind, values in by_kind.items()},
        determination=_blanks(_determination(state, programme)),
        proof=_blanks({name: value for name, value in proof.items() if name not in house}),
    )


def _applicant(state: CaseState) -> Party:
    return next(party for party in state.parties.values() if party.role is Role.APPLICANT)


def _notice(state: CaseState, programme: Programme, number: int, kind: EntryKind) -> Values:
    values = notice_values(state, programme, _applicant(state), Event(kind.value, DAY, number), DAY)
    values = {**values, **particular_values(state, _BESIDE)}
    some = {**dict.fromkeys(_SOME_LINES, values["lines"]), "line_reasons": ({"line": CODE, "title": CODE},)}
    return {name: some[name] if value == () and name in some else value for name, value in values.items()}


def _determination(state: CaseState, programme: Programme) -> Values:
    served = ({"name": CODE, "role": CODE, "method": CODE, "on": DAY},)
    decided = sample(Determination)
    records = (*decided.records, *(replace(record, received=False) for record in decided.records))
    reading = tuple(replace(document, record=decided.records[0].id, pages=2) for document in decided.reading)
    values = determination_values(replace(decided, records=records, reading=reading), state, programme, served, CODE)
    several = {**several_values(state, programme, ()), "analyses": (analysis_values(decided, 1, programme),)}
    parties, beside = party_values(state, programme), particular_values(state, _BESIDE)
    return {**values, **several, **parties, **beside, "officer": CODE}


def _told(values: Values, common: set[str]) -> Values:
    """What an entry alone gives, without the names that say of a text that it names no party."""
    own = {name: value for name, value in values.items() if name not in common}
    idle = {name for name in own for of in own if name in _of_party(of) and own.get(f"{of}_name") is None}
    return {name: value for name, value in own.items() if name not in idle}


def _of_party(name: str) -> tuple[str, ...]:
    return (f"{name}_name", *(f"{name}_is_{role}" for role in PARTY_ROLES))


def law_blanks(programme: Programme) -> tuple[Blank, ...]:
    """What the rules of a programme give its notices: due days, lengths of periods, penalties."""
    day = max(DAY, programme.since)
    values = law_values(read_case(Docket(), programme), programme, day)
    return tuple(Blank(name, _by_name(name)) for name in values)


_DATES = ("due_", "plain_due_", "decision_due")
_ENDINGS: Mapping[str, str] = {"_hours": Kind.HOURS, "_days": Kind.DAYS, "_months": Kind.COUNT, "_citation": Kind.TEXT}


def _by_name(name: str) -> str:
    """The kind of a name that the law gives, which is None where a clock does not run."""
    if name.startswith("is_open_"):
        return YES_OR_NO
    if name.startswith("due_at_"):
        return Kind.INSTANT.value
    if name.startswith(_DATES):
        return Kind.DATE.value
    ending = next((kind for ending, kind in _ENDINGS.items() if name.endswith(ending)), Kind.MONEY)
    return str(ending)


def _blanks(values: Values) -> tuple[Blank, ...]:
    return tuple(_blank(name, value) for name, value in sorted(values.items()))


def _blank(name: str, value: Any) -> Blank:
    while isinstance(value, Fact):
        value = value.value
    if isinstance(value, tuple) and any(isinstance(element, Mapping) for element in value):
        return Blank(name, EACH, _blanks(_joined(value)))
    return Blank(name, _fills(name, value))


def _joined(elements: Iterable[Values]) -> dict[str, Any]:
    return {name: value for element in elements for name, value in element.items()}


def _fills(name: str, value: Any) -> str:
    match value:
        case bool():
            return YES_OR_NO
        case dt.datetime():
            return Kind.INSTANT.value
        case dt.date():
            return Kind.DATE.value
        case int():
            return f"{Kind.COUNT}, {Kind.DAYS}, {Kind.HOURS}"
        case Decimal():
            return f"{Kind.MONEY}, {Kind.COUNT}"
        case tuple() if name.endswith("_lines") and name.startswith(("to", "organisation")):
            return Kind.LINES.value
        case tuple():
            return f"{Kind.LIST}, {EACH}"
        case None:
            return _by_name(name) if name.startswith(_DATES) else _WITHOUT_SAMPLE.get(name, Kind.TEXT.value)
        case _:
            return Kind.TEXT.value


_SOME_LINES = ("open_lines", "not_admitted")
"""Names of lines that are like all lines, and of which the samples have none."""
_WITHOUT_SAMPLE: Mapping[str, str] = {"late_days": Kind.DAYS.value}
"""The kinds of names that only a clock gives, which the samples have none of."""
