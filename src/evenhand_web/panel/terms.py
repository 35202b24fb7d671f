"""What the law asks of a reviewer, as the programme lists it on a day: qualifications, and whom no tie may bind."""

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from evenhand.docket.party import Party, Role
from evenhand.programme.model import Programme, RuleTerm
from evenhand.programme.rule import InForce, Items, ListedItem, RuleVersion

_NAMED: Mapping[str, Role] = MappingProxyType(
    {
        "employee": Role.APPLICANT,
        "employee_attorney": Role.REPRESENTATIVE,
        "physician": Role.PROVIDER,
        "claims_administrator": Role.PAYER,
    }
)
"""The terms of a conflict rule that a party of the docket fills, by the part the party plays."""
_PRACTICE = "medical_group"


class Tie(NamedTuple):
    """One of those with whom a reviewer may have no tie: in the law's words, with the names the docket gives."""

    key: str
    words: str
    names: tuple[str, ...]
    citation: str

    @property
    def said(self) -> str:
        """The tie in one line."""
        return f"{self.words}: {', '.join(self.names)}" if self.names else self.words


def qualifications(programme: Programme, day: dt.date) -> tuple[ListedItem, ...]:
    """What a reviewer must be, on a day."""
    return _listed(programme, RuleTerm.QUALIFICATION, day)


def ties(programme: Programme, parties: Iterable[Party], day: dt.date) -> tuple[Tie, ...]:
    """Everybody with whom a reviewer may have no tie in a case: each term of the conflict rule, and each party whom no
    term names.
    """
    present = tuple(parties)
    listed = _listed(programme, RuleTerm.CONFLICT, day)
    by_law = [Tie(term.id, term.words, _names(term.id, present), term.citation) for term in listed]
    covered = {_NAMED[term.id] for term in listed if term.id in _NAMED}
    rest = [party for party in present if party.role not in covered]
    return (
        *by_law,
        *(Tie(f"party-{party.id}", f"the {programme.label(party.role)}", (_full(party),), "") for party in rest),
    )


def _names(term: str, parties: tuple[Party, ...]) -> tuple[str, ...]:
    if term == _PRACTICE:
        return tuple(party.organisation for party in parties if party.role is Role.PROVIDER and party.organisation)
    role = _NAMED.get(term)
    return tuple(_full(party) for party in parties if party.role is role)


def _full(party: Party) -> str:
    return f"{party.name} ({party.organisation})" if party.organisation else party.name


def _listed(programme: Programme, term: RuleTerm, day: dt.date) -> tuple[ListedItem, ...]:
    match programme.in_force(term, day):
        case InForce(version=RuleVersion(value=Items(items=items))):
            return items
        case _:
            return ()
