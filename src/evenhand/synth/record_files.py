"""Writing made-up records: for each case a file of pages and, beside it, what is true of it."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from evenhand.synth.bank import Bank
from evenhand.synth.file_making import make_file
from evenhand.synth.truth import Truth

SMALLEST, LARGEST = 30, 2000
_PAGES_A_PAPER = 1.6


class WrittenFile(NamedTuple):
    """A file that was written, with its truth, and what it holds."""

    path: Path
    truth: Truth


def write_records(
    folder: Path, bank: Bank, cases: int, seed: str, quality: str, pages: tuple[int, int], untitled: float
) -> Iterator[WrittenFile]:
    """Write so many files, each of a number of pages within the bounds (most are small, a few large).

    Beside `NAME.pdf` stands `NAME.truth.json`. Raises OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(f"records {seed}")
    for number in range(1, cases + 1):
        size = _size(draw, *pages)
        data, truth = make_file(bank, f"{seed} {number}", round(size / _PAGES_A_PAPER), quality, untitled=untitled)
        path = folder / f"record-{number:04d}.pdf"
        path.write_bytes(data)
        shown = json.dumps(truth.shown(path.name), ensure_ascii=False, indent=1)
        path.with_suffix(".truth.json").write_text(shown, encoding="utf-8")
        yield WrittenFile(path, truth)


def _size(draw: random.Random, low: int, high: int) -> int:
    """So many pages as a file may have: half have less than a fifth of the way up, few are near the top."""
    return min(high, low + round((high - low) * min(draw.lognormvariate(-2.2, 1.0), 1.0)))
