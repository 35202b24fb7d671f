"""The analysis that a draft comes to: the physician's own words and findings, with nothing added."""

from collections.abc import Mapping
from typing import NamedTuple

from evenhand.determination.model import Analysis, ComponentFinding, LineAnalysis, ReviewerStatement
from evenhand.panel.ties.attestation import Sworn
from evenhand.procedure.state import CaseState
from evenhand.treatment import DisputedTreatment
from evenhand_web.panel.seam import Standing
from evenhand_web.reviewing.content import LINE, STATEMENT, SUMMARY, LineText, StatementText, SummaryText, read
from evenhand_web.reviewing.models import DraftVersion


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


def exact_question(treatment: DisputedTreatment) -> str:
    """What is to be decided of a line, in the words of the request."""
    return f"Is this medically necessary: {treatment.words}?"


def analysis_of(draft: Written, state: CaseState, standing: Standing, sworn: Sworn) -> Analysis:
    """The analysis a draft comes to: the lines on which there is a finding, and the physician's statement."""
    return Analysis(
        lines=tuple(
            LineAnalysis(
                line=ident,
                necessity=text.necessity,
                question=text.question or exact_question(state.treatments[ident]),
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
            # What was not sworn was not asked: the letter says so, and never that it is otherwise.
            holds_no_evaluator_appointment="no_qme_appointment" in sworn.qualities or None,
            has_no_discipline="undisciplined" in sworn.qualities or None,
            confirmed=standing.confirmed,
            named=sworn.named,
            not_stated=sworn.not_stated,
        ),
        basis={},
    )
