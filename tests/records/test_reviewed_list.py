"""Lists of what a reviewer was given, as decisions write them: numbered, bulleted, in a sentence, over two pages."""

import datetime as dt

import pytest

from evenhand.records.cited import citations
from evenhand.records.page_signs import SignReader
from evenhand.records.record_words import RecordWords
from evenhand.records.reviewed_list import ReviewedLists
from tests.records.text_pages import pages_of

WANTED = [
    ("pr2", dt.date(2021, 7, 6)),
    ("imaging", dt.date(2021, 8, 19)),
    ("therapy_notes", dt.date(2021, 9, 2)),
]
STYLES = {
    "numbered": (
        "Records Reviewed\n1. PR-2 by Bruno Halstead, MD, dated 07/06/2021\n2. MRI report 08/19/2021, Celia Orrin, MD\n"
        "3. Physical therapy notes of 09/02/2021\n\nClinical Summary\nShe was hurt on 05/04/2021 at work."
    ),
    "bulleted, day first": (
        "The following documents were reviewed:\n- 7/6/21: progress report (Dr. Halstead)\n"
        "- 8/19/21: MRI of the left knee\n- 9/2/21: PT notes\nRationale: the guideline asks for more."
    ),
    "one sentence": (
        "Medical records reviewed: progress report by Bruno Halstead, MD dated July 6, 2021; MRI of the knee dated\n"
        "August 19, 2021; and physical therapy notes dated September 2, 2021.\n\nDecision\nThe request is denied."
    ),
    "wrapped": (
        "DOCUMENTS REVIEWED\n1. Primary treating physician's progress report by Bruno Halstead,\nMD, dated 07/06/2021\n"
        "2. MRI report by Celia Orrin, MD, dated 08/19/2021\n3. Physical therapy progress notes by\n"
        "N. Galdin, PT, 09/02/2021\n\nDiscussion\nNothing else was sent."
    ),
    "over two pages": (
        "Information reviewed\n* PR-2 dated 07/06/2021\n* MRI report dated 08/19/2021\n\n\nPage 1 of 2\f"
        "Claim 12-3456 continued\n* PT notes dated 09/02/2021\n\nBasis for the decision\nNone is shown."
    ),
    "without a heading": (
        "Dear Doctor,\n\n- PR-2, 07/06/2021\n- MRI report, 08/19/2021\n- Therapy notes, 09/02/2021\n\n"
        "The request is denied."
    ),
}


def listed(text: str, words: RecordWords) -> list[tuple[str | None, dt.date | None]]:
    reader = SignReader(words)
    pages = [reader.signs(page) for page in pages_of(text)]
    return [(citation.type, citation.day) for citation in citations(pages, ReviewedLists(words, reader.names))]


@pytest.mark.parametrize("style", STYLES)
def test_a_list_is_read_in_every_style(style: str, words: RecordWords) -> None:
    assert listed(STYLES[style], words) == WANTED


def test_several_days_of_one_paper_are_several_and_of_a_range_the_last(words: RecordWords) -> None:
    text = (
        "Records reviewed:\n1. PR-2 reports dated 1/5/2021, 2/9/2021 and 3/16/2021\n"
        "2. PT notes 1/4/2021 through 2/22/2021\n"
    )
    assert listed(text, words) == [
        ("pr2", dt.date(2021, 1, 5)),
        ("pr2", dt.date(2021, 2, 9)),
        ("pr2", dt.date(2021, 3, 16)),
        ("therapy_notes", dt.date(2021, 2, 22)),
    ]


def test_what_is_told_of_a_case_is_no_list(words: RecordWords) -> None:
    text = (
        "Clinical summary\nThe MRI of 08/19/2021 showed a tear and therapy of 09/02/2021 did not help her.\n\n"
        "Rationale\nNo."
    )
    assert listed(text, words) == []


def test_an_entry_says_who_wrote_it_and_where_it_stands(words: RecordWords) -> None:
    reader = SignReader(words)
    pages = [reader.signs(page) for page in pages_of("cover\f" + STYLES["numbered"])]
    first, second, third = citations(pages, ReviewedLists(words, reader.names))
    assert (first.author, second.author, third.author) == ("Bruno Halstead, MD", "Celia Orrin, MD", None)
    assert {first.on_page, second.on_page, third.on_page} == {2}
