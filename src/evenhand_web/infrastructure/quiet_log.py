"""Logs carry ids, never contents: of an exception they say its kind and where it was raised, not what it says."""

import logging
import sys
import traceback
from types import TracebackType

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """A formatter that leaves out the message of an exception, which may quote what somebody typed or a stored row."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 - the name logging calls
        """The kinds of the exceptions and the frames they passed through."""
        kind, error, trace = ei
        if kind is None or error is None:
            return ""
        frames = traceback.extract_tb(trace)
        lines = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        return "\n".join([kind.__qualname__, *lines])

    def format(self, record: logging.LogRecord) -> str:
        """One record; a text of the exception made by another handler is not taken over."""
        record.exc_text = None
        line = super().format(record)
        record.exc_text = None
        return line


class UnnamedHost(logging.Filter):
    """Says of a request for another host what to do about it, in one line and without the words it was sent with."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record, its words replaced."""
        record.msg = "A request named a host that EVENHAND_HOSTS does not list, and was refused."
        record.args, record.exc_info, record.exc_text = (), None, None
        return True


def failure(error: BaseException) -> str:
    """What a table or log may keep of a failure: its kind, and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__ or sys.exc_info()[2])
    place = f" at {frames[-1].name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__qualname__}{place}"
