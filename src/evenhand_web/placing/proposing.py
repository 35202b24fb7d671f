"""Proposing a physician whom the panel's rules let in, and letting a second person allow one below the floor."""

from django.utils.translation import gettext as _

from evenhand.docket.review import ReviewerProposed
from evenhand.panel.matching.proposal import proposal_findings, proposed
from evenhand.panel.matching.ranking import Constraint, Refusal, refusal
from evenhand.panel.requirements.fit import FitOverride
from evenhand_web.accounts.models import Person
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.panel.day import is_ranked
from evenhand_web.panel.describing import described
from evenhand_web.panel.models import FloorRequest
from evenhand_web.placing.ranked import day_of, to_assign

_STANDING = (Constraint.QUALIFICATION, Constraint.CONFLICT, Constraint.QUESTION)
"""What is looked at once more when the case is given to somebody who has sworn."""


def proposal(case: OpenCase, person: str, override: FitOverride | None = None) -> ReviewerProposed:
    """The entry by which a physician, by id, is proposed. Raises ValueError, in words, where anything is against it."""
    description = described(case.case.ident)
    if description is None:
        raise ValueError(_("Say first what this case is about."))
    panel, waiting = day_of(case.case.programme, case.today), to_assign(case, description)
    if person not in panel.by_id:
        raise ValueError(_("This physician has no credential file."))
    if against := proposal_findings(panel, waiting, person, override):
        raise ValueError(" ".join(finding.message for finding in against))
    return proposed(panel, waiting, person, override)


def standing_against(case: OpenCase, person: str) -> str:
    """What has come up, since the proposal, against somebody who is to be given a case; empty where nothing has, or
    where the house keeps no credential files.
    """
    if not is_ranked(case.case.programme):
        return ""
    refused = _refused(case, person)
    if refused is None:
        return _("The case must be described, and the physician have a credential file, to be looked at for conflicts.")
    return " ".join(words for constraint, words in refused.failed if constraint in _STANDING)


def ask_below_floor(case: OpenCase, person: Person, reason: str, by: Person) -> None:
    """Ask that a second person allow a physician below the house's floor. Raises ValueError where that is not what
    stands in the way, or no reason is given.
    """
    refused = _refused(case, person.ident)
    if refused is None or refused.constraints != {Constraint.FLOOR}:
        raise ValueError(_("Nothing that a second person could allow stands in the way of this physician."))
    if not reason:
        raise ValueError(_("Say why this physician and no other."))
    description = described(case.case.ident)
    panel = day_of(case.case.programme, case.today)
    areas = to_assign(case, description).areas if description else ()
    asked = {
        "score": panel.fit(panel.by_id[person.ident], areas)[0].score,
        "floor": panel.rules.fit.floor,
        "reason": reason,
        "asked_by": by,
        "asked_at": clock.now(),
    }
    FloorRequest.objects.update_or_create(case=case.case.ident, reviewer=person, defaults=asked)


def allowed(case: OpenCase, request: FloorRequest, by: Person) -> ReviewerProposed:
    """The proposal of a physician below the floor, as allowed by a second person. Raises ValueError, in words, where it
    cannot be.
    """
    override = FitOverride(
        case=case.case.number,
        reviewer=request.reviewer.ident,
        score=request.score,
        floor=request.floor,
        asked_by=request.asked_by.ident,
        allowed_by=by.ident,
        on=case.today,
        reason=request.reason,
    )
    return proposal(case, request.reviewer.ident, override)


def _refused(case: OpenCase, person: str) -> Refusal | None:
    description = described(case.case.ident)
    if description is None:
        return None
    panel, waiting = day_of(case.case.programme, case.today), to_assign(case, description)
    return refusal(panel, waiting, panel.by_id[person]) if person in panel.by_id else None
