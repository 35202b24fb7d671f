"""The one source of time: nothing else in the shell asks what hour it is."""

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    """This instant, aware, in UTC."""
    return timezone.now()
