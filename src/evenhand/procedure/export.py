"""A docket as one role may see it."""

from evenhand.docket.entry import Docket, erase
from evenhand.docket.party import Role
from evenhand.programme.model import Programme


def export_for(docket: Docket, programme: Programme, role: Role) -> Docket:
    """The docket with the payload of every entry the role may not see dropped and its digest kept: the chain still
    verifies.
    """
    hidden = [entry.number for entry in docket.entries if role not in programme.procedure.kinds[entry.kind].visible_to]
    for number in hidden:
        docket = erase(docket, number)
    return docket
