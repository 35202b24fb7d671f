"""More physicians than the demonstration employs, for more cases than four could decide. Nobody signs in as one."""

from collections.abc import Mapping
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import transaction

from evenhand.panel.instance.synthetic_names import Namer
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.demonstration.credential_files import keep_credential_files
from evenhand_web.demonstration.people import specialty_of, staff
from evenhand_web.infrastructure import clock
from evenhand_web.panel.models import ReviewerProfile

_IDENT = "P-SYNTH"
_CASES_OF_ONE, _MOST = 200, 600


class Pool(NamedTuple):
    """Physicians by id: those of the demonstration with their specialty, and everybody there is of each specialty."""

    originals: Mapping[str, str]
    by_specialty: Mapping[str, tuple[str, ...]]


def employ_physicians(cases: int, programme: str) -> Pool:
    """See that there are physicians for so many cases, some of every specialty of the demonstration's, with credential
    files; gives everybody.
    """
    originals = staff().reviewers
    wanted = min(_MOST, max(len(originals), cases // _CASES_OF_ONE))
    there = Person.objects.filter(ident__startswith=_IDENT).count()
    with transaction.atomic():
        new = [_employ(number, specialty_of(originals[number % len(originals)])) for number in range(there, wanted)]
        if new:
            first = len(originals) + there + 1
            keep_credential_files(new, programme, clock.now().date(), first)
    by_specialty: dict[str, tuple[str, ...]] = {}
    for profile in ReviewerProfile.objects.select_related("person").order_by("person__ident"):
        if profile.person.ident.startswith((_IDENT, "P-DEMO")):
            by_specialty[profile.certifications] = (
                *by_specialty.get(profile.certifications, ()),
                profile.person.ident,
            )
    return Pool({person.ident: specialty_of(person) for person in originals}, by_specialty)


def _employ(number: int, specialty: str) -> Person:
    person = Person.objects.create(
        ident=f"{_IDENT}{number + 1:03}",
        email=f"physician.{number + 1}@example.org",
        name=f"Dr. {Namer(f'physician {number}').person()}",
        role=PersonRole.REVIEWER,
        password=make_password(None),
    )
    ReviewerProfile.objects.create(
        person=person,
        licensed_in="California",
        certifications=specialty,
        practice="in clinical practice three days a week",
        languages="English",
        capacity=8,
    )
    return person
