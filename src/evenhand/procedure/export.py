"""A docket as one role may see it."""

from evenhand.docket.entry import Docket, without
from evenhand.docket.own import own_kind_of
from evenhand.docket.party import Role
from evenhand.programme.model import Programme


def export_for(docket: Docket, programme: Programme, role: Role) -> Docket:
    """The docket with the payload of every entry the role may not see dropped and its digest kept: the chain still
    verifies.
    """
    procedure = programme.procedure
    rules = {entry.number: procedure.rule(entry.kind, own_kind_of(entry.payload)) for entry in docket.entries}
    return without(docket, (number for number, rule in rules.items() if role not in rule.visible_to))
