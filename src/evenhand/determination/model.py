"""A determination as a value: what the physician decided, why, on what record, and what else the letter must say.

The physician's words are data here. Nothing in this module proposes, weighs or completes them.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from evenhand.codec import ADDED_LATER
from evenhand.docket.intake import Priority
from evenhand.docket.party import MedicalRecord
from evenhand.finding import Provenance
from evenhand.treatment import DisputedTreatment, Necessity, Outcome, outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCitation:
    """A guideline or study the physician relied on.

    `tier` is the code of its rank in the programme's order of standards; `edition` names the edition or date in
    force; `pages` and `section` say where in it. The text of a licensed guideline never stands here.
    """

    title: str
    tier: str
    edition: str = ""
    section: str = ""
    pages: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFact:
    """A fact of the case as the physician states it, anchored to a document of the record and a page of it.

    `record` is the id of a MedicalRecord; `page` counts from 1 and is None where the listing gives no pages.
    """

    words: str
    record: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContraryReport:
    """A report in the record that points the other way, and the physician's answer to it."""

    record: str
    says: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentFinding:
    """What the physician found of one part of a line: a reason for the line, not an outcome of its own."""

    component: str
    necessity: Necessity
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAnalysis:
    """The physician's analysis of one line: the necessity found and everything said for it.

    `standard` says how the evidence applies to this person; `higher_tiers` why each higher rank does not apply where
    the finding rests on a lower one.
    """

    line: str
    necessity: Necessity
    question: str
    answer: str
    facts: tuple[RecordFact, ...]
    citations: tuple[EvidenceCitation, ...]
    standard: str
    components: tuple[ComponentFinding, ...] = ()
    contrary: tuple[ContraryReport, ...] = ()
    higher_tiers: str = ""

    @property
    def outcome(self) -> Outcome:
        """The word the letter prints, derived from the finding."""
        return outcome(self.necessity)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedFact:
    """A fact on the physician in words, and the day on which its source confirmed it."""

    words: str
    on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSubject:
    """Somebody in the case whom an attestation names: the part played, in the law's words, and the name."""

    part: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerStatement:
    """All that is told of the physician outside the organisation: qualifications, fit, independence. Never a name.

    `confirmed` are the facts of the credential file, each with its day; empty where no file was kept. `named` is
    everybody whom the attestation names, and `not_stated` whom the law lists and no paper of the case names, in words;
    both are empty where the attestation names nobody. `holds_no_evaluator_appointment` and `has_no_discipline` are None
    where nobody stated either.
    """

    licensed_in: tuple[str, ...]
    certifications: tuple[str, ...]
    practice: str
    fit: str
    independent_of: tuple[str, ...]
    holds_no_evaluator_appointment: bool | None = None
    has_no_discipline: bool | None = None
    confirmed: tuple[ConfirmedFact, ...] = field(default=(), metadata=ADDED_LATER)
    named: tuple[NamedSubject, ...] = field(default=(), metadata=ADDED_LATER)
    not_stated: tuple[str, ...] = field(default=(), metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Why a fact that no paper states is given all the same."""

    provenance: Provenance
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryParagraph:
    """A paragraph of the clinical summary with the document and page it comes from."""

    words: str
    record: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All the physician wrote: line by line, the clinical summary, and the statement on who wrote it.

    `basis` marks facts that no paper of the case states, by dotted path into this value ("summary", "reviewer.fit",
    "lines.1.facts"); whatever prints such a fact prints the mark.
    """

    lines: tuple[LineAnalysis, ...]
    summary: tuple[SummaryParagraph, ...]
    reviewer: ReviewerStatement
    basis: Mapping[str, Basis]

    def basis_of(self, path: str) -> Basis | None:
        """The basis of a fact at a dotted path, or of the nearest part of the value that holds it; None when stated."""
        parts = path.split(".")
        for length in range(len(parts), 0, -1):
            basis = self.basis.get(".".join(parts[:length]))
            if basis is not None:
                return basis
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A day of the case with where it comes from."""

    on: dt.date
    basis: Basis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReading:
    """How a document of the record was read: `seen` of its `pages` (0 where nobody could count them), and the reason
    for what was not, empty where all of it was.
    """

    record: str
    pages: int
    seen: int
    reason: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every page of it was seen."""
        return self.pages > 0 and self.seen >= self.pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    """The Final Determination of one case: the physician's analysis with the facts of the docket it answers.

    `records` lists every document of the record, the missing ones too; `payer_basis` is what the payer cited for its
    denial, empty where it cited nothing; `chain` the hash of the docket entry the determination follows; `reading` how
    the physician read each document, empty where nobody counted.
    """

    case_number: str
    programme: str
    priority: Priority
    applicant: str
    ur_decided: Dated
    ur_served: Dated | None
    application_received: Dated
    assigned: Dated
    records_complete: Dated | None
    decided: Dated
    payer_basis: str
    payer_reasons: str
    treatments: tuple[DisputedTreatment, ...]
    records: tuple[MedicalRecord, ...]
    records_basis: Basis | None
    analysis: Analysis
    chain: str
    reading: tuple[DocumentReading, ...] = field(default=(), metadata=ADDED_LATER)

    def treatment(self, line: str) -> DisputedTreatment:
        """The line of an id; raises ValueError where the request has none such."""
        for treatment in self.treatments:
            if treatment.id == line:
                return treatment
        raise ValueError(f"there is no line {line!r}")

    def record(self, record_id: str) -> MedicalRecord | None:
        """The listed document of an id; None where it is not in the list."""
        return next((record for record in self.records if record.id == record_id), None)
