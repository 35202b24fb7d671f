"""What a made-up physician writes of a made-up case: in the shape of a real analysis, marked illustrative."""

from collections.abc import Mapping, Sequence

from evenhand.determination.model import (
    Analysis,
    Basis,
    ComponentFinding,
    ContraryReport,
    EvidenceCitation,
    LineAnalysis,
    RecordFact,
    ReviewerStatement,
    SummaryParagraph,
)
from evenhand.finding import Provenance
from evenhand.panel.ties.attestation import Sworn
from evenhand.treatment import DisputedTreatment, Necessity

BECAUSE = "This case is made up for a demonstration."
_MADE_UP = Basis(provenance=Provenance.ILLUSTRATIVE, because=BECAUSE)
_REPORT, _NOTES, _DECISION = "R6", "R7", "R3"


def analysis(
    lines: Sequence[DisputedTreatment], necessities: Mapping[str, Necessity], specialty: str, sworn: Sworn
) -> Analysis:
    """The analysis of the lines of a case, with the finding given for each and what its physician swore; it cites the
    papers R3, R6 and R7.
    """
    return Analysis(
        lines=tuple(_line(line, necessities[line.id]) for line in lines),
        summary=(
            SummaryParagraph(words="The worker reports complaints that began at work.", record=_REPORT, page=1),
            SummaryParagraph(words="Earlier therapy helped for some days at a time.", record=_NOTES, page=1),
        ),
        reviewer=_reviewer(specialty, sworn),
        basis={
            "summary": _MADE_UP,
            "reviewer": _MADE_UP,
            **{f"lines.{line.id}": _MADE_UP for line in lines},
        },
    )


def _line(line: DisputedTreatment, necessity: Necessity) -> LineAnalysis:
    is_necessary = necessity is Necessity.NECESSARY
    return LineAnalysis(
        line=line.id,
        necessity=necessity,
        question=f"Is this request medically necessary for this person now: {line.words}?",
        answer="Yes, as requested." if is_necessary else "No, not as requested.",
        facts=(
            RecordFact(words="Motion is limited at its end and strength is full.", record=_REPORT, page=1),
            RecordFact(words="Earlier therapy brought relief for some days.", record=_NOTES, page=1),
        ),
        citations=(
            EvidenceCitation(
                title="Medical Treatment Utilization Schedule",
                tier="A",
                edition="left out: this case is made up",
                section="left out: this case is made up",
            ),
        ),
        standard="Here a physician says how the standard applies to this person. This case is made up and cites none.",
        components=tuple(
            ComponentFinding(component=part.id, necessity=necessity, reason="Decided with the request as a whole.")
            for part in line.components
        ),
        contrary=(
            ContraryReport(
                record=_DECISION if is_necessary else _REPORT,
                says="It comes to the opposite conclusion.",
                answer="Its reasons were weighed; the examination and the notes of therapy tell more.",
            ),
        ),
    )


def _reviewer(specialty: str, sworn: Sworn) -> ReviewerStatement:
    return ReviewerStatement(
        licensed_in=("California",),
        certifications=(specialty,),
        practice="in active practice for more than five years, and at present at least 24 hours a week",
        fit=f"Chosen for {specialty}, which treats the condition in dispute.",
        independent_of=sworn.free_of,
        named=sworn.named,
        not_stated=sworn.not_stated,
        holds_no_evaluator_appointment=True,
        has_no_discipline=True,
    )
