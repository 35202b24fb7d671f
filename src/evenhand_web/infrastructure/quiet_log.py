"""Logs carry ids, never contents: a line of JSON for each event, without what anybody typed or what a table holds."""

import datetime as dt
import json
import logging
import sys
import traceback
from typing import Any

from evenhand_web.infrastructure.request_mark import person_asking, request_number

_OURS = "evenhand"
_SERVER_FAULT = 500
_UNLISTED_HOST = "A request named a host that EVENHAND_HOSTS does not list, and was refused."
_IN_OUR_WORDS = {"django.security.DisallowedHost": _UNLISTED_HOST}


class JsonLines(logging.Formatter):
    """One line of JSON a record: time (UTC), level, event, and where they are known the request's number, the opaque id
    of who sent it, and of an exception its kind and the frames it passed through.

    What our own code says is taken over, for it says ids only. Of what anybody else's code says, only who said it and
    where: it may quote an address that somebody typed, or a stored row.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line of one record."""
        told: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": _event(record),
        }
        told |= {"request": request_number(), "person": person_asking()}
        told |= getattr(record, "told", {}) if record.name.startswith(_OURS) else {"by": record.name}
        told |= _error(record)
        return json.dumps({name: value for name, value in told.items() if value not in ("", None)}, ensure_ascii=False)


def _event(record: logging.LogRecord) -> str:
    """What happened: in our words, or as the place in another's code that tells of it."""
    if record.name.startswith(_OURS):
        return record.getMessage()
    if record.name in _IN_OUR_WORDS:
        return _IN_OUR_WORDS[record.name]
    status = getattr(record, "status_code", None)
    return f"answered with {status}" if status else f"{record.module}:{record.lineno}"


def _error(record: logging.LogRecord) -> dict[str, Any]:
    """Of a fault its kind and its way; of what was refused on purpose nothing."""
    kind = record.exc_info[0] if record.exc_info else None
    if kind is None or record.exc_info is None or getattr(record, "status_code", _SERVER_FAULT) < _SERVER_FAULT:
        return {}
    if record.name in _IN_OUR_WORDS:
        return {}
    frames = traceback.extract_tb(record.exc_info[2])
    return {
        "error": kind.__qualname__,
        "frames": [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames],
    }


def failure(error: BaseException) -> str:
    """What a table or log may keep of a failure: its kind, and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__ or sys.exc_info()[2])
    place = f" at {frames[-1].name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__qualname__}{place}"
