"""Who may see what of the archive: the one place that says so."""

from django.db.models import QuerySet, prefetch_related_objects

from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.programme.model import Programme
from evenhand_web.accounts.admission import OFFICE
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.accounts.seam import part
from evenhand_web.cases.access import cases_for, cases_in_reach, is_bound
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure.kept_questions import KeptQuestion
from evenhand_web.infrastructure.programmes import programmes
from evenhand_web.letters.models import Delivery, Issue, PrintRun

_OWN = OFFICE
_ISSUES = KeptQuestion(lambda case: Issue.objects.filter(case_id=case).order_by("-pk"), -1)


def issues_as(person: Person, programme: Programme) -> Role | None:
    """As whom a person issues determinations under a programme: a medical director or the regulator in their own part
    where the programme lets them, a medical director else as the organization. None where they issue none.
    """
    allowed = programme.procedure.kinds[EntryKind.DETERMINATION_ISSUED].by
    is_director = person.role == PersonRole.MEDICAL_DIRECTOR
    if part(person) in allowed and (is_director or person.role == PersonRole.REGULATOR):
        return part(person)
    return Role.ORGANISATION if is_director and Role.ORGANISATION in allowed else None


def issued_under(person: Person) -> tuple[Programme, ...]:
    """The programmes under which a person issues determinations."""
    return tuple(law for law in programmes() if person.works_on(law.id) and issues_as(person, law) is not None)


def issues_for(person: Person, case: Case) -> QuerySet[Issue]:
    """The letters of a case on their way: for the organisation's coordinators and directors."""
    issues = case.issues.filter(case__in=cases_for(person))
    return issues if person.role in _OWN else issues.none()


def issues_of(case: OpenCase) -> list[Issue]:
    """The letters on their way of a case that somebody has open, the newest first, with their deliveries: for the
    organisation's coordinators and directors.
    """
    issues = _ISSUES.rows(case.case.pk) if case.viewer.role in _OWN else []
    for issue in issues:
        issue.case = case.case
    prefetch_related_objects(issues, "deliveries__case", "letters")
    return issues


def deliveries_for(person: Person) -> QuerySet[Delivery]:
    """The letters by post that a person may handle: for a coordinator, of every case that person may open."""
    if person.role != PersonRole.COORDINATOR:
        return Delivery.objects.none()
    is_limited = bool(person.programmes) or is_bound(person)
    return Delivery.objects.filter(case__in=cases_for(person)) if is_limited else Delivery.objects.all()


def deliveries_kept_back(person: Person) -> int:
    """How many letters by post wait in cases that a coordinator knows of and is not assigned to."""
    if person.role != PersonRole.COORDINATOR or not is_bound(person):
        return 0
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING, case__in=cases_in_reach(person))
    return waiting.exclude(case__in=cases_for(person)).count()


def print_runs_for(person: Person) -> QuerySet[PrintRun]:
    """The print runs that a person may download: one's own."""
    return (
        PrintRun.objects.filter(asked_by=person) if person.role == PersonRole.COORDINATOR else PrintRun.objects.none()
    )
