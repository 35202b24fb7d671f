"""Making pages through a confined process, so that a bad document can take down no more than its own page."""

from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import NamedTuple

from evenhand.confined.command import command_of
from evenhand.confined.message import Message, Streamed
from evenhand.confined.process import ConfinedProcess, EndedError
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.shelf import read
from evenhand_web.records.made_page import MadePage

_COMMAND = command_of("evenhand_web.records.page_worker")
_SECONDS = 30.0
"""How long one page may take by the wall clock, the start of the process included."""
_ALL_SECONDS = 1200.0
"""How long one document may take."""
_MOST_RESTARTS = 5
MOST_PAGES = 2000
"""Of one document. A larger one is split by who sends it."""


_NO_ANSWER = (EndedError, StopIteration, KeyError, TypeError, ValueError)
"""How it is told that a process ended, or that what it says is no answer."""


_LOOKED_AT_WHOLE = 64 * 1024 * 1024
"""Bytes. A larger file was looked at whole when it came; the confined process takes its kind as it is told."""


class Source(NamedTuple):
    """A document to be read: its size in bytes, how its bytes are had from the first on, and its kind where that need
    not be told anew.
    """

    size: int
    pieces: Callable[[], Iterable[bytes]]
    media: str = ""

    def question(self, first: int) -> Streamed:
        """What is asked of the confined process: the pages from `first` on."""
        return Streamed({"first": first, "media": self.media}, self.size, self.pieces())


def of_stored(file: StoredFile) -> Source:
    """A stored file to be read; no more than a segment of it is in memory here."""
    return Source(file.size, lambda: read(file), file.media_type if file.size > _LOOKED_AT_WHOLE else "")


class Contents(NamedTuple):
    """What a document holds: how many pages, and which could be made; `fault` where it cannot be read at all."""

    pages: int
    fault: str
    made: Iterator[MadePage]


def contents(source: Source, *, seconds: float = _SECONDS) -> Contents:
    """The pages of a document, made one by one as they are asked for (at most MOST_PAGES).

    A page that ends the process or takes longer than `seconds` is a page with the fault READ-LIMIT; a document that
    does so before its first page has that fault itself, and one that does so too often, or takes too long in all, ends
    there.
    """
    process = ConfinedProcess(_COMMAND, seconds=seconds)
    answer = process.ask(source.question(1))
    try:
        told = next(answer).head
        count, fault = int(told["pages"]), str(told["fault"])
    except _NO_ANSWER:
        count, fault = 0, "READ-LIMIT"
    if fault:
        process.close()
        return Contents(0, fault, iter(()))
    return Contents(count, "", _made(process, answer, source, min(count, MOST_PAGES)))


def _made(process: ConfinedProcess, answer: Iterator[Message], source: Source, last: int) -> Iterator[MadePage]:
    number, restarts, until = 1, 0, monotonic() + _ALL_SECONDS
    try:
        while number <= last and monotonic() < until:
            try:
                yield _page(number, next(answer))
            except _NO_ANSWER:
                yield MadePage(number, fault="READ-LIMIT")
                restarts += 1
                if restarts > _MOST_RESTARTS or number == last:
                    return
                answer = process.ask(source.question(number + 1))
                next(answer)
            number += 1
    except _NO_ANSWER:
        return  # it says nothing more: what was not made is counted as missing
    finally:
        process.close()


def _page(number: int, message: Message) -> MadePage:
    told, png = message
    return MadePage(number, int(told["width"]), int(told["height"]), str(told["text"]), str(told["fault"]), png)
