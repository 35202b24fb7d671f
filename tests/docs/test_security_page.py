"""The page on security: a row for every requirement of its two levels, each with evidence that is there."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
_ROW = re.compile(
    r"^\| (\d+)\.(\d+)\.(\d+) \| (.+?) \| (yes|part|\*\*open\*\*|not applicable) \| (.+) \|$", re.MULTILINE
)
_COUNTS = (27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7)
OF_TWO_LEVELS = dict(enumerate(_COUNTS, start=1))
"""How many requirements of level 1 and 2 each chapter of ASVS 5.0.0 has."""


def test_each_requirement_has_one_row() -> None:
    rows = _ROW.findall(PAGE)
    numbers = [tuple(map(int, row[:3])) for row in rows]
    assert len(set(numbers)) == len(numbers)
    assert numbers == sorted(numbers)
    assert Counter(chapter for chapter, _, _ in numbers) == OF_TWO_LEVELS


def test_the_sum_is_that_of_the_rows() -> None:
    stands = Counter(row[4].strip("*") for row in _ROW.findall(PAGE))
    told = re.search(r"Of (\d+) requirements (\d+) are met, (\d+) in part, (\d+) are open, and (\d+) do not", PAGE)
    assert told is not None
    counted = [sum(stands.values()), *(stands[state] for state in ("yes", "part", "open", "not applicable"))]
    assert [int(number) for number in told.groups()] == counted


def test_what_is_named_as_evidence_is_there() -> None:
    named = set(re.findall(r"`((?:src|tests|tools|docs)/[\w/.-]+)`", PAGE))
    assert len(named) > 60
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
