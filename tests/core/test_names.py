"""Names: what is beyond doubt one, what goes to a person, what is two."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.names.comparison import Likeness, same_organisation, same_person
from evenhand.names.index import NameIndex
from evenhand.panel.instance.synthetic_names import Namer

SAME = (
    ("Copper Wren Insurance Co.", "COPPER WREN INSURANCE COMPANY, INC."),
    ("Copper Wren Ins.", "The Copper Wren Insurance Corporation"),
    ("St. Osyth Hosp.", "Saint Osyth Hospital"),
    ("Copper & Wren, LLP", "Copper and Wren"),
    ("Cañon Wren Medical Group, a Medical Corporation", "Canon Wren Med Grp"),
    ("U.S. Wren Stores", "US Wren Stores"),
)
PERHAPS = (
    ("Copper Wren Insurance", "Coper Wren Insurnace"),
    ("Copper Wren Insurance", "Wren Copper Insurance"),
    ("Blue River Medical Group", "BlueRiver Medical Group"),
    ("Granite State Mutual Indemnity", "GSMI"),
    ("Tamarack", "Tamarack Claims Services"),
    ("Tamarack CMS", "Tamarack Claims Management Services"),
    ("Copper Wren Clinic", "Copper Wren Insurance"),
    ("Pelican Insurance", "Pelican Insurance Services"),
    ("Copper Wren Mdical Grup", "Copper Wren Medical Group"),
)
OTHER = (
    ("Copper Wren Insurance", "Copper Heron Insurance"),
    ("Pelican Insurance", "Pelican Orthopedics"),
    ("Pelican Clinic 2", "Pelican Clinic 3"),
    ("Summit Insurance Company", "Granite Insurance Company"),
    ("Insurance Company", "Claims Services"),
)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        *((*pair, Likeness.SAME) for pair in SAME),
        *((*pair, Likeness.PERHAPS) for pair in PERHAPS),
        *((*pair, Likeness.OTHER) for pair in OTHER),
    ],
)
def test_names_of_organisations(one: str, other: str, likeness: Likeness) -> None:
    assert same_organisation(one, other) is same_organisation(other, one) is likeness
    assert NameIndex([("x", one)], of_persons=False).like(other) == ({"x": likeness} if likeness != "other" else {})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John A. Solbury, MD", "Solbury, Jon"),
        ("Bob Solbury", "Robert Solbury Jr."),
        ("José Muñoz", "Jose Munoz"),
        ("Solbury Milo", "Milo Solbury"),
        ("M. Solbury", "Milo Solbury"),
        ("Milo James Solbury", "James Solbury"),
        ("Solbury Milo T.", "Milo T. Solbury"),
        ("Milo Solbury", "Milo Solbury"),
    ],
)
def test_names_of_one_person_are_asked_about_and_never_taken_as_proof(one: str, other: str) -> None:
    assert same_person(one, other) is same_person(other, one) is Likeness.PERHAPS
    assert NameIndex([("x", one)], of_persons=True).like(other) == {"x": Likeness.PERHAPS}


@pytest.mark.parametrize(
    ("one", "other"), [("Milo Solbury", "Clara Solbury"), ("Milo Solbury", "Milo Tarvale"), ("Ann Li", "Ann Wu")]
)
def test_names_of_two_people(one: str, other: str) -> None:
    assert same_person(one, other) is Likeness.OTHER
    assert NameIndex([("x", one)], of_persons=True).like(other) == {}


@given(st.integers(), st.integers(0, 3), st.sampled_from(("insurer", "medical_group", "maker", "employer", "person")))
def test_a_misspelt_name_is_never_taken_for_another_by_comparison_or_index(seed: int, slips: int, kind: str) -> None:
    namer = Namer(seed)
    is_person = kind == "person"
    name = namer.person() if is_person else namer.organisation(kind)
    wrong = namer.misspelt(name, slips)
    others = [namer.person() if is_person else namer.organisation(kind) for _ in range(20)]
    index = NameIndex([(str(number), one) for number, one in enumerate([*others, name])], of_persons=is_person)
    assert str(len(others)) in index.like(wrong)


@given(st.integers())
def test_the_index_finds_all_that_comparing_one_by_one_finds(seed: int) -> None:
    namer, chance = Namer(seed), random.Random(seed)
    names = [namer.organisation(chance.choice(("insurer", "maker", "holding"))) for _ in range(30)]
    names += [namer.misspelt(name, 2) for name in names[:10]]
    index = NameIndex([(name, name) for name in names], of_persons=False)
    for name in names[:12]:
        compared = {one: same_organisation(name, one) for one in set(names)}
        assert index.like(name) == {one: how for one, how in compared.items() if how is not Likeness.OTHER}


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_compared(one: str, other: str) -> None:
    assert same_organisation(one, other) is same_organisation(other, one)
    assert same_person(one, other) is same_person(other, one)
    assert one in NameIndex([(one, one), (other, other)], of_persons=False).like(one)
