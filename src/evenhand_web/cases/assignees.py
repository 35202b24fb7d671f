"""Who works on a case: assigned by a colleague, never by oneself."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from evenhand_web.accounts.admission import CASEWORK, OFFICE
from evenhand_web.accounts.models import Notification, Person, PersonRole
from evenhand_web.accounts.notifications import notify
from evenhand_web.cases.access import cases_for, cases_in_reach, is_bound
from evenhand_web.cases.following import Entered
from evenhand_web.cases.models import Assignee, Case
from evenhand_web.infrastructure import clock
from evenhand_web.trace.line import Act
from evenhand_web.trace.store import write

_MOST_COUNTED = 2_000


def watches_over(person: Person) -> bool:
    """Whether a person answers for who sees what: a medical director, and who keeps the accounts of the office."""
    return person.role == PersonRole.MEDICAL_DIRECTOR or (person.role in OFFICE and person.keeps_accounts)


def may_assign(person: Person, case: Case) -> bool:
    """Whether a person may say who works on a case: who watches over what is seen, and who is assigned to it."""
    return watches_over(person) or cases_for(person).filter(pk=case.pk).exists()


def assignees(case: Case) -> QuerySet[Assignee]:
    """Who works on a case now, the longest first."""
    return (
        Assignee.objects.filter(case=case, ended_at=None).select_related("person", "given_by").order_by("since", "pk")
    )


def may_be_assigned(programmes: Iterable[str]) -> list[Person]:
    """The people of the house who may be assigned to cases of all these programmes, by name."""
    wanted = set(programmes)
    people = Person.objects.filter(role__in=CASEWORK, is_active=True).order_by("name", "pk")
    return [person for person in people if all(map(person.works_on, wanted))]


def assign(case: Case, person: Person, by: Person) -> None:
    """Let a person see and work on a case from now on. Raises ValueError where one would assign oneself, or the person
    could not open cases of its programme anyway.
    """
    if person.pk == by.pk:
        raise ValueError(_("Nobody assigns a case to themselves: ask a colleague, or use emergency access."))
    if not person.is_active or not cases_in_reach(person).filter(pk=case.pk).exists():
        raise ValueError(_("%(name)s opens no cases of this program.") % {"name": person.name})
    with transaction.atomic():
        _assigned(case, person, by)
        write(Act.RIGHTS, by.ident, about=person.ident, case=case.ident, change="assigned")
        key = f"given:{case.ident}:{clock.now():%Y%m%d%H%M%S}"
        notify(key, [person], Notification.Kind.CASE_GIVEN, "case", case.ident)


def take_from(assignee: Assignee, by: Person) -> None:
    """End somebody's work on a case."""
    with transaction.atomic():
        ended = Assignee.objects.filter(pk=assignee.pk, ended_at=None).update(ended_at=clock.now(), ended_by=by)
        if ended:
            about, case = assignee.person.ident, assignee.case.ident
            write(Act.RIGHTS, by.ident, about=about, case=case, change="no longer assigned")


def assign_who_took_it_in(entered: Entered) -> None:
    """Who keys an application works on its case."""
    if entered.since == 0 and entered.by is not None and entered.by.role in OFFICE:
        _assigned(entered.case, entered.by, None)


def unassigned(person: Person) -> QuerySet[Case]:
    """The cases in a person's reach on which nobody works, the next due first."""
    taken = Assignee.objects.filter(ended_at=None, person__is_active=True).values("case")
    return cases_in_reach(person).exclude(pk__in=taken).order_by("due_at", "pk")


def kept_back(person: Person) -> int:
    """How many cases a person knows of and is not assigned to, counted no further than some thousand."""
    if not is_bound(person):
        return 0
    return cases_in_reach(person).exclude(pk__in=cases_for(person).values("pk"))[:_MOST_COUNTED].count()


def _assigned(case: Case, person: Person, by: Person | None) -> None:
    started = {"since": clock.now(), "given_by": by}
    Assignee.objects.get_or_create(case=case, person=person, ended_at=None, defaults=started)
