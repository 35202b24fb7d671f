"""Who may see what of cases: the one place that says so."""

import datetime as dt
from collections.abc import Collection

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from evenhand.docket.entry import DocketEntry as Entry
from evenhand.docket.kind import EntryKind
from evenhand.docket.own import own_kind_of
from evenhand.docket.party import Actor, Role
from evenhand.procedure.correction import NEVER_CORRECTED
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand_web.accounts.admission import CASEWORK
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.accounts.seam import actor, part
from evenhand_web.cases.models import Assignee, Case, CaseDocument, CaseName, Delegation, EmergencyAccess
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.kept_questions import KeptQuestion

_CASES = KeptQuestion(lambda ident: Case.objects.filter(ident=ident).order_by(), "any")
_DELEGATIONS = KeptQuestion(lambda programme: Delegation.objects.filter(programme=programme).order_by("pk"), "any")


class NotAssignedError(PermissionDenied):
    """A case is within a person's reach, and the house shows it to those alone who are assigned to it."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.ident)
        self.case = case


def cases_in_reach(person: Person) -> QuerySet[Case]:
    """The cases whose number and stage a person may know of: of every programme, or of those the person is limited to.
    A reviewer knows of none here: a reviewer's file is opened by attesting first.
    """
    if person.role not in CASEWORK:
        return Case.objects.none()
    return Case.objects.filter(programme__in=person.programmes.split()) if person.programmes else Case.objects.all()


def cases_for(person: Person) -> QuerySet[Case]:
    """The cases a person may open: those in reach; where the house binds the person's role to need-to-know, of them
    those the person is assigned to, or has opened in an emergency that lasts.
    """
    cases = cases_in_reach(person)
    return cases.filter(_known(person, "pk")) if is_bound(person) else cases


def case_for(person: Person, ident: str) -> Case:
    """The case of an id that a person may open. Raises NotAssignedError where it is shown only to who is assigned, and
    Http404 where there is none or it is out of reach.
    """
    if is_bound(person):
        case = cases_for(person).filter(ident=ident).first()
    else:
        case = next((case for case in _CASES.rows(ident) if _is_in_reach(person, case)), None)
    if case is None:
        raise NotAssignedError(get_object_or_404(cases_in_reach(person), ident=ident))
    return case


def _is_in_reach(person: Person, case: Case) -> bool:
    """Whether a case is one of `cases_in_reach`, asked of the case itself."""
    return person.role in CASEWORK and (not person.programmes or case.programme in person.programmes.split())


def is_bound(person: Person) -> bool:
    """Whether the house shows a person only the cases they are assigned to."""
    return person.role in settings.NEED_TO_KNOW


def _known(person: Person, case: str) -> Q:
    """That a case, in the field of this name, is assigned to the person or open to them in an emergency."""
    assigned = Assignee.objects.filter(person=person, ended_at=None).values("case")
    opened = EmergencyAccess.objects.filter(person=person, until__gt=clock.now()).values("case")
    return Q(**{f"{case}__in": assigned}) | Q(**{f"{case}__in": opened})


def names_for(person: Person) -> QuerySet[CaseName]:
    """The words by which a person finds cases: those of the cases that person may open, as `cases_for` says.

    The role is asked here as it is there: a condition on the cases would have SQLite walk all of them for every word.
    """
    if person.role not in CASEWORK:
        return CaseName.objects.none()
    every = CaseName.objects.filter(_known(person, "case")) if is_bound(person) else CaseName.objects.all()
    return every.filter(case__programme__in=person.programmes.split()) if person.programmes else every


def may_see(person: Person, entry: Entry, programme: Programme) -> bool:
    """Whether a person may see what an entry says, and not only that it stands in the chain."""
    return part(person) in programme.procedure.rule(entry.kind, own_kind_of(entry.payload)).visible_to


def documents_for(person: Person, case: Case) -> QuerySet[CaseDocument]:
    """The documents of a case that a person may open: those of the entries whose kind is visible to them."""
    return case.documents.filter(case__in=cases_for(person)).select_related("file")


def actors_for(
    person: Person,
    kind: EntryKind,
    state: CaseState,
    programme: Programme,
    delegated: Collection[str],
    own_kind: str = "",
) -> list[Actor]:
    """In whose name a person may make an entry of a kind: one's own; for a coordinator also that of a party, or of the
    board, whose paper is keyed, and that of the regulator for the kinds that are `delegated`. `own_kind`
    is the id of a kind of the programme's own.
    """
    by = programme.procedure.rule(kind, own_kind).by
    own = [actor(person)] if part(person) in by else []
    if person.role != PersonRole.COORDINATOR:
        return own
    parties = [Actor(role=party.role, id=party.id) for party in state.parties.values() if party.role in by]
    board = [Actor(role=Role.ADJUDICATOR)] if Role.ADJUDICATOR in by else []
    if Role.REGULATOR in by and Role.ORGANISATION not in by and kind.value in delegated:
        own.append(Actor(role=Role.REGULATOR, id=f"by {person.ident}"))
    return parties + own + board


def may_correct(
    person: Person, entry: Entry, state: CaseState, programme: Programme, delegated: Collection[str]
) -> bool:
    """Whether a person may say rightly what an entry says wrong: it stands and is of a kind that may be said anew, and
    they make such entries in the name of whoever made this one.
    """
    stands = entry.number not in state.struck and entry.number not in state.corrected and entry.instead_of is None
    if not stands or entry.payload is None or entry.kind in NEVER_CORRECTED:
        return False
    return any(
        candidate.role is entry.by.role
        for candidate in actors_for(person, entry.kind, state, programme, delegated, own_kind_of(entry.payload))
    )


def delegated_to(person: Person, programme: Programme, on: dt.date) -> frozenset[str]:
    """The kinds of entry that a person may make in the regulator's name on a day: for a coordinator, those under a
    delegation in force.
    """
    if person.role != PersonRole.COORDINATOR:
        return frozenset()
    given = _DELEGATIONS.rows(programme.id)
    return frozenset(row.kind for row in given if row.since <= on and (row.until is None or row.until >= on))
