"""What is wrong with the facts that an application states: missing, of another kind, or none of its programme's."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from difflib import get_close_matches

from evenhand.codec import FactValue
from evenhand.docket.intake import ApplicationReceived
from evenhand.finding import Finding, Place, Severity
from evenhand.programme.facts import Intake, read_fact

_KEEP = "Nothing reads it. Declare it in the programme's folder, or leave it out."


def facts_findings(
    stated: Mapping[str, FactValue], intake: Intake, asker: str, place: Place, rule: str
) -> tuple[Finding, ...]:
    """The faults of the facts that an application, or an entry of a programme's own kind, states; `asker` is what
    messages call who asks for them. Each is a Finding under `rule` at its key below `place`.

    A fact that is required and not stated, that does not fit its kind, or whose name is nearly another's is fatal; one
    that the programme does not know is kept and said.
    """
    told = (*_unfit(stated, intake, asker), *_unknown(stated, intake, asker))
    return tuple(
        Finding(
            rule=rule,
            message=message,
            severity=severity,
            place=replace(place, key=f"{place.key}.{name}" if place.key else name),
            remedy=remedy,
        )
        for name, message, severity, remedy in told
    )


Told = tuple[str, str, Severity, str]


def _unfit(stated: Mapping[str, FactValue], intake: Intake, asker: str) -> Iterator[Told]:
    for rule in intake.facts.values():
        written = stated.get(rule.id)
        if rule.is_required and written in (None, ""):
            message = f"The fact {rule.id!r} is missing: {asker} asks for the {rule.spoken}."
            yield rule.id, message, Severity.FATAL, "State it as the application does."
        _, fault = read_fact(rule, written, stated.get(rule.through))
        if fault:
            message = f"The {rule.spoken} ({rule.id}): {fault}."
            yield rule.id, message, Severity.FATAL, "Correct the value; nothing was read from it."


def _unknown(stated: Mapping[str, FactValue], intake: Intake, asker: str) -> Iterator[Told]:
    declared = intake.names()
    known = [*declared, *(field.name for field in fields(ApplicationReceived))]
    for name in stated:
        if name in declared:
            continue
        message = f"{asker} knows no fact {name!r}."
        near = get_close_matches(name, known, n=1, cutoff=0.8)
        if near:
            yield name, message, Severity.FATAL, f"Write {near[0]!r}, if that is meant."
        else:
            yield name, message, Severity.WARNING, _KEEP
