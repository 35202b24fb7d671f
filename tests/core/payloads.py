"""Payloads and dockets of any content, for Hypothesis: what an entry can hold, whatever the procedure thinks of it."""

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Actor, Role
from evenhand.docket.payload import Payload
from evenhand.finding import Provenance

AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
INSTANTS = st.builds(
    lambda seconds, zone: dt.datetime.fromtimestamp(seconds, zone), st.floats(600_000_000, 4_000_000_000), OFFSETS
)

st.register_type_strategy(Decimal, AMOUNTS)

PAYLOADS: dict[EntryKind, st.SearchStrategy[Any]] = {kind: st.builds(kind.payload) for kind in EntryKind}
ANY_PAYLOAD: st.SearchStrategy[Payload] = st.sampled_from(list(EntryKind)).flatmap(PAYLOADS.__getitem__)
OCCURRENCES = st.builds(
    Occurrence,
    payload=ANY_PAYLOAD,
    on=st.dates(),
    by=st.builds(Actor).filter(lambda who: not (who.id and who.role is Role.REVIEWER)),
    at=st.none() | INSTANTS,
    provenance=st.sampled_from(Provenance),
    because=st.text(max_size=10),
    marks=st.lists(st.text(max_size=5), max_size=2).map(tuple),
)


@st.composite
def dockets(draw: st.DrawFn, min_size: int = 1, max_size: int = 6) -> Docket:
    """A docket of entries that need not make sense together."""
    docket = Docket()
    recorded_at = draw(INSTANTS)
    for happened in draw(st.lists(OCCURRENCES, min_size=min_size, max_size=max_size)):
        recorded_at += draw(st.timedeltas(dt.timedelta(0), dt.timedelta(days=30)))
        docket = append(docket, happened, recorded_at=recorded_at, salt=draw(st.text(min_size=1, max_size=8)))
    return docket
