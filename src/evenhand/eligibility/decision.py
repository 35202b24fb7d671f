"""Bars that lie in the decision under review: none, out of scope, on other grounds than necessity."""

import datetime as dt

from evenhand.docket.intake import UrEffect
from evenhand.docket.kind import EntryKind
from evenhand.eligibility.asked import Answer, Asked, provenance_in
from evenhand.finding import Provenance
from evenhand.programme.facts import FactUse, Period


def no_ur_decision(asked: Asked) -> Answer:
    """Whether no decision that may be reviewed is in the file."""
    ur = asked.ur
    provenance = provenance_in(asked, EntryKind.UR_DECISION_FILED, "effect")
    if ur is None:
        return True, "No decision under review is in the file.", provenance
    reviewable = {UrEffect.DENIED, UrEffect.MODIFIED}
    if asked.facts.get("delayed_in_scope"):
        reviewable.add(UrEffect.DELAYED)
    return ur.effect not in reviewable, f"The request was {ur.effect} on {ur.decided_on}.", provenance


def out_of_scope(asked: Asked) -> Answer:
    """In scope is what occurred late enough (a period by its last day), or was told late enough, or is of a kind that
    the law names and told late enough.
    """
    facts, told_on = asked.facts, _told_on(asked)
    period = asked.programme.intake.occurrence(asked.application)
    is_recent = period is not None and period.last >= facts.get("occurred_on_or_after", dt.date.min)
    is_told_late = told_on is not None and told_on >= facts.get("communicated_on_or_after", dt.date.min)
    from_on = facts.get("flagged_on_or_after")
    is_of_the_kind = facts.get("flagged", "") in asked.state.flags
    is_flagged = is_of_the_kind and from_on is not None and told_on is not None and told_on >= from_on
    in_scope = is_recent or is_told_late or is_flagged
    provenance = provenance_in(asked, EntryKind.UR_DECISION_FILED, "communicated_on")
    sentence = _scope_sentence(asked, period, told_on, in_scope)
    if is_recent:
        provenance = Provenance.STATED
    return not in_scope, sentence, provenance


def _told_on(asked: Asked) -> dt.date | None:
    """When the decision under review was told, or else made."""
    return (asked.ur.communicated_on or asked.ur.decided_on) if asked.ur else None


def _scope_sentence(asked: Asked, period: Period | None, told_on: dt.date | None, in_scope: bool) -> str:
    rule = asked.programme.intake.used_as(FactUse.OCCURRENCE)
    about = f"A dispute with the {rule.spoken} {period}" if rule and period else "The dispute"
    told = f"told to the physician on {told_on}" if told_on else "not told to the physician on any day known"
    return f"{about} and a decision {told} {'lies' if in_scope else 'does not lie'} in scope."


def not_necessity(asked: Asked) -> Answer:
    """Whether the decision under review does not rest on medical necessity."""
    stands = asked.ur is not None and not asked.ur.on_medical_necessity
    what = "does not rest" if stands else "rests"
    provenance = provenance_in(asked, EntryKind.UR_DECISION_FILED, "on_medical_necessity")
    return stands, f"The refusal {what} on medical necessity.", provenance


def conditional(asked: Asked) -> Answer:
    """Whether the request was refused only for want of information, where that is not reviewed."""
    reviewable = asked.facts.get("conditional_refusal_reviewable", True)
    stands = asked.ur is not None and asked.ur.is_conditional and not reviewable
    what = "only for want of information" if stands else "not only for want of information"
    return (
        stands,
        f"The request was refused {what}.",
        provenance_in(asked, EntryKind.UR_DECISION_FILED, "is_conditional"),
    )


def untimely_ur(asked: Asked) -> Answer:
    """Whether the decision under review was found untimely, where that is not reviewed."""
    reviewable = asked.facts.get("untimely_decision_reviewable", True)
    stands = asked.ur is not None and asked.ur.found_untimely and not reviewable
    what = "was found" if stands else "was not found"
    provenance = provenance_in(asked, EntryKind.UR_DECISION_FILED, "found_untimely")
    return stands, f"The decision under review {what} untimely.", provenance


def waits_for_liability(asked: Asked) -> bool:
    """Whether the decision under review left liability in dispute, and no notice of its resolution was served."""
    disputed = asked.ur is not None and asked.ur.liability_disputed
    return disputed and asked.state.last("liability_resolved") is None


def liability(asked: Asked) -> Answer:
    """Whether liability is disputed for another reason and the dispute is not resolved."""
    disputed = asked.ur is not None and asked.ur.liability_disputed
    stands = waits_for_liability(asked)
    what = "and the dispute is not resolved" if stands else "or the dispute is resolved"
    sentence = (
        f"Liability is disputed for another reason, {what}."
        if disputed
        else "Liability is not disputed for another reason."
    )
    return stands, sentence, provenance_in(asked, EntryKind.UR_DECISION_FILED, "liability_disputed")
