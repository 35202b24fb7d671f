"""A process that opens one file of a record and hands over its pages, and nothing else: bytes in, pages out.

It may use little memory and processor time and may write no file. A file made to break its reader breaks this process;
whoever started it starts another behind the page it broke on.
"""

from collections.abc import Iterator

from evenhand.confined.child import serve
from evenhand.confined.message import Message
from evenhand.records.beside_pages import notes, refusal
from evenhand.records.media import Media, fault_of_none, media_of_file
from evenhand.records.opened_pdf import pdf_sheets
from evenhand.records.opened_picture import picture_sheets
from evenhand.records.opened_text import document_sheets, text_sheets
from evenhand.records.sheet import Sheet
from evenhand.records.whole_file import HeldFile

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
    data, held = request.body, HeldFile(request.body)
    media = media_of_file(held)
    count, sheets = opened(data, int(request.head["first"]), media)
    fault = sheets if isinstance(sheets, str) else ""
    yield Message({"media": media.value, "pages": count, "fault": fault, "notes": notes(held, media)})
    if not isinstance(sheets, str):
        for sheet in sheets:
            yield Message(sheet.head(), sheet.picture)


def opened(data: bytes, first: int, media: Media) -> tuple[int, Iterator[Sheet] | str]:
    """How many pages a file has and those from `first` on; or 0 and the id of what is wrong."""
    if media not in _OPENERS:
        return 0, fault_of_none(HeldFile(data))
    fault = refusal(HeldFile(data), media)
    return (0, fault) if fault else _OPENERS[media](data, first)


if __name__ == "__main__":
    serve(answer)
