"""Work lists: which cases wait for whom. Each role has those it works from; none tells what a case would not."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenhand.programme.needs import Meaning
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.accounts.seam import part
from evenhand_web.cases.access import cases_for
from evenhand_web.cases.models import NEVER, Assignee, Case
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure.programmes import programmes

Narrow = Callable[[QuerySet[Case], Person], QuerySet[Case]]


class WorkList(NamedTuple):
    """A list: its id in an address, what it is called, and which of a person's cases stand in it."""

    ident: str
    title: str | Promise
    narrow: Narrow
    by_own_day: bool = False
    """Whether the organization's own next duty orders it, which a party's late duty would hide."""


def _open(cases: QuerySet[Case], person: Person) -> QuerySet[Case]:
    """Cases that are somebody's turn."""
    return cases.exclude(holder="")


def _mine(cases: QuerySet[Case], person: Person) -> QuerySet[Case]:
    return _open(cases, person).filter(pk__in=Assignee.objects.filter(person=person, ended_at=None).values("case"))


def _unassigned(cases: QuerySet[Case], person: Person) -> QuerySet[Case]:
    coordinators = Assignee.objects.filter(case=OuterRef("pk"), ended_at=None, person__role=PersonRole.COORDINATOR)
    return _open(cases, person).filter(~Exists(coordinators))


def _to_do(cases: QuerySet[Case], person: Person) -> QuerySet[Case]:
    """Cases in which the organization has something to do: by their stage, or by a duty."""
    own = part(person).value
    return _open(cases, person).filter(Q(holder=own) | Q(house_due_at__lt=NEVER))


def _to_decide(cases: QuerySet[Case], person: Person) -> QuerySet[Case]:
    return cases.filter(holder=part(person).value)


def _signed(cases: QuerySet[Case], person: Person) -> QuerySet[Case]:
    """Cases in a stage that tells of a signature and not of issue, by the meaning of its flags."""
    under: dict[tuple[str, ...], list[str]] = {}
    for programme in programmes():
        signed, issued = programme.flag(Meaning.SIGNED), programme.flag(Meaning.ISSUED)
        stages = [rule.id for rule in programme.procedure.stages if signed in rule.when and issued not in rule.when]
        under.setdefault(tuple(sorted(stages)), []).append(programme.id)
    waiting = Q(pk__in=())
    for alike, laws in under.items():
        waiting |= Q(stage__in=alike, programme__in=laws)
    return cases.filter(waiting)


def _blocked(cases: QuerySet[Case], person: Person) -> QuerySet[Case]:
    """Cases in which something stands in the way that somebody must see to."""
    kinds = (Task.Kind.ADDRESS, Task.Kind.OPERATION)
    return cases.filter(pk__in=Task.objects.filter(done_at=None, kind__in=kinds).values("case"))


def _every(cases: QuerySet[Case], person: Person) -> QuerySet[Case]:
    return cases


_OPEN = WorkList("open", _("Open"), _open)
_ALL = WorkList("all", _("With closed"), _every)
_SIGNED = WorkList("signed", _("Signed"), _signed)
_BLOCKED = WorkList("blocked", _("Blocked"), _blocked)
LISTS: Mapping[str, tuple[WorkList, ...]] = {
    PersonRole.COORDINATOR: (
        _OPEN,
        WorkList("mine", _("Mine"), _mine, by_own_day=True),
        WorkList("unassigned", _("Unassigned"), _unassigned),
        WorkList("to-do", _("To do"), _to_do, by_own_day=True),
        _SIGNED,
        _BLOCKED,
        _ALL,
    ),
    PersonRole.MEDICAL_DIRECTOR: (_OPEN, _SIGNED, _BLOCKED, _ALL),
    PersonRole.REGULATOR: (WorkList("to-decide", _("To decide"), _to_decide), _OPEN, _ALL),
}
"""The lists of each role; the first is the one a page opens with."""


def lists_of(person: Person) -> tuple[WorkList, ...]:
    """The lists that a person's role works from."""
    return LISTS.get(person.role, (_ALL,))


def list_of(person: Person, ident: str) -> WorkList:
    """A person's list by its id; the one their page opens with, where they have none of that id."""
    lists = lists_of(person)
    return next((candidate for candidate in lists if candidate.ident == ident), lists[0])


def listed_cases(person: Person, work_list: WorkList) -> QuerySet[Case]:
    """The cases that stand in a person's list."""
    return work_list.narrow(cases_for(person), person)
