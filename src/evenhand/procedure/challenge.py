"""Guards on findings of eligibility and on what challenges them or a determination: reasons, petitions, orders."""

from collections.abc import Iterator
from typing import Any

from evenhand.docket.aftermath import PetitionFiled, Remanded
from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import EligibilityOutcome
from evenhand.docket.kind import KIND_OF
from evenhand.procedure.line import LineStatus
from evenhand.procedure.reading import ONLY_REVIVED
from evenhand.procedure.state import CaseState


def reasons_are_of_the_programme(state: CaseState, _: Occurrence, payload: Any) -> str:
    """Reasons are codes of the programme, and an eligible application has none."""
    if payload.outcome is EligibilityOutcome.ELIGIBLE and payload.reasons:
        return "a finding of eligible gives no reason against review"
    codes = [*payload.reasons, *(code for refused in payload.refused for code in refused.reasons)]
    unknown = sorted({code for code in codes if code not in state.programme.reasons})
    return f"{', '.join(unknown)} is no reason code of this programme" if unknown else ""


def refused_lines_have_reasons(state: CaseState, _: Occurrence, payload: Any) -> str:
    """Each line that a finding leaves out has its reasons, and no other line has."""
    is_partial = payload.outcome is EligibilityOutcome.ELIGIBLE and payload.lines
    left_out = set(state.live_lines()) - set(payload.lines) if is_partial else set()
    told = {refused.line for refused in payload.refused if refused.reasons}
    if told == left_out and len(payload.refused) == len(left_out):
        return ""
    owed = ", ".join(sorted(left_out)) or "none"
    return (
        f"reasons are owed for each line it does not admit ({owed}), and given for {', '.join(sorted(told)) or 'none'}"
    )


def petitioner_may_petition(state: CaseState, happened: Occurrence, payload: Any) -> str:
    """Who petitions is a party of a role that may."""
    allowed = state.programme.procedure.kinds[KIND_OF[type(happened.payload)]].by
    party = state.parties.get(payload.party)
    if party is not None and party.role in allowed:
        return ""
    labels = ", ".join(state.programme.label(role) for role in allowed)
    return f"{payload.party!r} may not petition, only {labels}"


def petition_is_open(state: CaseState, happened: Occurrence, payload: Any) -> str:
    """Denied or dismissed is a petition that is open, on no day before it was filed."""
    filed = [
        entry.on
        for entry in state.standing()
        if isinstance(entry.payload, PetitionFiled) and entry.payload.party == payload.party
    ]
    if payload.party not in state.petitions or not filed:
        return f"no petition of {payload.party!r} is open"
    return "" if filed[-1] <= happened.on else f"it is dated {happened.on}, before the petition of {filed[-1]}"


def lines_were_decided(state: CaseState, _: Occurrence, payload: Any) -> str:
    """Challenged, set aside or sent back are lines that were decided; challenged and set aside may also be the leaving
    out of a line, where the programme says what becomes of it then. Sent back are those alone that were set aside since
    the last were sent back.
    """
    may_revive = ONLY_REVIVED in state.programme.procedure.events and not isinstance(payload, Remanded)
    known = (LineStatus.DECIDED, LineStatus.NOT_ADMITTED) if may_revive else (LineStatus.DECIDED,)
    unknown = sorted(line for line in payload.lines if state.lines.get(line) not in known)
    if unknown:
        return f"line {', '.join(unknown)} was not decided"
    standing = sorted(set(payload.lines) - _set_aside(state)) if isinstance(payload, Remanded) else []
    return f"line {', '.join(standing)} was not set aside" if standing else ""


def _set_aside(state: CaseState) -> set[str]:
    """The lines that were set aside since the last were sent back."""
    earlier = max((event.entry for event in state.events.get("line_remanded", ())), default=0)
    return {event.line for event in state.events.get("line_set_aside", ()) if event.entry > earlier}


def order_says_what_it_undoes(state: CaseState, _: Occurrence, payload: Any) -> str:
    """An order that undoes a determination names its paper, the ground, the fact found wrong, and the lines."""
    missing = list(_unsaid(state, payload))
    return f"the order names no {' and no '.join(missing)}" if missing else ""


def _unsaid(state: CaseState, payload: Any) -> Iterator[str]:
    for what, text in (("ground", payload.ground), ("fact found wrong", payload.fact), ("paper", payload.order)):
        if not text.strip():
            yield what
    if not payload.lines and not {LineStatus.DECIDED, LineStatus.NOT_ADMITTED}.isdisjoint(state.lines.values()):
        yield "line"


def order_is_named(_: CaseState, __: Occurrence, payload: Any) -> str:
    """An order is named by its title and day."""
    return "" if payload.order.strip() else "it names no order"


def correction_is_clerical(state: CaseState, _: Occurrence, payload: Any) -> str:
    """A clerical correction is of a field that the programme lists: never outcome, units, reasons or treatment."""
    fields = state.programme.procedure.clerical_fields
    if payload.field in fields:
        return ""
    return f"{payload.field!r} is not clerical; these are: {', '.join(fields)}"


OF_CHALLENGES = (
    reasons_are_of_the_programme,
    refused_lines_have_reasons,
    petitioner_may_petition,
    petition_is_open,
    lines_were_decided,
    order_says_what_it_undoes,
    order_is_named,
    correction_is_clerical,
)
