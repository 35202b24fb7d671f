"""What a case calls its physicians towards everybody outside the organisation: never by an id that stands elsewhere.

A stable id would let one lawful disclosure tell who decided every other case. A case calls a physician by the number of
the entry that first assigned them, which says nothing beyond the case (LC 4610.6(f): identities are confidential).
"""

from collections.abc import Collection, Iterable, Mapping

from evenhand.docket.entry import Docket, DocketEntry
from evenhand.docket.party import Role
from evenhand.docket.review import DeterminationSigned, ReviewerAssigned, ReviewerAttested, ReviewerProposed

INSIDE = frozenset({Role.ORGANISATION, Role.MEDICAL_DIRECTOR, Role.REVIEWER})
"""Who may know a physician by an id that stands elsewhere: the organisation's own people."""


def ids_in_case(docket: Docket) -> Mapping[str, str]:
    """The id in this case, such as `reviewer-7`, of each physician who was assigned in it, by the id the organisation
    knows them by. It stays what it is as the docket grows.
    """
    ids: dict[str, str] = {}
    for entry in docket.entries:
        if isinstance(entry.payload, ReviewerAssigned):
            ids.setdefault(entry.payload.reviewer, f"reviewer-{entry.number}")
    return ids


def known_ids(docket: Docket) -> frozenset[str]:
    """The ids by which the organisation knows the physicians of this case: of everybody proposed, sworn or assigned."""
    return frozenset(
        entry.payload.reviewer
        for entry in docket.entries
        if isinstance(entry.payload, ReviewerProposed | ReviewerAttested | ReviewerAssigned)
    )


def who_took_part(entries: Iterable[DocketEntry]) -> frozenset[str]:
    """The physicians whom these entries seat or who signed by them, as the organisation knows them: who signed took
    part, though the entry of the seat was struck since.
    """
    return frozenset(
        entry.payload.reviewer for entry in entries if isinstance(entry.payload, ReviewerAssigned | DeterminationSigned)
    )


def entries_naming(docket: Docket) -> frozenset[int]:
    """The numbers of the entries whose payload names a physician by an id the organisation knows them by, as those of
    earlier versions do where an identity was disclosed. Nobody outside the organisation is given what they say.
    """
    known = known_ids(docket)
    named = ((entry.number, getattr(entry.payload, "reviewer", "")) for entry in docket.entries)
    return frozenset(number for number, reviewer in named if reviewer in known)


def headers_naming(docket: Docket) -> tuple[int, ...]:
    """The numbers of the entries whose header names a physician. The chain runs over headers: none can be withheld."""
    return tuple(entry.number for entry in docket.entries if entry.by.role is Role.REVIEWER and entry.by.id)


def is_among(docket: Docket, named: str, reviewers: Collection[str]) -> bool:
    """Whether a physician, named by either id, is one of the `reviewers`, which are given as the organisation knows
    them. Dockets of earlier versions name them so towards the outside, too.
    """
    ids = ids_in_case(docket)
    return named in reviewers or named in {ids[reviewer] for reviewer in reviewers if reviewer in ids}
