"""The page on writing letters: its example is a letter, and it names every kind of block and of blank."""

import re
from pathlib import Path

import pytest

from evenhand.letter.house_words import HOUSE_WORDS
from evenhand.letter.kind import Kind
from evenhand.letter.press import unprintable
from evenhand.letter.wording import Tone, Weight
from evenhand.letter.wording_file import BlockKind, read_wording

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "letters.md").read_text(encoding="utf-8")


def test_the_example_is_a_wording_without_faults() -> None:
    example = "\n".join(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL))
    wording, findings = read_wording(example, "receipt.en.toml", unprintable)
    assert wording is not None
    assert not findings
    assert wording.approval is not None
    assert not wording.is_approved


@pytest.mark.parametrize("word", [*BlockKind, *Tone, *Weight, *HOUSE_WORDS])
def test_every_word_of_the_format_is_explained(word: str) -> None:
    assert f"`{word}`" in PAGE


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_blank_is_shown(kind: Kind) -> None:
    assert re.search(rf"\{{[a-z_]+:{kind}[ }}]", PAGE)
