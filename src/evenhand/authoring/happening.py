"""Which events can happen at all under a programme's procedure: those that somebody may enter, and what follows."""

from collections.abc import Mapping

from evenhand.docket.kind import EntryKind
from evenhand.programme.check_facts import fact_event_names
from evenhand.programme.model import Programme
from evenhand.programme.rule import Rule

_TOLD_BY: Mapping[str, tuple[EntryKind, ...]] = {
    "ur_decision": (EntryKind.UR_DECISION_FILED,),
    "ur_decision_communicated": (EntryKind.UR_DECISION_FILED,),
    "ur_decision_served": (EntryKind.UR_DECISION_FILED,),
    "ur_notice_served": (EntryKind.UR_DECISION_FILED,),
    "liability_disputed": (EntryKind.UR_DECISION_FILED,),
    "liability_resolved": (EntryKind.DEFERRAL_LIFTED,),
    "information_request_received": (EntryKind.INFORMATION_REQUESTED,),
    "administrator_change_effective": (EntryKind.ADMINISTRATOR_CHANGED,),
    "analysis_signed": (EntryKind.DETERMINATION_SIGNED,),
    "deposited_to_all": (EntryKind.DEPOSITED,),
    "records_complete": (EntryKind.RECORDS_RECEIVED,),
    "documentation_received": (EntryKind.RECORDS_RECEIVED, EntryKind.REFERRED_WITHOUT_RECORDS),
    "information_all_answered": (EntryKind.INFORMATION_ANSWERED,),
    "questions_all_answered": (EntryKind.QUESTION_ANSWERED,),
    "line_petitioned": (EntryKind.PETITION_FILED,),
    "line_set_aside": (EntryKind.SET_ASIDE,),
    "line_remanded": (EntryKind.REMANDED,),
    "line_liability_contested": (EntryKind.LIABILITY_CONTESTED,),
}
"""The kinds of entry of which one at least must be made for an event that is no entry itself."""
_OVERDUE = "overdue"


def never_starts(rule: Rule, programme: Programme) -> str:
    """Why the clock of a rule starts in no case; empty where it may. What it starts at, or a flag that it needs, is of
    an entry that nobody may make.
    """
    return _never_starts(rule, programme, frozenset())


def _never_starts(rule: Rule, programme: Programme, asked: frozenset[str]) -> str:
    clock = rule.clock
    if clock is None or rule.id in asked:
        return "it waits for its own lateness" if clock is not None else ""
    asked |= {rule.id}
    if not clock.starts:
        return "it names no event at which it starts"
    dead = [name for name in clock.starts if not _may_happen(name, programme, asked)]
    if dead and (not clock.starts_at_first or len(dead) == len(clock.starts)):
        return f"{dead[0]!r} is told by no entry that anybody may make"
    if both := set(clock.when) & set(clock.unless):
        return f"it runs where {min(both)!r} is up, and where it is not"
    for flag in clock.when:
        raised_by = [event.event for event in programme.procedure.events.values() if flag in event.sets]
        if raised_by and not any(_may_happen(name, programme, asked) for name in raised_by):
            return f"the flag {flag!r} is raised by nothing that happens"
    return ""


def _may_happen(name: str, programme: Programme, asked: frozenset[str]) -> bool:
    first, _, rest = name.partition(":")
    if first == _OVERDUE:
        rule = programme.rules.get(rest)
        return rule is not None and not _never_starts(rule, programme, asked)
    kinds = programme.procedure.kinds
    told_by = _TOLD_BY.get(first, (EntryKind(first),) if first in set(EntryKind) else ())
    if name in fact_event_names(programme.intake):
        told_by = (EntryKind.APPLICATION_RECEIVED,)
    return not told_by or any(kinds[kind].by for kind in told_by if kind in kinds)
