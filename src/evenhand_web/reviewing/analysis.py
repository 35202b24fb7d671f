"""The analysis that a draft comes to: the physician's own words and findings, with nothing added."""

from collections.abc import Mapping
from typing import NamedTuple

from evenhand.determination.model import (
    NO_APPOINTMENT,
    UNDISCIPLINED,
    Analysis,
    Basis,
    ComponentFinding,
    LineAnalysis,
    ReviewerStatement,
)
from evenhand.finding import Provenance
from evenhand.panel.ties.attestation import Sworn
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand.treatment import DisputedTreatment
from evenhand_web.panel.seam import Standing
from evenhand_web.reviewing.content import LINE, STATEMENT, SUMMARY, LineText, StatementText, SummaryText, read
from evenhand_web.reviewing.models import DraftVersion

_SWORN_ALONE = Basis(
    provenance=Provenance.ASSUMED,
    because="The physician swore to it; no credential file was kept, so nothing was verified.",
)
_UNVERIFIED = {
    f"reviewer.{name}": _SWORN_ALONE
    for name in ("certifications", "licensed_in", "holds_no_evaluator_appointment", "has_no_discipline")
}


class Written(NamedTuple):
    """A draft as it stands: the summary, the statement, and each live line, empty where nothing was written."""

    summary: SummaryText
    statement: StatementText
    lines: Mapping[str, LineText]


def written(texts: Mapping[str, DraftVersion], state: CaseState) -> Written:
    """The current texts of a draft as values."""
    summary, statement = texts.get(SUMMARY), texts.get(STATEMENT)
    return Written(
        summary=read(SummaryText, summary.content) if summary else SummaryText(),
        statement=read(StatementText, statement.content) if statement else StatementText(),
        lines={line: _line(texts.get(f"{LINE}{line}")) for line in state.live_lines()},
    )


def _line(version: DraftVersion | None) -> LineText:
    return read(LineText, version.content) if version else LineText()


def exact_question(treatment: DisputedTreatment, programme: Programme) -> str:
    """What is to be decided of a line, in the words of the request and of the programme."""
    asked = programme.terms.get("line_question", "Is this medically necessary: {words}?")
    return asked.replace("{words}", treatment.words)


def analysis_of(draft: Written, state: CaseState, standing: Standing, sworn: Sworn) -> Analysis:
    """The analysis a draft comes to: the lines on which there is a finding, and the physician's statement."""
    return Analysis(
        lines=tuple(
            LineAnalysis(
                line=ident,
                necessity=text.necessity,
                question=text.question or exact_question(state.treatments[ident], state.programme),
                answer=text.answer,
                facts=text.facts,
                citations=text.citations,
                standard=text.standard,
                components=tuple(
                    ComponentFinding(component=part.component, necessity=part.necessity, reason=part.reason)
                    for part in text.parts
                    if part.necessity is not None
                ),
                contrary=text.contrary,
                higher_tiers=text.higher_tiers,
            )
            for ident, text in draft.lines.items()
            if text.necessity is not None
        ),
        summary=draft.summary.paragraphs,
        reviewer=ReviewerStatement(
            licensed_in=standing.licensed_in,
            certifications=standing.certifications,
            practice=standing.practice,
            fit=draft.statement.fit,
            independent_of=sworn.free_of,
            holds_no_evaluator_appointment=_holds(NO_APPOINTMENT, standing, sworn),
            has_no_discipline=_holds(UNDISCIPLINED, standing, sworn),
            confirmed=standing.confirmed,
            named=sworn.named,
            not_stated=sworn.not_stated,
        ),
        basis={} if standing.confirmed else _UNVERIFIED,
    )


def _holds(requirement: str, standing: Standing, sworn: Sworn) -> bool | None:
    """Whether a search of a register in the credential file answers a requirement; by the oath alone where a
    demonstration keeps no file. What neither tells is None: the letter says so, and never that it is otherwise.
    """
    if standing.confirmed:
        return any(fact.of == requirement for fact in standing.confirmed) or None
    return requirement in sworn.qualities or None
