"""What an anchor seals: the head of every docket that has changed since the anchor before, and that of the trace."""

import datetime as dt
import hashlib
import json
from typing import Any, NamedTuple

_FORMAT = 1


class Head(NamedTuple):
    """How far a docket goes: its case by opaque id, the number of its entries and the hash of the last of them."""

    case: str
    length: int
    hash: str


class SealedHeads(NamedTuple):
    """One anchor: its number, counted from 1, the instant (aware, UTC) and the digest of the anchor before it (empty
    for the first); how many lines the trace had and the digest of the last; how many dockets there were, and the heads
    of those that are new or longer since the anchor before. `key` is the public key it is signed by, in hexadecimal.
    """

    number: int
    made_at: dt.datetime
    before: str
    trace_lines: int
    trace_digest: str
    cases: int
    heads: tuple[Head, ...]
    key: str


class NoAnchorError(ValueError):
    """Bytes that are no anchor; the words say why."""


def body_of(anchor: SealedHeads) -> bytes:
    """The bytes that are signed: canonical JSON."""
    told = anchor._asdict() | {"made_at": anchor.made_at.astimezone(dt.UTC).isoformat(), "evenhand_anchor": _FORMAT}
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def anchor_from(body: bytes) -> SealedHeads:
    """The anchor of these bytes. Raises NoAnchorError where they are none, or not as this program writes them."""
    try:
        told: dict[str, Any] = json.loads(body)
        if told.pop("evenhand_anchor") != _FORMAT:
            raise NoAnchorError("it is of a format that is not known here")
        told["made_at"] = dt.datetime.fromisoformat(told["made_at"])
        told["heads"] = tuple(Head(str(case), int(length), str(head)) for case, length, head in told["heads"])
        anchor = SealedHeads(**told)
    except NoAnchorError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoAnchorError("it cannot be read") from error
    if body_of(anchor) != body:
        raise NoAnchorError("its bytes are not those of what it says")
    return anchor


def digest_of(body: bytes) -> str:
    """The SHA-256 of an anchor's bytes, in hexadecimal: the next anchor names it, and whoever keeps it on paper can
    tell later whether this anchor, or any before it, was changed.
    """
    return hashlib.sha256(body).hexdigest()
