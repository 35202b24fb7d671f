"""Entries of kinds that a programme has for itself: a hearing of witnesses, an inspection, a second opinion bought."""

from dataclasses import dataclass, field

from evenhand.codec import INLINE, NamedFacts
from evenhand.docket.payload import Payload


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEntry(Payload):
    """An entry of a kind that its programme declares: `own_kind` is the id there, `facts` what was stated, by name, as
    it is written.
    """

    own_kind: str
    facts: NamedFacts = field(default=(), metadata=INLINE)


def own_kind_of(payload: Payload | None) -> str:
    """The id of the programme's own kind that a payload is of; empty for every other, and for one that was erased."""
    return payload.own_kind if isinstance(payload, OwnEntry) else ""
