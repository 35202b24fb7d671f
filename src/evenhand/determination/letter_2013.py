"""The letter of December 2013: numbered holdings, each that a treatment "is (not) medically necessary and appropriate",
under the headings of the letters that came after it.
"""

import re
from datetime import date

from evenhand.determination.header import header
from evenhand.determination.header_values import header_values
from evenhand.determination.headings import Headings, documents_heading
from evenhand.determination.letter_text import LetterText
from evenhand.determination.printed_date import printed_date
from evenhand.determination.published import Layout, PublishedDetermination, PublishedTreatment, Span
from evenhand.determination.reading_rules import finding
from evenhand.determination.reasons_end import reasons_end, trailing
from evenhand.determination.reviewer_statement import reviewer_statement
from evenhand.finding import Finding, Severity
from evenhand.treatment import Outcome

_NAME = r"(\S(?:(?!\n\s*\n|\n[ ]*\d{1,2}[.)]\s).){0,700}?)"
"""The name of a treatment: no blank line and no further number stands in it."""
_HOLDING = re.compile(
    rf"^[ ]*(\d{{1,2}})[.)]\s+(?:the\s+)?(?:requests?\s+for\s+)?{_NAME}\s+(?:is|are|was|were)\s{{0,40}}"
    r"((?:[a-z,-]{1,20}\s{1,40}){0,5}?(?:not)?)\s{0,40}medically\s{0,40}necessary"
    r"(?:\s{0,40}and\s{0,40}appropriate)?\s?\.?[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_OUTCOMES = {"": Outcome.OVERTURNED, "not": Outcome.UPHELD}
"""What stands before "medically necessary"; anything else says neither."""
_NUMBERED = re.compile(
    rf"^[ ]*(\d{{1,2}})[.)]\s+{_NAME}(?=\s*\n\s*the\s+claims\s+administrator\b)", re.MULTILINE | re.DOTALL
)
"""A numbered line before the administrator's guideline, whatever it says: a decision."""
_SURE = ("appropriate", "appropriate.")
_LATER = re.compile(r"^[ \t>]*(?:decision rationale|claims administrator guideline)[ ]*:", re.MULTILINE)
"""A label of the letters that came after these."""
_FOLLOWED = re.compile(r"\s*(?:the\s+claims\s+administrator|the\s+(?:[a-z]+\s+)?reviewer)\b")
_PAYER = re.compile(r"^[ ]*the\s+claims\s+administrator(?:'s)?\b", re.MULTILINE)
_REVIEWED = re.compile(
    r"^[ ]*the\s+(?:expert\s+|physician\s+|medical\s+)?reviewer\s+(?:based|did|found|relied|cited)\b", re.MULTILINE
)
_RATIONALE = re.compile(
    r"^[ ]*(?:the\s+(?:expert\s+|physician\s+|medical\s+)?reviewer'?s?\s+)?(?:decision\s+rationale"
    r"|rationale\s+for\s+(?:the\s+)?"
    r"decision)[ ]*:",
    re.MULTILINE,
)
_DATED = re.compile(r"^[ ]*dated?:\s*([^\n]{6,30}?)\s*$", re.MULTILINE)
_OVERALL = re.compile(r"^[ ]*final\s+determination:\s*([a-z ,]{4,40}?)[ ]*[.\n]", re.MULTILINE)
_OF_ALL = {"uphold": {Outcome.UPHELD}, "overturn": {Outcome.OVERTURNED}}
"""What the word over all lines says that each of them is."""


def is_letter_2013(letter: LetterText, sections: Headings) -> bool:
    """Whether the decisions stand as numbered holdings."""
    if sections.issues < 0 or _LATER.search(letter.plain, sections.issues):
        return False
    return any(match[0].endswith(_SURE) for match in _HOLDING.finditer(letter.plain, sections.issues))


def letter_2013(letter: LetterText, sections: Headings) -> PublishedDetermination:
    """Read what such a letter shows; its findings name what it does not show."""
    head = header(letter, sections.first)
    days, spans = dict(head.days), dict(head.spans)
    if dated := _dated(letter, sections.first):
        days["decision_date"], spans["decision_date"] = dated
    reviewer = reviewer_statement(letter, sections)
    holdings = _holdings(letter, sections)
    decided = tuple(
        _treatment(letter, holding, holdings[number + 1].start() if number + 1 < len(holdings) else -1)
        for number, holding in enumerate(holdings)
    )
    summary, where = _summary(letter, sections)
    if summary:
        spans["summary"] = where
    return PublishedDetermination(
        **header_values(head, reviewer, days),
        summary=summary,
        treatments=decided,
        layout=Layout.LETTER_2013,
        findings=(
            *(told for told in head.findings if told.place.key != "decision_date" or "decision_date" not in days),
            *_findings(letter, decided),
        ),
        how_made=reviewer.how_made,
        file=letter.file,
        spans={**spans, **dict(reviewer.spans)},
    )


def _holdings(letter: LetterText, sections: Headings) -> list[re.Match[str]]:
    """The decisions in order: those that say whether a treatment is necessary, and numbered lines that do not."""
    told = {match.start(1): match for match in _HOLDING.finditer(letter.plain, sections.issues, sections.end)}
    for match in _NUMBERED.finditer(letter.plain, sections.issues, sections.end):
        told.setdefault(match.start(1), match)
    followed = {start for start, match in told.items() if _FOLLOWED.match(letter.plain, match.end())}
    return [told[start] for start in sorted(followed or told)]


def _dated(letter: LetterText, end: int) -> tuple[date, Span] | None:
    match = _DATED.search(letter.plain, 0, max(end, 0))
    day = printed_date(letter.body[slice(*match.span(1))]) if match else None
    return (day, match.span(1)) if match and day else None


def _summary(letter: LetterText, sections: Headings) -> tuple[str | None, Span]:
    if sections.summary < 0:
        return None, (0, 0)
    documents = documents_heading(letter.plain, sections.summary, sections.issues_head)
    return letter.cut(sections.summary, documents if documents >= 0 else sections.issues_head)


def _treatment(letter: LetterText, holding: re.Match[str], following: int) -> PublishedTreatment:
    """One holding with its guidelines and reasons, up to the next; the last up to where its reasons end."""
    start, end = holding.end(), following if following >= 0 else len(letter.text)
    rationale = _RATIONALE.search(letter.plain, start, end)
    stop = rationale.start() if rationale else end
    reviewed = _REVIEWED.search(letter.plain, start, stop)
    payer = _PAYER.search(letter.plain, start, reviewed.start() if reviewed else stop)
    if rationale and following < 0:
        end = reasons_end(letter, rationale.end(), end)
    places = {
        "payer_guideline": (payer.start(), reviewed.start() if reviewed else stop) if payer else None,
        "reviewer_guideline": (reviewed.start(), stop) if reviewed else None,
        "rationale": (rationale.end(), end) if rationale else None,
    }
    title, where = letter.cut(*holding.span(2))
    outcome = _OUTCOMES.get(" ".join(holding[3].split())) if holding.re is _HOLDING else None
    spans: dict[str, Span] = {"title": where}
    if outcome:
        spans["outcome"] = holding.end(2), holding.end()
    words: dict[str, str | None] = dict.fromkeys(places)
    for name, place in places.items():
        if place:
            words[name], where = letter.cut(*place)
            if words[name]:
                spans[name] = where
    return PublishedTreatment(
        title=title,
        outcome=outcome,
        payer_guideline=words["payer_guideline"],
        reviewer_guideline=words["reviewer_guideline"],
        rationale=words["rationale"],
        spans=spans,
    )


def _findings(letter: LetterText, decided: tuple[PublishedTreatment, ...]) -> list[Finding]:
    told = []
    for treatment in decided:
        if treatment.outcome is None:
            told.append(_unclear(letter, treatment))
        if treatment.rationale is None:
            message = f'the reasons for "{(treatment.title or "")[:60]}" are not shown'
            told.append(finding("PARSE-RATIONALE", message, place=letter.place(*treatment.spans["title"])))
    overall = _OVERALL.search(letter.plain)
    outcomes = {treatment.outcome for treatment in decided}
    if overall and (meant := _OF_ALL.get(overall[1].strip())) and outcomes != meant:
        message = f'the letter says "{overall[1].strip().upper()}" over all its lines, and not every line is decided so'
        told.append(finding("PARSE-OUTCOME", message, place=letter.place(*overall.span(1))))
    if decided and (last := decided[-1].spans.get("rationale")):
        told += trailing(letter, last[1], len(letter.text))
    return told


def _unclear(letter: LetterText, treatment: PublishedTreatment) -> Finding:
    name = f'"{(treatment.title or "")[:60]}"'
    message = f"the outcome of {name} is unclear: it is not said to be, or not to be, medically necessary"
    expected = '"is medically necessary and appropriate" or "is not medically necessary and appropriate"'
    place = letter.place(*treatment.spans["title"])
    return finding("PARSE-OUTCOME", message, Severity.MAJOR, place=place, expected=expected)
