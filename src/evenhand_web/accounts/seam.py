"""People as values of the core."""

from evenhand.docket.party import Actor, Role
from evenhand_web.accounts.models import Person, PersonRole

_PART = {
    PersonRole.COORDINATOR: Role.ORGANISATION,
    PersonRole.REVIEWER: Role.REVIEWER,
    PersonRole.MEDICAL_DIRECTOR: Role.MEDICAL_DIRECTOR,
    PersonRole.REGULATOR: Role.REGULATOR,
}


def part(person: Person) -> Role:
    """The part a person plays around a case, as the docket calls it."""
    return _PART[PersonRole(person.role)]


def actor(person: Person) -> Actor:
    """A person as a docket entry names who did it: the part and, but for reviewers, the opaque id.

    Every party sees the header of every entry; it never tells one reviewer from another.
    """
    role = part(person)
    return Actor(role=role, id="" if role is Role.REVIEWER else person.ident)
