"""Corrections: an entry in the place of an earlier one that said a day or a fact wrong."""

from collections.abc import Callable, Mapping

from evenhand.docket.entry import Docket, Occurrence, append, occurrence_of
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.kind import KIND_OF, EntryKind
from evenhand.docket.payload import Payload
from evenhand.procedure.standing import AsRead, as_read
from evenhand.procedure.state import CaseState, states_before
from evenhand.programme.model import Programme

Grounds = Callable[[CaseState, Programme, Occurrence], tuple[str, ...]]

NEVER_CORRECTED = (
    EntryKind.STRUCK,
    EntryKind.DETERMINATION_SIGNED,
    EntryKind.DETERMINATION_ISSUED,
    EntryKind.SUPPLEMENTAL_ISSUED,
)
"""What a physician signed or the organisation issued is never said otherwise by an entry: it is struck before anybody
was sent it, corrected by a letter, or set aside."""


def upset(docket: Docket, programme: Programme, happened: Occurrence, grounds: Grounds) -> tuple[str, ...]:
    """Why a correction may not be entered; `grounds` says why an occurrence may not follow a state.

    It gives its reason, names a standing entry of its own kind, could have been entered in that one's place, and leaves
    every later entry as possible as it was.
    """
    number = happened.instead_of or 0
    wrong = _unfit(docket, number, happened)
    if wrong:
        return (wrong,)
    last = docket.entries[-1]
    trial = append(docket, happened, recorded_at=last.recorded_at, salt="")
    before = _possible(docket, as_read(docket), programme, grounds)
    after = _possible(trial, as_read(trial), programme, grounds)
    objections = list(after.get(number, ()))
    for later, reasons in after.items():
        if later != number and set(reasons) - set(before.get(later, ())):
            title = programme.procedure.kinds[docket.entries[later - 1].kind].title
            objections.append(f"then entry {later} ({title}) could not stand: {'; '.join(reasons)}")
    return tuple(objections)


def _unfit(docket: Docket, number: int, happened: Occurrence) -> str:
    kind = KIND_OF[type(happened.payload)]
    read = as_read(docket)
    if not 1 <= number <= len(docket.entries) or number in read.struck:
        return f"entry {number} does not stand in this docket"
    corrected = docket.entries[number - 1]
    if corrected.instead_of is not None and corrected.kind is not EntryKind.STRUCK:
        return f"entry {number} is itself a correction: name entry {corrected.instead_of}, which it corrects"
    if corrected.kind is not kind:
        return f"entry {number} is of another kind ({corrected.kind.value.replace('_', ' ')})"
    if kind in NEVER_CORRECTED:
        return f"an entry of kind {kind.value.replace('_', ' ')} is not corrected by another"
    if _case_number(happened.payload) != _case_number(read.docket.entries[number - 1].payload):
        return "a corrected application keeps the number of the case"
    return "" if happened.because.strip() else "a correction says why the entry was wrong"


def _case_number(payload: Payload | None) -> str:
    return payload.case_number if isinstance(payload, ApplicationReceived) else ""


def _possible(written: Docket, read: AsRead, programme: Programme, grounds: Grounds) -> Mapping[int, tuple[str, ...]]:
    """For each entry that counts, why it could not follow those before it; entries that could are left out."""
    return {
        entry.number: reasons
        for entry, state in states_before(written, read, programme)
        if entry.payload is not None
        and entry.kind is not EntryKind.STRUCK
        and (reasons := grounds(state, programme, occurrence_of(entry)))
    }
