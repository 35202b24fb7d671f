"""Papers as a person puts them right: no page is lost or doubled, what somebody said stays, and what may be another
person's is let go by nobody but a person.
"""

import datetime as dt
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.records.changed_lines import changed_lines
from evenhand.records.cited_again import cited_again
from evenhand.records.kept_pages import kept_pages, pages_kept
from evenhand.records.record import CitedDocument
from evenhand.records.sorting import (
    Apart,
    SortedFile,
    accepted,
    as_documents,
    described,
    judged,
    merged,
    papers_from,
    plain_papers,
    proposed,
    proposed_anew,
    retyped,
    split,
)
from tests.records.test_completeness import document
from tests.records.text_pages import pages_of

DAY = dt.date(2021, 9, 2)
_STEPS = st.lists(st.tuples(st.sampled_from("ajsdtkr"), st.integers(1, 9)), max_size=25)


def file_of(*lengths: int, apart: tuple[int, ...] = ()) -> SortedFile:
    """A file with papers of so many pages, those in these places taken for another person's."""
    papers, at = [], 1
    for place, length in enumerate(lengths):
        pages = tuple(range(at, at + length))
        proposal = replace(document("pr2", DAY), pages=pages, is_other_person=place in apart)
        papers.append(proposal)
        at += length
    return proposed(papers)


def _step(file: SortedFile, what: str, page: int) -> SortedFile:
    if what == "s":
        return split(file, page)
    first = file.paper_with(page).first
    if what == "j":
        return merged(file, first)
    if what == "d":
        return described(file, first, type="imaging", title="MRI", author="", day=DAY)
    if what == "t":
        return retyped(file, (first,), "imaging")
    if what == "a":
        return accepted(file, (first,))
    return judged(file, (first,), Apart.CONFIRMED if what == "k" else Apart.REFUTED)


@given(_STEPS, st.sets(st.integers(0, 3), max_size=2))
def test_every_page_stays_in_exactly_one_paper(steps: list[tuple[str, int]], apart: set[int]) -> None:
    file = file_of(2, 3, 1, 3, apart=tuple(apart))
    for what, page in steps:
        with suppress(ValueError):
            file = _step(file, what, page)
        assert sorted(page for paper in file.papers for page in paper.pages) == list(range(1, 10))
        assert [paper.first for paper in file.papers] == sorted(paper.first for paper in file.papers)
        assert papers_from(plain_papers(file)) == file


@given(_STEPS, _STEPS)
def test_a_later_reading_changes_nothing_that_a_person_said(
    steps: list[tuple[str, int]], others: list[tuple[str, int]]
) -> None:
    standing, proposal = file_of(2, 3, 1, 3, apart=(2,)), file_of(4, 5)
    for what, page in steps:
        with suppress(ValueError):
            standing = _step(standing, what, page)
    for what, page in others:
        with suppress(ValueError):
            proposal = _step(proposal, what, page)
    after = proposed_anew(standing, proposal)
    settled = [paper for paper in standing.papers if paper.accepted or paper.apart is not Apart.NO]
    assert all(paper in after.papers for paper in settled)
    assert standing.pages_apart <= after.pages_apart
    assert sorted(page for paper in after.papers for page in paper.pages) == list(range(1, 10))


def test_what_is_proposed_again_on_pages_that_are_left_is_not_certain() -> None:
    standing = accepted(file_of(2, 2), (1,))
    after = proposed_anew(standing, file_of(1, 3))
    assert [(paper.pages, paper.is_certain, paper.accepted) for paper in after.papers] == [
        ((1, 2), True, True),
        ((3, 4), False, False),
    ]


def test_what_may_be_another_s_is_not_accepted_in_passing() -> None:
    file = accepted(file_of(1, 1, apart=(1,)), (1, 2))
    assert [paper.accepted for paper in file.papers] == [True, False]
    assert file.pages_apart == {2}
    own = judged(file, (2,), Apart.REFUTED)
    assert own.pages_apart == frozenset()
    assert not own.paper(2).accepted
    assert accepted(own, (2,)).is_accepted
    another = judged(file, (2,), Apart.CONFIRMED)
    assert another.is_accepted
    assert another.pages_apart == {2}


def test_papers_of_two_persons_are_not_joined() -> None:
    with pytest.raises(ValueError, match="two persons"):
        merged(file_of(1, 1, apart=(1,)), 2)


def test_what_nobody_can_read_is_accepted_with_a_type_alone() -> None:
    file = split(file_of(2), 2)
    assert accepted(file, (2,)).paper(2).accepted is False
    told = described(file, 2, type="imaging", title="MRI", author="Celia Orrin, MD", day=None)
    assert told.paper(2).accepted
    assert as_documents(told)[1].is_date_certain, "somebody said that it has no day"


def test_pages_are_kept_as_they_were_read() -> None:
    pages = pages_of("First line\nDate:     2021-09-02\f\fLast, é")
    assert pages_kept(kept_pages(pages)) == pages


def test_one_changed_line_is_told() -> None:
    here = ["Pain is 6 of 10.", "", "She returns in  six weeks.", "Signed"]
    there = ["pain is 6 of 10.", "She returns in two weeks.", "Signed"]
    assert changed_lines(here, there) == ((("She returns in  six weeks.",), ("She returns in two weeks.",)),)
    assert changed_lines(here, here) == ()
    assert changed_lines(["line"] * 2001, there) is None


def test_a_citation_follows_what_a_person_says_of_a_paper() -> None:
    cited = CitedDocument(type="imaging", author=None, day=DAY, on_page=3, document=0)
    here = [document("imaging", DAY), document("pr2", DAY)]
    assert cited_again([cited], here, ())[0].document == 0
    corrected = [document("operative", DAY), document("imaging", DAY)]
    assert cited_again([cited], corrected, {0, 1})[0].document == 1
    gone = [document("operative", DAY), document("pr2", DAY)]
    assert cited_again([cited], gone, {0, 1})[0].document is None
    another = [replace(document("imaging", DAY), is_other_person=True)]
    assert cited_again([cited], another, ())[0].document is None
