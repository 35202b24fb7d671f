"""The organisation as this installation's settings name it, and how its letters are served."""

from dataclasses import replace

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from evenhand.finding import Provenance
from evenhand.letter.case_letter import House
from evenhand.letter.characters import Unprintable
from evenhand.letter.sender import Organisation, ServicePlan
from evenhand.programme.model import Programme
from evenhand_web.letters.approving import approvals_of


def house(programme: Programme, unprintable: Unprintable) -> House:
    """What every letter made here shares; `unprintable` is asked about characters. Raises ImproperlyConfigured
    where the manner of service that is set is none of the programme's.
    """
    if settings.SERVICE not in programme.services:
        known = ", ".join(programme.services)
        raise ImproperlyConfigured(f"EVENHAND_SERVICE is no manner of service of {programme.title}: {known}.")
    organisation = Organisation(
        name=settings.ORGANISATION,
        address=tuple(line.strip() for line in settings.ORGANISATION_ADDRESS if line.strip()),
        telephone=settings.ORGANISATION_TELEPHONE,
    )
    return House(
        programme=programme,
        organisation=organisation,
        service=plan(settings.SERVICE),
        unprintable=unprintable,
        approvals=approvals_of(programme),
    )


def plan(method: str) -> ServicePlan:
    """Service in a manner the organisation itself states: it is its own act."""
    return ServicePlan(method=method, provenance=Provenance.STATED, because="")


def served_by(known: House, method: str) -> House:
    """The same house, with a manner of service that was told."""
    return replace(known, service=plan(method))
