"""What citations print of an edition, of pages, of sections of law and of addresses, however it is written."""

import datetime as dt
import re

EDGES = " \t,.;:-/\u2013\u2014"
"""Marks that stand around a part of a citation and are none of it."""

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = "|".join(MONTHS)
YEAR = r"(?:19|20)\d\d"
DAY = rf"(?:{_MONTH})\s+\d{{1,2}},?\s+{YEAR}|(?:{_MONTH}),?\s+{YEAR}|\d{{1,2}}[/-]\d{{1,2}}[/-]{YEAR}|{YEAR}-\d\d-\d\d"
"""A day, or a month of a year, as texts write it."""
PAGES = (
    r"\b(?:pages?|pgs?\b\.?|pp?\b\.?)(?:\s*\(s\))?\s*:?\s*(?P<pages>\d{1,4}(?:\s*(?:[-,;&]|and|to)\s*\d{1,4})*)(?!\d)"
)
"""Pages that are cited: `Page(s): 60, 123`, `pp. 73-502`, `p.204`; not the number of pages a text has."""
ENDINGS = (".com", ".org", ".gov", ".net", ".edu", ".info")
"""How the names of machines on the web end."""
ADDRESS = r"(?:https?://|www\.)[^\s,;)\]]+|\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.(?:com|org|gov|net|edu|info)\b(?:/[^\s,;)\]]*)?"
"""The address of a page on the web."""
UPDATED = r"\bupdated\s+(?:on\s+)?\d{1,2}/\d{1,2}/\d{2,4}"

_DATE = re.compile(rf"(?P<month>{_MONTH})\s+(?:(?P<day>\d{{1,2}}),?\s+)?(?P<year>{YEAR})", re.IGNORECASE)
_NUMERIC = re.compile(rf"(?P<month>\d{{1,2}})[/-](?P<day>\d{{1,2}})[/-](?P<year>{YEAR})")
_PAGE = re.compile(r"\d+(?:\s*(?:-|to)\s*\d+)?")


def day_of_edition(printed: str) -> str | None:
    """A day or month of an edition in the form 2017-06-30 or 2015-09; None where the text is neither or no such day
    exists.
    """
    printed = " ".join(printed.split())
    if re.fullmatch(rf"{YEAR}-\d\d-\d\d", printed):
        return printed
    match = _DATE.fullmatch(printed.replace(", ", " ", 1) if printed.count(",") == 1 else printed)
    match = match or _DATE.fullmatch(printed.replace(",", "")) or _NUMERIC.fullmatch(printed)
    if match is None:
        return None
    month = int(match["month"]) if match["month"].isdigit() else MONTHS.index(match["month"].lower()) + 1
    if not match["day"]:
        return f"{match['year']}-{month:02}"
    try:
        return dt.date(int(match["year"]), month, int(match["day"])).isoformat()
    except ValueError:
        return None


def pages_of(printed: str) -> str | None:
    """The pages that a text prints, with ";" between them: `60;123`, `73-502`."""
    return ";".join(re.sub(r"\s*(?:-|to)\s*", "-", page[0]) for page in _PAGE.finditer(printed)) or None


def address_of(printed: str) -> str:
    """An address without the stop of its sentence."""
    return printed.rstrip(".,;:)")
