"""Days and instants as people here write them."""

import datetime as dt
from functools import cache, lru_cache

from babel.dates import get_timezone_name

from evenhand.clock.due import Moment


def weekday_dated(moment: Moment) -> str:
    """A legal day as `Wed Dec 18, 2013`, an instant with its hour and zone."""
    if isinstance(moment, dt.datetime):
        return f"{_weekday_dated(moment.date())}, {moment:%H:%M %Z}"
    return _weekday_dated(moment)


@lru_cache(maxsize=4096)
def _weekday_dated(day: dt.date) -> str:
    return f"{day:%a} {dated(day)}"


def weekday_dated_at(instant: dt.datetime) -> str:
    """An instant where everybody knows the zone: `Wed Dec 18, 2013, 14:05`."""
    return f"{weekday_dated(instant.date())}, {instant:%H:%M}"


def dated(day: dt.date) -> str:
    """A day in a list: `Dec 18, 2013`."""
    return f"{day:%b} {day.day}, {day.year}"


def dated_at(instant: dt.datetime) -> str:
    """An instant in a list: `Dec 18, 2013, 14:05`."""
    return f"{dated(instant.date())}, {instant:%H:%M}"


def written_out(day: dt.date) -> str:
    """A day in a sentence: `December 18, 2013`."""
    return f"{day:%B} {day.day}, {day.year}"


@cache
def zone_title(zone: dt.tzinfo) -> str:
    """A time zone in a label, whatever the season: `Pacific Time`."""
    return str(get_timezone_name(zone, zone_variant="generic", locale="en_US"))
