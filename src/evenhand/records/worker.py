"""A process that opens one file of a record and hands over its pages, and nothing else: bytes in, pages out.

It may use little memory and processor time and may write no file. A file made to break its reader breaks this process;
whoever started it starts another behind the page it broke on.
"""

import json
from collections.abc import Iterator

from evenhand.confined.child import serve
from evenhand.confined.message import Message
from evenhand.records.media import HEAD, Media, media_of
from evenhand.records.opened_pdf import pdf_sheets
from evenhand.records.opened_picture import picture_sheets
from evenhand.records.opened_text import document_sheets, text_sheets
from evenhand.records.sheet import Sheet

_PICTURES = (Media.PNG, Media.JPEG, Media.TIFF, Media.HEIC)
_ACTIVE = (
    ("READ-ACTIVE", (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/RichMedia", b"/XFA")),
    ("READ-EMBEDDED", (b"/EmbeddedFile", b"/EmbeddedFiles")),
)
_OPENERS = {
    Media.PDF: pdf_sheets,
    Media.TEXT: text_sheets,
    Media.DOCX: document_sheets,
    Media.PNG: picture_sheets,
    Media.JPEG: picture_sheets,
    Media.TIFF: picture_sheets,
    Media.HEIC: picture_sheets,
}


def answer(request: Message) -> Iterator[Message]:
    """What a file is, then its pages from the one that the request names on."""
    data = request.body
    media = media_of(data[:HEAD])
    count, sheets = opened(data, int(request.head["first"]), media)
    fault = sheets if isinstance(sheets, str) else ""
    yield Message({"media": media.value, "pages": count, "fault": fault, "notes": left_alone(data, media)})
    if not isinstance(sheets, str):
        for sheet in sheets:
            yield Message(json.loads(sheet.head()), sheet.picture)


def opened(data: bytes, first: int, media: Media) -> tuple[int, Iterator[Sheet] | str]:
    """How many pages a file has and those from `first` on; or 0 and the id of what is wrong."""
    opener = _OPENERS.get(media)
    return opener(data, first) if opener else (0, "READ-BINARY" if data.strip() else "READ-EMPTY")


def left_alone(data: bytes, media: Media) -> list[str]:
    """The ids of what a file holds beside its pages, which is neither run nor opened."""
    notes = []
    if media is Media.PDF:
        notes += [note for note, marks in _ACTIVE if any(mark in data for mark in marks)]
    elif media in _PICTURES and b"%PDF-" in data:
        notes.append("READ-TWO-KINDS")
    return notes


if __name__ == "__main__":
    serve(answer)
