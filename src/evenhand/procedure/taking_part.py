"""Guards on who takes part and who may still act: changes of party, deaths, settlements, closing."""

from typing import Any

from evenhand.docket.aftermath import GuardianAppointed, LineSettled
from evenhand.docket.assignment import AdministratorChanged
from evenhand.docket.entry import Occurrence
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Capacity, Role
from evenhand.docket.party_change import Particular, PhysicianChanged
from evenhand.procedure.state import CaseState

_SUCCEEDS = (Capacity.SUCCESSOR,)
"""In which capacities somebody acts for an applicant who died."""


def change_of_party_is_whole(state: CaseState, happened: Occurrence, payload: Any) -> str:
    """Who comes in has a name and an address to write to, on a paper that is named; a change is entered once it has
    taken effect, and whose place is taken takes part in the same role.
    """
    if payload.effective_on > happened.on:
        return f"it takes effect on {payload.effective_on}, and is entered from that day on"
    if not payload.paper.strip():
        return "it names no paper: give its title and day"
    role = Role.PROVIDER if isinstance(payload, PhysicianChanged) else Role.REPRESENTATIVE
    replaced = state.parties.get(payload.replaces)
    if payload.replaces and (replaced is None or replaced.role is not role):
        return f"{payload.replaces!r} is no {state.programme.label(role)} of this case"
    if not payload.name.strip():
        is_leaving = role is Role.REPRESENTATIVE and payload.replaces
        return "" if is_leaving else "it names nobody who comes in"
    return "" if payload.address else f"letters will go to {payload.name}: give the address"


def administrator_is_reachable(state: CaseState, happened: Occurrence, payload: AdministratorChanged) -> str:
    """The new administrator is named with its address, from the day on which it answers."""
    if payload.effective_on > happened.on:
        return f"it takes effect on {payload.effective_on}, and is entered from that day on"
    if not payload.organisation.strip():
        return "it names no administrator"
    return "" if payload.address else f"all later letters go to {payload.organisation}: give its address"


def guardian_is_reachable(state: CaseState, happened: Occurrence, payload: GuardianAppointed) -> str:
    """Who acts for a party is named with an address and the paper it rests on; a successor follows a death."""
    if payload.capacity in _SUCCEEDS and state.died_on is None:
        return "nobody succeeds to an applicant whose death is not on the docket"
    if payload.capacity in (Capacity.ATTORNEY, Capacity.AGENT):
        return "an attorney or agent comes in by a change of representation"
    missing = [
        what
        for what, given in (("name", payload.name), ("address", payload.address), ("paper", payload.paper))
        if not given
    ]
    return f"it names no {' and no '.join(missing)}" if missing else ""


def party_takes_part_now(state: CaseState, _: Occurrence, payload: Any) -> str:
    """The party takes part, and nobody has taken its place."""
    if payload.party in state.parties:
        return ""
    gone = state.former.get(payload.party)
    return f"{gone.name} takes part no longer" if gone else f"{payload.party!r} is no party of this case"


def corrected_party_is_whole(_: CaseState, __: Occurrence, payload: Any) -> str:
    """A party that is written anew has its name; another person or company also its address."""
    if not payload.name.strip():
        return "it gives no name"
    return "" if payload.address or not payload.is_another else f"letters will go to {payload.name}: give the address"


def particular_stood_so(state: CaseState, _: Occurrence, payload: Any) -> str:
    """Corrected is what stands: the words of a line that is still to be decided, or the claim number."""
    if not payload.becomes.strip() or payload.becomes == payload.was:
        return "it changes nothing"
    if payload.particular is Particular.CLAIM_NUMBER:
        stands = state.claim_number
        return "" if not stands or stands == payload.was else f"the claim number stands as {stands!r}"
    if payload.line not in state.live_lines():
        return f"line {payload.line!r} is not in dispute"
    words = state.treatments[payload.line].words
    return "" if words == payload.was else f"line {payload.line} stands as {words!r}"


def the_dead_do_not_act(state: CaseState, happened: Occurrence, payload: Any) -> str:
    """Nobody acts in the name of an applicant after the day of death, but a successor; an attorney's or agent's leave
    ends with it.
    """
    if state.died_on is None or happened.on < state.died_on:
        return ""
    party = getattr(payload, "party", "") or happened.by.id
    if state.capacities.get(party) in _SUCCEEDS or happened.by.role not in (Role.APPLICANT, Role.REPRESENTATIVE):
        return ""
    return f"the applicant died on {state.died_on}: only a successor acts in the matter"


def settlement_has_its_instrument(state: CaseState, _: Occurrence, payload: LineSettled) -> str:
    """A settlement names its instrument, one that the programme lists, and where that needs approval the order."""
    if not payload.instrument.strip():
        return "it names no instrument: give its title and day"
    instruments = {instrument.id: instrument for instrument in state.programme.procedure.instruments}
    if not instruments:
        return ""
    instrument = instruments.get(payload.form)
    if instrument is None:
        titles = ", ".join(known.title for known in instruments.values())
        return f"{payload.form or 'nothing'!r} is no instrument that settles a dispute; these do: {titles}"
    if instrument.needs_order and not payload.order.strip():
        return f"{instrument.title} settles nothing without the order that approves it: name the order"
    return ""


def contested_lines_are_of_the_case(state: CaseState, _: Occurrence, payload: Any) -> str:
    """Liability is contested for lines of the case."""
    unknown = sorted(set(payload.lines) - set(state.lines))
    return f"line {', '.join(unknown)} is no line of this case" if unknown else ""


def screening_is_closed_by_who_decides(state: CaseState, happened: Occurrence, _: Any) -> str:
    """Before eligibility is found, closing decides it: that is for whoever finds on eligibility, or holds a delegation
    of that day.
    """
    finding = state.last(EntryKind.ELIGIBILITY_FOUND.value)
    deferred = state.last("eligibility_found:deferred")
    is_found = finding is not None and (deferred is None or deferred.entry != finding.entry)
    is_over = state.last(EntryKind.WITHDRAWN.value) is not None or state.last("no_line_left") is not None
    if is_found or is_over:
        return ""
    procedure, role = state.programme.procedure, happened.by.role
    decides = procedure.kinds[EntryKind.ELIGIBILITY_FOUND].by
    delegated = any(
        delegation.covers(kind, role, happened.on)
        for delegation in procedure.delegations
        for kind in (EntryKind.ELIGIBILITY_FOUND, EntryKind.CLOSED)
    )
    if role in decides or delegated:
        return ""
    labels = ", ".join(state.programme.label(decider) for decider in decides)
    return f"eligibility is not decided: only {labels}, or whoever holds a delegation of that day, closes the case"


OF_TAKING_PART = (
    change_of_party_is_whole,
    administrator_is_reachable,
    guardian_is_reachable,
    party_takes_part_now,
    corrected_party_is_whole,
    particular_stood_so,
    the_dead_do_not_act,
    settlement_has_its_instrument,
    contested_lines_are_of_the_case,
    screening_is_closed_by_who_decides,
)
