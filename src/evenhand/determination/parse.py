"""Reading a published determination: text in, what the letter shows out, with findings on what it does not."""

from evenhand.determination.header import header
from evenhand.determination.headings import Headings, headings
from evenhand.determination.letter_text import LetterText, letter_text
from evenhand.determination.notice_2013 import is_notice, notice
from evenhand.determination.published import PublishedDetermination, Span
from evenhand.determination.reading_rules import finding
from evenhand.determination.reviewer_statement import ReviewerStatement, reviewer_statement
from evenhand.determination.treatments import treatments
from evenhand.finding import Finding, Severity


def parse(text: str, *, file: str = "", strong: frozenset[int] = frozenset()) -> PublishedDetermination:
    """Read one letter from its text.

    `file` is the name to give in places; `strong` are, from a PDF, the offsets of lines that begin in bold type. Raises
    nothing: whatever the text is, the value says what could be read and its findings what could not.
    """
    letter = letter_text(text, file=file, strong=strong)
    sections = headings(letter)
    if sections.first < 0 and is_notice(letter):
        return notice(letter)
    head = header(letter, sections.first)
    reviewer = reviewer_statement(letter, sections)
    decided, doubts = treatments(letter, sections.issues, sections.end) if sections.issues >= 0 else ((), ())
    summary, where = letter.cut(*_summary(sections))
    spans = {**head.spans, **dict(reviewer.spans)}
    if summary:
        spans["summary"] = where
    return PublishedDetermination(
        case_number=head.words.get("case_number"),
        priority=head.words.get("priority"),
        date_assigned=head.days.get("date_assigned"),
        date_of_injury=head.days.get("date_of_injury"),
        decision_date=head.days.get("decision_date"),
        ur_denial_date=head.days.get("ur_denial_date"),
        application_received=head.days.get("application_received"),
        licensure=reviewer.licensure,
        specialty=reviewer.specialty,
        summary=summary,
        treatments=decided,
        layout=reviewer.layout,
        findings=(*head.findings, *_sections_missing(letter, sections, reviewer, bool(decided)), *doubts),
        how_made=reviewer.how_made,
        file=file,
        spans=spans,
    )


def _summary(sections: Headings) -> Span:
    """Where the clinical summary stands; an empty span where there is none."""
    if sections.summary < 0:
        return 0, 0
    return sections.summary, sections.issues_head if sections.issues_head >= 0 else sections.end


def _sections_missing(
    letter: LetterText, sections: Headings, reviewer: ReviewerStatement, is_decided: bool
) -> list[Finding]:
    """Findings on what a whole letter should hold and this one does not."""
    missing = []
    if sections.first < 0:
        message = "the paper has none of the headings of a determination"
        missing.append(finding("PARSE-LAYOUT", message, Severity.MAJOR, place=letter.place(0)))
    elif min(sections.how, sections.summary, sections.issues) < 0:
        named = {
            "how the determination was made": sections.how,
            "clinical case summary": sections.summary,
            "issues, decisions and rationales": sections.issues,
        }
        for name in [name for name, offset in named.items() if offset < 0]:
            message = f"the section on {name} is not shown"
            missing.append(finding("PARSE-SECTION", message, Severity.MAJOR, place=letter.place(0)))
    if sections.how >= 0 and not (reviewer.licensure and reviewer.specialty):
        what = "specialty" if reviewer.licensure else "licensure"
        message = f"the letter does not show the reviewer's {what}"
        missing.append(finding("PARSE-CREDENTIALS", message, place=letter.place(sections.how_head)))
    if not is_decided:
        message = "no disputed treatment with its outcome was found"
        expected = "a name, a colon and an outcome"
        missing.append(finding("PARSE-TREATMENTS", message, Severity.FATAL, place=letter.place(0), expected=expected))
    if sections.end < len(letter.text):
        message = "another letter begins here; only the first was read"
        remedy = "Put each letter into a file of its own."
        missing.append(finding("PARSE-SEVERAL", message, place=letter.place(sections.end), remedy=remedy))
    return missing
