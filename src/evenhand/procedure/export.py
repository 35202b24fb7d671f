"""A docket as one role may see it."""

from evenhand.docket.entry import Docket, without
from evenhand.docket.own import own_kind_of
from evenhand.docket.party import Role
from evenhand.procedure.reviewer_in_case import INSIDE, entries_naming
from evenhand.programme.model import Programme


def export_for(docket: Docket, programme: Programme, role: Role) -> Docket:
    """The docket with the payload of every entry the role may not see dropped and its digest kept: the chain still
    verifies. Outside the organisation nobody is given an entry that names a physician by an id that stands elsewhere;
    what `headers_naming` finds stays, and whoever hands the docket out asks for it first.
    """
    procedure = programme.procedure
    rules = {entry.number: procedure.rule(entry.kind, own_kind_of(entry.payload)) for entry in docket.entries}
    kept_back = frozenset() if role in INSIDE else entries_naming(docket)
    unseen = (number for number, rule in rules.items() if role not in rule.visible_to)
    return without(docket, {*unseen, *kept_back})
