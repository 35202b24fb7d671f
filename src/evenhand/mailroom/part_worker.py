"""A confined process that takes some pages out of a scan as a file of their own, and does nothing else."""

import io
from collections.abc import Iterator
from itertools import islice

import pypdfium2
from PIL import Image, ImageSequence

from evenhand.confined.child import serve
from evenhand.confined.message import Message
from evenhand.records.media import Media, media_of_file
from evenhand.records.whole_file import HeldFile


def answer(request: Message) -> Iterator[Message]:
    """The pages from `first` to `last` of a PDF or TIFF as a file of the same kind; no bytes for any other file."""
    first, last = int(request.head["first"]), int(request.head["last"])
    media = media_of_file(HeldFile(request.body))
    taken = {Media.PDF: _of_pdf, Media.TIFF: _of_tiff}.get(media)
    yield Message({"media": media.value}, taken(request.body, first, last) if taken else b"")


def _of_pdf(data: bytes, first: int, last: int) -> bytes:
    whole, part, out = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new(), io.BytesIO()
    part.import_pages(whole, list(range(first - 1, last)))
    part.save(out)
    return out.getvalue()


def _of_tiff(data: bytes, first: int, last: int) -> bytes:
    """Pages of two colors as they lie in a fax (Group 4), all others without loss."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        frames = [frame.copy() for frame in islice(ImageSequence.Iterator(picture), first - 1, last)]
        dpi = picture.info.get("dpi")
    is_fax = all(frame.mode == "1" for frame in frames)
    more = {"dpi": dpi} if dpi else {}
    begin, *rest = frames
    begin.save(out, "TIFF", save_all=True, append_images=rest, compression="group4" if is_fax else "tiff_lzw", **more)
    return out.getvalue()


if __name__ == "__main__":
    serve(answer)
