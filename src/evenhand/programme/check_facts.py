"""Checking the facts a programme declares: the events they raise, and who may hasten a review by which of them."""

from collections.abc import Iterator

from evenhand.docket.event import event_names
from evenhand.programme.facts import FactKind, Intake
from evenhand.programme.model import Programme
from evenhand.toml_source import Path

Fault = tuple[Path, str, str]
"""Where a fault of a programme lies, what it is, and what was expected."""


def fact_event_names(intake: Intake) -> frozenset[str]:
    """The events that the facts of an application may tell of."""
    names: set[str] = set()
    for rule in intake.facts.values():
        is_choice = rule.kind is FactKind.CHOICE
        names |= {f"{rule.event}:{choice.id}" for choice in rule.choices} if is_choice else {rule.event} - {""}
    return frozenset(names)


def intake_faults(programme: Programme) -> Iterator[Fault]:
    """What the facts name and the programme lacks, and what two of them both claim."""
    intake = programme.intake
    known = event_names(tuple(notice.id for notice in programme.notices))
    for rule in intake.facts.values():
        if rule.event in known:
            yield (
                ("facts", rule.id, "event"),
                f"The event {rule.event!r} is told by entries of the docket.",
                "another name",
            )
    used = [(rule.use, rule.id) for rule in intake.facts.values() if rule.use is not None]
    for use in {use for use, _ in used}:
        names = [name for other, name in used if other is use]
        if len(names) > 1:
            yield ("facts", names[1], "use"), f"{' and '.join(names)} are both the {use} of an application.", "one fact"
    yield from _hastening(programme)


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
