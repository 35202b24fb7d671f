"""One line of the trace, and the chain that its lines form: each holds the digest of the one before it."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

OPERATOR, NOBODY = "operator", ""
"""Who acts at the command line, and whoever nobody knows."""


class Act(StrEnum):
    """What somebody did."""

    QUEUE = "queue"
    CASE = "case"
    DOCKET = "docket"
    SEARCH = "search"
    NOTICE = "notice"
    DOCUMENT = "document"
    LETTER = "letter"
    OFFICE = "office"
    PANEL = "panel"
    TRACE = "trace"
    SENT = "sent"
    REFUSED = "refused"
    COMMAND = "command"
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    RIGHTS = "rights"
    EMERGENCY = "emergency"


class TraceLine(NamedTuple):
    """A line: its number, counted from 1; the instant (aware, UTC); the opaque id of who did it; what was done, to
    whom, in which case (by opaque ids, empty where in none); more of it in plain words; and its digest.
    """

    number: int
    at: dt.datetime
    who: str
    act: str
    about: str
    case: str
    more: Mapping[str, str]
    digest: str


def digest_of(line: TraceLine, before: str) -> str:
    """The SHA-256, in hexadecimal, that a line has to bear after one of the digest `before`; empty before the first."""
    told = [line.number, line.at.isoformat(), line.who, line.act, line.about, line.case, dict(line.more), before]
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def first_broken(lines: Iterable[TraceLine]) -> tuple[int, str, int | None]:
    """How many lines of a trace hold together from its first on, the digest of the last of them, and the number that
    the first line should have which does not; None where all do. A chain does not tell that lines at its end are gone.
    """
    count, head = 0, ""
    for line in lines:
        if line.number != count + 1 or line.digest != digest_of(line, head):
            return count, head, count + 1
        count, head = line.number, line.digest
    return count, head, None


def as_json(line: TraceLine) -> str:
    """A line as it is exported: JSON, one line of text."""
    told = line._asdict() | {"at": line.at.isoformat(), "more": dict(line.more)}
    return json.dumps(told, sort_keys=True, ensure_ascii=False)
