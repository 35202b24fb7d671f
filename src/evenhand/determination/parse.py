"""Reading a published determination: text in, what the letter shows out, with findings on what it does not."""

from itertools import islice

from evenhand.determination.header import Header, header
from evenhand.determination.header_values import header_values
from evenhand.determination.headings import Headings, documents_heading, headings
from evenhand.determination.letter_2013 import is_letter_2013, letter_2013
from evenhand.determination.letter_text import LetterText, letter_text
from evenhand.determination.notice_2013 import is_notice, notice
from evenhand.determination.professional_review import is_professional_review, professional_review
from evenhand.determination.published import PublishedDetermination, Span
from evenhand.determination.reading_rules import finding
from evenhand.determination.recognised import misread_words
from evenhand.determination.reviewer_statement import ReviewerStatement, reviewer_statement
from evenhand.determination.treatments import Decided, treatments
from evenhand.finding import Finding, Severity

_MOST_MISREAD = 3
_SEARCHED = 50_000


def parse(text: str, *, file: str = "", strong: frozenset[int] = frozenset()) -> PublishedDetermination:
    """Read one letter from its text.

    `file` is the name to give in places; `strong` are, from a PDF, the offsets of lines that begin in bold type. Raises
    nothing: whatever the text is, the value says what could be read and its findings what could not.
    """
    letter = letter_text(text, file=file, strong=strong)
    sections = headings(letter)
    if older := _in_an_older_layout(letter, sections):
        return older
    head = header(letter, sections.first)
    reviewer = reviewer_statement(letter, sections)
    decided = treatments(letter, max(sections.issues, 0), sections.end, is_whole=sections.issues >= 0)
    summary, where = letter.cut(*_summary(letter, sections))
    spans = {**head.spans, **dict(reviewer.spans)}
    if summary:
        spans["summary"] = where
    return PublishedDetermination(
        **header_values(head, reviewer, head.days),
        summary=summary,
        treatments=decided.treatments,
        layout=reviewer.layout,
        findings=(
            *_recognised(letter, sections, head, reviewer, decided),
            *head.findings,
            *_sections_missing(letter, sections, reviewer, bool(decided.treatments)),
            *decided.findings,
        ),
        how_made=reviewer.how_made,
        file=file,
        spans=spans,
    )


def _in_an_older_layout(letter: LetterText, sections: Headings) -> PublishedDetermination | None:
    """The letter read in one of the layouts of 2013; None where it is in none of them."""
    if is_letter_2013(letter, sections):
        return letter_2013(letter, sections)
    if sections.first < 0 and is_notice(letter):
        return notice(letter)
    if sections.issues < 0 and is_professional_review(letter):
        return professional_review(letter)
    return None


def _summary(letter: LetterText, sections: Headings) -> Span:
    """Where the clinical summary stands; an empty span where there is none."""
    if sections.summary < 0:
        return 0, 0
    end = sections.issues_head if sections.issues_head >= 0 else sections.end
    documents = documents_heading(letter.plain, sections.summary, end)
    return sections.summary, documents if documents >= 0 else end


def _recognised(
    letter: LetterText, sections: Headings, head: Header, reviewer: ReviewerStatement, decided: Decided
) -> list[Finding]:
    """That the text was recognised on a picture, where it shows that; nothing for a letter printed as usual."""
    if decided.is_usual and sections.is_usual and not head.findings and not reviewer.misread:
        return []
    misread = [*reviewer.misread, *islice(misread_words(letter.body[:_SEARCHED]), _MOST_MISREAD)]
    if not misread:
        return []
    examples = ", ".join(f'"{word}"' for word in dict.fromkeys(misread))
    message = f"the text was recognised on a picture, it seems: it prints {examples}; any value may be misread"
    remedy = "Compare the values with the page, or read the PDF that the picture was made from."
    return [finding("READ-RECOGNISED", message, place=letter.place(0), remedy=remedy)]


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
