"""Possible duplicates: what weighs, what is said of it, and that whoever is worth a look is found."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.likeness import MOST, WORTH_A_LOOK, Described, Fact, Named, Reading, blocking_keys, likeness
from evenhand.names.persons import person_name


def _of_employer(name: str) -> tuple[Named, ...]:
    return (Named("employer", name, "employer"),)


IMANI = Described(
    name="Imani R. Example",
    occurred_on=dt.date(2020, 1, 6),
    born_on=dt.date(1980, 3, 4),
    claim_number="SM-2020-00417",
    named=_of_employer("Sample Orchards, Inc."),
    physician="Otto Tarvale",
    physician_npi="1234567893",
    ur_decided_on=dt.date(2024, 5, 20),
    treatments=("Six sessions of massage", "MRI of the lumbar spine"),
)
BARE = replace(IMANI, born_on=None, claim_number="", named=(), physician="", physician_npi="", ur_decided_on=None)


def test_the_points_make_a_hundred() -> None:
    assert sum(MOST.values()) == 100
    assert set(MOST) == set(Fact)


def test_an_application_filed_twice_is_one() -> None:
    same = likeness(IMANI, IMANI)
    assert (same.score, same.reading) == (100, Reading.ONE_APPLICATION)
    assert same.words.startswith("same claim number; same name")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("EXAMPLE, Imani R", "same name in another order"),
        ("Imáni  R. Example", "same name"),
        ("Imani Example", "same name but for an initial"),
        ("Imani Exmaple", "name differs by one letter"),
        ("Imani Exemplo", "name differs by two letters"),
        ("ImaniR .Example", "name differs by one letter"),
        ("Imani Rose Example", "one name has a part the other lacks"),
        ("Ms. Imani R. Example, deceased", "same name but for what stands around it"),
        ("Otto Other", "different names"),
    ],
)
def test_a_name_is_compared_as_people_write_it(name: str, said: str) -> None:
    found = likeness(IMANI, replace(IMANI, name=name))
    assert said in found.words
    assert (found.score >= WORTH_A_LOOK) is True  # claim number and birth still say the same employee


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (replace(IMANI, born_on=dt.date(1980, 4, 3)), "day of birth with day and month exchanged"),
        (replace(IMANI, occurred_on=dt.date(2020, 1, 5)), "day it occurred differs by one digit"),
        (replace(IMANI, claim_number="sm 2020 00417"), "same claim number"),
        (replace(IMANI, claim_number="SM-2020-00471"), "claim number differs by one sign"),
        (replace(IMANI, named=_of_employer("Sample Orchards")), "same employer"),
        (replace(IMANI, named=_of_employer("Sample Orchards of Fresno")), "names of the employer are alike"),
        (replace(IMANI, named=_of_employer("Badger Cove")), "different names of the employer"),
        (replace(IMANI, claim_number="SM 2020 417"), "claim numbers agree but for leading zeros"),
        (
            replace(IMANI, physician="Tarvale, Otto, M.D., Ph.D.", physician_npi=""),
            "same name of the requesting physician",
        ),
        (
            replace(IMANI, physician="O. Tarvale", physician_npi="1234567890"),
            "names of the requesting physician may be one",
        ),
        (replace(IMANI, physician="Milo Quist", physician_npi=""), "different names of the requesting physician"),
        (replace(IMANI, physician="Mrs. Quist", physician_npi="1234567893"), "same requesting physician by the"),
        (replace(IMANI, physician_npi="1000000004"), "different requesting physicians by the identifier"),
        (replace(IMANI, treatments=("massage, six sessions of",)), "1 treatment in common"),
    ],
)
def test_every_reason_is_said(other: Described, said: str) -> None:
    assert said in likeness(IMANI, other).words


@pytest.mark.parametrize(
    ("name", "other"),
    [("Robert Solbury", "Bob Solbury"), ("Mary Ann Jones", "Maryann Jones"), ("Jane Roe", "Jane Sample (née Roe)")],
)
def test_one_person_may_go_by_two_names(name: str, other: str) -> None:
    like = likeness(replace(IMANI, name=name), replace(IMANI, name=other))
    assert {part.fact: part.points for part in like.parts}[Fact.NAME] > 10
    assert like.reading is Reading.ONE_APPLICATION


def test_another_dispute_of_the_same_employee_is_no_duplicate() -> None:
    other = replace(IMANI, ur_decided_on=dt.date(2024, 1, 5), treatments=("Home health aide",))
    assert likeness(IMANI, other).reading is Reading.ONE_CLAIM
    assert likeness(BARE, replace(BARE, treatments=("Home health aide",))).reading is Reading.ONE_CLAIM


def test_two_employees_hurt_on_one_day_over_one_treatment_are_two() -> None:
    other = replace(BARE, name="Otto Other", ur_decided_on=dt.date(2024, 5, 20))
    assert likeness(replace(BARE, ur_decided_on=dt.date(2024, 5, 20)), other).reading is Reading.UNLIKE


def test_a_common_name_alone_makes_nobody_one() -> None:
    other = replace(BARE, occurred_on=dt.date(2012, 9, 9), treatments=("Home health aide",))
    assert likeness(BARE, other).reading is Reading.UNLIKE


def test_what_is_not_stated_weighs_nothing() -> None:
    found = likeness(IMANI, BARE)
    assert {part.fact for part in found.parts if not part.most} == {
        Fact.CLAIM_NUMBER, Fact.BORN_ON, Fact.NAMED, Fact.PHYSICIAN, Fact.UR_DECIDED_ON,
    }  # fmt: skip
    assert found.score == 100
    assert "claim" not in found.words


DAYS = st.none() | st.dates(dt.date(1950, 1, 1), dt.date(2025, 12, 31))
WORDS = st.text(alphabet="ABCDEÉÑabcde -'.,", max_size=24)
APPLICATIONS = st.builds(
    Described,
    name=WORDS,
    occurred_on=DAYS,
    born_on=DAYS,
    claim_number=WORDS,
    named=st.tuples(st.builds(Named, st.sampled_from(("employer", "insurer")), WORDS, st.just("employer"))),
    ur_decided_on=DAYS,
    treatments=st.lists(WORDS, max_size=3).map(tuple),
)


@given(APPLICATIONS, APPLICATIONS)
def test_likeness_is_mutual_and_bounded(one: Described, other: Described) -> None:
    found = likeness(one, other)
    assert found == likeness(other, one)
    assert 0 <= found.score <= 100
    assert all(abs(part.points) <= MOST[part.fact] for part in found.parts)


@given(APPLICATIONS)
def test_an_application_is_found_by_its_own_keys(one: Described) -> None:
    assert blocking_keys(one) == blocking_keys(replace(one))
    if max(map(len, person_name(one.name).words), default=0) > 1:
        assert blocking_keys(one)


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Imani Exmaple"},
        {"name": "Emani Example"},
        {"name": "Iman iR. Example", "occurred_on": dt.date(2020, 1, 7)},
        {"name": "Example Imani", "occurred_on": dt.date(2020, 1, 7)},
        {"occurred_on": dt.date(2021, 2, 7)},
        {"name": "Imani Newname", "occurred_on": dt.date(2020, 1, 7)},
        {"name": "Imani Example Tarvale", "occurred_on": dt.date(2020, 1, 7), "claim_number": "", "born_on": None},
        {"name": "Dr. Imani Example, M.D.", "occurred_on": dt.date(2020, 1, 7), "claim_number": "", "born_on": None},
        {"name": "Otto Other", "born_on": None, "claim_number": "sm/2020/417", "occurred_on": dt.date(1999, 1, 7)},
    ],
)
def test_one_fault_still_leaves_a_key_to_be_found_by(changed: dict[str, object]) -> None:
    assert blocking_keys(IMANI) & blocking_keys(replace(IMANI, **changed))  # type: ignore[arg-type]
