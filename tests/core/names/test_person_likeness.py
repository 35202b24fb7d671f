"""Names of persons: one, to be asked, another; by labelled pairs and by laws that hold for every name."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evenhand.names.likeness import Likeness
from evenhand.names.person_likeness import same_person
from evenhand.names.persons import person_name
from evenhand.panel.instance.synthetic_names import Namer
from tests.core.names.labelled import labelled
from tests.core.names.made_up import FAMILY, GIVEN, degrees, families, givens, persons, qualifiers, titles

PAIRS = labelled("pairs")


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.kind}: {pair.name} | {pair.other}")
def test_no_person_is_taken_for_another_nor_for_two(pair) -> None:  # type: ignore[no-untyped-def]
    answer = same_person(pair.name, pair.other)
    assert not pair.is_wrong(answer)
    assert same_person(pair.other, pair.name) is answer


def test_of_persons_who_differ_plainly_hardly_any_is_asked_about() -> None:
    different = [pair for pair in PAIRS if pair.right == "other"]
    asked = [pair for pair in different if same_person(pair.name, pair.other) is Likeness.ASK]
    assert len(different) > 90
    assert len(asked) <= 0.02 * len(different), asked


@pytest.mark.parametrize(
    "other",
    ["Jane Roe, M.D., Ph.D.", "ROE, JANE", "Dr. Jane Roe", "Jane Roe - Treating", "Jane Roe, QME", "Attn: Jane Roe"],
)
def test_a_name_with_what_is_written_around_it_is_the_same(other: str) -> None:
    assert same_person("Jane Roe", other) is Likeness.SAME


@pytest.mark.parametrize("name", ["", " ", ",", "M.D.", "\u200b", "---"])
def test_what_holds_no_name_is_asked_about(name: str) -> None:
    assert same_person("Jane Roe", name) is not Likeness.SAME
    assert same_person("", name) is Likeness.ASK


@given(persons, persons)
def test_it_does_not_matter_which_name_comes_first(name: str, other: str) -> None:
    assert same_person(name, other) is same_person(other, name)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_compared(name: str, other: str) -> None:
    assert same_person(name, other) is same_person(other, name)
    if person_name(name).words:
        assert same_person(name, name) is Likeness.SAME


@given(persons)
def test_a_name_is_itself_whatever_capitals_accents_and_blanks(name: str) -> None:
    for written in (name, name.upper(), name.lower(), name.title(), f"  {name.replace(' ', '  ')} "):
        assert same_person(name, written) is Likeness.SAME


@given(persons, persons, titles, degrees)
def test_titles_and_degrees_change_no_answer(name: str, other: str, title: str, degree: str) -> None:
    answer = same_person(name, other)
    assert same_person(f"{title}{name}{degree}", other) is answer
    assert same_person(f"{name}{degree}", f"{title}{other}") is answer


@given(persons, qualifiers, st.sampled_from((", {}", " - {}", " ({})", "; {}", " / {}")))
def test_no_known_qualifier_changes_a_name(name: str, qualifier: str, form: str) -> None:
    assert same_person(name, name + form.format(qualifier.upper())) is Likeness.SAME


@given(persons, st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", min_size=1, max_size=20))
def test_no_words_behind_a_comma_make_a_name_another(name: str, words: str) -> None:
    assert same_person(name, f"{name}, {words}") is not Likeness.OTHER


@given(givens, families, st.sampled_from(("Q. ", "")))
def test_order_initials_and_a_missing_middle_name_are_never_another(given: str, family: str, middle: str) -> None:
    name = f"{given} {middle}{family}"
    forms = (f"{family}, {given}", f"{family.upper()} {given}", f"{given[0]}. {family}", f"{given} Marie {family}")
    for written in forms:
        assert same_person(name, written) is not Likeness.OTHER


@given(st.integers(), st.integers(0, 4))
def test_a_misspelt_name_is_never_another(seed: int, slips: int) -> None:
    namer = Namer(seed)
    name = namer.person()
    assert same_person(name, namer.misspelt(name, slips)) is not Likeness.OTHER


@given(givens, givens, families)
def test_no_two_given_names_are_one(given: str, other: str, family: str) -> None:
    assume(given != other)
    assert same_person(f"{given} {family}", f"{other} {family}") is not Likeness.SAME


def test_of_persons_drawn_at_random_hardly_any_is_asked_about() -> None:
    chance, asked, count = random.Random(12), 0, 4_000
    for _ in range(count):
        (given, other), (family, second) = chance.sample(GIVEN, 2), chance.sample(FAMILY, 2)
        pair = (f"{given} {family}", f"{other} {family if chance.random() < 0.5 else second}")
        asked += same_person(*pair) is not Likeness.OTHER
    assert asked <= 0.02 * count


def test_a_name_is_taken_apart_in_its_order() -> None:
    read = person_name("Dr. Roe-Smith, Jane A., M.D., Ph.D. (née Tarvale)")
    assert read.words == ("jane", "a", "roe", "smith")
    assert ("jane", "tarvale") in read.others
    assert person_name("Roe Jr., John").generation == person_name("John Roe, Junior").generation == "junior"
    assert person_name("Minh Van Do").words == ("minh", "van", "do")
    assert person_name("Minh Van, D.O.").words == ("minh", "van")


def test_a_text_too_long_for_a_name_is_asked_about() -> None:
    assert same_person("Jane Roe", "and so on " * 100) is Likeness.ASK
