"""The identities of a case are masked however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.corpus.redaction import Kind
from tests.corpus.publishing import left, person, prepare

WORKER = person("María Guadalupe Zubizarreta", "1962-03-14")
DOCTOR = person("Robert MacAllister", role="requesting physician")
OTHERS = {
    "organizations": ("Quillhaven Packing Company, Inc.",),
    "addresses": ("1420 Maple Grove Avenue, Apt 4B, Kerman, CA 93630",),
    "numbers": ("WC-2016-00471",),
}
WRITTEN = [
    ("Maria Zubizarreta was seen", "[name] was seen"),
    ("ZUBIZARRETA was seen", "[name] was seen"),
    ("Zubizarreta, Maria G. was seen", "[name], [name]. was seen"),
    ("by Zubizarreta's brother", "by [name]'s brother"),
    ("by zubizarreta", "by [name]"),
    ("by M. Zubizarreta", "by [name]"),
    ("by Zubizareta", "by [name]"),
    ("by Zubi-\nzarreta", "by [name]"),
    ("by María\n\n\fZubizarreta", "by [name]"),
    ("by Mari\u0301a Zubizarreta", "by [name]"),
    ("by M.Z. again", "by [name] again"),
    ("by Lupita today", "by [name] today"),
    ("by Bob MacAllister", "by [name]"),
    ("by Mac Allister", "by [name]"),
    ("by Z u b i z a r r e t a", "by [name]"),
    ("born on the fourteenth of March, nineteen sixty-two", "born on [date]"),
    ("seen 3/14/62 in the file", "seen [date] in the file"),
    ("file wc 2016 00471 here", "file [number] here"),
    ("file 2.0.1.6.0.0.4.7.1 here", "file [number] here"),
    ("file WC-2016-00417 here", "file [number] here"),
    ("for QUILLHAVEN PACKING in", "for [organization] in"),
    ("for Quilhaven Packing in", "for [organization] in"),
    ("at 1420 Maple\nGrove Ave. now", "at [address] now"),
    ("in Kerman, CA 93630 now", "in [address] now"),
    ("by Zubizarreta M was", "by [name] was"),
    ("by Zubizarreta A is", "by [name] is"),
    ("by MacAllister_Robert_MRI.pdf", "by [name]_MRI.pdf"),
    ("born 03 14 1962 in the file", "born [date] in the file"),
    ("file WC-2O16-OO471 here", "file [number] here"),
    ("for quillhaven packing in", "for [organization] in"),
]


@pytest.mark.parametrize(("written", "expected"), WRITTEN, ids=[written for written, _ in WRITTEN])
def test_a_way_of_writing(written: str, expected: str) -> None:
    text = f"It was noted {written}, and the pain is better."
    assert left(text, WORKER, DOCTOR, **OTHERS) == f"It was noted {expected}, and the pain is better."


KEPT = [
    "Phalen's sign was positive and Tinel's sign was negative over the carpal tunnel.",
    "Many young patients do better, and a long course of care may follow.",
    "The worker will rest. In May 2016 the hand was better; see Forearm, Wrist and Hand Complaints.",
    "He was given Norco and Lidoderm patches per MTUS/ACOEM guidelines (Fritz, 2007).",
]


@pytest.mark.parametrize("text", KEPT)
def test_ordinary_words_that_are_names_too_stay_ordinary(text: str) -> None:
    people = [person("Will Phalen"), person("May Young"), person("Terrence Long"), person("Ana Hand")]
    assert left(text, *people) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was signed by Mr. Young on the visit.", "It was signed by Mr. [name] on the visit."),
        ("It was signed by May Young on the visit.", "It was signed by [name] on the visit."),
        ("It was signed by young people.", "It was signed by young people."),
        ("Young reported pain.", "[unsure] reported pain."),
    ],
)
def test_a_name_that_is_an_ordinary_word_counts_where_it_is_meant(text: str, expected: str) -> None:
    assert left(text, person("May Young")) == expected


@given(
    st.sampled_from(["Zubizarreta", "Okwuosa", "Szczepanska", "Venkataraghavan"]),
    st.sampled_from([" ", "\n", "\n\n\f", "  ", "-\n"]),
    st.booleans(),
)
def test_a_name_is_masked_whatever_parts_its_words(family: str, between: str, upper: bool) -> None:
    written = f"Ngozi{between}{family}"
    text = f"The report of {written.upper() if upper else written} says so."
    assert left(text, person(f"Ngozi {family}")) == "The report of [name] says so."


@given(st.integers(1, 9), st.characters(categories=["Ll"], max_codepoint=122))
def test_a_name_is_masked_with_any_one_letter_wrong(place: int, letter: str) -> None:
    name = "Zubizarreta"
    wrong = name[:place] + letter + name[place + 1 :]
    assert left(f"It was said by {wrong} today.", person("Ana Zubizarreta")) == "It was said by [name] today."


@pytest.mark.parametrize(
    "wrong", ["Golden Acrn Foods", "Golden Accorn Foods", "Goldne Acorn Foods", "Golden Acorn Fouds"]
)
def test_an_organization_of_ordinary_words_is_masked_with_a_letter_wrong(wrong: str) -> None:
    text = f"The bill was sent by {wrong} in the spring."
    assert left(text, organizations=("Golden Acorn Foods",)) == "The bill was sent by [organization] in the spring."


def test_why_tells_the_part_and_never_the_name() -> None:
    letter = prepare("Zubizarreta was seen by MacAllister.", WORKER, DOCTOR)
    assert [(redaction.kind, redaction.why) for redaction in letter.redactions] == [
        (Kind.NAME, "the name of the injured worker"),
        (Kind.NAME, "the name of the requesting physician"),
    ]
    assert letter.reasons == ()


def test_the_ampersand_of_a_firm_may_be_written_out() -> None:
    firm = {"organizations": ("Beltran & Szabo Produce Co.", "Blue Heron Home Staffing")}
    assert left("Records of Beltran and Szabo Produce came.", **firm) == "Records of [organization] came."
    assert left("A bill of blue heron home staffing came.", **firm) == "A bill of [unsure] came."


def test_a_name_that_is_an_ordinary_word_counts_behind_a_nickname_and_between_dashes() -> None:
    worker = person("Grace Park")
    assert left('It was Grace "Gracie" Park who fell.', worker).count("Park") == 0
    assert left("Surgery - Park - was put off.", worker).count("Park") == 0
    assert left("The park is near.", worker) == "The park is near."
