"""What must hold before a reviewer signs: each gate says in words what is wanting and what to do.

The gates look at form: whether each line is answered, cited and read for. None of them looks at what was found.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from evenhand.finding import Finding, Place, Severity
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand.programme.rule import InForce, RuleVersion, Statement, Unread
from evenhand_web.panel.seam import Standing
from evenhand_web.records.deciding import UR_DECISION
from evenhand_web.records.seam import RecordDocument
from evenhand_web.reviewing.analysis import Written
from evenhand_web.reviewing.content import LineText
from evenhand_web.reviewing.models import Return
from evenhand_web.reviewing.standards import Standards, law_on_denial_alone, standards


def line_gates(draft: Written, state: CaseState, programme: Programme) -> Iterator[Finding]:
    """What each live line still wants: a finding, its reasons, its facts with their pages, its citations, its parts."""
    order = standards(state, programme)
    if order.unread:
        yield order.unread.finding(Place(key="lines"), "Until then no citation is asked for its rank.")
    for ident, text in draft.lines.items():
        yield from _unanswered(ident, text)
        yield from _unanchored(ident, text)
        yield from _uncited(ident, text, order)
        yield from _parts_open(ident, text, state)
    yield from _reused(draft.lines)


def record_gates(
    draft: Written, record: tuple[RecordDocument, ...], opened: Collection[str], dismissed: Collection[str]
) -> Iterator[Finding]:
    """What of the record was not looked at, and anchors to what is not there."""
    for document in record:
        if document.is_deciding and document.record.id not in opened and document.record.id not in dismissed:
            yield _wanting(
                "REVIEW-OPENED",
                f"{document.record.id}, {document.record.title} ({document.kind.title}), was neither opened nor "
                "set aside.",
                "record",
                "Open it, or say why it need not be opened or cannot be.",
            )
    yield from _anchors(draft, {document.record.id: document for document in record})


def denial_gate(
    draft: Written, state: CaseState, programme: Programme, record: Iterable[RecordDocument]
) -> Iterator[Finding]:
    """No line is decided on the information of the decision under review alone."""
    law = law_on_denial_alone(state, programme)
    match law:
        case Unread():
            yield law.finding(Place(key="lines"), "Nothing here can tell whether the denial alone suffices.")
        case InForce(version=RuleVersion(value=Statement(facts=facts))):
            if not facts.get("ur_decision_alone_suffices", True):
                yield from _on_denial_alone(draft, law, record)


def _on_denial_alone(draft: Written, law: InForce, record: Iterable[RecordDocument]) -> Iterator[Finding]:
    denial = {document.record.id for document in record if document.kind.id == UR_DECISION}
    for ident, text in draft.lines.items():
        cited = {fact.record for fact in text.facts if fact.record}
        if cited and cited <= denial:
            yield Finding(
                rule=law.rule,
                message=f"Line {ident} rests on facts from the decision under review alone.",
                severity=Severity.MAJOR,
                citation=law.citation,
                place=Place(key=f"line {ident}"),
                remedy="State facts from the medical record, or from what the applicant or the physician sent.",
            )


def statement_gates(draft: Written, standing: Standing) -> Iterator[Finding]:
    """What the letter must tell of the physician and of the case, and has not."""
    if not draft.summary.paragraphs:
        yield _wanting("REVIEW-SUMMARY", "The clinical summary is empty.", "summary", "Write it from the record.")
    if not draft.statement.fit:
        message = "Nothing says how your practice fits this condition and treatment."
        yield _wanting("REVIEW-FIT", message, "statement", "Say it in a sentence: the letter tells the parties.")
    if not standing.told:
        message = "No licence and no certification of yours is on file."
        yield _wanting("REVIEW-PROFILE", message, "statement", "Ask the coordinator to complete your statement.")


def return_gates(returns: Iterable[Return]) -> Iterator[Finding]:
    """Every analysis that was sent back is answered before it is signed again."""
    for sent_back in returns:
        if not sent_back.answer.strip():
            message = f"The medical director asks: {sent_back.question}"
            yield _wanting("REVIEW-RETURN", message, "returned", "Answer it, and revise what you find needs it.")


def _wanting(rule: str, message: str, key: str, remedy: str) -> Finding:
    return Finding(rule=rule, message=message, severity=Severity.MAJOR, place=Place(key=key), remedy=remedy)


def _unanswered(ident: str, text: LineText) -> Iterator[Finding]:
    place = f"line {ident}"
    if text.necessity is None:
        yield _wanting("REVIEW-ANSWER", f"Line {ident} has no finding.", place, "Find on it, or recuse yourself.")
    if not text.answer:
        yield _wanting("REVIEW-ANSWER", f"Line {ident} has no answer in words.", place, "Answer the question plainly.")
    if not text.standard:
        message = f"Line {ident} does not say how the evidence applies to this person."
        yield _wanting("REVIEW-REASONS", message, place, "Write the clinical reasons.")


def _unanchored(ident: str, text: LineText) -> Iterator[Finding]:
    place = f"line {ident}"
    if not text.facts:
        message = f"Line {ident} states no fact of this case."
        yield _wanting("REVIEW-FACTS", message, place, "State the facts it rests on, each with its page.")
    for fact in text.facts:
        if not fact.words or not fact.record:
            message = f"A fact of line {ident} has no {'words' if not fact.words else 'document'}: {fact.words[:80]}"
            yield _wanting("REVIEW-FACTS", message.rstrip(": "), place, "Anchor it to the page it comes from.")
    for report in text.contrary:
        if not report.record or not report.answer:
            message = f"A contrary report of line {ident} is not named or not answered."
            yield _wanting("REVIEW-CONTRARY", message, place, "Name the document, and answer what it says.")


def _uncited(ident: str, text: LineText, order: Standards) -> Iterator[Finding]:
    place = f"line {ident}"
    if not text.citations:
        yield _wanting("REVIEW-CITED", f"Line {ident} cites nothing.", place, "Cite what the finding rests on.")
    for citation in text.citations:
        if not citation.title or (order.ranks and citation.tier not in order.words):
            message = f"A citation of line {ident} lacks its {'title' if not citation.title else 'rank'}."
            yield _wanting("REVIEW-CITED", message, place, "Give title and rank.")
    tiers = [citation.tier for citation in text.citations if citation.tier in order.words]
    if tiers and all(order.skips(tier) for tier in tiers) and not text.higher_tiers:
        yield Finding(
            rule="REVIEW-RANK",
            message=f"Line {ident} rests on rank {min(tiers)}, and does not say how it comes past the higher ones.",
            severity=Severity.MAJOR if order.strictly else Severity.WARNING,
            citation=order.citation,
            place=Place(key=place),
            remedy="Say of each higher rank why it does not apply, or which way of the schedule leads here.",
        )


def _parts_open(ident: str, text: LineText, state: CaseState) -> Iterator[Finding]:
    parts = state.treatments[ident].components
    answered = {part.component for part in text.parts if part.necessity is not None and part.reason}
    for part in parts if len(parts) > 1 else ():
        if part.id not in answered:
            message = f"Line {ident} joins several parts; there is no finding with its reason on: {part.words}."
            yield _wanting("REVIEW-PARTS", message, f"line {ident}", "Find on each part, and say why.")


def _reused(lines: Mapping[str, LineText]) -> Iterator[Finding]:
    """Reasons that stand word for word on two lines are the second line's own only with facts of its own."""
    seen: dict[str, str] = {}
    for ident, text in lines.items():
        same = next((line for words in _reasons(text) if (line := seen.get(words))), "") or _taken_from(text, lines)
        for words in _reasons(text):
            seen.setdefault(words, ident)
        if not same:
            continue
        if not has_own_facts(text, lines[same]):
            message = f"Line {ident} gives the reasons of line {same} and has no facts of its own."
            yield _wanting("REVIEW-COPIED", message, f"line {ident}", "State the facts of this line.")
        elif not text.adopted:
            message = f"Line {ident} gives the reasons of line {same} word for word."
            yield _wanting("REVIEW-COPIED", message, f"line {ident}", "Adopt them for this line, or write its own.")


def _taken_from(text: LineText, lines: Mapping[str, LineText]) -> str:
    """The line whose reasons were taken over and still stand here."""
    source = lines.get(text.reused)
    return text.reused if source is not None and source.standard and source.standard in text.standard else ""


def _reasons(text: LineText) -> tuple[str, ...]:
    return tuple(" ".join(words.casefold().split()) for words in (text.standard, text.answer) if words)


def has_own_facts(text: LineText, other: LineText) -> bool:
    """Whether a line states at least one fact that another line does not."""
    theirs = {(fact.words, fact.record, fact.page) for fact in other.facts}
    return any((fact.words, fact.record, fact.page) not in theirs for fact in text.facts if fact.words)


def _anchors(draft: Written, record: Mapping[str, RecordDocument]) -> Iterator[Finding]:
    anchored = [
        ("summary", paragraph.words, paragraph.record, paragraph.page) for paragraph in draft.summary.paragraphs
    ]
    anchored += [
        (f"line {key}", fact.words, fact.record, fact.page) for key, t in draft.lines.items() for fact in t.facts
    ]
    for place, words, ident, page in anchored:
        document = record.get(ident)
        if ident and document is None:
            message = f"“{words[:80]}” is anchored to {ident}, which the record does not list."
            yield _wanting("REVIEW-ANCHOR", message, place, "Anchor it to a document of the record.")
        elif document is not None and document.pages and (page or 0) > document.pages:
            message = f"“{words[:80]}” is anchored to page {page} of {ident}, which has {document.pages}."
            yield _wanting("REVIEW-ANCHOR", message, place, "Anchor it to the page it comes from.")
        elif document is not None and document.reading and document.reading.pages and page is None:
            message = f"“{words[:80]}” names {ident} and no page of it."
            yield _wanting("REVIEW-ANCHOR", message, place, "Anchor it to the page it comes from.")
