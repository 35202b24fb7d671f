"""Opening a file of a record through a process of its own, so that a bad file takes down no more than its own page."""

from collections.abc import Iterator
from typing import NamedTuple

from evenhand.confined.message import Message
from evenhand.confined.process import ConfinedProcess, EndedError, command_of
from evenhand.records.sheet import Sheet, sheet_of

_COMMAND = command_of("evenhand.records.worker")
_SECONDS = 30.0
"""How long one page may take by the wall clock, the start of the process included."""
_MOST_RESTARTS = 20
_RENEWED = 400
"""After so many pages the process is replaced, so that what PDFium holds of pages it has read is given back."""


class OpenedFile(NamedTuple):
    """What a file holds: its kind, how many pages, `fault` where it cannot be read at all, `notes` of what in it was
    left alone (ids), the pages as they are asked for.
    """

    media: str
    pages: int
    fault: str
    notes: tuple[str, ...]
    sheets: Iterator[Sheet]


def open_file(data: bytes, *, first: int = 1, last: int | None = None, seconds: float = _SECONDS) -> OpenedFile:
    """The pages of a file from its bytes, opened one by one as they are asked for, from `first` to `last`.

    A page that ends the process or takes longer than `seconds` is a page with the fault READ-LIMIT, and the process is
    started again behind it; a file that does so before its first page has that fault itself. Where the process starts
    for no file at all, the fault is READ-NOT-STARTED.
    """
    process = _Process(data, first, seconds)
    head = process.message()
    if head is None or head[0].get("fault"):
        process.close()
        fault = head[0]["fault"] if head else _why_unanswered(seconds)
        return OpenedFile(head[0]["media"] if head else "", 0, fault, (), iter(()))
    count = int(head[0]["pages"])
    end = count if last is None else min(last, count)
    sheets = _sheets(process, data, first, end, seconds)
    next(sheets)  # from here on the process ends with the iterator, whether it is asked for a page or not
    return OpenedFile(head[0]["media"], count, "", tuple(head[0]["notes"]), _there(sheets))


def _why_unanswered(seconds: float) -> str:
    """Why a file got no answer: it is too much for its reader, or the reader does not start, not even for no bytes."""
    trial = _Process(b"", 1, seconds)
    answers = trial.message() is not None
    trial.close()
    return "READ-LIMIT" if answers else "READ-NOT-STARTED"


def _there(sheets: Iterator[Sheet | None]) -> Iterator[Sheet]:
    return (sheet for sheet in sheets if sheet is not None)


def _sheets(process: "_Process", data: bytes, first: int, last: int, seconds: float) -> Iterator[Sheet | None]:
    restarts, begun = 0, first
    try:
        yield None
        for number in range(first, last + 1):
            message = process.message()
            sheet = _sheet(message) if message else None
            yield sheet or Sheet(number=number, fault="READ-LIMIT")
            restarts += sheet is None
            if number == last or restarts > _MOST_RESTARTS:
                return
            if sheet is None or number - begun >= _RENEWED:
                process.close()
                process, begun = _Process(data, number + 1, seconds), number + 1
                if process.message() is None:
                    return
    finally:
        process.close()


def _sheet(message: Message) -> Sheet | None:
    try:
        return sheet_of(*message)
    except (KeyError, TypeError, ValueError):
        return None


class _Process:
    """One opening process, asked for the pages of a file from one on."""

    def __init__(self, data: bytes, first: int, seconds: float) -> None:
        self._process = ConfinedProcess(_COMMAND, seconds=seconds)
        self._answer = self._process.ask(Message({"first": first}, data))

    def message(self) -> Message | None:
        """The next message; None where the process has ended or takes too long."""
        try:
            return next(self._answer, None)
        except EndedError:
            return None

    def close(self) -> None:
        """End the process."""
        self._answer.close()
        self._process.close()
