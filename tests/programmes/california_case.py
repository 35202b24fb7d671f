"""A case under California's law, entry by entry, as the tests of its rules tell it."""

import datetime as dt

from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.party import Actor, Role
from evenhand.docket.payload import Payload
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.model import Programme


def case_of(law: Programme, *entered: tuple[str, Payload]) -> CaseState:
    """The state of a case of which these things were entered, each on a day."""
    docket = Docket()
    for on, payload in entered:
        happened = Occurrence(payload=payload, on=dt.date.fromisoformat(on), by=Actor(role=Role.ORGANISATION))
        docket = append(docket, happened, recorded_at=dt.datetime(2027, 1, 4, tzinfo=dt.UTC), salt="s")
    return read_case(docket, law)
