"""Instants and days where a programme counts them."""

import datetime as dt

from evenhand.programme.model import Programme
from evenhand_web.infrastructure import clock


def local_now(programme: Programme) -> dt.datetime:
    """This instant where a programme's days are counted."""
    return clock.now().astimezone(programme.zone)


def today_under(programme: Programme) -> dt.date:
    """The legal day it is under a programme."""
    return local_now(programme).date()
