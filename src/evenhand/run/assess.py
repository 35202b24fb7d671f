"""What is to be said of a case that was run: eligibility, clocks, the determination, the words of its letter."""

import datetime as dt
from collections.abc import Iterator

from evenhand.clock.due import last_instant, spoken
from evenhand.clock.running import StandingState, clocks, standing
from evenhand.determination.check import check_determination
from evenhand.eligibility.reading import eligibility
from evenhand.finding import Finding, Place, Severity
from evenhand.letter.reading import reading_grade
from evenhand.procedure.haste import haste_findings
from evenhand.run.runner import DETERMINATION, Run

_HARD_GRADE = 12.0


def assess(run: Run) -> tuple[Finding, ...]:
    """Every Finding on a case as run, beside those on its files: none of them fatal, none of them on the outcome."""
    programme, state = run.folder.programme, run.state
    as_of = last_instant(run.folder.as_of, programme)
    findings = [*haste_findings(state, programme), *eligibility(state, programme, as_of).findings]
    findings += _clocks(run, as_of)
    if run.determination is not None:
        findings += check_determination(run.determination)
    findings += _reading(run)
    return tuple(findings)


def _clocks(run: Run, as_of: dt.datetime) -> Iterator[Finding]:
    programme = run.folder.programme
    for clock in clocks(run.state, programme):
        now = standing(clock, as_of, programme)
        place = Place(key=f"docket entry {clock.started.entry}")
        if clock.due is None:
            yield Finding(rule=clock.rule, message=clock.unanswered, place=place, provenance=clock.provenance)
            continue
        late = now.state is StandingState.LATE
        holder = programme.label(clock.holder)
        how = f"late by {now.days} days" if late else str(now.state)
        yield Finding(
            rule=clock.rule,
            message=f"{clock.label}: due {spoken(clock.due.due)}, {how}; held by the {holder}.",
            severity=Severity.MAJOR if late else Severity.PASS,
            citation="; ".join(clock.due.citation),
            place=place,
            provenance=clock.provenance,
        )


def _reading(run: Run) -> Iterator[Finding]:
    for document in run.documents:
        if document.ref.name.startswith(DETERMINATION) and document.ref.name.endswith(".txt"):
            measured = reading_grade(document.data.decode())
            yield Finding(
                rule="LETTER-READING",
                message=f"The letter reads at grade {measured.grade} (Flesch-Kincaid, {measured.words} words).",
                severity=Severity.WARNING if measured.grade > _HARD_GRADE else Severity.NOTE,
                place=Place(file=document.ref.name),
            )
