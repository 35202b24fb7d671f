"""What the determination gives its letter: the values the wording's blanks ask for, each with its provenance."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from evenhand.citation import VerificationStatus
from evenhand.clock.due import last_instant, legal_day
from evenhand.clock.running import Clock, StandingState, clocks, decision_clock, standing
from evenhand.determination.model import (
    NO_APPOINTMENT,
    UNDISCIPLINED,
    Analysis,
    Basis,
    ComponentFinding,
    ContraryReport,
    Dated,
    Determination,
    DocumentReading,
    EvidenceCitation,
    LineAnalysis,
    RecordFact,
    SummaryParagraph,
)
from evenhand.docket.intake import Priority
from evenhand.docket.party import MedicalRecord
from evenhand.finding import Provenance
from evenhand.letter.fact_values import fact_values
from evenhand.letter.value import Fact, Values
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme, RuleTerm
from evenhand.programme.rule import InForce, Items, RuleVersion
from evenhand.treatment import DisputedTreatment, Outcome, counted

NOT_STATED = "not_stated"
"""The term under which a programme may say, in its own language, that nobody stated something."""
_MANY_LINES = 5
"""With more lines than this their table may fill the first page."""


def determination_values(
    determination: Determination, state: CaseState, programme: Programme, service: tuple[Values, ...], digest: str
) -> Values:
    """The values of a determination's letter.

    `state` is the case's state with the determination issued, whose clocks give the days that follow from it;
    `service` has one mapping a party (name, role, method, on); `digest` is the SHA-256 of the signed analysis.
    """
    analysis = determination.analysis
    return {
        "case_number": determination.case_number,
        "is_expedited": determination.priority is Priority.EXPEDITED,
        **fact_values(state, programme),
        "assigned": dated(determination.assigned),
        "decided": dated(determination.decided),
        "ur_decided": dated(determination.ur_decided),
        "application_received": dated(determination.application_received),
        "records_complete": dated(determination.records_complete) if determination.records_complete else None,
        "payer_basis": determination.payer_basis or None,
        "lines": tuple(
            line_values(determination, line, number, programme) for number, line in enumerate(analysis.lines, 1)
        ),
        "has_many_lines": len(analysis.lines) > _MANY_LINES,
        "has_upheld": any(line.outcome is Outcome.UPHELD for line in analysis.lines),
        **reviewer_values(determination, programme),
        "records": _records(determination, programme, received=True),
        "missing": _records(determination, programme, received=False),
        **_reading_values(determination, programme),
        "summary": tuple(_paragraph(determination, paragraph, programme) for paragraph in analysis.summary),
        "service": service,
        "chain": determination.chain,
        "analysis_digest": digest,
        **clock_values(state, programme),
        **_lateness(state, programme, determination.decided.on),
    }


def reviewer_values(determination: Determination, programme: Programme) -> dict[str, Any]:
    """All that is told of the physician, each statement with its provenance."""
    analysis, reviewer = determination.analysis, determination.analysis.reviewer

    def told(name: str, value: object) -> Any:
        return marked(value, analysis.basis_of(f"reviewer.{name}"))

    return {
        "certifications": told("certifications", reviewer.certifications),
        "licensed_in": told("licensed_in", reviewer.licensed_in),
        "practice": told("practice", reviewer.practice),
        "fit": told("fit", reviewer.fit),
        "independent_of": told("independent_of", reviewer.independent_of),
        **_searched(analysis, programme, "evaluator_appointment", "holds_no_evaluator_appointment", NO_APPOINTMENT),
        "named": tuple({"part": subject.part, "name": subject.name} for subject in reviewer.named),
        "not_stated": reviewer.not_stated,
        "confirmed": tuple({"words": fact.words, "on": fact.on} for fact in reviewer.confirmed),
        **_searched(analysis, programme, "discipline", "has_no_discipline", UNDISCIPLINED),
    }


def _searched(analysis: Analysis, programme: Programme, blank: str, name: str, requirement: str) -> dict[str, Any]:
    """What a register says of the physician, with the day it was searched as the credential file keeps it; where no
    file was kept, what the analysis states, with its basis.
    """
    searches = {fact.of: fact.on for fact in analysis.reviewer.confirmed if fact.of}
    if searches:
        day = searches.get(requirement)
        return {
            blank: _free_of(True, programme) if day else programme.terms.get("not_verified", "Not verified"),
            f"{blank}_on": day,
        }
    stated = _free_of(getattr(analysis.reviewer, name), programme)
    return {blank: marked(stated, analysis.basis_of(f"reviewer.{name}")), f"{blank}_on": None}


def _free_of(is_free: bool | None, programme: Programme) -> str:
    """Whether a physician has something that the law asks about; what nobody stated is not told."""
    if is_free is None:
        return programme.term(NOT_STATED)
    return programme.terms.get("has_none", "None") if is_free else programme.terms.get("has_some", "Yes")


def marked(value: Any, basis: Basis | None) -> Any:
    """A value as the letter takes it: with its provenance where it is not stated."""
    return value if basis is None else Fact(value=value, provenance=basis.provenance, reason=basis.because)


def dated(day: Dated) -> Any:
    """A day of the case with its provenance."""
    return marked(day.on, day.basis)


def clock_values(state: CaseState, programme: Programme, line: str = "", party: str = "") -> dict[str, Any]:
    """For every clock of the case, by rule: `due_cawc_g_05` its due day and `plain_due_cawc_g_05` that day without
    service; None where it does not run, or the law of its day was not read. Where the letter is about one `line`, or
    about what one `party` was asked, no clock of another counts.

    A day built on assumed facts carries their provenance and the reason of the first of them.
    """
    values: dict[str, Any] = {}
    for rule in programme.clocked:
        values |= {f"due_{blank_of(rule.id)}": None, f"plain_due_{blank_of(rule.id)}": None}
    for clock in clocks(state, programme):
        if clock.due is not None and clock.concerns(line, party):
            name = blank_of(clock.rule)
            values[f"due_{name}"] = clock_fact(state, clock, legal_day(clock.due.due, programme))
            values[f"plain_due_{name}"] = clock_fact(state, clock, _without_service(clock))
    return values


def blank_of(rule: str) -> str:
    """The id of a rule as the names of blanks hold it: `cawc_g_05`."""
    return re.sub(r"[^a-z0-9]+", "_", rule.lower())


def _without_service(clock: Clock) -> dt.date:
    """The end of the period alone, before any day is added for the manner of service."""
    counted = [step.to for step in clock.due.steps if step.what == "count"] if clock.due else []
    last = counted[-1]
    return last.date() if isinstance(last, dt.datetime) else last


def clock_fact(state: CaseState, clock: Clock, day: dt.date) -> Any:
    """A computed day, marked where it rests on an assumed fact or on a text of law that nobody has read."""
    if clock.provenance is not Provenance.STATED:
        entry = state.docket.entries[clock.started.entry - 1]
        return Fact(value=day, provenance=clock.provenance, reason=entry.because)
    if clock.due is not None and clock.due.status is VerificationStatus.UNVERIFIED:
        reason = f"{clock.rule} ({', '.join(clock.due.citation)}): {clock.due.note or 'the text has not been read.'}"
        return Fact(value=day, provenance=Provenance.ASSUMED, reason=reason)
    return day


def _lateness(state: CaseState, programme: Programme, decided_on: dt.date) -> dict[str, Any]:
    """The day the determination was due and the days it is late, from the clock that decides; what has not stopped it
    by the day of the letter stops it then.
    """
    clock = decision_clock(state, programme)
    if clock is None or clock.due is None:
        return {"decision_due": None, "late_days": None}
    now = standing(clock, last_instant(decided_on, programme), programme)
    late = now.days if now.state is StandingState.LATE else 0
    fact = clock_fact(state, clock, legal_day(clock.due.due, programme))
    late_fact = Fact(value=late, provenance=clock.provenance, reason=fact.reason) if isinstance(fact, Fact) else late
    return {"decision_due": fact, "late_days": late_fact if late else None}


def amount_words(amount: Decimal | None, unit: str, programme: Programme) -> str:
    """An amount with its unit (`6 sessions`), or that the paper states none."""
    return programme.term(NOT_STATED) if amount is None else f"{amount:f} {counted(unit, amount)}"


def line_values(determination: Determination, line: LineAnalysis, number: int, programme: Programme) -> Values:
    """One line with its finding and reasons; `number` is its place in the analysis, from 1."""
    treatment = determination.treatment(line.line)
    analysis = determination.analysis
    path = f"lines.{number}"
    components = tuple(
        _component(treatment, part, analysis.basis_of(f"{path}.components.{part.component}"), programme)
        for part in line.components
    )
    basis = analysis.basis_of(f"{path}.contrary")
    contrary = tuple(_contrary(report, basis, programme) for report in line.contrary)
    return {
        "line": line.line,
        "words": treatment.words,
        "requested": amount_words(treatment.units.requested, treatment.units.unit, programme),
        "authorised": amount_words(treatment.units.authorised, treatment.units.unit, programme),
        "has_authorised": bool(treatment.units.authorised),
        "disputed": amount_words(treatment.units.disputed, treatment.units.unit, programme),
        "decision_words": programme.term(f"{line.outcome}_decision"),
        "outcome": programme.term(line.outcome),
        "is_upheld": line.outcome is Outcome.UPHELD,
        "given_already": treatment.given_already,
        "sudden_stop_may_harm": treatment.sudden_stop_may_harm,
        "question": line.question,
        "answer": line.answer,
        "facts": tuple(_fact(fact, analysis.basis_of(f"{path}.facts"), programme) for fact in line.facts),
        "rank_note": _rank_note(line, programme, determination.decided.on),
        "citations": tuple(
            _citation(cited, programme, determination.decided.on, analysis.basis_of(f"{path}.citations"))
            for cited in line.citations
        ),
        "higher_tiers": line.higher_tiers or None,
        "standard": line.standard,
        "components": components,
        "contrary": contrary,
    }


def _component(
    treatment: DisputedTreatment, part: ComponentFinding, basis: Basis | None, programme: Programme
) -> Values:
    words = next(component.words for component in treatment.components if component.id == part.component)
    return {"words": words, "finding": marked(programme.term(part.necessity), basis), "reason": part.reason}


def _contrary(report: ContraryReport, basis: Basis | None, programme: Programme) -> Values:
    source = _source(report.record, None, programme)
    return {"source": source, "says": report.says, "answer": marked(report.answer, basis)}


def _fact(fact: RecordFact, basis: Basis | None, programme: Programme) -> Values:
    return {"words": fact.words, "source": marked(_source(fact.record, fact.page, programme), basis)}


def _paragraph(determination: Determination, paragraph: SummaryParagraph, programme: Programme) -> Values:
    basis, has_source = determination.analysis.basis_of("summary"), bool(paragraph.record)
    source = _source(paragraph.record, paragraph.page, programme) if has_source else programme.term("no_document")
    return {
        "words": paragraph.words if has_source else marked(paragraph.words, basis),
        "has_source": has_source,
        "source": marked(source, basis),
    }


def _source(record: str, page: int | None, programme: Programme) -> str:
    """Where a fact stands: the number of the document in the letter's own list, and the page."""
    return f"{record}, {programme.term('page')} {page}" if page is not None else record


def _tiers(programme: Programme, on: dt.date) -> tuple[Mapping[str, str], bool]:
    """The words of each rank in the programme's order of standards on a day, and whether the order is strict."""
    match programme.in_force(RuleTerm.ORDER_OF_STANDARDS, on):
        case InForce(version=RuleVersion(value=Items(items=ranks, strictly=strictly))):
            return {rank.id: rank.words for rank in ranks}, strictly
        case _:
            return {}, False


def _rank_note(line: LineAnalysis, programme: Programme, on: dt.date) -> str:
    words, strictly = _tiers(programme, on)
    ranks = sorted({cited.tier for cited in line.citations})
    if not ranks:
        return programme.term("no_standard_cited")
    order = programme.term("order_strict" if strictly else "order_by_schedule")
    listed = f" {programme.term('of')} {len(words)}" if words else ""
    return f"{programme.term('standard_rank')} {', '.join(ranks)}{listed}. {order}"


def _citation(cited: EvidenceCitation, programme: Programme, on: dt.date, basis: Basis | None) -> Values:
    words, _ = _tiers(programme, on)
    parts = [
        f"{programme.term(name)} {told}" for name, told in (("section", cited.section), ("pages", cited.pages)) if told
    ]
    return {
        "title": cited.title,
        "edition": marked(cited.edition or programme.term("edition_not_stated"), basis),
        "where": ", ".join(parts) or programme.term("place_not_stated"),
        "has_place": bool(parts),
        "tier": cited.tier,
        "tier_words": words.get(cited.tier, programme.term("rank_not_listed")),
    }


def _records(determination: Determination, programme: Programme, *, received: bool) -> tuple[Values, ...]:
    silent = programme.term(NOT_STATED)
    return tuple(
        {
            "id": record.id,
            "title": marked(record.title, determination.records_basis),
            "author": record.author or silent,
            "dated": record.dated or silent,
            "pages": _pages(record, programme) if record.pages is not None else silent,
        }
        for record in determination.records
        if record.received is received
    )


def _pages(record: MedicalRecord, programme: Programme) -> str:
    """How many pages a document has; of one whose pages nobody counted, who stated them."""
    if not record.pages_by:
        return str(record.pages)
    words = programme.terms.get("pages_as_stated", "{pages} as stated by {name}, not counted")
    return words.format(pages=record.pages, name=record.pages_by)


def _reading_values(determination: Determination, programme: Programme) -> dict[str, Any]:
    """How the record was read: pages counted and seen, and each document that came and was not seen whole."""
    read = [reading for reading in determination.reading if _came(determination, reading.record)]
    counted = sum(reading.pages for reading in read)
    return {
        "pages_counted": f"{counted:,}" if read else None,
        "pages_seen": f"{sum(reading.seen for reading in read):,}" if read else None,
        "unread": tuple(_unread(determination, reading, programme) for reading in read if not reading.is_whole),
    }


def _came(determination: Determination, ident: str) -> bool:
    return any(record.id == ident and record.received for record in determination.records)


def _unread(determination: Determination, reading: DocumentReading, programme: Programme) -> Values:
    record = determination.record(reading.record)
    pages = f"{reading.seen:,} of {reading.pages:,} pages" if reading.pages else programme.term("no_page")
    reason = reading.reason or programme.term(NOT_STATED)
    title = record.title if record else reading.record
    return {"id": reading.record, "title": title, "extent": pages, "reason": reason}
