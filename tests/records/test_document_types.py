"""The tables by which types are told apart: every entry does what it says, and no two types claim the same title."""

from collections import Counter

import pytest

from evenhand.programme.library import programme_folder
from evenhand.records.document_type import type_of
from evenhand.records.page_signs import SignReader
from evenhand.records.page_title import TitleFinder
from evenhand.records.record_words import RecordWords, load_record_words
from tests.records.text_pages import pages_of

LOADED, _ = load_record_words(programme_folder("ca_wc"))
assert LOADED
TYPES = LOADED.types


@pytest.mark.parametrize("kind", TYPES)
def test_the_example_of_a_type_is_of_that_type(kind: str, words: RecordWords) -> None:
    page = SignReader(words).signs(pages_of(TYPES[kind].example)[0])
    assert type_of([page], words).type == kind


@pytest.mark.parametrize(("kind", "title"), [(kind.id, title) for kind in TYPES.values() for title in kind.titles])
def test_every_title_as_a_heading_tells_its_type(kind: str, title: str, words: RecordWords) -> None:
    lines = pages_of(f"{title.upper()}\n\nof nobody, and nothing else stands here")[0].lines
    titles = TitleFinder(words.types).titles(lines, skipped=frozenset(), fuzzy=False)
    assert titles, title
    assert titles[0].type == kind or words.types[kind].id in {title.type for title in titles[:2]}


def test_no_title_is_of_two_types() -> None:
    claimed = Counter(title for kind in TYPES.values() for title in kind.titles)
    assert [title for title, number in claimed.items() if number > 1] == []


def test_a_misread_title_still_tells_its_type(words: RecordWords) -> None:
    lines = pages_of("OPERATlVE REP0RT\n\nsomething")[0].lines
    assert TitleFinder(words.types).titles(lines, skipped=frozenset(), fuzzy=True)[0].type == "operative_report"
    assert not TitleFinder(words.types).titles(lines, skipped=frozenset(), fuzzy=False)


def test_the_longer_title_wins(words: RecordWords) -> None:
    lines = pages_of("PHYSICAL THERAPY PROGRESS REPORT\n\nsomething")[0].lines
    titles = TitleFinder(words.types).titles(lines, skipped=frozenset(), fuzzy=False)
    assert [title.type for title in titles] == ["therapy_notes"]


def test_what_says_nothing_is_not_certain_and_keeps_three_choices(words: RecordWords) -> None:
    page = SignReader(words).signs(pages_of("Lorem ipsum dolor sit amet, consectetur adipiscing elit sed do.\n" * 4)[0])
    reading = type_of([page], words)
    assert not reading.is_certain
    assert len(reading.choices) == 3


def test_an_index_is_not_what_it_lists(words: RecordWords) -> None:
    rows = "\n".join(
        f"{called}   3/{day}/2021"
        for day, called in enumerate(("Operative report", "MRI report", "Urine drug screen", "QME report", "PR-2"), 1)
    )
    page = SignReader(words).signs(pages_of(rows)[0])
    assert page.is_listing
    assert type_of([page], words).type == "other"
