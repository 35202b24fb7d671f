"""Lines of plain text as a PDF: every word where the text has it, on paper that everybody can read."""

import datetime as dt

import pypdfium2
import pytest

from evenhand.letter.plain_print import plain_pdf

AT = dt.datetime(2026, 4, 1, 12, tzinfo=dt.UTC)
TEXT = "Determination\n=============\n\nLine   Requested\n1      [name]'s brace\n\f\nThe end of it: \u201cno\u201d.\n"


def _read(data: bytes) -> str:
    paper = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in paper)
    finally:
        paper.close()


def test_every_word_is_printed_in_its_line() -> None:
    printed = plain_pdf(TEXT, "CM1", AT)
    told = _read(printed)
    for word in TEXT.split():
        assert word in told
    assert printed == plain_pdf(TEXT, "CM1", AT)
    assert b"pdfuaid" in printed


@pytest.mark.parametrize("text", ["", " \n\f"])
def test_a_paper_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="says nothing"):
        plain_pdf(text, "CM1", AT)
    with pytest.raises(ValueError, match="zone"):
        plain_pdf("x", "CM1", dt.datetime(2026, 4, 1))  # noqa: DTZ001
