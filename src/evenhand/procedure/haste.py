"""A review that was asked for in haste and runs as a regular one: said, with who may still certify it."""

from evenhand.docket.intake import Priority
from evenhand.docket.kind import EntryKind
from evenhand.finding import Finding, Place, Severity
from evenhand.procedure.fact_events import NOT_CERTIFIED
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand.programme.rule import InForce


def haste_findings(state: CaseState, programme: Programme) -> tuple[Finding, ...]:
    """That an application asked for haste and nothing on file grants it; empty where it did not ask, or where what it
    lacked has come since. The rule is the one that the programme's `[hastening]` names.
    """
    hastening, asked = programme.intake.hastening, state.last(NOT_CERTIFIED)
    if hastening is None or asked is None or state.last(f"priority:{Priority.EXPEDITED}") is not None:
        return ()
    live = tuple(state.treatments[line] for line in state.live_lines())
    named = " or the ".join(programme.label(role) for role in hastening.certifiers)
    lacks = f"no certification by the {named} is on file" if named else "it is not of the sort that may be"
    if live and programme.intake.bars_haste(live):
        lacks = "everything in dispute has been given already"
    title = programme.procedure.kinds[EntryKind.CONVERTED_TO_EXPEDITED].title
    return (
        Finding(
            rule=hastening.rule or "EXPEDITED-REVIEW",
            message=f"The application asks for an expedited review, and {lacks}: it runs as a regular review.",
            severity=Severity.MAJOR,
            citation=_citation(programme, hastening.rule, state),
            place=Place(key="application"),
            remedy=f'Tell the parties. Where the certification comes, enter "{title}"; the periods then run anew.',
        ),
    )


def _citation(programme: Programme, rule: str, state: CaseState) -> str:
    law = programme.rules[rule].in_force(state.docket.entries[0].on) if rule in programme.rules else None
    return law.citation if isinstance(law, InForce) else ""
