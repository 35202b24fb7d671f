"""What is printed reads back the same, and prints the same again."""

import string
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.determination.parse import parse
from evenhand.determination.published import Layout, PublishedDetermination, PublishedTreatment
from evenhand.determination.published_print import print_published
from evenhand.treatment import Outcome
from tests.letters.generator import letter, without

LAYOUTS = (Layout.GRID_2014, Layout.CREDENTIALS_2016)
SIGNS = string.ascii_letters + string.digits + ",;:()[]/%#&'\"-+="
WORDS = st.text(SIGNS, min_size=1, max_size=14).filter(lambda word: not word.endswith(":"))
"""No word of a text looks like a label, by which the parts of a letter are told."""
PHRASES = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)
SPACED = st.lists(PHRASES, min_size=1, max_size=5).map("  ".join)
SENTENCES = st.lists(SPACED.map("{}.".format), min_size=1, max_size=20).map(" ".join)
REASONED = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(lambda words: f"is {' '.join(words)}"), min_size=1)
REASONS = st.lists(REASONED.map(" ".join).map("{}.".format), min_size=1, max_size=20).map(" ".join)
"""Reasons argue: without a word such as `is` plain text cannot tell where they end and a name of sentences begins."""
STATES = st.lists(st.sampled_from(("Utah", "New Mexico", "Rhode Island")), max_size=3, unique=True).map(tuple)
SPECIALTIES = st.sampled_from((None, "Neurology", "Hand Surgery, Pain Management", "Ear, Nose & Throat"))
NAMES = st.lists(
    st.text(string.ascii_letters + string.digits + "#/%(-", min_size=2, max_size=12), min_size=1, max_size=70
)
DAYS = st.none() | st.dates(date(1970, 1, 1), date(2069, 12, 31))
TREATMENTS = st.builds(
    PublishedTreatment,
    title=NAMES.map(" ".join),
    outcome=st.sampled_from(Outcome),
    payer_guideline=SENTENCES,
    reviewer_guideline=SENTENCES,
    rationale=REASONS,
    spans=st.just({}),
)
LETTERS = st.builds(
    PublishedDetermination,
    case_number=st.none() | st.from_regex(r"CM1[3-7]-\d{7}", fullmatch=True),
    priority=st.sampled_from((None, "Standard", "Expedited")),
    date_assigned=DAYS,
    date_of_injury=DAYS,
    decision_date=DAYS,
    ur_denial_date=DAYS,
    application_received=DAYS,
    licensure=STATES,
    specialty=SPECIALTIES,
    summary=SENTENCES,
    treatments=st.lists(TREATMENTS, min_size=1, max_size=6).map(tuple),
    layout=st.sampled_from(LAYOUTS),
    spans=st.just({}),
)


@given(LETTERS)
def test_printed_and_read_and_printed_again(shown: PublishedDetermination) -> None:
    printed = print_published(shown)
    read = parse(printed)
    assert replace(without(read), layout=shown.layout) == without(shown)
    assert print_published(read, layout=shown.layout) == printed
    again = parse(print_published(read, layout=shown.layout))
    assert (again, again.how_made) == (read, read.how_made)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_letter_of_one_layout_can_be_printed_in_the_other(layout: Layout) -> None:
    for seed in range(10):
        shown = letter(Random(seed))
        read = parse(print_published(shown, layout=layout))
        assert read.layout is layout
        assert without(replace(read, layout=shown.layout)) == shown
        assert read.findings == ()


def test_real_letters_are_printed_and_read_the_same(shared: Path) -> None:
    for path in sorted((shared / "letters").rglob("*.txt")):
        shown = parse(path.read_text(encoding="utf-8"))
        for layout in LAYOUTS:
            read = parse(print_published(shown, layout=layout))
            assert without(replace(read, layout=shown.layout)) == without(shown), path.name


def test_long_letters_have_numbered_pages_that_are_no_part_of_their_words() -> None:
    printed = print_published(letter(Random(5)))
    assert printed.count("\f") >= 1
    assert f"Page 1 of {printed.count(chr(12)) + 1}" in printed
    assert without(parse(printed)) == letter(Random(5))


def test_the_notice_of_2013_is_not_printed() -> None:
    with pytest.raises(ValueError, match="notice of 2013"):
        print_published(letter(Random(1)), layout=Layout.NOTICE_2013)


FULL = (
    "00000. 0 0 0000 000000 000000 000000000000 00000000000000. 00000000000000 000 0000000  000 0000  0 0 0 0 00000000 "
    "00000000000  0 0 00000 00000000000000. 0 0 00000000000000 0000 00000000000000  00000  00000000000000  "
    "00000000000000 00 0000000000 00 00000000000000  000000 000000. 0 0 000 000 000000 000000 0000000000. 0 0000."
)
"""Reasons whose last line had no room for the name that follows them."""
WIDE = (
    "0 Scunthorpe. 0 0 7 D M S W- I,S J'y S:7t BSfE+ vx7HBAv  Upt=l 0 0 3fV pp6Uvt Qzp(2+R rQdhFeR ;),tA=Gt[U "
    "0000000000000 00000000000000  000000000 000  0 00 0000 00000 0000000 0000000 000000000 000000000 000000000."
)


def test_a_page_may_end_anywhere_around_a_title() -> None:
    first = PublishedTreatment(
        title="Cane", outcome=Outcome.UPHELD, payer_guideline=WIDE, reviewer_guideline="None.", rationale=FULL,
        spans={},
    )  # fmt: skip
    shown = replace(without(letter(Random(1))), treatments=(first, replace(first, rationale="No.")))
    for words in range(700):
        longer = replace(shown, summary=" ".join(["word"] * words) + ".", layout=Layout.GRID_2014)
        assert without(parse(print_published(longer))).treatments == shown.treatments, words
