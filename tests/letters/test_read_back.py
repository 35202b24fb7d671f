"""Letters of every packaged programme come back from what they print: determinations whole, others by their kind."""

import datetime as dt
from collections.abc import Iterator

import pytest

from evenhand.determination.pdf_reader import PdfReader
from evenhand.determination.published import Layout
from evenhand.determination.source import read_bytes
from evenhand.letter.characters import on_screen
from evenhand.letter.filling import document
from evenhand.letter.html import html
from evenhand.letter.own_letter import read_own
from evenhand.letter.pdf import pdf
from evenhand.letter.read_back import read_back
from evenhand.letter.text import text
from evenhand.letter.wording_file import load_wording
from evenhand.programme.library import programme_folder
from tests.letters.law_letters import PACKAGED, Made, law, letters_of

_PRINTED_AT = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    with PdfReader() as opened:
        yield opened


@pytest.fixture(scope="module", params=PACKAGED)
def made(request: pytest.FixtureRequest) -> tuple[str, list[Made]]:
    """The letters of a case that goes its way at random, each once."""
    letters = {text(each.letter): each for each in letters_of(law(request.param), 0)}
    return request.param, list(letters.values())


def without_boxes(words: str) -> list[str]:
    """The lines of a letter but for boxes, some of which the engine adds, and but for blank ones."""
    return [line for line in words.split("\n") if line and not line.startswith("|")]


def test_a_determination_is_read_back_from_text_page_and_pdf(made: tuple[str, list[Made]], reader: PdfReader) -> None:
    programme, letters = made
    folder = programme_folder(programme)
    wording, findings = load_wording(folder / "letters" / "determination.en.toml", on_screen, folder)
    assert wording is not None, findings
    determinations = [each.letter for each in letters if each.name == "determination"]
    assert determinations
    for number, letter in enumerate(determinations):
        printed = text(letter)
        forms = [printed.encode(), html(letter).encode()]
        for data in [*forms, pdf(letter, _PRINTED_AT)] if number == 0 else forms:
            read = read_bytes(data, reader)
            told = read_back(read.text or "", wording)
            again, faults = document(wording, told.values, on_screen)
            assert again is not None, faults
            assert not told.missing
            assert without_boxes(text(again)) == without_boxes(printed)
            published, _ = read_own(read)
            assert published is not None
            assert published.layout is Layout.EVENHAND
            assert all(line.outcome for line in published.treatments)


def test_every_other_letter_is_named_by_its_kind_and_refused(made: tuple[str, list[Made]], reader: PdfReader) -> None:
    others = {each.name: each.letter for each in made[1] if each.name != "determination"}
    assert others
    for letter in others.values():
        for data in (text(letter).encode(), html(letter).encode()):
            published, findings = read_own(read_bytes(data, reader))
            assert published is None
            assert "PARSE-LETTER" in {finding.rule for finding in findings}
