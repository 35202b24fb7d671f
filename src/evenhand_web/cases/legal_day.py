"""Instants and days where a programme counts them, and where the office does."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings

from evenhand.clock.due import Moment, last_instant
from evenhand.programme.model import Programme
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.programmes import programmes

_NOWHERE = ZoneInfo("UTC")


def local_now(programme: Programme) -> dt.datetime:
    """This instant where a programme's days are counted."""
    return clock.now().astimezone(programme.zone)


def today_under(programme: Programme) -> dt.date:
    """The legal day it is under a programme."""
    return local_now(programme).date()


def office_zone() -> ZoneInfo:
    """The time zone in which the office keeps its hours: the one that is set, else that of the programmes, where all of
    them share one, else UTC.
    """
    if settings.OFFICE_ZONE:
        return ZoneInfo(settings.OFFICE_ZONE)
    zones = {law.zone.key: law.zone for law in programmes()}
    return next(iter(zones.values())) if len(zones) == 1 else _NOWHERE


def office_today() -> dt.date:
    """The day it is at the office: what belongs to no case is dated by it."""
    return clock.now().astimezone(office_zone()).date()


def last_second(moment: Moment, programme: Programme) -> dt.datetime:
    """The last second of a legal day, or the instant itself, in UTC: what the column of a table holds."""
    instant = last_instant(moment, programme).astimezone(dt.UTC)
    return instant if isinstance(moment, dt.datetime) else instant.replace(microsecond=0)


def is_last_second(instant: dt.datetime) -> bool:
    """Whether an instant, told where the programme's days are counted, stands for the whole of its legal day."""
    return (instant.hour, instant.minute) == (23, 59)
