"""The notice of September 2013: numbered holdings, each that a request "is (not) medically necessary and appropriate".

Known from its description only, not from an example at hand: what it surely prints (holdings, dates in sentences, the
reviewer's qualifications) is read by meaning, and what is not found is left empty.
"""

import re
from datetime import date

from evenhand.determination.header import header
from evenhand.determination.header_values import header_values
from evenhand.determination.letter_text import LetterText
from evenhand.determination.printed_date import printed_date
from evenhand.determination.published import Layout, PublishedDetermination, PublishedTreatment, Span
from evenhand.determination.reading_rules import finding
from evenhand.determination.reasons_end import reasons_end, trailing
from evenhand.determination.reviewer_statement import ReviewerStatement, read_statement
from evenhand.finding import Finding, Severity
from evenhand.treatment import Outcome

_GAP = r"\s{1,40}"
_LOST = r"\s{0,40}"
"""A gap that text taken from a page may have lost: "is notmedically necessary"."""
_HOLDING = re.compile(
    rf"^[ ]*(\d{{1,2}})[.)]\s[^\n]{{0,120}}?has{_GAP}determined{_GAP}(?:that{_GAP})?the{_GAP}requests?{_GAP}for{_GAP}"
    rf"(?:an?{_GAP})?((?:(?!\n[ ]*\d{{1,2}}[.)]\s).){{1,700}}?){_GAP}(?:is|are|was|were){_LOST}"
    rf"((?:[a-z,-]{{1,20}}{_GAP}){{0,5}}?(?:not)?){_LOST}medically{_LOST}necessary{_LOST}and{_LOST}appropriate",
    re.MULTILINE | re.DOTALL,
)
_OUTCOMES = {"": Outcome.OVERTURNED, "not": Outcome.UPHELD}
"""What stands before "medically necessary"; anything else says neither."""
_WORDS = re.compile(r"has\s+determined\s+(?:that\s+)?the\s+request")
_NECESSARY = "medically necessary and appropriate"
_DAY = r"\s+(\d{1,2}/\d{1,2}/\d{2,4}|[a-z]{3,9}\.?\s+\d{1,2},\s+\d{4})"
_SENTENCES = {
    "application_received": re.compile(r"application\s[^.]{0,80}?(?:filed|received)\s+on" + _DAY),
    "ur_denial_date": re.compile(r"utilization\s+review\s+(?:denial|decision|determination)\s+(?:dated|of|on)" + _DAY),
    "date_assigned": re.compile(r"notice\s+of\s+assignment[^.]{0,120}?\s+on" + _DAY),
    "decision_date": re.compile(r"\bdated:" + _DAY + r"|^[ ]*date:" + _DAY, re.MULTILINE),
}
_REVIEWER = re.compile(r"^[ ]*(?:medical\s+)?qualifications[^\n]*$", re.MULTILINE)
_SUMMARY = re.compile(r"^[ ]*(?:expert\s+reviewer\s+)?(?:clinical\s+)?case\s+summary[^\n]*$", re.MULTILINE)
_DOCUMENTS = re.compile(r"^[ ]*documents\s+reviewed[^\n]*$", re.MULTILINE)
_REGARDING = re.compile(r"^[ ]*(\d{1,2})[.)]\s+regarding\s+the\s+requests?\s+for\b[^\n]*", re.MULTILINE)
_RATIONALE = re.compile(r"^[ ]*rationale\s+for\s+(?:the\s+)?decision[ ]*:?", re.MULTILINE)
_PAYER = re.compile(r"^[ ]*the\s+claims\s+administrator\b", re.MULTILINE)
_REVIEWED = re.compile(r"^[ ]*the\s+(?:expert\s+|physician\s+)?reviewer\b", re.MULTILINE)


def is_notice(letter: LetterText) -> bool:
    """Whether the paper holds as the notices of September 2013 do."""
    return _NECESSARY in " ".join(letter.plain.split()) and bool(_WORDS.search(letter.plain))


def notice(letter: LetterText) -> PublishedDetermination:
    """Read what a notice shows; its findings name what every letter should show and this one does not."""
    holdings = {match[1]: match for match in reversed(list(_HOLDING.finditer(letter.plain)))}
    first = min((match.start() for match in holdings.values()), default=-1)
    head = header(letter, first)
    days, spans = _days(letter, dict(head.days), dict(head.spans))
    reviewer, summary = _reviewer(letter), _section(letter, _SUMMARY, (_DOCUMENTS, _REGARDING, _REVIEWER))
    words, where = letter.cut(*summary)
    if words:
        spans["summary"] = where
    decided = tuple(
        _treatment(letter, match) for _, match in sorted(holdings.items(), key=lambda holding: int(holding[0]))
    )
    return PublishedDetermination(
        **header_values(head, reviewer, days),
        summary=words,
        treatments=decided,
        layout=Layout.NOTICE_2013,
        findings=tuple(_findings(letter, head.words.get("case_number"), decided)),
        how_made=reviewer.how_made,
        file=letter.file,
        spans={**spans, **dict(reviewer.spans)},
    )


def _days(letter: LetterText, days: dict[str, date], spans: dict[str, Span]) -> tuple[dict[str, date], dict[str, Span]]:
    """The days that the header does not give, from the sentences that do."""
    for field, sentence in _SENTENCES.items():
        match = None if field in days else sentence.search(letter.plain)
        if match and match.lastindex and (day := printed_date(" ".join(match[match.lastindex].split()))):
            days[field], spans[field] = day, match.span(match.lastindex)
    return days, spans


def _section(letter: LetterText, opening: re.Pattern[str], closing: tuple[re.Pattern[str], ...]) -> Span:
    """Where the words under a heading stand, up to the first of those that may follow; nowhere if there is none."""
    opened = opening.search(letter.plain)
    if not opened:
        return 0, 0
    ends = [match.start() for pattern in closing if (match := pattern.search(letter.plain, opened.end()))]
    return opened.end(), min(ends, default=len(letter.plain))


def _reviewer(letter: LetterText) -> ReviewerStatement:
    start, end = _section(letter, _REVIEWER, (_SUMMARY, _DOCUMENTS, _REGARDING))
    return read_statement(letter.body[start:end], start) if end else ReviewerStatement()


def _treatment(letter: LetterText, holding: re.Match[str]) -> PublishedTreatment:
    """One holding with the reasons that stand further on under its number."""
    title, where = letter.cut(*holding.span(2))
    spans: dict[str, Span] = {"title": where, "outcome": (holding.end(2), holding.end())}
    words: dict[str, str | None] = dict.fromkeys(("payer_guideline", "reviewer_guideline", "rationale"))
    for name, span in _reasons(letter, holding[1]).items():
        words[name], where = letter.cut(*span)
        if words[name]:
            spans[name] = where
    outcome = _OUTCOMES.get(" ".join(holding[3].split()))
    return PublishedTreatment(title=title, outcome=outcome, **words, spans=spans)


def _reasons(letter: LetterText, number: str) -> dict[str, Span]:
    """Where the guidelines and the reasons under one number stand."""
    opened = [match for match in _REGARDING.finditer(letter.plain) if match[1] == number]
    if not opened:
        return {}
    start = opened[0].end()
    following = _REGARDING.search(letter.plain, start)
    end = following.start() if following else len(letter.plain)
    spans: dict[str, Span] = {}
    stop = end
    if rationale := _RATIONALE.search(letter.plain, start, end):
        spans["rationale"] = rationale.end(), end if following else reasons_end(letter, rationale.end(), end)
        stop = rationale.start()
    reviewed = _REVIEWED.search(letter.plain, start, stop)
    if reviewed:
        spans["reviewer_guideline"] = reviewed.start(), stop
    payer = _PAYER.search(letter.plain, start, stop)
    if payer and not (reviewed and reviewed.start() < payer.start()):
        spans["payer_guideline"] = payer.start(), reviewed.start() if reviewed else stop
    return spans


def _findings(letter: LetterText, case_number: str | None, decided: tuple[PublishedTreatment, ...]) -> list[Finding]:
    findings = []
    if not case_number:
        message = "the header does not show the case number"
        findings.append(finding("PARSE-HEADER", message, Severity.MAJOR, place=letter.place(0, key="case_number")))
    if not decided:
        message = "no disputed treatment with its outcome was found"
        findings.append(finding("PARSE-TREATMENTS", message, Severity.FATAL, place=letter.place(0)))
    for treatment in decided:
        if treatment.outcome is None:
            message = f'the outcome of "{(treatment.title or "")[:60]}" is unclear: neither necessary nor not'
            findings.append(
                finding("PARSE-OUTCOME", message, Severity.MAJOR, place=letter.place(*treatment.spans["title"]))
            )
        if treatment.rationale is None:
            message = f'the reasons for "{(treatment.title or "")[:60]}" are not shown'
            findings.append(finding("PARSE-RATIONALE", message, place=letter.place(*treatment.spans["title"])))
    if decided and (last := decided[-1].spans.get("rationale")):
        findings += trailing(letter, last[1], len(letter.text))
    return findings
