"""What a case calls its physicians towards everybody outside the organisation: never by an id that stands elsewhere.

A stable id would let one lawful disclosure tell who decided every other case. A case calls a physician by the number of
the entry that first assigned them, which says nothing beyond the case (LC 4610.6(f): identities are confidential).
"""

from collections.abc import Collection, Mapping

from evenhand.docket.entry import Docket
from evenhand.docket.review import ReviewerAssigned


def ids_in_case(docket: Docket) -> Mapping[str, str]:
    """The id in this case, such as `reviewer-7`, of each physician who was assigned in it, by the id the organisation
    knows them by. It stays what it is as the docket grows.
    """
    ids: dict[str, str] = {}
    for entry in docket.entries:
        if isinstance(entry.payload, ReviewerAssigned):
            ids.setdefault(entry.payload.reviewer, f"reviewer-{entry.number}")
    return ids


def is_among(docket: Docket, named: str, reviewers: Collection[str]) -> bool:
    """Whether a physician, named by either id, is one of the `reviewers`, which are given as the organisation knows
    them. Dockets of earlier versions name them so towards the outside, too.
    """
    ids = ids_in_case(docket)
    return named in reviewers or named in {ids[reviewer] for reviewer in reviewers if reviewer in ids}
