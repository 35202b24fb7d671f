"""Hours as the office keeps them."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from evenhand_web.cases.legal_day import office_zone
from evenhand_web.infrastructure import clock


def zone() -> ZoneInfo:
    """The time zone of the office."""
    return office_zone()


def here() -> dt.datetime:
    """This instant at the office."""
    return clock.now().astimezone(zone())


def left(due_at: dt.datetime, now: dt.datetime) -> tuple[str, str]:
    """How long is left until an instant: a word for the style sheet, and words for people."""
    minutes = round((due_at - now).total_seconds() / 60)
    late, distance = minutes < 0, abs(minutes)
    if distance < 60:
        span = f"{distance} minute{'' if distance == 1 else 's'}"
    elif distance < 48 * 60:
        span = f"{distance // 60} hour{'' if distance // 60 == 1 else 's'}"
    else:
        span = f"{distance // (24 * 60)} days"
    if late:
        return "late", _("Late by %(span)s") % {"span": span}
    return ("soon" if distance < 24 * 60 else "later"), f"{span} left"
