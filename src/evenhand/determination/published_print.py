"""Printing a published determination as text, in the layouts of 2014 and of 2016, so that it reads back the same.

The labels and headings are the layouts' own; the sentences between them are ours.
"""

from collections.abc import Iterator
from datetime import date

from evenhand.determination.published import Layout, PublishedDetermination, PublishedTreatment
from evenhand.determination.reviewer_statement import read_statement
from evenhand.treatment import Outcome

_COLUMN = 92
_PAGE = 48
"""Lines of a page above its number."""
_KEPT = 10
"""A paragraph of so many lines stands on one page."""
_WORDS = {
    Outcome.UPHELD: "Upheld",
    Outcome.OVERTURNED: "Overturned",
    Outcome.OVERTURNED_IN_PART: "Overturned in part",
}
_CHOSEN = "The reviewer takes no part in the dispute and was chosen for knowledge of the treatment."
_CREDENTIALS = "The reviewer has the following credentials:"
_SUMMARY = "This summary of the case was drawn from all medical records:"
_ISSUES = "These are the decisions on the disputed treatments set forth below:"


def print_published(published: PublishedDetermination, *, layout: Layout | None = None) -> str:
    """The letter as text, its paragraphs parted by blank lines and broken to a column, its pages numbered.

    `layout` is the letter's own unless another is named; a letter of unknown layout is printed as in 2016. Parts that
    are `None` are left out. ValueError for the notice of 2013, which is read and not printed.
    """
    layout = layout or published.layout
    if layout is Layout.NOTICE_2013:
        raise ValueError("the notice of 2013 is not printed: name the layout of 2014 or 2016")
    is_2014 = layout is Layout.GRID_2014
    header = _rows(published) if is_2014 or _is_incomplete(published) else _columns(published)
    words = [paragraph for paragraph in (*_reviewer(published, is_2014=is_2014), *_body(published)) if paragraph]
    pages = _pages([header, *map(_broken, words)])
    if len(pages) == 1:
        return "\n".join(pages[0]) + "\n"
    numbered = [f"Page {number} of {len(pages)}" for number in range(1, len(pages) + 1)]
    return "\f".join("\n".join([*page, "", foot, ""]) for page, foot in zip(pages, numbered, strict=True))


def _is_incomplete(published: PublishedDetermination) -> bool:
    """Whether a value of the header is missing, so that values apart from their labels could not be told."""
    return None in [value for row in _grid(published) for _, value in row]


def _grid(published: PublishedDetermination) -> tuple[tuple[tuple[str, str | None], ...], ...]:
    return (
        (("Case Number:", published.case_number),),
        (("Date Assigned:", _day(published.date_assigned)), ("Date of Injury:", _day(published.date_of_injury))),
        (("Decision Date:", _day(published.decision_date)), ("UR Denial Date:", _day(published.ur_denial_date))),
        (("Priority:", published.priority), ("Application Received:", _day(published.application_received))),
    )


def _rows(published: PublishedDetermination) -> list[str]:
    """The header row by row, as in 2014."""
    return ["\t".join(f"{label}\t{value or ''}" for label, value in row) for row in _grid(published)]


def _columns(published: PublishedDetermination) -> list[str]:
    """The header column by column, as text taken from the page of 2016 has it."""
    grid = _grid(published)
    left = [row[0] for row in grid]
    right = [row[1] for row in grid if len(row) > 1]
    lines: list[str] = []
    for column in (left, right):
        for label, _ in column:
            lines += label.replace("Application ", "Application\n").split("\n")
        lines += ["", *[value or "" for _, value in column], ""]
    return lines[:-1]


def _day(day: date | None) -> str | None:
    return day.strftime("%m/%d/%Y") if day else None


def _reviewer(published: PublishedDetermination, *, is_2014: bool) -> Iterator[str]:
    """How the determination was made: the letter's own statement where it has one, and the reviewer's credentials."""
    if not (published.how_made or published.licensure or published.specialty):
        return
    yield "HOW THE IMR FINAL DETERMINATION WAS MADE"
    if is_2014:
        yield _told(published)
        return
    yield published.how_made or f"{_CHOSEN} {_CREDENTIALS}"
    states = f"State(s) of Licensure: {','.join(published.licensure)}" if published.licensure else ""
    yield "\n".join(filter(None, (states, f"Certification(s)/Specialty: {published.specialty or ''}")))


def _told(published: PublishedDetermination) -> str:
    """The letter's own statement, with a sentence on the reviewer where it does not hold one that says the same."""
    statement = published.how_made or _CHOSEN
    reviewer = read_statement(statement, 0)
    if (reviewer.licensure, reviewer.specialty) == (published.licensure, published.specialty):
        return statement
    kept = statement[: statement.rfind(". ") + 1] if statement.endswith(":") else statement
    return f"{kept} {_sentence(published)}".strip()


def _sentence(published: PublishedDetermination) -> str:
    """The reviewer in the sentence of 2014."""
    certified = f"The reviewer is Board Certified in {published.specialty}" if published.specialty else "The reviewer"
    licensed = f"is licensed to practice in {', '.join(published.licensure)}." if published.licensure else ""
    if not licensed:
        return f"{certified}."
    return f"{certified} and {licensed}" if published.specialty else f"{certified} {licensed}"


def _body(published: PublishedDetermination) -> Iterator[str]:
    if published.summary:
        yield from ("CLINICAL CASE SUMMARY", _SUMMARY, published.summary)
    if published.treatments:
        yield from ("IMR ISSUES, DECISIONS AND RATIONALES", _ISSUES)
    for treatment in published.treatments:
        yield from _treatment(treatment)


def _treatment(treatment: PublishedTreatment) -> Iterator[str]:
    yield f"{treatment.title or ''}: {_WORDS[treatment.outcome] if treatment.outcome else ''}".strip()
    for label, words in (
        ("Claims Administrator guideline:", treatment.payer_guideline),
        ("MAXIMUS guideline:", treatment.reviewer_guideline),
        ("Decision rationale:", treatment.rationale),
    ):
        if words:
            yield f"{label} {words}"


def _broken(paragraph: str) -> list[str]:
    """The paragraph in lines, broken at single spaces only: a line break is read back as one space."""
    lines = []
    for row in paragraph.split("\n"):
        line = ""
        for word in _unbroken(row):
            if line and len(line) + 1 + len(word) > _COLUMN:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return lines


def _unbroken(row: str) -> list[str]:
    """The words of a row; words that stand two or more spaces apart stay together."""
    words: list[str] = []
    is_joined = False
    for word in row.split(" "):
        if words and (is_joined or not word):
            words[-1] += " " + word
        else:
            words.append(word)
        is_joined = not word
    return words


def _pages(paragraphs: list[list[str]]) -> list[list[str]]:
    """The lines of each page. A short paragraph is not broken; a page that begins one opens with a blank line."""
    pages: list[list[str]] = [[]]
    for lines in paragraphs:
        room = _PAGE - len(pages[-1]) - 1
        if len(lines) > room and (len(lines) <= _KEPT or room < _KEPT):
            pages.append([])
            room = _PAGE - 1
        if len(pages) > 1 or pages[-1]:
            pages[-1].append("")
        pages[-1] += lines[:room]
        pages += [lines[start : start + _PAGE] for start in range(room, len(lines), _PAGE)]
    return pages
