"""What the house itself decides about who sees what, and how letters are released, read from its variables."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured

_MAY_BE_BOUND = ("coordinator", "medical_director", "regulator")
_FEWEST, _MOST, _USUAL = 5, 24 * 60, 60
_LONGEST_PROOF = 15
_USUAL_GROUP, _MOST_OF_A_GROUP = 10, 1000


def need_to_know_of(words: str) -> frozenset[str]:
    """The roles that see only the cases they are assigned to. Raises ImproperlyConfigured."""
    roles = frozenset(filter(None, (role.strip() for role in words.split(","))))
    strange = sorted(roles - set(_MAY_BE_BOUND))
    if strange:
        raise ImproperlyConfigured(
            f"EVENHAND_NEED_TO_KNOW names {', '.join(strange)}; the roles it may name are {', '.join(_MAY_BE_BOUND)}."
        )
    return roles


def emergency_of(words: str) -> dt.timedelta:
    """How long emergency access to a case lasts. Raises ImproperlyConfigured."""
    told = words.strip() or str(_USUAL)
    if not (told.isascii() and told.isdigit() and _FEWEST <= int(told) <= _MOST):
        raise ImproperlyConfigured(
            f"EVENHAND_EMERGENCY_MINUTES is {told[:20]!r}; say a number of minutes from {_FEWEST} to {_MOST}."
        )
    return dt.timedelta(minutes=int(told))


class Night(NamedTuple):
    """Hours in which nobody works here, from one full hour until another of the next day, by the office's clock."""

    begins: int
    ends: int

    def until_now(self, now: dt.datetime, zone: dt.tzinfo) -> tuple[dt.datetime, dt.datetime] | None:
        """The night that an instant lies in, or that ended within the hour before: from when, and until when so far.
        None by day.
        """
        here = now.astimezone(zone)
        hours = (self.ends - self.begins) % 24
        for day in (here.date(), here.date() - dt.timedelta(days=1)):
            since = dt.datetime.combine(day, dt.time(self.begins), zone)
            until = dt.datetime.combine(
                day + dt.timedelta(days=1 if self.ends <= self.begins else 0), dt.time(self.ends), zone
            )
            if hours and since <= now < until + dt.timedelta(hours=1):
                return since, min(now, until)
        return None


class ReadingAlarms(NamedTuple):
    """What reading is unusual in this house: more different cases within an hour, within a day, and of a coordinator
    more cases within a day that others are assigned to; None looks at nothing. And the night, where the house has one.
    """

    in_an_hour: int | None
    in_a_day: int | None
    of_others: int | None
    night: Night | None


_ALARMS = {"EVENHAND_ALARM_HOUR": 60, "EVENHAND_ALARM_DAY": 200, "EVENHAND_ALARM_OTHERS": 40}
_MOST_CASES, _OFF = 100_000, "off"


def reading_alarms_of(told: Mapping[str, str]) -> ReadingAlarms:
    """What the variables say of unusual reading. Raises ImproperlyConfigured."""
    hour, day, others = (_limit(name, told.get(name, ""), usual) for name, usual in _ALARMS.items())
    return ReadingAlarms(hour, day, others, _night(told.get("EVENHAND_ALARM_NIGHT", "").strip()))


def _limit(name: str, words: str, usual: int) -> int | None:
    limit = words.strip() or str(usual)
    if limit == _OFF:
        return None
    if not (limit.isascii() and limit.isdigit() and 1 <= int(limit[:7]) <= _MOST_CASES):
        raise ImproperlyConfigured(f"{name} is {limit[:20]!r}; say a number of cases from 1 to {_MOST_CASES}, or off.")
    return int(limit)


def _night(words: str) -> Night | None:
    if not words:
        return None
    hours = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", words)
    if hours is None or not (int(hours[1]) < 24 and int(hours[2]) < 24) or int(hours[1]) == int(hours[2]):
        raise ImproperlyConfigured(
            f"EVENHAND_ALARM_NIGHT is {words[:20]!r}; say two full hours of the office's clock, as 22-6."
        )
    return Night(int(hours[1]), int(hours[2]))


def release_proof_of(words: str) -> dt.timedelta:
    """For how long a password shown at one release holds for the next. Raises ImproperlyConfigured."""
    told = words.strip() or str(_LONGEST_PROOF)
    if not (told.isascii() and told.isdigit() and int(told) <= _LONGEST_PROOF):
        raise ImproperlyConfigured(
            f"EVENHAND_RELEASE_MINUTES is {told[:20]!r}; say a number of minutes from 0 (asked every time) to "
            f"{_LONGEST_PROOF}."
        )
    return dt.timedelta(minutes=int(told))


def release_share_of(words: str) -> int:
    """How many of a hundred letters that nothing flags are drawn to be read whole. Raises ImproperlyConfigured."""
    told = words.strip() or "10"
    if not (told.isascii() and told.isdigit() and int(told) <= 100):
        raise ImproperlyConfigured(f"EVENHAND_RELEASE_SHARE is {told[:20]!r}; say a number of percent from 0 to 100.")
    return int(told)


def publication_share_of(words: str) -> int:
    """How many of a hundred letters prepared for publication are drawn to be read by a second person. Raises
    ImproperlyConfigured.
    """
    told = words.strip() or "5"
    if not (told.isascii() and told.isdigit() and int(told) <= 100):
        raise ImproperlyConfigured(
            f"EVENHAND_PUBLICATION_SHARE is {told[:20]!r}; say a number of percent from 0 to 100."
        )
    return int(told)


def minimum_of(words: str) -> int:
    """The fewest lines or cases that a group of the figures is shown with. Raises ImproperlyConfigured."""
    told = words.strip() or str(_USUAL_GROUP)
    if not (told.isascii() and told.isdigit() and 1 <= int(told) <= _MOST_OF_A_GROUP):
        raise ImproperlyConfigured(
            f"EVENHAND_FIGURES_MINIMUM is {told[:20]!r}; say a whole number from 1 to {_MOST_OF_A_GROUP}."
        )
    return int(told)
