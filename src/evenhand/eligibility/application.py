"""Bars that lie in the application: who applied, unsigned, without the decision, too late."""

from evenhand.clock.due import legal_day, spoken
from evenhand.clock.running import Clock, StandingState, clocks, standing
from evenhand.docket.intake import UrDecisionFiled
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Capacity, Role
from evenhand.eligibility.asked import Answer, Asked, provenance_in
from evenhand.eligibility.decision import waits_for_liability
from evenhand.finding import Provenance
from evenhand.programme.facts import FactUse
from evenhand.programme.model import Programme


def applicant(asked: Asked) -> Answer:
    """Whether who applied may not apply, in the capacity stated and with the papers on file."""
    application, ur, intake = asked.application, asked.ur, asked.programme.intake
    who = intake.capacity(application)
    fields = tuple(filter(None, (intake.name_of(FactUse.CAPACITY), intake.name_of(FactUse.DESIGNATION))))
    provenance = provenance_in(asked, EntryKind.APPLICATION_RECEIVED, *fields or ("",))
    if not who:
        return None, "No paper says in what capacity the applicant applies: ask.", provenance
    if asked.facts.get(who) is not True:
        return True, f"An applicant of the kind {who!r} may not apply.", provenance
    if asked.facts.get(f"{who}_named_only_after_decision"):
        signed_on = intake.day_of(application, FactUse.DESIGNATION)
        if signed_on is None:
            return True, f"The {_spoken(who)}'s designation is not in the file.", provenance
        if ur is not None and signed_on < ur.decided_on:
            named = f"The {_spoken(who)} was designated on {signed_on}, before the decision of {ur.decided_on}."
            return True, named, provenance
    if asked.facts.get(f"{who}_needs_representation") and not _has_representative(asked):
        unknown = f"An {_spoken(who)} applied" if who[:1] in "aeiou" else f"A {_spoken(who)} applied"
        return None, f"{unknown}, and no paper on file says whom the {_spoken(who)} represents: ask.", provenance
    return False, f"The applicant ({_spoken(who)}) may apply.", provenance


def _spoken(who: str) -> str:
    return who.replace("_", " ")


def _has_representative(asked: Asked) -> bool:
    """Whether a paper of the representation is on file: a designation, a notice of it, or a substitution."""
    on_file = Capacity.ATTORNEY in asked.state.capacities.values()
    return on_file or asked.programme.intake.day_of(asked.application, FactUse.DESIGNATION) is not None


def no_signature(asked: Asked) -> Answer:
    """Whether a signature is required and missing."""
    stands = bool(asked.facts.get("signature_required")) and not asked.application.is_signed
    provenance = provenance_in(asked, EntryKind.APPLICATION_RECEIVED, "is_signed")
    return stands, f"The application is {'not signed' if stands else 'signed, or need not be'}.", provenance


def not_attached(asked: Asked) -> Answer:
    """Whether the decision under review had to be attached, is not, and can no longer be sent."""
    required = bool(asked.facts.get("ur_decision_required"))
    curable = bool(asked.facts.get("missing_decision_curable"))
    missing = required and not asked.application.ur_decision_attached
    if missing and _was_sent_in_time(asked):
        sent = "The decision was not attached; the applicant's side sent it within the time to apply."
        return False, sent, provenance_in(asked, EntryKind.UR_DECISION_FILED, "decided_on")
    provenance = provenance_in(asked, EntryKind.APPLICATION_RECEIVED, "ur_decision_attached")
    if missing and curable and not _cure_is_over(asked):
        return (
            False,
            "The decision is not attached; ask for it, as the rule of that time lets it be sent later.",
            provenance,
        )
    return missing, f"The decision under review is {'not attached' if missing else 'attached'}.", provenance


def _windows(asked: Asked) -> list[Clock]:
    return [clock for clock in _clocks(asked) if _is_window(clock, asked.programme)]


def _clocks(asked: Asked) -> tuple[Clock, ...]:
    return clocks(asked.state, asked.programme, asked.law_on)


def _cure_is_over(asked: Asked) -> bool:
    """Whether the time in which what was missing could be sent, once it was asked for, went by without it."""
    cures = [clock for clock in _clocks(asked) if clock.rule == asked.facts.get("cured_under")]
    return any(standing(clock, asked.as_of, asked.programme).state is StandingState.LATE for clock in cures)


def _was_sent_in_time(asked: Asked) -> bool:
    """Whether the applicant's side sent the decision itself before the time to apply was over."""
    sides = (Role.APPLICANT, Role.REPRESENTATIVE, Role.PROVIDER)
    sent = [
        entry.on
        for entry in asked.state.standing()
        if isinstance(entry.payload, UrDecisionFiled) and entry.by.role in sides
    ]
    lasts = [clock.due.due for clock in _windows(asked) if clock.due is not None]
    return bool(sent and lasts) and min(sent) <= max(legal_day(last, asked.programme) for last in lasts)


def late(asked: Asked) -> Answer:
    """Whether the application came after the last day to apply."""
    windows = _windows(asked)
    if waits_for_liability(asked):
        return False, "The time to apply waits until the dispute over liability is resolved.", Provenance.STATED
    dated = [clock for clock in windows if clock.due is not None]
    if not dated:
        why = windows[-1].unanswered if windows else "No paper states when and how the decision was served."
        return None, f"The last day to apply cannot be computed: ask. {why}", Provenance.STATED
    clock = max(dated, key=lambda clock: (clock.started.entry, clock.started.on))
    now = standing(clock, asked.as_of, asked.programme)
    if clock.due is None or clock.stopped is None:
        return False, "The application is not in yet.", clock.provenance
    due, came = spoken(clock.due.due), spoken(clock.stopped.on)
    late = now.state is StandingState.LATE
    how = f"{now.days} days late" if late else "in time"
    return late, f"The application came on {came}, {how}: the last day was {due} ({clock.rule}).", clock.provenance


def _is_window(clock: Clock, programme: Programme) -> bool:
    rule = programme.rules[clock.rule].clock
    return rule is not None and EntryKind.APPLICATION_RECEIVED.value in rule.stops
