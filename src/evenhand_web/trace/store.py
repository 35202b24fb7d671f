"""Where the trace lies: with SQLite in a file of its own beside the database, with PostgreSQL in a table of its own.

Both refuse to change or delete a line. A line is written before what it tells of is shown.
"""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from evenhand_web.infrastructure import clock
from evenhand_web.trace.connection import statements
from evenhand_web.trace.line import WHOLE, Act, Cut, TraceLine, digest_of

_COLUMNS = "number, at, who, act, about, case_ident, more, digest"
_BATCH = 1000


class Asked(NamedTuple):
    """Which lines are asked for: of a person, of a case, of an instant on and before another; empty is any."""

    who: str = ""
    case: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None


def write(act: Act, who: str, *, about: str = "", case: str = "", **more: str) -> TraceLine:
    """Add a line that tells what somebody did now. Raises TraceAwayError where it cannot be written: what it would tell
    of must not happen then.
    """
    at = clock.now().astimezone(dt.UTC)
    with statements(is_writing=True) as execute:
        newest = execute("SELECT number, digest FROM trace_line ORDER BY number DESC LIMIT 1", ())
        number, before = newest[0] if newest else (0, "")
        line = TraceLine(number + 1, at, who, act.value, about, case, more, "")
        line = line._replace(digest=digest_of(line, before))
        execute(f"INSERT INTO trace_line ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", _row(line))
    return line


def newest_head() -> tuple[int, str]:
    """How many lines there are, and the digest of the last; empty where there is none. Raises TraceAwayError."""
    with statements() as execute:
        rows = execute("SELECT number, digest FROM trace_line ORDER BY number DESC LIMIT 1", ())
    return (int(rows[0][0]), str(rows[0][1])) if rows else (0, "")


def last_cut() -> Cut:
    """Where the trace begins. Raises TraceAwayError."""
    with statements() as execute:
        rows = execute("SELECT number, digest, at, because FROM trace_cut ORDER BY number DESC LIMIT 1", ())
    return Cut(*rows[0]) if rows else WHOLE


def is_older(number: int, than: dt.datetime) -> bool:
    """Whether a line is there, is older than an instant, and is not the newest. Raises TraceAwayError."""
    with statements() as execute:
        rows = execute("SELECT at FROM trace_line WHERE number = %s", (number,))
        newer = execute("SELECT 1 FROM trace_line WHERE number > %s LIMIT 1", (number,))
    return bool(rows) and bool(newer) and str(rows[0][0]) < instant(than)


def cut_at(number: int, digest: str, because: str) -> int:
    """Delete every line up to that of a number and digest, some at a time, once the cut is written down; gives how many
    went. The newest line is never among them. Raises TraceAwayError.
    """
    at = instant(clock.now())
    with statements(is_writing=True) as execute:
        if not execute("SELECT 1 FROM trace_cut WHERE number = %s", (number,)):
            execute(
                "INSERT INTO trace_cut (number, digest, at, because) VALUES (%s, %s, %s, %s)",
                (number, digest, at, because),
            )
    gone = 0
    while True:
        with statements(is_writing=True) as execute:
            oldest = execute("SELECT MIN(number) FROM trace_line WHERE number <= %s", (number,))[0][0]
            if oldest is None:
                return gone
            until = min(oldest + _BATCH - 1, number)
            execute("DELETE FROM trace_line WHERE number <= %s", (until,))
        gone += until - oldest + 1


def newest_lines(asked: Asked, most: int, before: int | None = None) -> list[TraceLine]:
    """The newest lines that are asked for, at most so many; of those below the number `before`, where it is given.
    Raises TraceAwayError.
    """
    where, values = _where(asked)
    if before is not None:
        where, values = f"{where} AND number < %s", [*values, before]
    return _read(f"SELECT {_COLUMNS} FROM trace_line WHERE {where} ORDER BY number DESC LIMIT %s", [*values, most])


def lines(asked: Asked = Asked()) -> Iterator[TraceLine]:  # noqa: B008 - a frozen value
    """All lines that are asked for, the oldest first. Raises TraceAwayError."""
    where, values = _where(asked)
    query, after = f"SELECT {_COLUMNS} FROM trace_line WHERE number > %s AND {where} ORDER BY number LIMIT %s", 0
    while batch := _read(query, [after, *values, _BATCH]):
        yield from batch
        after = batch[-1].number


def _where(asked: Asked) -> tuple[str, list[Any]]:
    wanted = {"who = %s": asked.who, "case_ident = %s": asked.case}
    if asked.since is not None:
        wanted["at >= %s"] = instant(asked.since)
    if asked.until is not None:
        wanted["at < %s"] = instant(asked.until)
    kept = {condition: value for condition, value in wanted.items() if value}
    return " AND ".join(("1 = 1", *kept)), list(kept.values())


def _read(query: str, values: Sequence[Any]) -> list[TraceLine]:
    with statements() as execute:
        return [_line(row) for row in execute(query, values)]


def _row(line: TraceLine) -> tuple[Any, ...]:
    more = json.dumps(dict(line.more), sort_keys=True)
    return (line.number, instant(line.at), line.who, line.act, line.about, line.case, more, line.digest)


def _line(row: Sequence[Any]) -> TraceLine:
    number, at, who, act, about, case, more, digest = row
    return TraceLine(number, dt.datetime.fromisoformat(at), who, act, about, case, json.loads(more), digest)


def instant(at: dt.datetime) -> str:
    """An instant as text that sorts as it does, and reads back as it was."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")
