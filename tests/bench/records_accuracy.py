"""How well made-up records are read: types, splits, days, copies, gaps, other persons, turned and illegible pages.

The papers come from the bank of which nothing was learned: typed, faxed and mixed, as bad as they come, and untitled.
Every page is read as `evenhand records read` reads it. With --pictures the pages on which something failed are drawn.
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evenhand.programme.library import programme_folder
from evenhand.records.read_files import read_file
from evenhand.records.record import read_record
from evenhand.records.record_words import RecordWords, load_record_words
from evenhand.records.shown import shown
from evenhand.records.whose import Person
from evenhand.synth.bank import Bank, load_bank
from evenhand.synth.record_files import write_records
from evenhand.synth.truth import Truth
from tests.bench._machine import heading
from tests.bench._records_picture import draw_failures
from tests.bench._records_score import Score, figures, score_file

ROWS = {"text": ("text", 0.0), "fax": ("fax", 0.0), "worst": ("worst", 0.0), "untitled": ("text", 1.0)}
"""The columns of the table: how the papers came, and the share of them without a title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is measured: a bank, so many files of so many pages, from a seed."""

    bank: Bank
    words: RecordWords
    cases: int
    pages: int
    seed: str
    jobs: int


def main() -> None:
    """Make, read, score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programme", default="ca_wc")
    parser.add_argument("--bank", default="report")
    parser.add_argument("--cases", type=int, default=1)
    parser.add_argument("--pages", type=int, default=30)
    parser.add_argument("--seed", default="bench")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", choices=list(ROWS), action="append")
    parser.add_argument("--failed", action="store_true", help="say what failed")
    parser.add_argument("--pictures", type=Path, help="a folder for pictures of the pages on which something failed")
    asked = parser.parse_args()
    folder = programme_folder(asked.programme)
    bank, words = load_bank(folder, asked.bank)[0], load_record_words(folder)[0]
    if bank is None or words is None:
        raise SystemExit(f"the programme {asked.programme} has no bank {asked.bank} or no words of records")
    run = Run(bank=bank, words=words, cases=asked.cases, pages=asked.pages, seed=asked.seed, jobs=asked.jobs)
    table = {}
    for name in asked.only or ROWS:
        score = measured(run, name, asked.pictures)
        table[name] = figures(score) | {"pages; documents": f"{score.counts['pages']}; {score.counts['documents']}"}
        if asked.failed:
            print(f"-- {name}", *score.failed, sep="\n")
    print(heading(f"Made-up records of the bank {asked.bank!r}, seed {asked.seed!r}"))
    print_table(table)


def measured(run: Run, name: str, pictures: Path | None) -> Score:
    """One column: files made, read and held against the truth."""
    score = Score()
    with tempfile.TemporaryDirectory() as place:
        for path, truth in _files(run, name, Path(place)):
            person = Person(name=truth.person, born=truth.born)
            pages = read_file(path, jobs=run.jobs)
            answer = shown(read_record([pages], run.words, person))["files"][0]
            before = len(score.failed)
            score_file(_plain(truth, path), answer, score, path.stem)
            if pictures:
                draw_failures(path, score.failed[before:], pictures / name)
    return score


def _files(run: Run, name: str, place: Path) -> Iterator[tuple[Path, Truth]]:
    quality, untitled = ROWS[name]
    size = (run.pages, run.pages)
    written = write_records(place, run.bank, run.cases, f"{run.seed} {name}", quality, size, untitled)
    yield from ((record_file.path, record_file.truth) for record_file in written)


def _plain(truth: Truth, path: Path) -> dict[str, Any]:
    file: dict[str, Any] = truth.shown(path.name)["files"][0]
    return file


def print_table(table: dict[str, dict[str, str]]) -> None:
    """A row for each figure, a column for each way the papers came."""
    print(f"{'':34}" + "".join(f"{name:>16}" for name in table))
    for figure in next(iter(table.values())):
        print(f"{figure:34}" + "".join(f"{column[figure]:>16}" for column in table.values()))


if __name__ == "__main__":
    main()
