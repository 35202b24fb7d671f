"""Case and claim numbers: one however typed, another where a letter or a digit is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.identifier import claim_number_key, claim_number_whole, identifier_key, unseen_signs

NUMBERS = st.text(alphabet="ABCxyz0123456789-./ ", min_size=1, max_size=20)


@pytest.mark.parametrize(
    "typed",
    ["VAR-77", "var-77", "VAR\u201177", "VAR 77", "VAR-77.", "VAR\u201377", "VAR\u00a077", " Var_77", "VAR\u200b77"],
)
def test_a_case_number_is_one_however_it_is_typed(typed: str) -> None:
    assert identifier_key(typed) == "var77"


def test_another_number_is_another() -> None:
    assert len({identifier_key(number) for number in ("VAR-77", "VAR-78", "VAR-770", "VAR-077", "WAR-77", "77")}) == 6


@pytest.mark.parametrize(
    ("number", "other"),
    [("0000123456", "123456"), ("SM-0042-7", "SM 42 7"), ("sm/0042", "SM0042"), ("WC 007", "wc-7")],
)
def test_a_claim_number_is_one_but_for_leading_zeros(number: str, other: str) -> None:
    assert claim_number_key(number) == claim_number_key(other)


def test_zeros_within_a_claim_number_count() -> None:
    assert claim_number_key("1002") != claim_number_key("12")
    assert claim_number_key("SM-120") != claim_number_key("SM-12")
    assert claim_number_key("0") == claim_number_key("000") != ""
    assert claim_number_whole("00A-12") == "a12"


@given(
    NUMBERS, st.sampled_from((str.upper, str.lower, lambda text: text.replace("-", "\u2011"), lambda text: f" {text}."))
)
def test_signs_and_capitals_change_no_number(number: str, typed) -> None:  # type: ignore[no-untyped-def]
    assert identifier_key(typed(number)) == identifier_key(number)
    assert claim_number_key(typed(number)) == claim_number_key(number)


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\x00", "\x1b", "\u2028", "\u00ad", "\ufeff"])
def test_signs_that_nobody_sees_are_told(sign: str) -> None:
    assert len(unseen_signs(f"VAR{sign}-{sign}77")) == 1
    assert unseen_signs("VAR-77 Ä") == ()
