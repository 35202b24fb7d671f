"""What the directory of organizations gives a case that is opened: where its parties are served, who else is in it."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from evenhand.docket.party import Party
from evenhand.panel.ties.subjects import Subject
from evenhand_web.accounts.models import Person
from evenhand_web.cases.contact import Reached, tell
from evenhand_web.cases.intake import KeyedApplication
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.directory.keeping import known
from evenhand_web.directory.models import Organization
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.panel.describing import subject


def organization_of(party: Party) -> Organization | None:
    """The organization of the directory that a party is, or belongs to: by its firm, else by its own name."""
    return known(party.organisation) or known(party.name)


def with_principals(application: KeyedApplication) -> KeyedApplication:
    """An application that names, beside its parties, also those for whom an organization among them acts: of each part
    in the case the one of the directory, where the application names nobody in that part and there is but one.
    """
    more = tuple(_principals(application))
    return replace(application, named=(*application.named, *more)) if more else application


def _principals(application: KeyedApplication) -> Iterator[Subject]:
    roles = programme_of(application.programme).parties.named
    named = {each.role for each in application.named}
    principals = {
        principal.pk: principal
        for party in application.parties
        if (organization := organization_of(party)) is not None
        for principal in organization.acts_for.all()
    }
    for role in roles.values():
        of_role = [each for each in principals.values() if each.kind == role.id]
        if role.id not in named and len(of_role) == 1:
            yield subject(role, of_role[0].name)


def tell_service(case: OpenCase, person: Person) -> None:
    """Keep beside a case that was just opened where those of its parties are served whose papers state no address, and
    whom the directory knows.
    """
    for party in case.state.parties.values():
        organization = None if party.address else organization_of(party)
        if organization is not None and organization.address:
            told = Reached(
                tuple(organization.address.splitlines()),
                organization.telephone,
                organization.fax,
                organization.email,
                case.docket.entries[0].on,
            )
            how = _("Directory of organizations, verified on %(day)s") % {"day": organization.verified_on}
            tell(case.case, party.id, told, how, person, 0)
