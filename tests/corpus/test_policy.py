"""What a programme publishes is data, and a fault in it is said."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from evenhand.corpus.policy import Ages, Days, load_policy
from evenhand.corpus.publication import prepared
from evenhand.corpus.redaction import Kind
from evenhand.corpus.small_groups import QuasiIdentifiers, small_groups
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from tests.corpus.publishing import policy

TEXT = "The worker is a 47 year old male injured on 03-04-2016, seen on 04-05-2016 and on March 3, 2016."


def test_every_kind_has_a_mask_that_is_told_apart() -> None:
    assert set(policy().masks) == set(Kind)
    assert len(set(policy().masks.values())) == len(Kind)


def test_days_as_intervals_and_ages_in_bands() -> None:
    coarse = replace(policy(), days=Days.INTERVAL, ages=Ages.BAND)
    letter = prepared(TEXT, coarse, occurred_on=dt.date(2016, 3, 4))
    assert letter.text == (
        "The worker is a [45 to 49 years old] male injured on [the day of injury], seen on [32 days after the injury] "
        "and on [1 day before the injury]."
    )
    assert prepared(TEXT, coarse).text.count("[date]") == 3


def test_days_as_years() -> None:
    letter = prepared(TEXT, replace(policy(), days=Days.YEAR))
    assert letter.text.count("[2016]") == 3


def test_days_and_ages_stay_where_the_policy_keeps_them() -> None:
    assert prepared(TEXT, policy()).text == TEXT


@pytest.mark.parametrize(
    ("written", "instead", "fault"),
    [
        ('removed = "CAWC-I-02"', 'removed = "CAWC-I-99"', "is no rule of"),
        ('days = "kept"', 'days = "hidden"', "is not known here"),
        ("band = 5", "band = 0", "is no width"),
        ("numbers = ['CM", "numbers = ['(CM", "cannot be read"),
        ("unsure = ", "unsur = ", "is missing"),
    ],
)
def test_a_fault_in_the_policy_is_said_with_its_place(tmp_path: Path, written: str, instead: str, fault: str) -> None:
    folder = tmp_path / "ca_wc"
    copytree(programme_folder("ca_wc"), folder)
    programme, _ = load_programme(folder)
    assert programme is not None
    path = folder / "publication" / "policy.toml"
    text = path.read_text(encoding="utf-8")
    assert written in text
    path.write_text(text.replace(written, instead, 1), encoding="utf-8")
    loaded, findings = load_policy(folder, programme)
    assert loaded is None
    assert any(fault in finding.message and finding.place.line for finding in findings)


def test_a_programme_without_a_policy_says_so(tmp_path: Path) -> None:
    programme, _ = load_programme(programme_folder("ca_wc"))
    assert programme is not None
    loaded, findings = load_policy(tmp_path, programme)
    assert loaded is None
    assert "cannot be read" in findings[0].message


def told(letter: str, day: int, age: int, sex: str = "male") -> QuasiIdentifiers:
    return QuasiIdentifiers(letter=letter, occurred_on=dt.date(2016, 3, day), age=age, sex=sex)


def test_small_groups_and_linked_letters() -> None:
    letters = [told("a", 4, 47), told("b", 4, 48), told("c", 9, 48), told("d", 4, 47, "female"), told("e", 4, 60)]
    exact = small_groups(letters, wanted=2)
    assert (exact.smallest, exact.sizes, exact.below) == (1, ((1, 5),), ("a", "b", "c", "d", "e"))
    assert exact.linked == (("a", "b"),)
    coarse = small_groups(letters, wanted=2, days=Days.YEAR, ages=Ages.BAND)
    assert (coarse.sizes, coarse.below) == (((1, 2), (3, 1)), ("d", "e"))


def test_no_letter_makes_no_group_and_one_is_no_question() -> None:
    assert small_groups([], wanted=2).smallest == 0
    with pytest.raises(ValueError, match="2 or more"):
        small_groups([], wanted=1)
