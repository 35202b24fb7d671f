"""The subjects of a case: everybody with whom nobody on the review side may be affiliated.

The roles are those the programme's rule on conflicts lists. Some subjects make others subjects too; which do is said
here in the rule's own words, and a programme whose rule lists no such role is not touched by it.
"""

from dataclasses import dataclass, replace

from evenhand.docket.party import Party, Role
from evenhand.panel.ties.affiliations import EntityKind, TieKind

MAKERS = frozenset({"maker", "alternative_maker"})
"""The roles of those who developed or make what is proposed, or the alternative to it."""

PLACES = frozenset({"facility", "alternative_facility"})
"""The roles of where the treatment, or the alternative to it, would be given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Somebody in a case with whom nobody on the review side may be affiliated, as the case's papers name them.

    `role` is a subject of the programme's rule ("employer"); `entity` the id in the graph where it is known, else
    empty; `identifiers` what the paper gives beside the name ("npi:1234567893").
    """

    role: str
    name: str
    is_person: bool = False
    entity: str = ""
    identifiers: tuple[str, ...] = ()


def subjects_of(party: Party) -> tuple[Subject, ...]:
    """The subjects that a party of a docket is: the worker, the attorney and firm, the physician and practice, the
    payer; none where the party plays another part.
    """
    person = Subject(role="", name=party.name, is_person=True)
    organisation = Subject(role="", name=party.organisation)
    subjects: tuple[Subject, ...]
    match party.role:
        case Role.APPLICANT:
            subjects = (replace(person, role="employee"),)
        case Role.REPRESENTATIVE:
            subjects = (replace(person, role="employee_attorney"), replace(organisation, role="employee_attorney"))
        case Role.PROVIDER:
            identifiers = (f"npi:{party.npi}",) if party.npi else ()
            physician = replace(person, role="physician", identifiers=identifiers)
            subjects = (physician, replace(organisation, role="medical_group"))
        case Role.PAYER:
            subjects = (Subject(role="claims_administrator", name=party.organisation or party.name),)
        case _:
            subjects = ()
    return tuple(subject for subject in subjects if subject.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carry:
    """Subjects of the roles `of` make those they are tied to, of the kinds `to`, subjects of the role `becomes`."""

    of: frozenset[str]
    ties: tuple[TieKind, ...]
    to: frozenset[EntityKind]
    becomes: str


CARRIES = (
    Carry(
        of=frozenset({"employee"}),
        ties=(TieKind.SPOUSE, TieKind.PARENT, TieKind.SIBLING),
        to=frozenset({EntityKind.PERSON}),
        becomes="employee_family",
    ),
    Carry(
        of=frozenset({"physician"}),
        ties=(TieKind.EMPLOYED_BY, TieKind.PARTNER_IN, TieKind.SHAREHOLDER_OF, TieKind.MEMBER_OF, TieKind.OWNS),
        to=frozenset({EntityKind.MEDICAL_GROUP}),
        becomes="medical_group",
    ),
    Carry(
        of=frozenset({"employee_attorney"}),
        ties=(TieKind.EMPLOYED_BY, TieKind.PARTNER_IN),
        to=frozenset({EntityKind.LAW_FIRM}),
        becomes="employee_attorney",
    ),
    Carry(
        of=frozenset({"insurer", "claims_administrator"}),
        ties=(TieKind.CONTRACTS_WITH, TieKind.OWNS),
        to=frozenset({EntityKind.PROVIDER_NETWORK}),
        becomes="provider_network",
    ),
)
"""The worker's family; the physician's group or practice association; the attorney's firm, which is our own reading;
the payer's network.
"""
