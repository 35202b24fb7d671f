"""Days and instants as people here write them."""

import datetime as dt

from evenhand.clock.due import Moment


def said(moment: Moment) -> str:
    """A legal day as `Wed Dec 18, 2013`, an instant with its hour and zone."""
    day = f"{moment:%a %b} {moment.day}, {moment.year}"
    return f"{day}, {moment:%H:%M %Z}" if isinstance(moment, dt.datetime) else day
