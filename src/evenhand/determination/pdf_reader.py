"""Reading PDFs through a confined process, so that a bad file can take down no more than its own reading."""

from dataclasses import dataclass
from types import TracebackType
from typing import Any

from evenhand.confined.command import command_of
from evenhand.confined.message import Message
from evenhand.confined.process import ConfinedProcess, EndedError

_COMMAND = command_of("evenhand.determination.pdf_worker")
_SECONDS = 20.0
"""How long one PDF may take by the wall clock, the start of its reader included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    """What a reader made of a PDF: its text and the offsets of its lines in bold type, or the id of what was wrong."""

    text: str = ""
    strong: frozenset[int] = frozenset()
    pages: int = 0
    read: int = 0
    fault: str = ""
    notes: tuple[str, ...] = ()
    """What was left out of the text, in words."""


class PdfReader:
    """One reading process, started when a PDF comes and again after a PDF has ended it. Not for two threads at once."""

    def __init__(self, *, seconds: float = _SECONDS) -> None:
        self._process = ConfinedProcess(_COMMAND, seconds=seconds)

    def __enter__(self) -> "PdfReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the reading process, if there is one."""
        self._process.close()

    def text(self, data: bytes) -> PdfText:
        """The text of a PDF from its bytes; `fault` READ-LIMIT when no answer came in time or the reader was ended."""
        try:
            [answer] = self._process.ask(Message({}, data))
            return _text(answer.head)
        except (EndedError, KeyError, TypeError, ValueError):  # it ended, or what it says is no answer
            self.close()
            return PdfText(fault="READ-LIMIT")


def _text(told: dict[str, Any]) -> PdfText:
    if fault := told.get("fault"):
        return PdfText(fault=fault)
    strong, notes = frozenset(told["strong"]), tuple(told.get("notes", ()))
    return PdfText(text=told["text"], strong=strong, pages=told["pages"], read=told["read"], notes=notes)
