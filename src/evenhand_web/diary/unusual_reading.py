"""Reading that is unusual in this house: counted from the trace, told to who watches over access, never in the way.

The house says what is unusual (`EVENHAND_ALARM_…`). An alarm is a task, mail that there is news, and a line of the log;
once a day for each person and each thing.
"""

import datetime as dt
import logging
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from evenhand_web.accounts.admission import OFFICE
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.assignees import watches_over
from evenhand_web.cases.legal_day import office_zone
from evenhand_web.cases.models import Assignee, Case
from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import WITHIN_THE_HOUR, raise_task
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.mail import post
from evenhand_web.infrastructure.mail_words import NEWS_AT_DESK
from evenhand_web.trace.readings import cases_read

KEY = "reading:"
_HOUR, _DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
_AT_ONCE = 500
_LOG = logging.getLogger("evenhand.reading")


class Unusual(NamedTuple):
    """What somebody did that is unusual: on which day, by which of the house's limits, how many different cases, and
    the limit.
    """

    day: dt.date
    person: Person
    what: str
    cases: int
    limit: int


def watch_readings() -> None:
    """Tell of what was unusual until now; what was told of a person today is not told again."""
    now = clock.now()
    for unusual in _unusual(now):
        key = f"{KEY}{unusual.what}:{unusual.person.ident}:{unusual.day}"
        if not Task.objects.filter(key=key).exists():
            _tell(key, unusual)


def _unusual(now: dt.datetime) -> Iterator[Unusual]:
    people = {person.ident: person for person in Person.objects.all()}
    limits, today = settings.READING_ALARMS, now.astimezone(office_zone()).date()
    read = _cases_of(people, cases_read(now - _DAY, now)) if limits.in_a_day or limits.of_others else {}
    if limits.in_an_hour:
        within = _cases_of(people, cases_read(now - _HOUR, now))
        yield from _more_than(limits.in_an_hour, "hour", today, within)
    if limits.in_a_day:
        yield from _more_than(limits.in_a_day, "day", today, read)
    if limits.of_others:
        others = {person: _of_others(person, cases) for person, cases in read.items() if _is_assigned(person)}
        yield from _more_than(limits.of_others, "others", today, others)
    night = limits.night.until_now(now, office_zone()) if limits.night else None
    if night is not None:
        yield from _more_than(0, "night", night[0].date(), _cases_of(people, cases_read(*night)))


def _cases_of(people: Mapping[str, Person], read: Mapping[str, frozenset[str]]) -> dict[Person, frozenset[str]]:
    return {people[who]: cases for who, cases in read.items() if who in people}


def _is_assigned(person: Person) -> bool:
    """Whether a person works on the cases assigned to them: others read by the part they play."""
    return person.role == PersonRole.COORDINATOR


def _more_than(limit: int, what: str, day: dt.date, read: Mapping[Person, frozenset[str]]) -> Iterator[Unusual]:
    """Who opened more cases than a limit; what was asked for and is no case does not count."""
    for person, idents in read.items():
        if len(idents) <= limit:
            continue
        count = sum(Case.objects.filter(ident__in=part).count() for part in _parts(idents))
        if count > limit:
            yield Unusual(day, person, what, count, limit)


def _of_others(person: Person, idents: frozenset[str]) -> frozenset[str]:
    """Of cases those that somebody is assigned to, and not this person."""
    others, own = set[str](), set[str]()
    for part in _parts(idents):
        standing = Assignee.objects.filter(case__ident__in=part, ended_at=None)
        others |= set(standing.exclude(person=person).values_list("case__ident", flat=True))
        own |= set(standing.filter(person=person).values_list("case__ident", flat=True))
    return frozenset(others - own)


def _parts(idents: frozenset[str]) -> Iterator[list[str]]:
    listed = sorted(idents)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]


def _tell(key: str, unusual: Unusual) -> None:
    told = {"person": unusual.person.ident, "what": unusual.what, "cases": unusual.cases, "limit": unusual.limit}
    _LOG.warning("unusual reading", extra={"told": told})
    with transaction.atomic():
        raise_task(key, Task.Kind.READING, _words(unusual), WITHIN_THE_HOUR)
        for watcher in _watchers(unusual.person):
            post(f"{key}:{watcher.ident}", watcher.email, *NEWS_AT_DESK)


def _watchers(reader: Person) -> list[Person]:
    people = Person.objects.filter(role__in=OFFICE, is_active=True).exclude(pk=reader.pk).order_by("pk")
    return [person for person in people if watches_over(person)]


def _words(unusual: Unusual) -> str:
    told = {"name": unusual.person.name, "cases": unusual.cases, "limit": unusual.limit}
    if unusual.what == "hour":
        words = _("%(name)s opened %(cases)s different cases within an hour; more than %(limit)s is unusual here.")
    elif unusual.what == "day":
        words = _("%(name)s opened %(cases)s different cases within a day; more than %(limit)s is unusual here.")
    elif unusual.what == "others":
        words = _(
            "%(name)s opened %(cases)s cases within a day that others are assigned to; more than %(limit)s is unusual "
            "here."
        )
    else:
        words = _("%(name)s opened %(cases)s cases in hours in which nobody works here.")
    return f"{words % told} {_('Read the trace of that day, and ask. Nothing was kept from anybody.')}"


def reading_alarms(reader: Person) -> list[Task]:
    """The alarms of unusual reading that nobody has answered, for who watches over access; never one's own."""
    if not watches_over(reader):
        return []
    return list(
        Task.objects.filter(kind=Task.Kind.READING, done_at=None)
        .exclude(key__contains=f":{reader.ident}:")
        .order_by("-raised_at", "-pk")
    )
