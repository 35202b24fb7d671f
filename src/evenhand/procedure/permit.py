"""What may be entered next, why something may not, and entering it."""

import datetime as dt

from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.kind import KIND_OF, EntryKind
from evenhand.finding import Finding, Place, Severity
from evenhand.procedure.guard import GUARDS
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.model import KindRule, Programme, StageRule


class NotAllowed(Exception):
    """An entry the docket forbids. `reasons` says each ground in a sentence."""

    def __init__(self, kind: EntryKind, reasons: tuple[str, ...]) -> None:
        super().__init__(f"{kind.value.replace('_', ' ')} cannot be entered: " + "; ".join(reasons) + ".")
        self.kind = kind
        self.reasons = reasons


def stage(state: CaseState, programme: Programme) -> StageRule:
    """The stage a case is in: the first of the programme's stages whose flags fit."""
    flags = state.flags
    for one in programme.procedure.stages:
        if flags.issuperset(one.when) and flags.isdisjoint(one.unless):
            return one
    raise ValueError("a checked programme ends its stages with one that always holds")


def permitted(state: CaseState, programme: Programme) -> tuple[EntryKind, ...]:
    """The kinds of entry that may come next as far as the flags tell; guards then look into the payload."""
    flags = state.flags
    return tuple(
        kind
        for kind, rule in programme.procedure.kinds.items()
        if flags.issuperset(rule.after) and flags.isdisjoint(rule.never_after)
    )


def refusals(state: CaseState, programme: Programme, happened: Occurrence) -> tuple[str, ...]:
    """Why an occurrence may not be entered, each ground with its authority; empty when it may."""
    rule = programme.procedure.kinds[KIND_OF[type(happened.payload)]]
    reasons = _by_flags(state, rule) + _by_days(state, rule, happened)
    if not _may_enter(programme, rule, happened):
        allowed = ", ".join(programme.label(role) for role in rule.by)
        reasons.append(
            f"{programme.label(happened.by.role)} may not enter it, only {allowed}, or whoever has their leave"
        )
    if not reasons:
        said = (GUARDS[name](state, happened, happened.payload) for name in rule.guards)
        reasons = [reason for reason in said if reason]
    authority = f" ({rule.citation})" if rule.citation else ""
    return tuple(reason + authority for reason in reasons)


def _may_enter(programme: Programme, rule: KindRule, happened: Occurrence) -> bool:
    """Whether the actor's role may make such an entry: by the rule itself, or by a delegation of that day."""
    role = happened.by.role
    delegations = programme.procedure.delegations
    return role in rule.by or any(one.covers(rule.kind, role, happened.on) for one in delegations)


def _by_flags(state: CaseState, rule: KindRule) -> list[str]:
    missing = [flag for flag in rule.after if flag not in state.flags]
    barred = [flag for flag in rule.never_after if flag in state.flags]
    said = [f"the case is not yet {flag.replace('_', ' ')}" for flag in missing]
    return said + [f"the case is already {flag.replace('_', ' ')}" for flag in barred]


def _by_days(state: CaseState, rule: KindRule, happened: Occurrence) -> list[str]:
    """Nothing happens on a day before that on which what it needs had happened."""
    early = [flag for flag in rule.after if flag in state.flags and happened.on < state.raised_on[flag]]
    return [
        f"it is dated {happened.on}, but the case became {flag.replace('_', ' ')} on {state.raised_on[flag]}"
        for flag in early
    ]


def enter(docket: Docket, programme: Programme, happened: Occurrence, *, recorded_at: dt.datetime, salt: str) -> Docket:
    """The docket with the occurrence entered.

    Raises NotAllowed, with every ground, where the procedure forbids it; ValueError where `recorded_at` is naive, runs
    backward, or lies before the day the thing is said to have happened.
    """
    if recorded_at.astimezone(programme.zone).date() < happened.on:
        raise ValueError(f"{happened.on} lies after the day it is recorded on")
    reasons = refusals(read_case(docket, programme), programme, happened)
    if reasons:
        raise NotAllowed(KIND_OF[type(happened.payload)], reasons)
    return append(docket, happened, recorded_at=recorded_at, salt=salt)


def check_procedure(programme: Programme, file: str) -> tuple[Finding, ...]:
    """Guards a programme names that do not exist, as fatal Findings."""
    found = []
    for kind, rule in programme.procedure.kinds.items():
        for name in rule.guards:
            if name not in GUARDS:
                found.append(
                    Finding(
                        rule="PROGRAMME-REFERENCE",
                        message=f"{name!r} is no guard.",
                        severity=Severity.FATAL,
                        place=Place(file=file, line=rule.line, key=f"kinds.{kind}.guards"),
                        expected=f"one of {', '.join(sorted(GUARDS))}",
                    )
                )
    return tuple(found)
