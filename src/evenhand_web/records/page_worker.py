"""A confined process that makes pages of documents and nothing else: the bytes of one in, a message for each page out.

Nothing of the shell is loaded here.
"""

from collections.abc import Iterator

from evenhand.confined.child import serve
from evenhand.confined.message import Message
from evenhand.records.whole_file import HeldFile
from evenhand_web.records.made_page import MadePage
from evenhand_web.records.media import PDF, TEXT, FileKind, kind_of_file
from evenhand_web.records.page_making import image_pages, pdf_pages, text_pages


def answer(request: Message) -> Iterator[Message]:
    """What a document holds, and then its pages from the one on that the request names as `first`."""
    count, pages = _pages(request.body, request.head["first"], request.head.get("media", ""))
    if isinstance(pages, str):
        yield Message({"pages": 0, "fault": pages})
        return
    yield Message({"pages": count, "fault": ""})
    for page in pages:
        told = {"width": page.width, "height": page.height, "text": page.text, "fault": page.fault}
        yield Message(told, page.png)


def _pages(data: bytes, first: int, told: str) -> tuple[int, Iterator[MadePage] | str]:
    """How many pages there are, and those from `first` on; or 0, and the id of what is wrong. `told` is the kind of a
    file that was looked at whole before.
    """
    kind = FileKind(told) if told else kind_of_file(HeldFile(data))
    if kind.media_type == PDF:
        return pdf_pages(data, first)
    if kind.media_type == TEXT:
        return text_pages(data, first)
    return image_pages(data, first) if kind.media_type else (0, kind.fault)


if __name__ == "__main__":
    serve(answer)
