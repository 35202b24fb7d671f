"""Lines of text that a command reads from a file or from standard input, each of them one thing to answer."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import click

_FALLBACK = "cp1252"


class TextLine(NamedTuple):
    """A line of the input: its number, counted from 1, and its text without the line's end."""

    number: int
    text: str


def text_lines(stream: BinaryIO) -> Iterator[TextLine]:
    """The lines of a stream in order, as soon as each is there.

    Lines end with a line feed and nothing else: a form feed or another mark inside stays in the line. What is not
    UTF-8 is read as Windows text, and that is said on standard error.
    """
    for number, line in enumerate(stream, start=1):
        raw = line.rstrip(b"\n").removesuffix(b"\r")
        yield TextLine(number, _decoded(raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw, number))


def _decoded(raw: bytes, number: int) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        click.echo(f"Line {number} is not UTF-8 text; it was read as Windows text ({_FALLBACK}).", err=True)
        return raw.decode(_FALLBACK, errors="replace")
