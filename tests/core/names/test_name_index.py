"""Finding one name among many: whatever comparing one by one would find."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.names.index import NameIndex
from evenhand.names.likeness import Likeness
from evenhand.names.organisation_likeness import same_organisation
from evenhand.names.person_likeness import same_person
from evenhand.panel.instance.synthetic_names import Namer
from tests.core.names.labelled import labelled
from tests.core.names.made_up import degrees, persons, titles

LABELLED = [name for pair in labelled("pairs") for name in (pair.name, pair.other)]
WRITTEN = st.builds(lambda title, name, degree: f"{title}{name}{degree}", titles, persons, degrees)
NAMES = st.lists(st.one_of(persons, WRITTEN, st.sampled_from(LABELLED)), min_size=1, max_size=25)


def _compared(names: list[str], asked: str, *, of_persons: bool) -> dict[str, Likeness]:
    compare = same_person if of_persons else same_organisation
    answers = {name: compare(asked, name) for name in names}
    return {name: answer for name, answer in answers.items() if answer is not Likeness.OTHER}


@given(NAMES)
def test_the_index_of_persons_finds_all_that_comparing_one_by_one_finds(names: list[str]) -> None:
    index = NameIndex([(name, name) for name in names], of_persons=True)
    for asked in names[:6]:
        compared = _compared(names, asked, of_persons=True)
        like = index.like(asked)
        assert {name: how for name, how in compared.items() if name in like} == like
        assert not [name for name in compared if name not in like and name.isascii() and asked.isascii()]


@pytest.mark.parametrize("table", ["pairs", "organisations"])
def test_every_labelled_pair_is_found(table: str) -> None:
    of_persons = table == "pairs"
    index = NameIndex([(pair.other, pair.other) for pair in labelled(table)], of_persons=of_persons)
    for pair in labelled(table):
        if pair.right == "same" and not _crosses_scripts(pair.name, pair.other):
            assert pair.other in index.like(pair.name), pair


def _crosses_scripts(name: str, other: str) -> bool:
    return (max(name) > "\u0600") != (max(other) > "\u0600")


@given(st.integers())
def test_the_index_of_organisations_finds_all_that_comparing_one_by_one_finds(seed: int) -> None:
    namer, chance = Namer(seed), random.Random(seed)
    names = [namer.organisation(chance.choice(("insurer", "maker", "holding"))) for _ in range(30)]
    names += [namer.misspelt(name, 2) for name in names[:10]]
    names += [f"{name} of Central California" for name in names[:3]] + [f"c/o {name}" for name in names[3:6]]
    index = NameIndex([(name, name) for name in names], of_persons=False)
    for name in names[:12] + names[-6:]:
        assert index.like(name) == _compared(names, name, of_persons=False)


@given(st.integers(), st.integers(0, 3), st.sampled_from(("insurer", "medical_group", "maker", "employer", "person")))
def test_a_misspelt_name_is_never_taken_for_another_by_comparison_or_index(seed: int, slips: int, kind: str) -> None:
    namer = Namer(seed)
    is_person = kind == "person"
    name = namer.person() if is_person else namer.organisation(kind)
    wrong = namer.misspelt(name, slips)
    others = [namer.person() if is_person else namer.organisation(kind) for _ in range(20)]
    names = [(str(number), other) for number, other in enumerate([*others, name])]
    assert str(len(others)) in NameIndex(names, of_persons=is_person).like(wrong)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_asked_about(name: str, other: str) -> None:
    index = NameIndex([(name, name), (other, other)], of_persons=False)
    assert set(index.like(name)) <= {name, other}
    assert set(NameIndex([(name, name), (other, other)], of_persons=True).like(name)) <= {name, other}


def test_a_name_without_words_is_like_none() -> None:
    index = NameIndex([("known", "Jane Roe"), ("initials", "J. R.")], of_persons=True)
    assert index.like("") == {}
    assert set(index.like("J. R.")) == {"known", "initials"}
    assert set(index.like("Jane Roe")) == {"known", "initials"}
