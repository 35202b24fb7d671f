"""Looking for ties again when a physician swears and when the same physician signs."""

import datetime as dt
from collections.abc import Iterator

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.panel.ties.watch import ConflictCheck, Moment, OpenAssignment, check, graph_fingerprint
from evenhand.procedure.state import CaseState
from evenhand_web.cases.models import Case
from evenhand_web.panel.day import is_ranked, kept_affiliations, panel_day
from evenhand_web.panel.describing import described

_TIED = FindingKind(
    rule="REVIEW-TIES",
    severity=Severity.MAJOR,
    remedy="Recuse yourself, or have the desk answer the question first.",
)


def tie_check(case: Case, state: CaseState, reviewer: str, moment: Moment, today: dt.date) -> ConflictCheck | None:
    """What is known on a day of a reviewer's ties to those in a case; None where the house keeps no credential files,
    or nobody has said yet what the case is about.
    """
    description = described(case.ident) if is_ranked(case.programme) else None
    if description is None:
        return None
    subjects = description.all_subjects(state.parties.values())
    index = panel_day(case.programme, today, ()).conflicts
    sitting = OpenAssignment(case=case.number, reviewer=reviewer, subjects=subjects)
    return check(index, sitting, moment, today, graph_fingerprint(kept_affiliations()))


def tie_gate(case: Case, state: CaseState, reviewer: str, today: dt.date) -> Iterator[Finding]:
    """Nobody signs who is tied to somebody in the case, or of whom a question about that is open."""
    conflict_check = tie_check(case, state, reviewer, Moment.SIGNING, today)
    for conflict in conflict_check.conflicts if conflict_check else ():
        yield _TIED.at(Place(key="statement"), citation=conflict.role.citation, what=conflict.words)
