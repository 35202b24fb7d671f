"""What a record lacks: cited papers with every place of their citation, and papers that a review needs."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.cli.record_gaps import gap_lines
from evenhand.records.completeness import CitedAt, GapReason, gaps, months_before
from evenhand.records.record import CitedDocument, FileReading, RecordDocument
from evenhand.records.record_words import Need, RecordWords

DAY = dt.date(2021, 9, 2)
NOTES = Need(
    what="recent notes",
    types=frozenset({"pr2"}),
    citation="the rule",
    status="partly",
    months=6,
    before=frozenset({"request_for_authorization"}),
)


def document(
    kind: str | None, day: dt.date | None = None, *, sure: bool = True, choices: tuple[str, ...] = ()
) -> RecordDocument:
    return RecordDocument(
        pages=(1,),
        type=kind,
        choices=choices,
        is_certain=sure,
        title=None,
        author=None,
        author_role=None,
        date_of_service=day,
        is_date_certain=sure and day is not None,
        report_date=None,
    )


def cited(
    author: str | None = None, *, day: dt.date | None = DAY, page: int = 3, at: int | None = None
) -> CitedDocument:
    return CitedDocument(type="therapy_notes", author=author, day=day, on_page=page, document=at)


def file(name: str, documents: tuple[RecordDocument, ...], *citations: CitedDocument) -> FileReading:
    return FileReading(file=name, pages=(), documents=documents, cited=citations)


def test_a_paper_that_two_decisions_cite_is_one_gap_with_both_places() -> None:
    first = file("a.pdf", (), cited("Nestor Galdin, PT"), cited(at=0, page=4))
    second = file("b.pdf", (), cited(None, page=9), cited("Ida Corroth, PT", page=9))
    lacking = gaps([first, second], ())
    assert [(gap.author, gap.cited_at) for gap in lacking] == [
        ("Nestor Galdin, PT", (CitedAt("a.pdf", 3), CitedAt("b.pdf", 9))),
        ("Ida Corroth, PT", (CitedAt("b.pdf", 9),)),
    ]
    assert all(gap.reason is GapReason.CITED and gap.day == DAY for gap in lacking)


def test_what_may_be_the_cited_paper_is_looked_at_before_anybody_is_asked() -> None:
    documents = (
        document("therapy_notes", DAY + dt.timedelta(days=9)),  # surely another visit
        document("therapy_notes"),  # its day could not be read
        document(None),  # nobody can read it
        document("pr2", DAY, sure=False, choices=("pr2", "therapy_notes", "other")),
        document("imaging", DAY),
    )
    assert gaps([file("a.pdf", documents, cited())], ())[0].perhaps == (1, 2, 3)


@pytest.mark.parametrize(
    ("day", "sure", "missing", "perhaps"),
    [
        (dt.date(2021, 8, 1), True, False, ()),
        (dt.date(2021, 2, 28), True, False, ()),
        (dt.date(2021, 2, 27), True, True, ()),
        (dt.date(2021, 9, 1), True, True, ()),
        (None, True, True, (1,)),
        (dt.date(2021, 8, 1), False, True, (1,)),
    ],
)
def test_a_need_of_recent_papers_counts_back_from_the_request(
    day: dt.date | None, sure: bool, missing: bool, perhaps: tuple[int, ...]
) -> None:
    request = document("request_for_authorization", dt.date(2021, 8, 31))
    lacking = gaps([file("a.pdf", (request, document("pr2", day, sure=sure)))], [NOTES])
    assert bool(lacking) is missing
    if missing:
        assert (lacking[0].reason, lacking[0].need, lacking[0].perhaps) == (GapReason.NEEDED, NOTES, perhaps)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 40), st.integers(0, 40))
def test_months_before_follow_the_calendar(day: dt.date, months: int, more: int) -> None:
    earlier = months_before(day, months)
    assert (day.year * 12 + day.month) - (earlier.year * 12 + earlier.month) == months
    assert earlier.day <= day.day
    assert months_before(day, months + more) <= earlier


def test_every_need_of_the_programme_names_its_authority(words: RecordWords) -> None:
    assert words.needs
    assert all(need.citation and need.types <= set(words.types) for need in words.needs)


def test_a_line_for_a_person_says_where_and_what_to_look_at_first(words: RecordWords) -> None:
    documents = (document("imaging", DAY), document("therapy_notes"))
    told = list(gap_lines(gaps([file("in/a.pdf", documents, cited("Nestor Galdin, PT"))], [NOTES]), words))
    assert told[0].strip() == (
        "Listed as reviewed (a.pdf page 3) and not here: Therapy notes, 2021-09-02, Nestor Galdin, PT. "
        "Look first whether it is document 2."
    )
    assert "recent notes (the rule; status: partly)" in told[1]
