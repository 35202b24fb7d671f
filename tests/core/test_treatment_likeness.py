"""Lines of requests that may ask for the same in other words, and such as do not."""

import datetime as dt

import pytest

from evenhand.likeness import Described, Fact, Named, Reading, likeness
from evenhand.treatment_likeness import may_be_same_treatment

SAME = [
    ("PT x12 lumbar", "Physical therapy, 12 visits, lumbar spine"),
    ("physiotherapy 12 sessions low back", "PT x 12 lumbar"),
    ("Chiro 6 visits cervical", "Chiropractic treatment, six sessions, neck"),
    ("MRI lumbar", "Magnetic resonance imaging of the lumbar spine"),
    ("Acupuncture x8 left shoulder", "8 sessions of acupuncture for the left shoulder"),
    ("Gabapentin 300mg #90", "90 capsules of gabapentin 300 mg"),
]
OTHER = [
    ("PT x12 lumbar", "Physical therapy, 6 visits, lumbar spine"),
    ("PT x12 lumbar", "Physical therapy, 12 visits, cervical spine"),
    ("PT x12 lumbar", "Occupational therapy, 12 visits, lumbar spine"),
    ("MRI left knee", "MRI right knee"),
    ("Gabapentin 300 mg #90", "Gabapentin 600 mg #90"),
    ("Physical therapy", "PT"),
    ("PT x12 lumbar and MRI lumbar", "Physical therapy, 12 visits, lumbar spine"),
    ("", "PT x12 lumbar"),
    ("something nobody knows x12", "another thing x12"),
]


@pytest.mark.parametrize(("words", "other"), SAME)
def test_the_same_in_other_words_may_be_the_same(words: str, other: str) -> None:
    assert may_be_same_treatment(words, other)
    assert may_be_same_treatment(other, words)


@pytest.mark.parametrize(("words", "other"), OTHER)
def test_what_differs_in_something_both_say_is_another(words: str, other: str) -> None:
    assert not may_be_same_treatment(words, other)
    assert not may_be_same_treatment(other, words)


def test_a_pair_keyed_otherwise_in_every_field_still_reads_as_one() -> None:
    first = Described(
        name="Imani Example",
        occurred_on=dt.date(2020, 1, 6),
        named=(Named("employer", "Acme Orchards Inc", "employer"),),
        physician="Ada Sample, M.D.",
        treatments=("PT x12 lumbar",),
    )
    second = Described(
        name="Imany Example",
        occurred_on=dt.date(2020, 1, 6),
        named=(Named("employer", "Acme Orchards, Inc.", "employer"),),
        physician="Dr. Ada Sample",
        treatments=("Physical therapy, 12 visits, lumbar spine",),
    )
    both = likeness(first, second)
    assert both.reading is Reading.ONE_APPLICATION
    told = {part.fact: part.words for part in both.parts}
    assert told[Fact.TREATMENTS] == "same treatments, it seems, in other words"
    assert told[Fact.NAMED] == "same employer"
    assert "differs by one letter" in told[Fact.NAME]


def test_a_name_alone_makes_nothing_one() -> None:
    alone = likeness(Described(name="Imani Example"), Described(name="Imani Example"))
    assert alone.reading is not Reading.ONE_APPLICATION
