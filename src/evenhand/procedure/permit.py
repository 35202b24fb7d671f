"""What may be entered next, why something may not, and entering it."""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import NamedTuple

from evenhand.docket.aftermath import PetitionFiled, SetAside
from evenhand.docket.assignment import ExtensionGranted
from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.kind import KIND_OF, EntryKind
from evenhand.docket.own import OwnEntry, own_kind_of
from evenhand.docket.review import QuestionAsked, ReviewerAttested
from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.procedure.correction import upset
from evenhand.procedure.guard import GUARDS, law_of_extension
from evenhand.procedure.state import CaseState, read_case, state_after
from evenhand.programme.model import Gate, KindRule, Programme, StageRule
from evenhand.programme.rule import InForce, Law, Unread
from evenhand.programme.stated_facts import facts_findings

_NO_SUCH_NAME = FindingKind(
    rule="PROGRAMME-REFERENCE",
    severity=Severity.FATAL,
    message="{name!r} is no {what}.",
    expected="{expected}",
)


class NotAllowed(Exception):
    """An entry the docket forbids. `reasons` says each ground in a sentence."""

    def __init__(self, kind: EntryKind, reasons: tuple[str, ...]) -> None:
        super().__init__(f"{kind.value.replace('_', ' ')} cannot be entered: " + "; ".join(reasons) + ".")
        self.kind = kind
        self.reasons = reasons


def stage(state: CaseState, programme: Programme) -> StageRule:
    """The stage a case is in: the first of the programme's stages whose flags fit."""
    flags = state.flags
    for rule in programme.procedure.stages:
        if flags.issuperset(rule.when) and flags.isdisjoint(rule.unless):
            return rule
    raise ValueError("a checked programme ends its stages with one that always holds")


def permitted(state: CaseState, programme: Programme) -> tuple[EntryKind, ...]:
    """The kinds of entry that may come next as far as the flags tell; guards then look into the payload."""
    flags = state.flags
    return tuple(
        kind
        for kind, rule in programme.procedure.kinds.items()
        if flags.issuperset(rule.after) and flags.isdisjoint(rule.never_after)
    )


def permitted_own(state: CaseState, programme: Programme) -> tuple[str, ...]:
    """The programme's own kinds of entry that may come next as far as the flags tell, by their ids."""
    flags, own = state.flags, programme.procedure.own_kinds
    return tuple(
        kind.id
        for kind in own.values()
        if flags.issuperset(kind.rule.after) and flags.isdisjoint(kind.rule.never_after)
    )


def refusals(state: CaseState, programme: Programme, happened: Occurrence) -> tuple[str, ...]:
    """Why an occurrence may not be entered, each ground with its authority; empty when it may.

    A correction is looked at in the place of the entry it corrects: it must have been possible there, and so must be
    all that came after.
    """
    if happened.instead_of is not None:
        return upset(state.written, programme, happened, _grounds)
    return _grounds(state, programme, happened)


def _grounds(state: CaseState, programme: Programme, happened: Occurrence) -> tuple[str, ...]:
    rule = programme.procedure.rule(KIND_OF[type(happened.payload)], own_kind_of(happened.payload))
    reasons = _by_flags(state, rule) + _by_days(state, rule, happened) + _by_facts(programme, happened)
    if isinstance(happened.payload, ReviewerAttested) and not happened.payload.says_something:
        reasons.append("the oath says nothing: it names neither what was sworn nor what makes the reviewer qualified")
    if not _may_enter(programme, rule, happened):
        allowed = ", ".join(programme.label(role) for role in rule.by)
        reasons.append(
            f"{programme.label(happened.by.role)} may not enter it, only {allowed}, or whoever has their leave"
        )
    authority = f" ({rule.citation})" if rule.citation else ""
    if reasons:
        return tuple(reason + authority for reason in reasons)
    answers = [(GUARDS[name](state, happened, happened.payload), authority) for name in rule.guards]
    for gate, law in _gates(programme, rule, happened.on):
        if isinstance(law, InForce) or (isinstance(law, Unread) and gate.even_unread):
            answers.append((GUARDS[gate.guard](state, happened, happened.payload), f" ({law.citation})"))
    return tuple(reason + by for reason, by in answers if reason)


def _gates(programme: Programme, rule: KindRule, on: dt.date) -> Iterator[tuple[Gate, Law]]:
    """Each gate of a kind with what its rule says on a day."""
    for gate in rule.gates:
        yield gate, programme.rule(gate.rule).in_force(on)


def unread_law(state: CaseState, programme: Programme, happened: Occurrence) -> tuple[Finding, ...]:
    """What law an occurrence should be held against and cannot be, because nobody has read its text: a Finding for
    each, none of which bars the entry.
    """
    kind = KIND_OF[type(happened.payload)]
    findings = unread_gates(programme, kind, happened.on)
    if isinstance(happened.payload, ExtensionGranted):
        law = law_of_extension(state, happened.payload.rule, happened.on)
        findings += (_bars_nothing(law, kind),) if isinstance(law, Unread) else ()
    return findings


def unread_gates(programme: Programme, kind: EntryKind, on: dt.date) -> tuple[Finding, ...]:
    """What law every entry of a kind should be held against on a day and cannot be, as in `unread_law`."""
    gates = _gates(programme, programme.procedure.kinds[kind], on)
    return tuple(_bars_nothing(law, kind) for gate, law in gates if isinstance(law, Unread) and not gate.even_unread)


def _bars_nothing(law: Unread, kind: EntryKind) -> Finding:
    return law.finding(Place(key=kind.value), "Until then it bars nothing here.")


def _may_enter(programme: Programme, rule: KindRule, happened: Occurrence) -> bool:
    """Whether the actor's role may make such an entry: by the rule itself, or by a delegation of that day."""
    role = happened.by.role
    delegations = programme.procedure.delegations
    return role in rule.by or any(delegation.covers(rule.kind, role, happened.on) for delegation in delegations)


def _by_flags(state: CaseState, rule: KindRule) -> list[str]:
    missing = [flag for flag in rule.after if flag not in state.flags]
    barred = [flag for flag in rule.never_after if flag in state.flags]
    reasons = [f"the case is not yet {flag.replace('_', ' ')}" for flag in missing]
    return reasons + [f"the case is already {flag.replace('_', ' ')}" for flag in barred]


def _by_days(state: CaseState, rule: KindRule, happened: Occurrence) -> list[str]:
    """Nothing happens on a day before that on which what it needs had happened. Of several reviewers who sit, and of
    several petitions that are open, each has a day: the first of them counts, whoever was assigned or petitioned later.
    """
    since = dict(state.raised_on)
    if isinstance(happened.payload, QuestionAsked):
        since |= _first_of(state, EntryKind.REVIEWER_ASSIGNED, state.reviewers.assigned.values())
    if isinstance(happened.payload, SetAside):
        since |= _first_of(state, EntryKind.PETITION_FILED, _open_petitions(state).values())
    early = [flag for flag in rule.after if flag in state.flags and happened.on < since[flag]]
    return [
        f"it is dated {happened.on}, but the case became {flag.replace('_', ' ')} on {since[flag]}" for flag in early
    ]


def _open_petitions(state: CaseState) -> dict[str, dt.date]:
    """The day on which each party whose petition is open filed it."""
    filed = [(entry.payload, entry.on) for entry in state.standing()]
    return {
        payload.party: on
        for payload, on in filed
        if isinstance(payload, PetitionFiled) and payload.party in state.petitions
    }


def _first_of(state: CaseState, kind: EntryKind, days: Collection[dt.date]) -> dict[str, dt.date]:
    """The flags that a kind of entry raises, with the first of some days; none where there is no day."""
    raising = state.programme.procedure.events.get(kind.value)
    return dict.fromkeys(raising.sets, min(days)) if raising is not None and days else {}


def _by_facts(programme: Programme, happened: Occurrence) -> list[str]:
    """What is wrong with the facts that an entry of a programme's own kind states, and whether there is such a kind."""
    payload = happened.payload
    if not isinstance(payload, OwnEntry):
        return []
    own = programme.procedure.own_kinds.get(payload.own_kind)
    if own is None:
        return [f"{programme.title} has no kind of entry {payload.own_kind!r}"]
    findings = facts_findings(dict(payload.facts), own.intake, own.rule.title, Place(), "OWN-KIND")
    return [finding.message.removesuffix(".") for finding in findings if finding.severity is Severity.FATAL]


class Recorded(NamedTuple):
    """What entering an occurrence makes of a case: its docket, the state after it, and the law that could not be looked
    at because nobody has read it.
    """

    docket: Docket
    state: CaseState
    findings: tuple[Finding, ...]


def enter(
    docket: Docket, programme: Programme, happened: Occurrence, *, recorded_at: dt.datetime, salt: str
) -> Recorded:
    """Enter an occurrence in a docket.

    Raises NotAllowed, with every ground, where the procedure forbids it; ValueError where `recorded_at` is naive, runs
    backward, or lies before the day the thing is said to have happened.
    """
    return enter_after(read_case(docket, programme), happened, recorded_at=recorded_at, salt=salt)


def enter_after(state: CaseState, happened: Occurrence, *, recorded_at: dt.datetime, salt: str) -> Recorded:
    """Enter an occurrence in a case that has been read: as `enter`, without reading it again."""
    programme = state.programme
    if recorded_at.astimezone(programme.zone).date() < happened.on:
        raise ValueError(f"{happened.on} lies after the day it is recorded on")
    reasons = refusals(state, programme, happened)
    if reasons:
        raise NotAllowed(KIND_OF[type(happened.payload)], reasons)
    docket = append(state.written, happened, recorded_at=recorded_at, salt=salt, programme=programme.mark)
    after = state_after(state, docket.entries[-1])
    return Recorded(after.written, after, unread_law(state, programme, happened))


def check_procedure(programme: Programme, file: str) -> tuple[Finding, ...]:
    """Guards and gates a programme names that do not exist, as fatal Findings."""
    findings = []
    for kind, rule in programme.procedure.kinds.items():
        named = [(name, "guards") for name in rule.guards] + [(gate.guard, "gates") for gate in rule.gates]
        for name, key in named:
            if name not in GUARDS:
                findings.append(
                    _NO_SUCH_NAME.at(
                        Place(file=file, line=rule.line, key=f"kinds.{kind}.{key}"),
                        name=name,
                        what="guard",
                        expected=f"one of {', '.join(sorted(GUARDS))}",
                    )
                )
        for gate in rule.gates:
            if gate.rule not in programme.rules:
                findings.append(
                    _NO_SUCH_NAME.at(
                        Place(file=file, line=rule.line, key=f"kinds.{kind}.gates"),
                        name=gate.rule,
                        what="rule",
                        expected="the id of a rule",
                    )
                )
    return tuple(findings)
