"""What a notice gives its letter: the case, the party it goes to, what made it owed, and every due date of the case."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from evenhand.docket.assignment import RecordsAskedFor, RecordsReceived
from evenhand.docket.event import Event
from evenhand.docket.intake import Priority
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import PARTY_ROLES, MedicalRecord, Party, Role
from evenhand.finding import Provenance
from evenhand.letter.determination_letter import NOT_STATED
from evenhand.letter.entry_values import entry_fact, entry_values, event_day, treatment_values
from evenhand.letter.fact_values import fact_values
from evenhand.letter.law_values import law_values
from evenhand.letter.value import Fact, Values
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme


def notice_values(
    state: CaseState, programme: Programme, to: Party, since: Event, on: dt.date, told: Iterable[Party] = ()
) -> Values:
    """The values of a notice that became owed by the event `since`, made out to a party on a day. It goes to those who
    are `told`; to the party alone where nobody is named.

    `state` is the case as it will stand once the notice is handed over, for the days a notice names
    often run from its own service. What made the notice owed gives its facts as `entry_values` says, the law its days,
    periods and penalties as `law_values` says.
    """
    lines = tuple(treatment_values(state, treatment) for treatment in state.treatments.values())
    return {
        "case_number": state.case_number,
        "programme_title": programme.title,
        "on": on,
        **party_values(state, programme, tuple(told) or (to,)),
        **_addressee(state, programme, to),
        "is_named": _names(state, since, to),
        "lines": _filed(state, "treatments", lines),
        "open_lines": _filed(state, "treatments", tuple(line for line in lines if line["is_live"])),
        "required_records": tuple(
            {"title": record.title, "citation": record.citation} for record in programme.required_records
        ),
        "missing": missing_records(state, programme),
        **fact_values(state, programme),
        "is_expedited": f"priority:{Priority.EXPEDITED}" in state.events,
        "unsent": missing_records(state, programme, to.role),
        **_asked_for(state, since),
        **{name: event_day(state, state.last(event)) for name, event in _DAYS.items()},
        **entry_values(state, programme, since),
        **law_values(state, programme, on, since.line, _named(state, since)),
    }


def _names(state: CaseState, since: Event, to: Party) -> bool:
    """Whether the entry behind an event names the party a notice is made out to."""
    return _named(state, since) == to.id


def _named(state: CaseState, since: Event) -> str:
    """The party that the entry behind an event names; empty where it names none."""
    return str(getattr(state.docket.entries[since.entry - 1].payload, "party", ""))


def _asked_for(state: CaseState, since: Event) -> dict[str, Any]:
    """The papers that a party was asked for by the entry behind an event; nothing where it asks for none."""
    payload = state.docket.entries[since.entry - 1].payload
    if not isinstance(payload, RecordsAskedFor):
        return {}
    rows = tuple({"title": words} for words in payload.records)
    return {"asked_for": entry_fact(state, since.entry, "records", rows)}


def missing_records(state: CaseState, programme: Programme, role: Role | None = None) -> Any:
    """What the record still lacks: required classes that nobody has answered, and documents cited but not received.
    With a role, the classes that nobody of that role has answered: what others sent discharges no duty of theirs.
    """
    come = state.answered if role is None else state.answered_by.get(role, frozenset())
    lacking = [record.title for record in programme.required_records if record.id not in come]
    sendings = state.events.get(EntryKind.RECORDS_RECEIVED.value, ())
    entries = [state.docket.entries[event.entry - 1] for event in sendings]
    listed: dict[str, MedicalRecord] = {}
    for entry in entries:
        if isinstance(entry.payload, RecordsReceived):
            listed |= {document.id: document for document in entry.payload.documents}
    titles = lacking + [document.title for document in listed.values() if not document.received]
    missing = tuple({"title": title} for title in titles)
    provenance = state.provenance(*sendings)
    if provenance is Provenance.STATED:
        return missing
    reason = next((entry.because for entry in entries if entry.provenance is provenance), "")
    return Fact(value=missing, provenance=provenance, reason=reason)


def _addressee(state: CaseState, programme: Programme, to: Party) -> dict[str, Any]:
    worker_side = (Role.APPLICANT, Role.REPRESENTATIVE)
    return {
        "to_name": _filed(state, "parties", to.name),
        "to_role": programme.label(to.role),
        "to_lines": _filed(state, "parties", (to.name, *filter(None, (to.organisation,)), *to.address)),
        **_plays(to),
        "is_applicant_side": to.role in worker_side,
    }


def _plays(party: Party) -> dict[str, bool]:
    """For each role of a party, whether this one plays it: `is_payer`."""
    return {f"is_{role}": party.role is role for role in PARTY_ROLES}


_NAMES = {
    Role.APPLICANT: "applicant",
    Role.REPRESENTATIVE: "representative",
    Role.PROVIDER: "physician",
    Role.PAYER: "payer",
}


def party_values(state: CaseState, programme: Programme, told: Iterable[Party] | None = None) -> dict[str, Any]:
    """Everybody to whom a letter goes (who takes part, where that is not told), and each role's name and whether
    anybody has it.
    """
    parties = state.parties.values()
    listed = tuple(
        {"name": party.name, "role": programme.label(party.role), **_plays(party)}
        for party in (parties if told is None else told)
    )
    values: dict[str, Any] = {"parties": _filed(state, "parties", listed)}
    for role, name in _NAMES.items():
        party_name = next((party.name for party in parties if party.role is role), None)
        values |= {name: _filed(state, "parties", party_name), f"has_{role}": party_name is not None}
    return values


def _filed(state: CaseState, field: str, value: Any) -> Any:
    """A value that rests on one field of the application, marked as the application's entry marks it."""
    event = state.first(EntryKind.APPLICATION_RECEIVED.value)
    return entry_fact(state, event.entry, field, value) if event else value


_DAYS = {
    "application_received": "application_received",
    "ur_decided": "ur_decision",
    "eligible": "eligibility_found:eligible",
    "assigned": "assigned",
    "records_complete": "documentation_received",
    "decided": "determination_issued",
}
"""Days of the case that a letter may name, by the event they are days of."""


class Mailed(NamedTuple):
    """One letter of a batch that one person sends: of which case, what it is, and to whom."""

    case_number: str
    what: str
    to: Party


def proof_values(
    state: CaseState, programme: Programme, to: Party, what: str, method: str, on: dt.date, organisation: str
) -> Values:
    """The values of a proof of service: what was sent, to whom, how, when, by which organisation."""
    batch = (Mailed(state.case_number, what, to),)
    return {
        **batch_values(programme, batch, method, organisation),
        "case_number": state.case_number,
        "what": what,
        **_addressee(state, programme, to),
        "on": on,
        "declarant": None,
    }


def batch_values(programme: Programme, batch: Sequence[Mailed], method: str, organisation: str) -> dict[str, Any]:
    """The values of one declaration over several letters, before anybody has sent them: `served` lists each with its
    case, what it is, and the name, part and address of the party.
    """
    silent = programme.term(NOT_STATED)
    return {
        "case_number": ", ".join(dict.fromkeys(letter.case_number for letter in batch)),
        "served": tuple(
            {
                "case_number": letter.case_number,
                "what": letter.what,
                "name": letter.to.name,
                "role": programme.label(letter.to.role),
                "address": ", ".join(filter(None, (letter.to.organisation, *letter.to.address))) or silent,
            }
            for letter in batch
        ),
        "served_count": len(batch),
        "method": programme.services[method],
        "on": None,
        "declarant": None,
        "organisation": organisation,
    }
