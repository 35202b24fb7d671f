"""What must hold before a reviewer signs: each gate says in words what is wanting and what to do.

The gates look at form: whether each line is answered, cited and read for. None of them looks at what was found.
"""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext_noop

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand.programme.rule import InForce, RuleVersion, Statement, Unread
from evenhand_web.panel.seam import Standing
from evenhand_web.records.seam import RecordDocument
from evenhand_web.reviewing.analysis import Written
from evenhand_web.reviewing.content import LineText
from evenhand_web.reviewing.models import Return
from evenhand_web.reviewing.standards import Standards, law_on_denial_alone, standards

_ON_DENIAL_ALONE = FindingKind(
    severity=Severity.MAJOR,
    message=gettext_noop("Line {line} rests on facts from the decision under review alone."),
    remedy=gettext_noop("State facts from the medical record, or from what the applicant or the physician sent."),
)
_NO_SUMMARY = FindingKind(
    rule="REVIEW-SUMMARY",
    severity=Severity.MAJOR,
    message=gettext_noop("The clinical summary is empty."),
    remedy=gettext_noop("Write it from the record."),
)
_NO_FIT = FindingKind(
    rule="REVIEW-FIT",
    severity=Severity.MAJOR,
    message=gettext_noop("Nothing says how your practice fits this condition and treatment."),
    remedy=gettext_noop("Say it in a sentence: the letter tells the parties."),
)
_NO_PROFILE = FindingKind(
    rule="REVIEW-PROFILE",
    severity=Severity.MAJOR,
    message=gettext_noop("No licence and no certification of yours is on file."),
    remedy=gettext_noop("Ask the coordinator to complete your statement."),
)
_UNANSWERED_RETURN = FindingKind(
    rule="REVIEW-RETURN",
    severity=Severity.MAJOR,
    message=gettext_noop("The medical director asks: {question}"),
    remedy=gettext_noop("Answer it, and revise what you find needs it."),
)
_NO_FINDING = FindingKind(
    rule="REVIEW-ANSWER",
    severity=Severity.MAJOR,
    message=gettext_noop("Line {line} has no finding."),
    remedy=gettext_noop("Find on it, or recuse yourself."),
)
_NO_ANSWER = FindingKind(
    rule="REVIEW-ANSWER",
    severity=Severity.MAJOR,
    message=gettext_noop("Line {line} has no answer in words."),
    remedy=gettext_noop("Answer the question plainly."),
)
_NO_REASONS = FindingKind(
    rule="REVIEW-REASONS",
    severity=Severity.MAJOR,
    message=gettext_noop("Line {line} does not say how the evidence applies to this person."),
    remedy=gettext_noop("Write the clinical reasons."),
)
_NO_FACTS = FindingKind(
    rule="REVIEW-FACTS",
    severity=Severity.MAJOR,
    message=gettext_noop("Line {line} states no fact of this case."),
    remedy=gettext_noop("State the facts it rests on, each with its page."),
)
_FACT_LACKS = FindingKind(
    rule="REVIEW-FACTS",
    severity=Severity.MAJOR,
    message="{fact}",
    remedy=gettext_noop("Anchor it to the page it comes from."),
)
_CONTRARY = FindingKind(
    rule="REVIEW-CONTRARY",
    severity=Severity.MAJOR,
    message=gettext_noop("A contrary report of line {line} is not named or not answered."),
    remedy=gettext_noop("Name the document, and answer what it says."),
)
_UNCITED = FindingKind(
    rule="REVIEW-CITED",
    severity=Severity.MAJOR,
    message=gettext_noop("Line {line} cites nothing."),
    remedy=gettext_noop("Cite what the finding rests on."),
)
_CITATION_LACKS = FindingKind(
    rule="REVIEW-CITED",
    severity=Severity.MAJOR,
    message=gettext_noop("A citation of line {line} lacks its {lacking}."),
    remedy=gettext_noop("Give title and rank."),
)
_HIGHER_RANKS = FindingKind(
    rule="REVIEW-RANK",
    severity=Severity.MAJOR,
    message=gettext_noop("Line {line} rests on rank {rank}, and does not say how it comes past the higher ones."),
    remedy=gettext_noop("Say of each higher rank why it does not apply, or which way of the schedule leads here."),
)
_PART_OPEN = FindingKind(
    rule="REVIEW-PARTS",
    severity=Severity.MAJOR,
    message=gettext_noop("Line {line} joins several parts; there is no finding with its reason on: {part}."),
    remedy=gettext_noop("Find on each part, and say why."),
)
_NO_OWN_FACTS = FindingKind(
    rule="REVIEW-COPIED",
    severity=Severity.MAJOR,
    message=gettext_noop("Line {line} gives the reasons of line {other} and has no facts of its own."),
    remedy=gettext_noop("State the facts of this line."),
)
_NOT_ADOPTED = FindingKind(
    rule="REVIEW-COPIED",
    severity=Severity.MAJOR,
    message=gettext_noop("Line {line} gives the reasons of line {other} word for word."),
    remedy=gettext_noop("Adopt them for this line, or write its own."),
)


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
    denial = {document.record.id for document in record if document.kind.is_of_the_decision}
    for ident, text in draft.lines.items():
        cited = {fact.record for fact in text.facts if fact.record}
        if cited and cited <= denial:
            yield _ON_DENIAL_ALONE.at(_line(ident), law=law, line=ident)


def statement_gates(draft: Written, standing: Standing) -> Iterator[Finding]:
    """What the letter must tell of the physician and of the case, and has not."""
    if not draft.summary.paragraphs:
        yield _NO_SUMMARY.at(Place(key="summary"))
    if not draft.statement.fit:
        yield _NO_FIT.at(Place(key="statement"))
    if not standing.told:
        yield _NO_PROFILE.at(Place(key="statement"))


def return_gates(returns: Iterable[Return]) -> Iterator[Finding]:
    """Every analysis that was sent back is answered before it is signed again."""
    for sent_back in returns:
        if not sent_back.answer.strip():
            yield _UNANSWERED_RETURN.at(Place(key="returned"), question=sent_back.question)


def _line(ident: str) -> Place:
    return Place(key=f"line {ident}")


def _unanswered(ident: str, text: LineText) -> Iterator[Finding]:
    if text.necessity is None:
        yield _NO_FINDING.at(_line(ident), line=ident)
    if not text.answer:
        yield _NO_ANSWER.at(_line(ident), line=ident)
    if not text.standard:
        yield _NO_REASONS.at(_line(ident), line=ident)


def _unanchored(ident: str, text: LineText) -> Iterator[Finding]:
    if not text.facts:
        yield _NO_FACTS.at(_line(ident), line=ident)
    for fact in text.facts:
        if not fact.words or not fact.record:
            told = f"A fact of line {ident} has no {'words' if not fact.words else 'document'}: {fact.words[:80]}"
            yield _FACT_LACKS.at(_line(ident), fact=told.rstrip(": "))
    for report in text.contrary:
        if not report.record or not report.answer:
            yield _CONTRARY.at(_line(ident), line=ident)


def _uncited(ident: str, text: LineText, order: Standards) -> Iterator[Finding]:
    place = _line(ident)
    if not text.citations:
        yield _UNCITED.at(place, line=ident)
    for citation in text.citations:
        if not citation.title or (order.ranks and citation.tier not in order.words):
            yield _CITATION_LACKS.at(place, line=ident, lacking="title" if not citation.title else "rank")
    tiers = [citation.tier for citation in text.citations if citation.tier in order.words]
    if tiers and all(order.skips(tier) for tier in tiers) and not text.higher_tiers:
        severity = Severity.MAJOR if order.strictly else Severity.WARNING
        yield _HIGHER_RANKS.at(place, severity=severity, citation=order.citation, line=ident, rank=min(tiers))


def _parts_open(ident: str, text: LineText, state: CaseState) -> Iterator[Finding]:
    parts = state.treatments[ident].components
    answered = {part.component for part in text.parts if part.necessity is not None and part.reason}
    for part in parts if len(parts) > 1 else ():
        if part.id not in answered:
            yield _PART_OPEN.at(_line(ident), line=ident, part=part.words)


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
            yield _NO_OWN_FACTS.at(_line(ident), line=ident, other=same)
        elif not text.adopted:
            yield _NOT_ADOPTED.at(_line(ident), line=ident, other=same)


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
