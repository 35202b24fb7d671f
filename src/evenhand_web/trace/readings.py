"""Which cases each person opened in a stretch of time, as the trace tells it."""

import datetime as dt

from evenhand_web.trace.connection import statements
from evenhand_web.trace.line import NOBODY, OPERATOR, Act
from evenhand_web.trace.store import instant

_READING = (Act.CASE, Act.DOCKET, Act.NOTICE, Act.DOCUMENT, Act.LETTER, Act.OFFICE, Act.REFUSED)
"""What opens a case, or tries to: who is refused case after case is as unusual."""


def cases_read(since: dt.datetime, until: dt.datetime) -> dict[str, frozenset[str]]:
    """The opaque ids of the different cases that each person opened from an instant to another, both included, by the
    person's opaque id; not the operator's. Raises TraceAwayError.
    """
    acts = ", ".join(["%s"] * len(_READING))
    query = (
        "SELECT DISTINCT who, case_ident FROM trace_line WHERE at >= %s AND at <= %s AND case_ident <> '' "
        f"AND act IN ({acts})"
    )
    with statements() as execute:
        rows = execute(query, (instant(since), instant(until), *(act.value for act in _READING)))
    read: dict[str, set[str]] = {}
    for who, case in rows:
        if who not in (OPERATOR, NOBODY):
            read.setdefault(who, set()).add(case)
    return {who: frozenset(cases) for who, cases in read.items()}
