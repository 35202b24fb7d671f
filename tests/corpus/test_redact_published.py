"""Published letters: nearly nothing of them is masked, and whatever is planted into them is."""

import json
from collections import Counter
from pathlib import Path
from statistics import median

import pytest

from evenhand.corpus.identities import read_identities
from evenhand.corpus.publication import case_search, identifiers
from evenhand.corpus.redaction import Kind
from evenhand.corpus.small_groups import quasi_identifiers, small_groups
from evenhand.determination.parse import parse
from tests.bench._planted import plant
from tests.corpus.publishing import policy

SEED = 31_000_000
"""Nothing was tuned on plants of this seed and those behind it."""
FALSE = (Kind.NAME, Kind.NUMBER, Kind.ORGANIZATION, Kind.ADDRESS)


@pytest.fixture(scope="module")
def letters(shared: Path) -> list[str]:
    """The published letters of 2016, in the order of their numbers."""
    folder = shared / "letters" / "ca_wc_2016" / "txt"
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]


def test_published_letters_lose_next_to_nothing(letters: list[str]) -> None:
    redactions = [identifiers(letter, policy()) for letter in letters]
    assert sum(redaction.kind in FALSE for each in redactions for redaction in each) / len(letters) <= 0.3
    assert median(sum(redaction.kind is Kind.UNSURE for redaction in each) for each in redactions) <= 3


def test_planted_identities_are_masked(letters: list[str]) -> None:
    missed: Counter[str] = Counter()
    total = 0
    for number, letter in enumerate(letters[::3]):
        planted = plant(letter, SEED + number)
        identities, findings = read_identities(json.dumps(planted.identities), "planted")
        assert identities is not None, findings
        masked = bytearray(len(planted.text))
        for mark in identifiers(planted.text, policy(), case_search(identities)):
            masked[mark.start : mark.end] = b"1" * (mark.end - mark.start)
        for each in planted.plants:
            total += 1
            places = [place for place in range(each.start, each.end) if planted.text[place].isalnum()]
            missed[each.way] += not all(masked[place] for place in places)
    assert 1 - missed.total() / total >= 0.995, missed.most_common(5)


def test_published_letters_are_grouped_by_what_they_tell(letters: list[str]) -> None:
    told = [quasi_identifiers(parse(letter), str(number)) for number, letter in enumerate(letters)]
    report = small_groups(told, wanted=5)
    assert report.letters == len(letters)
    assert sum(size * count for size, count in report.sizes) == len(letters)
    assert len(report.below) > 100  # exact day of injury, age and sex together single nearly everybody out
