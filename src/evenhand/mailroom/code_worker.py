"""A confined process that looks for the 2D codes of cover sheets on the pages of one file, and does nothing else."""

from collections.abc import Iterator

import zxingcpp

from evenhand.confined.child import serve
from evenhand.confined.message import Message
from evenhand.mailroom.cover_code import read_code
from evenhand.records.media import media_of_file
from evenhand.records.picture import Gray, from_pgm
from evenhand.records.whole_file import HeldFile
from evenhand.records.worker import opened

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def answer(request: Message) -> Iterator[Message]:
    """The codes on each page that is a picture, by the number of the page, as many pages as the request says."""
    count, sheets = opened(request.body, 1, media_of_file(HeldFile(request.body)))
    if isinstance(sheets, str):
        return
    last = int(request.head["last"])
    for sheet in sheets:
        if sheet.number > min(last, count):
            return
        yield Message({"page": sheet.number, "codes": codes_on(from_pgm(sheet.picture)) if sheet.picture else []})


def codes_on(page: Gray) -> list[str]:
    """The codes of cover sheets on the picture of a page, each once."""
    read = (read_code(code.text) for code in zxingcpp.read_barcodes(page, formats=_QR))
    return list(dict.fromkeys(code for code in read if code))


if __name__ == "__main__":
    serve(answer)
