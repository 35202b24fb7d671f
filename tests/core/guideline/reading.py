"""How near the citations read from real strings come to their readings: those given, and those mended by hand."""

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from evenhand.guideline.cite import citations
from evenhand.guideline.conventions import load_conventions
from evenhand.guideline.patterns import Patterns, patterns
from evenhand.programme.library import programme_folder

CORRECTED = Path(__file__).with_name("corrected_readings.jsonl")
FIELDS = ("body", "title", "edition", "chapter", "section", "pages")
_COLUMNS = {**dict(zip(FIELDS, FIELDS, strict=True)), "edition": "edition_year"}
_FIRST_HELD = 139
"""Rows before it were looked at while the conventions were learned."""

Reading = dict[str, str]


@dataclass(slots=True)
class Score:
    """What was read rightly, wrongly and not at all, by field."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    blocks: int = 0

    def f1(self, name: str | None = None) -> float:
        """The F1 of a field, or of all fields together."""
        right, wrong, missed = (
            counter[name] if name else counter.total() for counter in (self.right, self.wrong, self.missed)
        )
        return 2 * right / (2 * right + wrong + missed) if right or wrong or missed else 1.0


def ca_wc_patterns() -> Patterns:
    """How guidelines are cited in the packaged programme."""
    conventions, findings = load_conventions(programme_folder("ca_wc"))
    assert conventions is not None, findings
    assert findings == ()
    return patterns(conventions)


def blocks(shared: Path, part: str) -> Iterator[tuple[str, list[Reading]]]:
    """Blocks of determinations with their readings as given: those `looked_at` while the reader was made, or those
    `held` back until it stood.
    """
    with (shared / "guidelines" / "citations.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            digest = hashlib.sha256(row["raw"].encode()).digest()
            is_held = number >= _FIRST_HELD and digest[0] % 2 == digest[1] % 2 == 1
            if "issues.csv" in row["source"] and is_held == (part == "held"):
                yield row["raw"], _given(row)


def corrected() -> dict[str, list[Reading]]:
    """The readings mended by hand, by the digest of their block; each says why in the file."""
    rows = map(json.loads, CORRECTED.read_text(encoding="utf-8").splitlines())
    return {row["sha256"]: row["citations"] for row in rows}


def _given(row: dict[str, str]) -> list[Reading]:
    columns = {name: row[column].split(" || ") for name, column in _COLUMNS.items()}
    count = max(map(len, columns.values()))
    return [
        {name: values[number].replace("(non-MTUS)", "") for name, values in columns.items() if number < len(values)}
        for number in range(count)
    ]


def score(shared: Path, part: str, *, mended: bool) -> Score:
    """The score of one part against the readings as given, or with those mended by hand in their place."""
    pattern, result, by_hand = ca_wc_patterns(), Score(), corrected()
    for raw, given in blocks(shared, part):
        digest = hashlib.sha256(raw.encode()).hexdigest()[:16]
        expected = by_hand.get(digest, given) if mended else given
        cited = [{name: getattr(each, name) or "" for name in FIELDS} for each in citations(raw, pattern)]
        result.blocks += 1
        for number in range(max(len(cited), len(expected))):
            own = cited[number] if number < len(cited) else {}
            _compare(own, expected[number] if number < len(expected) else {}, result)
    return result


def _compare(own: Reading, expected: Reading, result: Score) -> None:
    for name in FIELDS:
        printed, wanted = _plain(own.get(name, "")), _plain(expected.get(name, ""))
        if printed == wanted:
            result.right[name] += bool(printed)
        else:
            result.wrong[name] += bool(printed)
            result.missed[name] += bool(wanted)


def _plain(value: str) -> str:
    """A value in lower case with single spaces, without marks of trade and a final stop."""
    return " ".join(value.lower().replace("\u00ae", "").split()).strip(" .")
