"""Days and ages of a letter: those of birth, those that may be, and those that a policy gives as intervals."""

import datetime as dt
import re
from collections.abc import Iterator

from evenhand.corpus.gathered import Gathered, WrittenDay
from evenhand.corpus.identities import Identities
from evenhand.corpus.policy import Ages, Days
from evenhand.corpus.redaction import Certainty, Kind, Span
from evenhand.corpus.written_days import Day

_LONG_AGO = 16
"""Years before the newest day of the letter after which a full day may be one of birth."""
_OLDEST_COURSE = 2000
"""Where a letter tells no year, days of an earlier year may be days of birth."""
_BIRTH_BEHIND = re.compile(r"\W{0,3}(?:\(|as\s+)?\s?(?:d\.?o\.?b|date of birth|birth\s?date|birthday)\b", re.IGNORECASE)
_COURSE = re.compile(
    r"\b(?:injur\w*|accident|trauma|doi|d\.o\.i|onset|since|surgery|operat\w*|hired|employed|incident|exposure|through)\b"
    r"[^.]{0,30}\Z|\b(?:dated|guidelines?|edition|updated|revised|accessed)\W*\Z",
    re.IGNORECASE,
)
"""What in the same sentence says that a day is one of the case, or of what is cited."""
_PROSE = re.compile(r"^.{60}", re.MULTILINE)
"""A line of running text; what stands before the first of them are the labels and days of the case."""


def day_spans(gathered: Gathered, identities: Identities, occurred_on: dt.date | None) -> Iterator[Span]:
    """The days that are masked: each known day of birth, each that may be one, and all as the policy has them."""
    born = {day for person in identities.people for day in person.born}
    newest = max((year for written in gathered.days for year in _told_years(written)), default=0)
    head = _head(gathered.letter.plain)
    headed = {day for written in gathered.days if written.start < head for day in written.days}
    for written in gathered.days:
        if _is_of_birth(written.days, born):
            yield _masked(written, Certainty.KNOWN, "a day of birth of the case")
        elif _BIRTH_BEHIND.match(gathered.letter.plain, written.end):
            yield _masked(written, Certainty.WRITTEN, "a day of birth")
        elif _may_be_of_birth(gathered, written, newest) and not written.days & headed:
            yield Span(
                written.start,
                written.end,
                Kind.UNSURE,
                "a day long before the case, perhaps of birth",
                Certainty.DOUBTED,
            )
        elif gathered.policy.days is not Days.KEPT:
            shown = _interval(written, occurred_on, gathered.policy.days)
            yield _masked(written, Certainty.WRITTEN, "a day of the case's course")._replace(shown=shown)
    if gathered.policy.ages is Ages.BAND:
        for start, end, age in gathered.ages:
            shown = f"[{age_band(age, gathered.policy.band)} years old]"
            yield Span(start, end, Kind.DATE, "an age", Certainty.WRITTEN, shown)


def _head(plain: str) -> int:
    """Where the head of a letter ends and its running text begins."""
    prose = _PROSE.search(plain)
    return len(plain) if prose is None else prose.start()


def _masked(written: WrittenDay, certainty: Certainty, why: str) -> Span:
    return Span(written.start, written.end, Kind.DATE, why, certainty)


def _is_of_birth(days: frozenset[Day], born: set[Day]) -> bool:
    """Whether a day as written may be a day of birth as given; a month alone matches any day of it."""
    if not born:
        return False
    if days & born:
        return True
    months = {day[:2] for day in days if day[2] == 0} & {day[:2] for day in born}
    return bool(months) or bool({day[:2] for day in born if day[2] == 0} & {day[:2] for day in days})


def _told_years(written: WrittenDay) -> set[int]:
    """The year that a day states in four digits; one of two digits may be in either century."""
    years = {day[0] for day in written.days}
    return years if len(years) == 1 else set()


def _may_be_of_birth(gathered: Gathered, written: WrittenDay, newest: int) -> bool:
    years = {day[0] for day in written.days if day[2] and (not newest or day[0] <= newest + 1)}
    if not years:
        return False
    if max(years) > (newest - _LONG_AGO if newest else _OLDEST_COURSE):
        return False
    before = gathered.letter.plain[max(0, written.start - 60) : written.start]
    return _COURSE.search(before) is None


def _interval(written: WrittenDay, occurred_on: dt.date | None, days: Days) -> str:
    """What is shown in place of a day; nothing but the mask where it cannot be told."""
    if days is Days.YEAR:
        years = {day[0] for day in written.days}
        return f"[{years.pop()}]" if len(years) == 1 else ""
    told = interval(written.days, occurred_on)
    return f"[{told}]" if told else ""


def interval(days: frozenset[Day], occurred_on: dt.date | None) -> str:
    """A day as it is published in days since the injury: of the days it may mean the one nearest to the injury; empty
    where the day of injury, or the day of the month, is not known.
    """
    whole = [dt.date(*day) for day in days if day[2]]
    if occurred_on is None or not whole:
        return ""
    apart = min(((day - occurred_on).days for day in whole), key=abs)
    if apart == 0:
        return "the day of injury"
    unit = "day" if abs(apart) == 1 else "days"
    return f"{abs(apart):,} {unit} {'after' if apart > 0 else 'before'} the injury"


def age_band(age: int, width: int) -> str:
    """The band of ages an age is published in: 47 in bands of five years is "45 to 49"."""
    if width < 1:
        raise ValueError(f"a band of ages is one year wide or more, not {width}")
    low = age - age % width
    return f"{low} to {low + width - 1}" if width > 1 else str(age)
