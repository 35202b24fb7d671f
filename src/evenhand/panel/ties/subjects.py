"""The subjects of a case: everybody with whom nobody on the review side may be affiliated.

The roles are those the programme's rule on conflicts lists; which of them a party of the docket plays, the programme
says, too (`[subjects.ROLE]`).
"""

from dataclasses import dataclass

from evenhand.docket.party import Party
from evenhand.programme.parties import CaseParties, PartySubjects

MAKERS = frozenset({"maker", "alternative_maker"})
"""The roles of those who developed or make what is proposed, or the alternative to it."""

PLACES = frozenset({"facility", "alternative_facility"})
"""The roles of where the treatment, or the alternative to it, would be given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Somebody in a case with whom nobody on the review side may be affiliated, as the case's papers name them.

    `role` is a subject of the programme's rule ("maker"); `entity` the id in the graph where it is known, else
    empty; `identifiers` what the paper gives beside the name ("npi:1234567893").
    """

    role: str
    name: str
    is_person: bool = False
    entity: str = ""
    identifiers: tuple[str, ...] = ()


def subjects_of(party: Party, parties: CaseParties) -> tuple[Subject, ...]:
    """The subjects that a party of a docket is, as the programme's `parties` say of its role: by its own name, by that
    of its organization, or by either; none where the party plays another part.
    """
    part = parties.subjects.get(party.role, _NONE)
    identifiers = (f"npi:{party.npi}",) if party.npi else ()
    person = Subject(role=part.person, name=party.name, is_person=True, identifiers=identifiers)
    organisation = Subject(role=part.organisation, name=party.organisation)
    either = Subject(role=part.either, name=party.organisation or party.name)
    return tuple(subject for subject in (person, organisation, either) if subject.role and subject.name)


_NONE = PartySubjects()
