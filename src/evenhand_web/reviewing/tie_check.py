"""Looking for ties again when a physician swears and when the same physician signs."""

import datetime as dt
from collections.abc import Iterator

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.panel.ties.watch import ConflictCheck, Moment, OpenAssignment, check, graph_fingerprint
from evenhand.procedure.state import CaseState
from evenhand_web.cases.models import Case
from evenhand_web.panel.day import kept_affiliations, ties_on
from evenhand_web.panel.describing import subjects_in

_TIED = FindingKind(
    rule="REVIEW-TIES",
    severity=Severity.MAJOR,
    remedy="Recuse yourself, or have the desk answer the question first.",
)


def tie_check(case: Case, state: CaseState, reviewer: str, moment: Moment, today: dt.date) -> ConflictCheck | None:
    """What is known on a day of a reviewer's ties to those in a case, by name alone where the house keeps no files;
    None where the programme has no panel, whose law says which ties count.
    """
    index = ties_on(case.programme, today)
    if index is None:
        return None
    subjects = subjects_in(case.ident, state.parties.values(), state.programme)
    sitting = OpenAssignment(case=case.number, reviewer=reviewer, subjects=subjects)
    return check(index, sitting, moment, today, graph_fingerprint(kept_affiliations()))


def tie_gate(case: Case, state: CaseState, reviewer: str, today: dt.date) -> Iterator[Finding]:
    """Nobody signs who is tied to somebody in the case, or of whom a question about that is open."""
    conflict_check = tie_check(case, state, reviewer, Moment.SIGNING, today)
    for conflict in conflict_check.conflicts if conflict_check else ():
        yield _TIED.at(Place(key="statement"), citation=conflict.role.citation, what=conflict.words)
