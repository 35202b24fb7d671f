# ruff: noqa: RUF001 - the letters of many languages are what is tested
"""Folding: what is one and the same to a reader is one and the same to a comparison."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.names.folding import folded, folded_text, plain_words, search_pattern


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đỗ", "do"),
        ("Łukasz Wójcik", "lukasz wojcik"),
        ("Søren Østergaard", "soren ostergaard"),
        ("Ayşe Yıldız", "ayse yildiz"),
        ("İBRAHİM", "ibrahim"),
        ("Þóra Æsland", "thora aesland"),
        ("Weiß", "weiss"),
        ("ﬁbro ﬂex oﬃce", "fibro flex office"),
        ("Kaʻiulani", "ka'iulani"),
        ("O’Hallan O`Hallan O´Hallan", "o'hallan o'hallan o'hallan"),
        ("VAR‑77 – 78", "var-77 - 78"),
        ("Ja\u00adne\u200b Roe\u202e", "jane roe"),
        ("Jane\u00a0Roe", "jane roe"),
        ("Ｊａｎｅ", "jane"),
        ("Иван Петров", "ivan petrov"),
        ("Γιώργος", "giorgos"),
        ("김민준", "김민준"),
        ("が", "が"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_letters_become_plain(text: str, plain: str) -> None:
    assert folded(text) == plain


@given(st.text(max_size=40))
def test_folding_is_done_once_and_whatever_the_capitals(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded(text.upper().lower()) == folded(text.lower())


@given(st.text(alphabet="Núñez ﬁﬂ đØ\u00ad\u200bab'’-", max_size=30))
def test_every_place_of_a_folded_text_leads_back_to_its_own(text: str) -> None:
    plain = folded_text(text)
    assert plain.text == "".join(map(folded, text))
    for start in range(len(plain.text)):
        first, end = plain.span(start, start + 1)
        assert end == first + 1
        assert plain.text[start] in folded(text[first])


@pytest.mark.parametrize(
    ("words", "shown"),
    [("fibromyalgia", "ﬁbromyalgia"), ("flexion  LIMITED", "ﬂexion\n limited"), ("pena", "Peña"), ("o'hara", "O’Hara")],
)
def test_what_is_sought_is_shown_as_it_was_written(words: str, shown: str) -> None:
    text = f"Diagnosis: {shown}. And more."
    plain, pattern = folded_text(text), search_pattern(words)
    assert pattern
    match = pattern.search(plain.text)
    assert match
    first, end = plain.span(*match.span())
    assert text[first:end] == shown


def test_nothing_sought_finds_nothing() -> None:
    assert search_pattern(" \u00ad ") is None


def test_damage_that_tables_do_to_names_is_mended() -> None:
    assert plain_words("JosÃ© MuÃ±oz") == plain_words("José Muñoz") == ("jose", "munoz")
    assert plain_words("O&#39;Hara") == ("ohara",)
    assert plain_words("Mu?oz") == plain_words("Mu\ufffdoz") == ("muoz",)
