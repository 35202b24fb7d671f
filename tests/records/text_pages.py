"""Pages for tests, from plain text: a form feed parts pages."""

from evenhand.records.opened_text import text_sheets
from evenhand.records.page import PageValues, TextFrom
from evenhand.records.record import FilePages
from evenhand.records.words import lines_of


def pages_of(text: str) -> tuple[PageValues, ...]:
    """The values of the pages of a text."""
    count, sheets = text_sheets(text.encode(), 1)
    assert not isinstance(sheets, str), sheets
    pages = tuple(
        PageValues(
            number=sheet.number,
            width=sheet.width,
            height=sheet.height,
            blank=sheet.blank,
            text_from=TextFrom.NONE if sheet.blank else TextFrom.LAYER,
            lines=lines_of(sheet.words),
        )
        for sheet in sheets
    )
    assert len(pages) == count
    return pages


def file_of(*papers: str, name: str = "record.txt") -> FilePages:
    """A file whose pages are these texts."""
    return FilePages(file=name, pages=pages_of("\f".join(papers)))
