"""Putting a determination together: the physician's analysis with the facts of the docket it answers."""

import datetime as dt

from evenhand.determination.model import Analysis, Basis, Dated, Determination
from evenhand.docket.assignment import RecordsReceived
from evenhand.docket.event import Event
from evenhand.docket.intake import ApplicationReceived, Priority, UrDecisionFiled
from evenhand.docket.listing import listed_documents
from evenhand.docket.party import MedicalRecord, Role
from evenhand.docket.review import LineFinding
from evenhand.finding import Finding, FindingKind, Place, Provenance, Severity
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme

_RULE = "DETERMINATION-INPUT"
_PLACE = Place(key="determination")
_CONTRADICTION = FindingKind(
    rule=_RULE,
    severity=Severity.FATAL,
    remedy="Mend the analysis or the docket; no letter is made until they agree.",
)


def findings_of(analysis: Analysis) -> tuple[LineFinding, ...]:
    """The bare finding on each line, as the docket records it."""
    return tuple(LineFinding(line=line.line, necessity=line.necessity) for line in analysis.lines)


def assemble(
    state: CaseState, analysis: Analysis, programme: Programme, decided_on: dt.date
) -> tuple[Determination | None, tuple[Finding, ...]]:
    """The determination of a case decided on a day; None, and what is missing or does not match, where it cannot be."""
    faults = _missing(state) + _unmatched(state, analysis)
    application, ur = _payload(state, "application_received"), _payload(state, "ur_decision_filed")
    if faults or not isinstance(application, ApplicationReceived) or not isinstance(ur, UrDecisionFiled):
        return None, tuple(faults)
    records, records_basis = _records(state)
    served = state.last("ur_decision_served")
    complete = state.first("documentation_received")
    return Determination(
        case_number=state.case_number,
        programme=programme.id,
        priority=Priority.EXPEDITED if state.last(f"priority:{Priority.EXPEDITED}") else Priority.REGULAR,
        applicant=next((party.name for party in state.parties.values() if party.role is Role.APPLICANT), ""),
        ur_decided=_dated(state, "ur_decision"),
        ur_served=_of(state, served) if served else None,
        application_received=_dated(state, "application_received"),
        assigned=_dated(state, "assigned"),
        records_complete=_of(state, complete) if complete else None,
        decided=Dated(on=decided_on),
        payer_basis=ur.basis_cited,
        payer_reasons=ur.reasons,
        treatments=tuple(state.treatments.values()),
        records=records,
        records_basis=records_basis,
        analysis=analysis,
        chain=state.docket.head,
    ), ()


def _missing(state: CaseState) -> list[Finding]:
    needed = ("application_received", "ur_decision_filed", "ur_decision", "assigned")
    return [
        _CONTRADICTION.at(_PLACE, what=f"The docket tells of no {name.replace('_', ' ')}.")
        for name in needed
        if state.last(name) is None
    ]


def _unmatched(state: CaseState, analysis: Analysis) -> list[Finding]:
    answered = [line.line for line in analysis.lines]
    faults = [
        _CONTRADICTION.at(_PLACE, what=f"Line {line} is in dispute and the analysis does not answer it.")
        for line in state.live_lines()
        if line not in answered
    ]
    faults += [
        _CONTRADICTION.at(_PLACE, what=f"The analysis answers a line {line!r}, which is not in dispute.")
        for line in answered
        if line not in state.lines
    ]
    listed = {record.id for record in _records(state)[0]}
    cited = [fact.record for line in analysis.lines for fact in line.facts]
    cited += [contrary.record for line in analysis.lines for contrary in line.contrary]
    cited += [paragraph.record for paragraph in analysis.summary if paragraph.record]
    faults += [
        _CONTRADICTION.at(_PLACE, what=f"The analysis cites a document {record!r} that the record does not list.")
        for record in sorted(set(cited) - listed)
    ]
    for line in analysis.lines:
        known = (
            {component.id for component in state.treatments[line.line].components}
            if line.line in state.lines
            else set()
        )
        faults += [
            _CONTRADICTION.at(
                _PLACE,
                what=f"The analysis of line {line.line} speaks of a component {part.component!r} it does not have.",
            )
            for part in line.components
            if part.component not in known
        ]
    return faults


def _payload(state: CaseState, name: str) -> object:
    event = state.last(name)
    return state.docket.entries[event.entry - 1].payload if event else None


def _dated(state: CaseState, name: str) -> Dated:
    event = state.last(name)
    if event is None:
        raise ValueError(f"no {name} on the docket")
    return _of(state, event)


def _of(state: CaseState, event: Event) -> Dated:
    return Dated(on=event.on, basis=_basis(state, event.entry, event.field))


def _basis(state: CaseState, number: int, field: str) -> Basis | None:
    entry = state.docket.entries[number - 1]
    provenance = entry.provenance_of(field)
    return None if provenance is Provenance.STATED else Basis(provenance=provenance, because=entry.because)


def _records(state: CaseState) -> tuple[tuple[MedicalRecord, ...], Basis | None]:
    standing = tuple(state.standing())
    weak = [
        _basis(state, entry.number, "documents") for entry in standing if isinstance(entry.payload, RecordsReceived)
    ]
    return listed_documents(standing), next((basis for basis in reversed(weak) if basis), None)
