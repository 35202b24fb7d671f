"""Twenty made-up cases, small enough to be counted by hand; what they come to stands in the tests, not computed."""

import datetime as dt
from zoneinfo import ZoneInfo

from evenhand.figures.case_facts import CaseFacts, DutyFacts, DutyKind, LineFacts

ZONE = ZoneInfo("America/Los_Angeles")
CATEGORIES = {"p": "physical therapy", "d": "drugs", "s": "surgery", "-": ""}
OUTCOMES = {"U": "UPHELD", "O": "OVERTURNED", "I": "OVERTURNED_IN_PART", ".": ""}

# Case, payer, track, received, judged, finding and reasons, assigned, complete, due, mailed, lines (category, outcome).
# Days are of March 2026, `f` of February, `a` of April; ! is 14:00 of that day, - is none.
TABLE = """
c01 Acme  s f02 f05 eligible          f06 f20 m22 m20 pU,dU
c02 Acme  s f02 f06 eligible          f09 f23 m25 m25 pO
c03 Acme  s f03 f06 eligible          f09 f24 m26 m27 dU
c04 Acme  s f03 f06 eligible          f09 f25 m27 -   p.
c05 Birch s f04 f09 eligible          f10 f26 m28 m18 dI,sU
c06 Birch s f04 f09 eligible          f10 f27 m29 a02 sO
c07 Birch x m02 m02 eligible          m02 m03 m06! m05 dO
c08 Birch x m09 m09 eligible          m09 m10 m13! m13! dU
c09 Acme  x m16 m17 eligible          m17 m17 m20! m21 pU
c10 Cedar s m02 m05 eligible          m06 m20 a19 m31 dU
c11 Cedar s m03 m06 eligible          m09 m23 a22 -   p.
c12 Acme  s m04 m09 ineligible:late   -   -   -   -   d.
c13 Acme  s m05 m10 ineligible:late,unsigned - - - -  p.
c14 Birch s m06 m11 deferred:liability -  -   -   -   s.
c15 Birch s m09 m12 partially_eligible m13 m27 a26 -  p.,d.
c16 Cedar s m10 -   -                 -   -   -   -   p.
c17 Acme  s f20 m04 eligible          m05 -   a04 -   d.
c18 Acme  s f05 f10 eligible          f11 f27 m29 -   p.
c19 Birch s m30 a02 eligible          a03 -   -   -   d.
c20 Cedar s f01 f04 eligible          f05 f18 m20 m19 pU,-U
"""
ENDED = frozenset({"c18"})
SILENT = frozenset({"c10", "c12", "c13", "c14"})
"""The cases whose denial names no guideline."""
RECORDS = {
    "c01": (18, 17),
    "c02": (19, 20),
    "c07": (3, 3),
    "c08": (10, 11),
    "c10": (20, 20),
    "c11": (23, None),
    "c17": (15, None),
}
"""Per case the day of March by which the record was owed, and that on which it had come."""


def _day(text: str) -> dt.date | None:
    if text == "-":
        return None
    return dt.date(2026, {"f": 2, "m": 3, "a": 4}[text[0]], int(text[1:3]))


def _instant(text: str) -> dt.datetime | None:
    day = _day(text)
    if day is None:
        return None
    return dt.datetime.combine(day, dt.time(14) if text.endswith("!") else dt.time(23, 59, 59), ZONE)


def _records(ident: str) -> tuple[DutyFacts, ...]:
    if ident not in RECORDS:
        return ()
    due, came = RECORDS[ident]
    done = None if came is None else _instant(f"m{came:02}")
    due_at = _instant(f"m{due:02}")
    assert due_at is not None
    return (DutyFacts(rule="R", kind=DutyKind.RECORDS, due=due_at, done=done),)


def _case(row: str) -> CaseFacts:
    ident, payer, track, received, judged, finding, assigned, complete, due, mailed, lines = row.split()
    outcome, _, reasons = finding.partition(":")
    received_on, mailed_at = _day(received), _instant(mailed)
    assert received_on is not None
    return CaseFacts(
        case=ident,
        programme="made-up",
        is_expedited=track == "x",
        received_on=received_on,
        administrator=payer,
        eligibility="" if outcome == "-" else outcome,
        reasons=tuple(filter(None, reasons.split(","))),
        found_on=_day(judged),
        assigned_on=_day(assigned),
        complete_on=_day(complete),
        due=_instant(due),
        mailed=mailed_at,
        is_ended=ident in ENDED,
        charged=(("organisation", 20), ("payer", 10)) if mailed_at else (("payer", 3),),
        lines=tuple(LineFacts(category=CATEGORIES[line[0]], outcome=OUTCOMES[line[1]]) for line in lines.split(",")),
        duties=_records(ident),
        late=(),
        set_aside=(),
        corrected_on=(),
        taken_down_on=(),
        cites_guideline=ident not in SILENT,
    )


CASES = tuple(map(_case, TABLE.strip().splitlines()))
