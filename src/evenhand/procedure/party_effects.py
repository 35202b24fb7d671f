"""What entries on who takes part change: parties come in, take another's place, leave, or were written wrongly."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from evenhand.docket.aftermath import ApplicantDied, GuardianAppointed
from evenhand.docket.assignment import AdministratorChanged
from evenhand.docket.entry import DocketEntry
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Party, Role
from evenhand.docket.party_change import (
    Particular,
    ParticularCorrected,
    PartyCorrected,
    PhysicianChanged,
    RepresentationChanged,
)
from evenhand.procedure.joined import Joined
from evenhand.procedure.reading import CaseReading


def _comes_in(case: CaseReading, party: Party, entry: DocketEntry, replaces: str = "", *, anew: bool = False) -> None:
    """A party comes in, in the place of another where it takes one: whoever swore did not swear of this one."""
    if replaces in case.parties:
        case.former[replaces] = case.parties[replaces]
        case.parties = {
            party.id if name == replaces else name: party if name == replaces else other
            for name, other in case.parties.items()
        }
        for waiting in case.to_answer.values():
            if replaces in waiting:
                waiting.remove(replaces)
                waiting.add(party.id)
        if replaces in case.petitions:
            case.petitions[party.id] = case.petitions.pop(replaces)
    else:
        case.parties = {**case.parties, party.id: party}
    case.roles[party.id] = party.role.value
    case.joined[party.id] = Joined(entry.number, replaces, anew)
    case.attested = {}


def _new(role: Role, entry: DocketEntry, payload: Any, *, name: str = "", npi: str = "") -> Party:
    return Party(
        id=f"{role}-{entry.number}",
        role=role,
        name=name or payload.name,
        organisation=payload.organisation,
        address=payload.address,
        language=payload.language or "en",
        npi=npi,
    )


def _leaves(case: CaseReading, party: str) -> None:
    if party in case.parties:
        case.former[party] = case.parties.pop(party)


def _representation(case: CaseReading, payload: RepresentationChanged, entry: DocketEntry) -> None:
    if not payload.name:
        _leaves(case, payload.replaces)
        return
    party = _new(Role.REPRESENTATIVE, entry, payload)
    _comes_in(case, party, entry, payload.replaces)
    case.capacities[party.id] = payload.capacity


def _guardian(case: CaseReading, payload: GuardianAppointed, entry: DocketEntry) -> None:
    if payload.name:
        party = _new(Role.REPRESENTATIVE, entry, payload)
        _comes_in(case, party, entry)
        case.capacities[party.id] = payload.capacity


def _physician(case: CaseReading, payload: PhysicianChanged, entry: DocketEntry) -> None:
    _comes_in(case, _new(Role.PROVIDER, entry, payload, npi=payload.npi), entry, payload.replaces)


def _administrator(case: CaseReading, payload: AdministratorChanged, entry: DocketEntry) -> None:
    if not payload.address:
        return
    before = next((party.id for party in case.parties.values() if party.role is Role.PAYER), "")
    _comes_in(case, _new(Role.PAYER, entry, payload, name=payload.name or payload.organisation), entry, before)


def _died(case: CaseReading, payload: ApplicantDied, _: DocketEntry) -> None:
    case.died_on = payload.died_on


def _corrected(case: CaseReading, payload: PartyCorrected, entry: DocketEntry) -> None:
    wrong = case.parties.get(payload.party)
    if wrong is None:
        return
    if payload.is_another:
        _unserve(case, wrong)
        _comes_in(case, _new(wrong.role, entry, payload, npi=payload.npi), entry, wrong.id, anew=True)
        return
    given = {name: getattr(payload, name) for name in ("name", "organisation", "address", "language", "npi")}
    right = replace(wrong, **{name: value for name, value in given.items() if value})
    if (right.name, right.organisation, right.npi) != (wrong.name, wrong.organisation, wrong.npi):
        case.attested = {}
    case.parties = {**case.parties, wrong.id: right}


def _unserve(case: CaseReading, wrong: Party) -> None:
    """What was handed to one who was no party is service on nobody: no period runs from it."""
    told = (event for events in case.events.values() for event in events)
    to_the_wrong = {event.entry for event in told if event.party == wrong.id}
    for name in [name for name in case.events if name.startswith(_OF_SERVICE)]:
        kept = tuple(event for event in case.events[name] if event.entry not in to_the_wrong)
        case.events[name] = kept
        if not kept:
            del case.events[name]
    for sent in (*case.deposited_to.values(), *case.issued_to.values()):
        sent.pop(wrong.id, None)


_OF_SERVICE = ("notice_issued:", "deposited:", "deposited_to_all:", "received:", "mail_returned:")


def _particular(case: CaseReading, payload: ParticularCorrected, _: DocketEntry) -> None:
    if payload.particular is Particular.CLAIM_NUMBER:
        case.claim_number = payload.becomes
    elif payload.line in case.treatments:
        treatment = case.treatments[payload.line]
        case.treatments = {**case.treatments, payload.line: replace(treatment, words=payload.becomes)}


OF_PARTIES: Mapping[EntryKind, Callable[[CaseReading, Any, DocketEntry], None]] = {
    EntryKind.REPRESENTATION_CHANGED: _representation,
    EntryKind.GUARDIAN_APPOINTED: _guardian,
    EntryKind.PHYSICIAN_CHANGED: _physician,
    EntryKind.ADMINISTRATOR_CHANGED: _administrator,
    EntryKind.APPLICANT_DIED: _died,
    EntryKind.PARTY_CORRECTED: _corrected,
    EntryKind.PARTICULAR_CORRECTED: _particular,
}
"""What an entry of each of these kinds changes in who takes part, or in how they are written."""
