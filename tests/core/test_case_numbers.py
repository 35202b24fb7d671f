"""The pattern of a programme's case numbers: what it makes, what it knows again, and what is no pattern."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.finding import Finding
from evenhand.programme.numbers import NumberPattern, read_numbers
from evenhand.toml_source import read_toml
from evenhand.toml_table import TomlTable


def _read(pattern: str) -> tuple[NumberPattern | None, list[Finding]]:
    source, _ = read_toml(f'[numbers]\npattern = "{pattern}"\n', "programme.toml")
    assert source is not None
    findings: list[Finding] = []
    return read_numbers(TomlTable.root(source, findings, "PROGRAMME-FILE")), findings


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("IMR-{year}-{sequence:6}", "IMR-2026-000042"),
        ("FR/{year:2}-{sequence:5}", "FR/26-00042"),
        ("{sequence:4} of {year}", "0042 of 2026"),
        ("X{year}.{sequence}", "X2026.42"),
    ],
)
def test_a_number_is_made_by_its_pattern(pattern: str, number: str) -> None:
    read, findings = _read(pattern)
    assert not findings
    assert read is not None
    assert read.number(2026, 42) == number


@pytest.mark.parametrize(
    "pattern",
    ["IMR-{sequence:6}", "IMR-{year}", "{year}{sequence}", "{year}-{sequence}-{sequence}", "{Year}-{sequence}",
     "IMR-{year}-{sequence:0}", "IMR-{year}0{sequence:4}", "Ü-{year}-{sequence}", "I" * 30 + "-{year}-{sequence}"],
)  # fmt: skip
def test_what_is_no_pattern_is_said_with_what_was_expected(pattern: str) -> None:
    read, findings = _read(pattern)
    assert read is None
    assert ["IMR-{year}-{sequence:6}" in (finding.expected or "") for finding in findings] == [True]


@given(
    st.integers(2013, 2099),
    st.integers(1, 10**8),
    st.sampled_from(["IMR-{year}-{sequence:6}", "A{year:2}-{sequence:3}"]),
)
def test_a_number_is_known_again_however_it_is_typed(year: int, sequence: int, pattern: str) -> None:
    numbers = NumberPattern(text=pattern)
    number = numbers.number(year, sequence)
    assert numbers.sequence_of(number.lower().replace("-", " "), year) == sequence
    assert numbers.sequence_of(number, year + 1) is None


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_two_places_have_two_numbers(place: int, other: int) -> None:
    numbers = NumberPattern(text="IMR-{year}-{sequence:6}")
    assert (numbers.number(2026, place) == numbers.number(2026, other)) == (place == other)
