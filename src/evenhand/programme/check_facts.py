"""Checking the facts a programme declares: the events they raise, and who may hasten a review by which of them."""

from collections.abc import Iterator

from evenhand.docket.event import event_names
from evenhand.programme.facts import FactKind, Intake
from evenhand.programme.model import Programme
from evenhand.toml_source import Path

Fault = tuple[Path, str, str]
"""Where a fault of a programme lies, what it is, and what was expected."""


def own_event_names(programme: Programme) -> frozenset[str]:
    """The events that the facts of an application and the programme's own kinds of entry may tell of."""
    own = programme.procedure.own_kinds.values()
    names = fact_event_names(programme.intake).union(*(fact_event_names(kind.intake) for kind in own))
    return names | {kind.id for kind in own}


def fact_event_names(intake: Intake) -> frozenset[str]:
    """The events that the facts of an application, or of an entry of a programme's own kind, may tell of."""
    names: set[str] = set()
    for rule in intake.facts.values():
        is_choice = rule.kind is FactKind.CHOICE
        names |= {f"{rule.event}:{choice.id}" for choice in rule.choices} if is_choice else {rule.event} - {""}
    return frozenset(names)


def intake_faults(programme: Programme) -> Iterator[Fault]:
    """What the facts name and the programme lacks, and what two of them both claim."""
    intake = programme.intake
    known = event_names(tuple(notice.id for notice in programme.notices))
    for path, name in _told_events(programme):
        if name in known:
            yield path, f"The event {name!r} is told by other entries of the docket.", "another name"
    for kind in programme.procedure.own_kinds.values():
        if not kind.rule.by:
            yield ("own_kinds", kind.id, "by"), f"Nobody may enter {kind.id!r}.", "the roles that make such entries"
    used = [(rule.use, rule.id) for rule in intake.facts.values() if rule.use is not None]
    for use in {use for use, _ in used}:
        names = [name for other, name in used if other is use]
        if len(names) > 1:
            yield ("facts", names[1], "use"), f"{' and '.join(names)} are both the {use} of an application.", "one fact"
    yield from _hastening(programme)


def _told_events(programme: Programme) -> Iterator[tuple[Path, str]]:
    """Each event that a fact or a kind of entry of the programme's own raises, with where it stands."""
    for rule in programme.intake.facts.values():
        yield ("facts", rule.id, "event"), rule.event
    for kind in programme.procedure.own_kinds.values():
        yield ("own_kinds", kind.id), kind.id
        for rule in kind.intake.facts.values():
            yield ("own_kinds", kind.id, "fields", rule.id, "event"), rule.event


def _hastening(programme: Programme) -> Iterator[Fault]:
    intake, hastening = programme.intake, programme.intake.hastening
    if hastening is None:
        return
    asked = intake.facts.get(hastening.asked_in)
    names = ", ".join(intake.facts) or "none at all"
    if asked is None or asked.kind not in (FactKind.CHOICE, FactKind.YES_NO):
        message = f"{hastening.asked_in!r} is no fact in which an application can ask for haste."
        yield ("hastening", "asked_in"), message, f"a choice or a yes among {names}"
    elif asked.kind is FactKind.CHOICE and asked.choice(hastening.asked_by) is None:
        choices = ", ".join(choice.id for choice in asked.choices)
        yield ("hastening", "asked_by"), f"{asked.id} has no choice {hastening.asked_by!r}.", f"one of {choices}"
    if hastening.certified_in and hastening.certified_in not in intake.facts:
        yield ("hastening", "certified_in"), f"{hastening.certified_in!r} is no fact.", f"one of {names}"
    if hastening.certified_in and not hastening.certifiers:
        yield ("hastening", "certifiers"), "A certification is asked for that nobody may give.", "the roles that may"
    if hastening.rule and hastening.rule not in programme.rules:
        yield ("hastening", "rule"), f"{hastening.rule!r} is no rule of this programme.", "the id of a rule"
