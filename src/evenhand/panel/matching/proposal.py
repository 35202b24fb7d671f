"""The proposal of one physician for one case: what stands against it, and what is entered on the docket for it.

Below the house's floor a physician is proposed only with a second person's override; against what the law asks nothing
helps.
"""

from evenhand.docket.review import ReviewerProposed
from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.panel.matching.ranking import Constraint, refusal
from evenhand.panel.matching.standing import CaseToAssign, PanelDay
from evenhand.panel.requirements.fit import FitOverride, override_findings

RULE = "PANEL-PROPOSAL"
_AGAINST = FindingKind(
    rule=RULE,
    severity=Severity.FATAL,
    message="{reviewer} may not be proposed for {id} ({constraint}): {words}",
    expected="a physician who fails no constraint",
    remedy="Propose another; a question of conflict or name is answered first, a floor needs a second person.",
)
_OTHER_OVERRIDE = FindingKind(
    rule="PANEL-OVERRIDE",
    severity=Severity.FATAL,
    message=(
        "The override is for {given.reviewer} in {given.case} at fit {given.score} and floor {given.floor}; "
        "this is {reviewer} in {case} at {score} and {floor}."
    ),
    expected="an override of this case, this reviewer and the fit as it is today",
    remedy="Have the override made anew.",
)


def proposal_findings(
    panel: PanelDay, case: CaseToAssign, reviewer: str, override: FitOverride | None = None
) -> tuple[Finding, ...]:
    """Why a reviewer of the panel, by id, may not be proposed for a case on the panel's day: a Finding of weight FATAL
    for each constraint failed, its topic the constraint. An override in order lifts the house's floor,
    and nothing else.

    Raises ValueError for somebody who is not on the panel.
    """
    standing = panel.by_id.get(reviewer)
    if standing is None:
        raise ValueError(f"{reviewer!r} is not on the panel")
    fit, _ = panel.fit(standing, case.areas)
    faults = _override_faults(panel, case, reviewer, fit.score, override) if override else ()
    lifted = {Constraint.FLOOR} if override and not faults else set()
    failed = refusal(panel, case, standing).failed
    against = (
        _AGAINST.at(
            Place(key=case.id), topic=constraint, reviewer=reviewer, id=case.id, constraint=constraint, words=words
        )
        for constraint, words in failed
        if constraint not in lifted
    )
    return (*faults, *against)


def _override_faults(
    panel: PanelDay, case: CaseToAssign, reviewer: str, score: int, override: FitOverride
) -> tuple[Finding, ...]:
    table = panel.rules.fit
    stated = (override.case, override.reviewer, override.score, override.floor)
    if stated == (case.id, reviewer, score, table.floor):
        return override_findings(override, table)
    other = _OTHER_OVERRIDE.at(
        Place(key=case.id),
        given=override,
        reviewer=reviewer,
        case=case.id,
        score=score,
        floor=table.floor,
    )
    return (other, *override_findings(override, table))


def proposed(
    panel: PanelDay, case: CaseToAssign, reviewer: str, override: FitOverride | None = None
) -> ReviewerProposed:
    """The entry of a proposal that nothing stands against: the fit in words with its caveat, and the override's words.

    Raises ValueError where something does stand against it; ask `proposal_findings` first.
    """
    against = proposal_findings(panel, case, reviewer, override)
    if against:
        raise ValueError(f"{reviewer} may not be proposed: {against[0].message}")
    table = panel.rules.fit
    fit, _ = panel.fit(panel.by_id[reviewer], case.areas)
    told = (table.sentence(fit, case.areas), table.caveat, override.words if override else "")
    return ReviewerProposed(reviewer=reviewer, reasons=" ".join(sentence for sentence in told if sentence))
