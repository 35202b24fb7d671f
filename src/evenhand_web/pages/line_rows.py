"""The lines of a dispute as rows: the treatment in the words of the request, where it stands, how it was decided."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.utils.translation import gettext_lazy

from evenhand.docket.aftermath import SupplementalIssued
from evenhand.docket.review import DeterminationIssued, LineFinding
from evenhand.procedure.line import LineStatus
from evenhand.treatment import Outcome, outcome
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.pages.entry_words import spell

_OUTCOMES = {
    Outcome.UPHELD: gettext_lazy("Denial upheld"),
    Outcome.OVERTURNED: gettext_lazy("Denial overturned"),
    Outcome.OVERTURNED_IN_PART: gettext_lazy("Denial overturned in part"),
}


class LineRow(NamedTuple):
    """A disputed treatment, where it stands, and how it was decided; `css` colors the word."""

    number: str
    words: str
    units: str
    parts: tuple[str, ...]
    status: str
    css: str


def line_rows(case: OpenCase) -> Iterator[LineRow]:
    """The lines of a dispute, each with its outcome once the determination was issued."""
    decided = _outcomes(case)
    told = {line: word for line, word in decided.items() if case.state.lines.get(line) is LineStatus.DECIDED}
    return _rows(case, told)


def signed_rows(case: OpenCase, findings: Iterable[LineFinding]) -> Iterator[LineRow]:
    """The lines of a dispute, each with the outcome that was signed: for who releases it."""
    return _rows(case, {finding.line: outcome(finding.necessity) for finding in findings})


def _rows(case: OpenCase, outcomes: Mapping[str, Outcome]) -> Iterator[LineRow]:
    for treatment in case.state.treatments.values():
        status = case.state.lines[treatment.id]
        told = outcomes.get(treatment.id)
        words = str(_OUTCOMES[told]) if told else status.value.replace("_", " ").capitalize()
        css = {None: "unknown" if status is LineStatus.DISPUTED else "ended", Outcome.UPHELD: "ended"}.get(told, "met")
        parts = tuple(part.words for part in treatment.components)
        yield LineRow(treatment.id, treatment.words, spell(treatment.units), parts, words, css)


def _outcomes(case: OpenCase) -> Mapping[str, Outcome]:
    """The outcome of each line by the last determination that decided it and was issued."""
    issued = (
        entry.payload
        for entry in case.state.standing()
        if isinstance(entry.payload, DeterminationIssued | SupplementalIssued)
    )
    return {finding.line: outcome(finding.necessity) for payload in issued for finding in payload.findings}
