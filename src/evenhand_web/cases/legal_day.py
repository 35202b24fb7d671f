"""Instants and days where a programme counts them."""

import datetime as dt

from evenhand.clock.due import Moment, last_instant
from evenhand.programme.model import Programme
from evenhand_web.infrastructure import clock


def local_now(programme: Programme) -> dt.datetime:
    """This instant where a programme's days are counted."""
    return clock.now().astimezone(programme.zone)


def today_under(programme: Programme) -> dt.date:
    """The legal day it is under a programme."""
    return local_now(programme).date()


def last_second(moment: Moment, programme: Programme) -> dt.datetime:
    """The last second of a legal day, or the instant itself, in UTC: what the column of a table holds."""
    instant = last_instant(moment, programme).astimezone(dt.UTC)
    return instant if isinstance(moment, dt.datetime) else instant.replace(microsecond=0)


def is_last_second(instant: dt.datetime) -> bool:
    """Whether an instant, told where the programme's days are counted, stands for the whole of its legal day."""
    return (instant.hour, instant.minute) == (23, 59)
