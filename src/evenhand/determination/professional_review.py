"""The "Medical Professional Review" of 2013: what is at issue, and why it is or was (not) medically necessary.

Its parts stand under headings in capitals that end in a colon. The heading over the reasons tells the outcome.
"""

import re
from collections.abc import Iterator

from evenhand.determination.header import header
from evenhand.determination.header_values import header_values
from evenhand.determination.letter_text import LetterText
from evenhand.determination.published import Layout, PublishedDetermination, PublishedTreatment, Span
from evenhand.determination.reading_rules import finding
from evenhand.determination.reasons_end import reasons_end, trailing
from evenhand.determination.reviewer_statement import ReviewerStatement, read_statement
from evenhand.finding import Finding, Severity
from evenhand.treatment import Outcome

_TITLE = "medical professional review"
_HEADING = re.compile(r"^[ \t]*([A-Z][A-Z()/,.'& \t-]{4,}(?:\n[ \t]*[A-Z][A-Z()/,.'& \t-]+){0,2}):[ \t]*", re.MULTILINE)
_PARTS = {
    "issue": ("ISSUE", "DISPUTE"),
    "rationale": ("RATIONALE",),
    "guideline": ("GUIDELINE",),
    "qualifications": ("QUALIFICATION", "CREDENTIAL"),
    "documents": ("DOCUMENTS", "RECORDS"),
    "summary": ("SUMMARY", "HISTORY"),
}
_WHETHER = re.compile(
    r"^(?:\d{1,2}[.)]\s*)?(?:whether\s+)?(?:the\s+)?(?:requests?\s+for\s+)?(?:an?\s+|the\s+)?(\S.*?)\s+(?:is|are|was|were)\s+"
    r"(?:not\s+)?medically\s+necessary",
    re.IGNORECASE | re.DOTALL,
)
_HEADED = re.compile(r"\b(?:IS|WAS|ARE|WERE)(?:/\w+)?\s+(NOT\s+)?MEDICALLY\s+NECESSARY")
_CONCLUDED = re.compile(r"\b(?:is|are|was|were)\s+(not\s+)?(?:considered\s+)?medically\s+necessary\b")


def is_professional_review(letter: LetterText) -> bool:
    """Whether the paper names itself so, or has the heading over its reasons that tells an outcome."""
    return _TITLE in letter.plain or any(
        "RATIONALE" in heading[1] and _HEADED.search(" ".join(heading[1].split()))
        for heading in _HEADING.finditer(letter.body)
    )


def professional_review(letter: LetterText) -> PublishedDetermination:
    """Read what such a paper shows; its findings name what it does not show, or says in two ways."""
    parts = dict(_parts(letter))
    first = min((span[0] for _, span in parts.values()), default=-1)
    head = header(letter, first)
    spans: dict[str, Span] = dict(head.spans)
    summary, where = letter.cut(*parts["summary"][1]) if "summary" in parts else (None, (0, 0))
    if summary:
        spans["summary"] = where
    reviewer = ReviewerStatement()
    if "qualifications" in parts:
        start, end = parts["qualifications"][1]
        reviewer = read_statement(_as_sentence(letter.body[start:end]), start)
    decided, doubts = _decided(letter, parts)
    return PublishedDetermination(
        **header_values(head, reviewer, head.days),
        summary=summary,
        treatments=decided,
        layout=Layout.PROFESSIONAL_REVIEW,
        findings=(*head.findings, *doubts),
        how_made=reviewer.how_made,
        file=letter.file,
        spans=spans,
    )


def _parts(letter: LetterText) -> Iterator[tuple[str, tuple[str, Span]]]:
    """Each part under its heading: the heading's words, and where the part stands."""
    headings = [
        (name, heading)
        for heading in _HEADING.finditer(letter.body)
        if (name := next((name for name, words in _PARTS.items() if any(word in heading[1] for word in words)), ""))
    ]
    for number, (name, heading) in enumerate(headings):
        end = headings[number + 1][1].start() if number + 1 < len(headings) else len(letter.body)
        yield name, (" ".join(heading[1].split()), (heading.end(), end))


def _as_sentence(words: str) -> str:
    """The qualifications with a verb before them where they are printed without one, of the same length or longer."""
    return (
        words
        if re.search(r"\b(?:is|are)\b", words)
        else words.replace("Board", "is Board", 1).replace("board", "is board", 1)
    )


def _decided(
    letter: LetterText, parts: dict[str, tuple[str, Span]]
) -> tuple[tuple[PublishedTreatment, ...], list[Finding]]:
    """The one treatment at issue with its outcome; none, and why, where several are or none is named."""
    if "issue" not in parts or "rationale" not in parts:
        message = "no disputed treatment with its outcome was found"
        return (), [finding("PARSE-TREATMENTS", message, Severity.FATAL, place=letter.place(0))]
    issue, where = letter.cut(*parts["issue"][1])
    named = _WHETHER.search(issue or "")
    heading, (start, end) = parts["rationale"]
    is_last = end == len(letter.body)
    stop = reasons_end(letter, start, end) if is_last else end
    rationale, reasons = letter.cut(start, stop)
    outcome, doubts = _outcome(letter, heading, rationale or "", where)
    if len(re.findall(r"\bwhether\b|^\s*\d{1,2}[.)]\s", issue or "", re.IGNORECASE | re.MULTILINE)) > 1:
        outcome = None
        message = "several treatments are at issue, and which of them the reasons are for cannot be told"
        doubts = [finding("PARSE-OUTCOME", message, Severity.MAJOR, place=letter.place(*where))]
    spans: dict[str, Span] = {"title": where, "rationale": reasons}
    guideline = None
    if "guideline" in parts:
        guideline, spans["reviewer_guideline"] = letter.cut(*parts["guideline"][1])
    treatment = PublishedTreatment(
        title=named[1] if named else issue,
        outcome=outcome,
        payer_guideline=None,
        reviewer_guideline=guideline,
        rationale=rationale,
        spans=spans,
    )
    return (treatment,), doubts + (trailing(letter, stop, end) if is_last else [])


def _outcome(letter: LetterText, heading: str, rationale: str, where: Span) -> tuple[Outcome | None, list[Finding]]:
    """The outcome by the heading over the reasons, if their conclusion does not contradict it."""
    headed = _HEADED.search(heading)
    concluded = list(_CONCLUDED.finditer(rationale.lower()))
    told = {bool(match[1]) for match in (headed, concluded[-1] if concluded else None) if match}
    if len(told) == 1 and headed:
        return (Outcome.UPHELD if told == {True} else Outcome.OVERTURNED), []
    message = "the heading over the reasons and their conclusion do not say the same of the treatment"
    message = message if len(told) > 1 else "the heading over the reasons does not say whether it was found necessary"
    return None, [finding("PARSE-OUTCOME", message, Severity.MAJOR, place=letter.place(*where))]
