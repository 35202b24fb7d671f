"""The banks of made-up papers: whole, and apart from one another."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from evenhand.records.record_words import RecordWords
from evenhand.synth.bank import BANKS, SHEETS, Bank, load_bank

RUN = 5
OFFICIAL = (
    "application for independent medical review",
    "request for authorization for medical treatment",
    "doctor's first report of occupational injury",
    "doctors first report of occupational injury",
    "doctor's first report of injury",
    "primary treating physician's progress report",
    "date and hour of first examination or treatment",
    "date of first examination or treatment",
    "proof of service by mail",
    "declaration of service by mail",
    "under penalty of perjury",
    "the foregoing is true and correct",
    "to the best of my knowledge",
)
"""Names that forms have by law, and words of an oath: every bank must use them."""


def bank(ca_wc: Path, name: str) -> Bank:
    loaded, findings = load_bank(ca_wc, name)
    assert findings == ()
    assert loaded is not None
    return loaded


def told(ca_wc: Path, name: str) -> str:
    """Everything a bank's papers say."""
    bank_named = bank(ca_wc, name)
    bodies = [line for paper in bank_named.papers for line in paper.body]
    return "\n".join(
        [*bodies, *bank_named.changed, *(called for paper in bank_named.papers for called in paper.called)]
    )


def runs(ca_wc: Path, name: str) -> set[str]:
    """All runs of five words in a bank's papers, but for official names."""
    text = told(ca_wc, name).lower()
    for official in OFFICIAL:
        text = text.replace(official, " / ")
    text = re.sub(r"\{[^}]*\}", " / ", text)
    return {
        " ".join(words[at : at + RUN])
        for piece in re.split(r"[^a-z' ]+", text)
        if (words := piece.split())
        for at in range(len(words) - RUN + 1)
    }


@pytest.mark.parametrize("name", BANKS)
def test_a_bank_has_papers_of_every_type(name: str, ca_wc: Path, words: RecordWords) -> None:
    papers = bank(ca_wc, name).papers
    assert {paper.type for paper in papers} == set(words.types)
    assert {paper.when for paper in papers} >= {"request", "decision", "after", "first", *SHEETS}


@pytest.mark.parametrize(("name", "other"), list(combinations(BANKS, 2)))
def test_no_two_banks_share_a_sentence(name: str, other: str, ca_wc: Path) -> None:
    assert runs(ca_wc, name) & runs(ca_wc, other) == set()


def test_no_phrase_of_the_tables_was_taken_from_the_bank_of_the_figures(ca_wc: Path, words: RecordWords) -> None:
    """A phrase of three words and more that stands in the report bank stands in another bank too, or is official."""
    texts = {name: _plain(told(ca_wc, name)) for name in BANKS}
    phrases = {phrase for kind in words.types.values() for phrase in kind.phrases if len(phrase.split()) > 3}
    alone = {phrase for phrase in phrases if f" {phrase} " in texts["report"]}
    assert {phrase for phrase in alone if not any(f" {phrase} " in texts[name] for name in BANKS[:-1])} == set()


def _plain(text: str) -> str:
    return f" {' '.join(re.sub(r'[^a-z0-9]+', ' ', text.lower().replace(chr(39), '')).split())} "
