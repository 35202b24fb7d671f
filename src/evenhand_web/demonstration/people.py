"""The people of the demonstration: at least one in every role, who sign in with passwords made for one run."""

from collections.abc import Mapping
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.utils.crypto import get_random_string

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.panel.models import ReviewerProfile

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Member(NamedTuple):
    """Somebody who works here: the name before the @ of the address, name, role, and a physician's specialty."""

    address: str
    name: str
    role: PersonRole
    specialty: str = ""

    @property
    def email(self) -> str:
        """The address this person signs in with."""
        return f"{self.address}@example.org"


STAFF = (
    Member("coordinator", "Cora Applewhistle", PersonRole.COORDINATOR),
    Member("coordinator.two", "Colm Mosspenny", PersonRole.COORDINATOR),
    Member("reviewer", "Dr. Rhea Thistledown", PersonRole.REVIEWER, "Physical Medicine & Rehabilitation"),
    Member("reviewer.two", "Dr. Rufus Candlemarsh", PersonRole.REVIEWER, "Orthopedic Surgery"),
    Member("reviewer.three", "Dr. Renata Pebbleworth", PersonRole.REVIEWER, "Pain Medicine"),
    Member("reviewer.four", "Dr. Rollo Yarrowgate", PersonRole.REVIEWER, "Occupational Medicine"),
    Member("director", "Dr. Delphine Larkmeadow", PersonRole.MEDICAL_DIRECTOR),
    Member("regulator", "Regan Rushlight", PersonRole.REGULATOR),
)
SHOWN = {member.role: member for member in reversed(STAFF)}
"""The first of each role: whose sign-in is printed."""


class Staff(NamedTuple):
    """The people of the demonstration by what they do."""

    coordinators: tuple[Person, ...]
    reviewers: tuple[Person, ...]
    director: Person
    regulator: Person


def made_password() -> str:
    """A password nobody can guess and anybody can type: four groups of four."""
    return "-".join(get_random_string(4, _LETTERS) for _ in range(4))


def employ(passwords: Mapping[PersonRole, str]) -> Staff:
    """Let everybody in: the first of each role with the password given, the others with none that anybody knows."""
    for number, member in enumerate(STAFF, start=1):
        known = passwords.get(member.role) if SHOWN[member.role] is member else None
        person = Person.objects.create(
            keeps_accounts=SHOWN[PersonRole.COORDINATOR] is member,
            ident=f"P-DEMO{number:02}",
            email=member.email,
            name=member.name,
            role=member.role,
            password=make_password(known),
        )
        if member.role is PersonRole.REVIEWER:
            _state(person, member)
    return staff()


def _state(reviewer: Person, member: Member) -> None:
    """What a reviewer states of licence and certification."""
    ReviewerProfile.objects.create(
        person=reviewer,
        licensed_in="California",
        certifications=member.specialty,
        practice="in clinical practice three days a week",
        languages="English",
        capacity=8,
    )


def admit(passwords: Mapping[PersonRole, str]) -> None:
    """Give the first of each role a new password."""
    for role, password in passwords.items():
        Person.objects.filter(email=SHOWN[role].email).update(password=make_password(password))


def staff() -> Staff:
    """The people who were let in."""

    def all_of(role: PersonRole) -> tuple[Person, ...]:
        return tuple(Person.objects.filter(role=role, ident__startswith="P-DEMO").order_by("ident"))

    return Staff(
        coordinators=all_of(PersonRole.COORDINATOR),
        reviewers=all_of(PersonRole.REVIEWER),
        director=all_of(PersonRole.MEDICAL_DIRECTOR)[0],
        regulator=all_of(PersonRole.REGULATOR)[0],
    )


def specialty_of(reviewer: Person) -> str:
    """A physician's specialty."""
    return reviewer.profile.certifications
