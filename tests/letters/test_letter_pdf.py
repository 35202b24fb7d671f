"""The PDF of a letter: archivable, accessible, the same words as its twins, the same bytes from the same letter."""

import dataclasses
import datetime as dt
import io
import itertools
import random
import re
import string
import subprocess
import sys
from collections.abc import Callable
from functools import cache

import page
import pikepdf
import pypdfium2
import pytest

from evenhand.letter.document import Document
from evenhand.letter.pdf import pdf
from evenhand.letter.text import text
from tests.letters.sample import MADE_AT, SAMPLE, made, sample_wording
from tests.letters.tagged_pdf import TaggedPdf, first_difference, squeezed

LANGUAGES = ("en", "es")
PROFILES = (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1)


@cache
def letter(language: str = "en") -> Document:
    return made(sample_wording(language), SAMPLE)


@cache
def printed(language: str = "en") -> bytes:
    return pdf(letter(language), MADE_AT)


@cache
def tagged(language: str = "en") -> TaggedPdf:
    return TaggedPdf(printed(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profile", PROFILES)
def test_a_letter_is_archivable_and_accessible(profile: page.ValidationProfile, language: str) -> None:
    report = page.validate_pdf_bytes(printed(language), profile=profile)
    assert report.is_compliant, [failure.message for failure in report.failures]


def _without(name: str) -> Callable[[pikepdf.Pdf], None]:
    def damage(opened: pikepdf.Pdf) -> None:
        del opened.Root[name]

    return damage


def _without_fonts(opened: pikepdf.Pdf) -> None:
    for font in opened.pages[0].Resources.Font.values():
        del font.DescendantFonts[0].FontDescriptor["/FontFile3"]


@pytest.mark.parametrize(
    ("damage", "profile"),
    [
        (_without("/Lang"), page.ValidationProfile.PDF_UA_1),
        (_without("/MarkInfo"), page.ValidationProfile.PDF_UA_1),
        (_without("/Metadata"), page.ValidationProfile.PDF_UA_1),
        (_without("/StructTreeRoot"), page.ValidationProfile.PDF_A_2A),
        (_without_fonts, page.ValidationProfile.PDF_A_2A),
    ],
)
def test_a_damaged_letter_fails_validation(
    damage: Callable[[pikepdf.Pdf], None], profile: page.ValidationProfile
) -> None:
    copy = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed())) as opened:
        damage(opened)
        opened.save(copy)
    assert not page.validate_pdf_bytes(copy.getvalue(), profile=profile).is_compliant


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_title_and_tags_are_declared(language: str) -> None:
    root = tagged(language).root
    assert str(root.Lang) == f"{language}-US"
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    with tagged(language).pdf.open_metadata() as metadata:
        assert list(metadata["dc:creator"]) == [SAMPLE["organisation"]]
        assert str(metadata["dc:title"]) == "".join(run.text for run in letter(language).title)


def test_headings_follow_the_outline_without_a_gap() -> None:
    levels = [int(element.tag[1]) for element in tagged().elements() if re.fullmatch("H[1-6]", element.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert {2, 3} <= set(levels)


def test_every_cell_of_a_table_has_its_header() -> None:
    tables = [element for element in tagged().elements() if element.tag == "Table"]
    assert len(tables) == 3
    for table in tables:
        cells = [cell for row in table.rows for cell in row]
        headers = {cell.id: cell.words for cell in cells if cell.tag == "TH"}
        assert all(headers.values())
        assert all(
            cell.words and set(cell.headers) <= headers.keys() and cell.headers for cell in cells if cell.tag == "TD"
        )


def test_the_foot_of_the_page_is_no_part_of_the_letter() -> None:
    words = "".join(element.words for element in tagged().elements())
    shown = pypdfium2.PdfDocument(printed())[0].get_textpage().get_text_bounded()
    assert "Page 1 of 2" in shown
    assert "Page 1 of 2" not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tree_of_the_pdf_says_the_words_of_the_plain_text(language: str) -> None:
    assert first_difference(tagged(language), text(letter(language))) == ""


def test_the_same_letter_is_the_same_bytes_in_this_process_and_another() -> None:
    assert pdf(letter(), MADE_AT) == printed()
    program = (
        "import sys; from tests.letters.sample import *; from evenhand.letter.pdf import pdf;"
        "sys.stdout.buffer.write(pdf(made(sample_wording(), SAMPLE), MADE_AT))"
    )
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert other.stdout == printed()


def test_another_day_or_another_word_is_another_file() -> None:
    assert pdf(letter(), MADE_AT + dt.timedelta(days=1)) != printed()
    assert pdf(dataclasses.replace(letter(), footer=letter().title), MADE_AT) != printed()


def test_letters_between_leave_no_trace() -> None:
    for number in range(3):
        pdf(made(sample_wording(), {**SAMPLE, "case_number": f"EX-{number}"}), MADE_AT)
    assert pdf(letter(), MADE_AT) == printed()


def test_a_long_word_stays_in_its_column() -> None:
    name = "scan_" + "0123456789" * 12
    document = made(sample_wording(), {**SAMPLE, "summary": name, "priority": name})
    with pikepdf.open(io.BytesIO(pdf(document, MADE_AT))) as opened:
        width = float(opened.pages[0].MediaBox[2])
    assert width == 612
    words = squeezed("".join(element.words for element in TaggedPdf(pdf(document, MADE_AT)).elements()))
    assert name in words


def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        pdf(letter(), dt.datetime(2014, 1, 21))  # noqa: DTZ001


def test_streams_that_end_in_a_carriage_return_end_without_doubt() -> None:
    mended = 0
    draw = random.Random(19005)
    for _ in range(60):
        summary = "".join(draw.sample(string.ascii_letters, 30))  # other letters, other font programs in the file
        data = pdf(made(sample_wording(), {**SAMPLE, "summary": summary, "addressee": summary}), MADE_AT)
        if b"\r\r\nendstream" in data:
            mended += 1
            assert page.is_pdf_compliant_bytes(data, profile=page.ValidationProfile.PDF_A_2A)
            with pikepdf.open(io.BytesIO(data)) as opened:
                assert opened.check_pdf_syntax() == []
        assert not re.search(rb"[^\r]\r\nendstream", data)
    assert mended
