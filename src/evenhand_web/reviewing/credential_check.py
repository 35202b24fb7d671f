"""The gate of credentials in a case: asked at every door, and once more by every entry, whoever makes it and how."""

import datetime as dt

from evenhand.docket.kind import EntryKind
from evenhand.docket.payload import Payload
from evenhand.docket.review import DeterminationSigned, ReviewerAssigned, ReviewerAttested, ReviewerProposed
from evenhand.finding import Finding
from evenhand.procedure.permit import NotAllowed
from evenhand.procedure.state import CaseState
from evenhand_web.cases.following import Entered, follows
from evenhand_web.cases.legal_day import today_under
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.panel.describing import described
from evenhand_web.panel.gate import credential_bars, in_words

_OF_THE_CASE = (EntryKind.DETERMINATION_ISSUED, EntryKind.SUPPLEMENTAL_ISSUED)
"""Entries by which a determination leaves: everybody who sits in the case stands behind it."""
_Named = ReviewerProposed | ReviewerAttested | ReviewerAssigned | DeterminationSigned


def bars_in(case: Case, state: CaseState, reviewer: str, day: dt.date) -> tuple[Finding, ...]:
    """What the gate says of a physician, by id, in one case on a day: certificates have to fit the lines in dispute,
    where somebody has said what they are about.
    """
    description = described(case.ident)
    live = state.live_lines()
    areas = tuple(area for area in description.areas if area.line in live) if description else ()
    return credential_bars(case.programme, reviewer, day, areas)


def panel_bars(case: Case, state: CaseState, day: dt.date) -> tuple[Finding, ...]:
    """What the gate says of everybody who is assigned to a case."""
    assigned = sorted(state.reviewers.assigned)
    return tuple(finding for reviewer in assigned for finding in bars_in(case, state, reviewer, day))


@follows(
    EntryKind.REVIEWER_PROPOSED,
    EntryKind.REVIEWER_ATTESTED,
    EntryKind.REVIEWER_ASSIGNED,
    EntryKind.DETERMINATION_SIGNED,
    *_OF_THE_CASE,
)
def hold_the_gate(entered: Entered) -> None:
    """Undo an entry by which somebody who is not verified today would be proposed, swear, be given the case, sign or be
    released. What a docket brought in whole tells of was decided elsewhere. Raises NotAllowed, with the paragraphs.
    """
    if len(entered.new) > 1:
        return
    entry, day = entered.new[-1], today_under(programme_of(entered.case.programme))
    findings = (
        panel_bars(entered.case, entered.state, day)
        if entry.kind in _OF_THE_CASE
        else _of_the_named(entered, entry.payload, day)
    )
    if findings:
        raise NotAllowed(entry.kind, in_words(findings))


def _of_the_named(entered: Entered, payload: Payload | None, day: dt.date) -> tuple[Finding, ...]:
    return bars_in(entered.case, entered.state, payload.reviewer, day) if isinstance(payload, _Named) else ()
