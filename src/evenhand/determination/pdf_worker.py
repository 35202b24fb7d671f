"""A confined process that reads PDFs and nothing else: the bytes of one in, its text out."""

from collections.abc import Iterator

from evenhand.confined.child import serve
from evenhand.confined.message import Message
from evenhand.determination.pdf_text import paper_text


def answer(request: Message) -> Iterator[Message]:
    """What is read of the PDF that a request holds."""
    yield Message(paper_text(request.body))


if __name__ == "__main__":
    serve(answer)
