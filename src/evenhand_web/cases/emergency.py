"""Emergency access: opening a case one is not assigned to, for a reason, for a while; told at once to who watches."""

from functools import lru_cache

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from evenhand_web.accounts.admission import OFFICE
from evenhand_web.accounts.models import Notification, Person
from evenhand_web.accounts.notifications import notify
from evenhand_web.cases.assignees import watches_over
from evenhand_web.cases.models import Case, EmergencyAccess
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.bounded_counts import Counting, counting_up_to
from evenhand_web.infrastructure.mail import post
from evenhand_web.infrastructure.mail_words import CASE_OPENED_IN_EMERGENCY
from evenhand_web.infrastructure.sealed_columns import sealed_for
from evenhand_web.trace.line import Act
from evenhand_web.trace.store import write

FEWEST_LETTERS = 10
_WAITING, _MOST_COUNTED = "waiting", 1_000_000


class LookedAtError(Exception):
    """Somebody has looked at an opening already, or it is one's own."""


def open_in_emergency(case: Case, person: Person, reason: str) -> EmergencyAccess:
    """Let a person see a case they are not assigned to, for as long as the house allows, and tell everybody who watches
    over it. Raises ValueError without a reason in words.
    """
    words = " ".join(reason.split())
    if len(words) < FEWEST_LETTERS:
        raise ValueError(_("Say in words why you must see this case: whoever watches over it will read them."))
    now = clock.now()
    with transaction.atomic():
        access = EmergencyAccess.objects.create(
            case=case, person=person, reason=words[:1000], at=now, until=now + settings.EMERGENCY_ACCESS
        )
        write(Act.EMERGENCY, person.ident, case=case.ident, change="opened", until=access.until.isoformat())
        watchers = _watchers(case, person)
        notify(f"emergency:{access.pk}", watchers, Notification.Kind.ALARM, "emergencies", case.ident)
        for watcher in watchers:
            post(f"emergency:{access.pk}:{watcher.ident}", watcher.email, *CASE_OPENED_IN_EMERGENCY)
    return access


def emergencies_for(person: Person) -> QuerySet[EmergencyAccess]:
    """The openings that a person watches over, the newest first."""
    if not watches_over(person):
        return EmergencyAccess.objects.none()
    # Who watches over access may know of every case: only the program is asked. A condition on all cases would have
    # SQLite walk them for every page.
    named = person.programmes.split()
    every = EmergencyAccess.objects.filter(case__programme__in=named) if named else EmergencyAccess.objects.all()
    return every.select_related("case", "person", "looked_by").order_by("-at", "-pk")


def to_be_looked_at(person: Person) -> QuerySet[EmergencyAccess]:
    """The openings that wait for somebody's look, and that a person may look at: not their own."""
    return emergencies_for(person).filter(looked_at=None).exclude(person=person)


def count_to_be_looked_at(person: Person) -> int:
    """How many openings wait for a look of somebody: the question is made once for each, and asked for every page."""
    if not watches_over(person):
        return 0
    return _kept_counting(person, person.role, person.programmes, connection.vendor).counted()[_WAITING]


@lru_cache(maxsize=256)
def _kept_counting(person: Person, role: str, programmes: str, vendor: str) -> Counting:
    return counting_up_to(_MOST_COUNTED, {_WAITING: to_be_looked_at(person)})


def emergencies_of(case: Case) -> QuerySet[EmergencyAccess]:
    """Every opening of a case, the newest first."""
    return case.emergencies.select_related("person", "looked_by").order_by("-at", "-pk")


def look_at(access: EmergencyAccess, by: Person, verdict: str) -> None:
    """Say of an opening whether it was right. Raises LookedAtError where somebody has, or it is one's own; ValueError
    without words.
    """
    words = " ".join(verdict.split())
    if not words:
        raise ValueError(_("Say whether it was right, and what was done about it."))
    with transaction.atomic():
        judgement = {"looked_at": clock.now(), "looked_by": by, **sealed_for(access, verdict=words[:1000])}
        if not to_be_looked_at(by).filter(pk=access.pk).update(**judgement):
            raise LookedAtError
        write(Act.EMERGENCY, by.ident, about=access.person.ident, case=access.case.ident, change="looked at")


def _watchers(case: Case, opener: Person) -> list[Person]:
    people = Person.objects.filter(role__in=OFFICE, is_active=True).exclude(pk=opener.pk).order_by("pk")
    return [person for person in people if watches_over(person) and person.works_on(case.programme)]
