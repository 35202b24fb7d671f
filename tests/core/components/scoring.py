"""How near the components read from titles come to those that a person read: counts by field, and lines split right."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evenhand.components.component import FIELDS, component_json
from evenhand.components.title import components

GOLD = Path(__file__).with_name("gold.jsonl")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORD = re.compile(rf"\b({'|'.join(_ONES)})\b")
_PLURALS = re.compile(r"\b(hour|week|month|day|time)s\b")


@dataclass(slots=True)
class Score:
    """What was read rightly, wrongly and not at all, by field; and joined lines split into the right number."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    joined: int = 0
    split_right: int = 0

    def f1(self, name: str | None = None) -> float:
        """The F1 of a field, or of all fields together."""
        right, wrong, missed = (
            counter[name] if name else counter.total() for counter in (self.right, self.wrong, self.missed)
        )
        return 2 * right / (2 * right + wrong + missed) if right or wrong or missed else 1.0


def gold(part: str) -> Iterator[dict[str, Any]]:
    """The lines of one part of the gold set (`tuned` or `held`), each with the components a person read in it.

    `either` names fields that two readers may give differently, `optional` a component that may be given or left out.
    """
    for line in GOLD.read_text().splitlines():
        row = json.loads(line)
        if row["part"] == part:
            yield row


def titles(shared: Path) -> dict[tuple[str, int], str]:
    """The titles of the published letters by case number and line."""
    with (shared / "letters" / "ca_wc_2016" / "issues.csv").open(encoding="utf-8", newline="") as file:
        return {(row["case_number"], int(row["issue_no"])): row["title"] for row in csv.DictReader(file)}


def score(shared: Path, part: str) -> Score:
    """The score of one part of the gold set against the titles in the reading material."""
    result, printed = Score(), titles(shared)
    for row in gold(part):
        proposed = [component_json(each) for each in components(printed[row["case"], row["line"]])]
        expected = [each for each in row["components"] if not each.get("optional")]
        if len(proposed) == len(row["components"]):
            expected = row["components"]
        if len(expected) > 1:
            result.joined += 1
            result.split_right += len(expected) == len(proposed)
        longest = max(len(proposed), len(expected))
        for number in range(longest):
            own = proposed[number] if number < len(proposed) else {}
            _compare(own, expected[number] if number < len(expected) else {}, result)
    return result


def _compare(proposed: dict[str, Any], expected: dict[str, Any], result: Score) -> None:
    for name in FIELDS:
        own, other = _plain(name, proposed.get(name)), _plain(name, expected.get(name))
        if name in expected.get("either", ()):
            continue
        if own == other:
            result.right[name] += own != ""
        else:
            result.wrong[name] += own != ""
            result.missed[name] += other != ""


def _plain(name: str, value: str | float | None) -> str:
    """A value in one form: lower case, numbers as figures, no plurals; of a treatment its words alone."""
    text = str(value if value is not None else "").lower()
    if name == "treatment":
        return " ".join(re.findall(r"\w+", text))
    text = _WORD.sub(lambda match: str(_ONES.index(match[0]) + 1), text)
    return _PLURALS.sub(r"\1", text)
