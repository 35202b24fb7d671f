"""A docket as one role may see it."""

from evenhand.docket.entry import Docket, without
from evenhand.docket.party import Role
from evenhand.programme.model import Programme


def export_for(docket: Docket, programme: Programme, role: Role) -> Docket:
    """The docket with the payload of every entry the role may not see dropped and its digest kept: the chain still
    verifies.
    """
    kinds = programme.procedure.kinds
    return without(docket, (entry.number for entry in docket.entries if role not in kinds[entry.kind].visible_to))
