"""Docket entries and the docket they form."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from evenhand.codec import ADDED_LATER, canonical, canonical_plain, to_plain
from evenhand.docket.aftermath import Struck
from evenhand.docket.digest import sha256_hex
from evenhand.docket.kind import KIND_OF, EntryKind
from evenhand.docket.party import Actor, Role
from evenhand.docket.payload import Payload
from evenhand.finding import Provenance

ORIGIN = "0" * 64
"""What the first entry names as the entry before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeMark:
    """The programme a case runs under, as its first entry names it: the id counts; `fingerprint` tells which state of
    its files the case was opened under, for information.
    """

    id: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryHeader:
    """All of a docket entry but what was entered.

    `on` is the day it legally happened in the programme's time zone, `at` the instant where hours matter,
    `recorded_at` the instant it was written down. The chain (`previous`, `hash`) runs over everything but the
    payload, of which it holds the salted digest: payload and salt may lawfully be erased (both None) and the chain
    still verifies. `because` gives the reason for a fact that is assumed or illustrative, and of a correction.
    `instead_of` is the number of the entry that this one takes the place of: it strikes it, or says rightly what that
    one said wrong. `programme` stands in the first entry of a docket and in no other; dockets that were begun before
    programmes were named have none. `entered_by` is who keyed the entry, where that is another than who did it; entries
    from before this was kept have none.
    """

    number: int
    kind: EntryKind
    on: dt.date
    recorded_at: dt.datetime
    by: Actor
    salt: str | None
    payload_digest: str
    previous: str
    hash: str
    at: dt.datetime | None = None
    provenance: Provenance = Provenance.STATED
    because: str = ""
    marks: tuple[str, ...] = ()
    instead_of: int | None = None
    programme: ProgrammeMark | None = field(default=None, metadata=ADDED_LATER)
    entered_by: Actor | None = field(default=None, metadata=ADDED_LATER)

    def provenance_of(self, field: str) -> Provenance:
        """Where the fact in one payload field comes from; the entry's own day where `field` is empty."""
        return Provenance.STATED if self.marks and field not in self.marks else self.provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class DocketEntry(EntryHeader):
    """One thing that happened in a case; `payload` is None once lawfully erased."""

    payload: Payload | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Docket:
    """A case: its entries in the order they were recorded."""

    entries: tuple[DocketEntry, ...] = ()

    @property
    def head(self) -> str:
        """The hash of the last entry: who keeps it can later tell whether anything before was changed or cut off."""
        return self.entries[-1].hash if self.entries else ORIGIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """What is to be entered: a payload with its day, actor and provenance, before it has a place in the chain.

    `instead_of` is the number of the entry that it corrects, None where it corrects none. `entered_by` is who keyed it
    for whoever did it, None where nobody did it for another.
    """

    payload: Payload
    on: dt.date
    by: Actor
    at: dt.datetime | None = None
    provenance: Provenance = Provenance.STATED
    because: str = ""
    marks: tuple[str, ...] = ()
    instead_of: int | None = None
    entered_by: Actor | None = None


def payload_digest(payload: Payload, salt: str) -> str:
    """The salted SHA-256 of a payload's canonical encoding, lower-case hex."""
    return sha256_hex(salt.encode() + b"\0" + canonical(payload))


def entry_hash(entry: DocketEntry) -> str:
    """The SHA-256 of an entry's canonical header: all of it but payload, salt and the hash itself."""
    header = {
        "number": entry.number,
        "kind": entry.kind.value,
        "on": entry.on.isoformat(),
        "at": to_plain(entry.at),
        "recorded_at": entry.recorded_at.isoformat(),
        "by": to_plain(entry.by),
        "provenance": entry.provenance.value,
        "because": entry.because,
        "marks": list(entry.marks),
        "instead_of": entry.instead_of,
        "payload_digest": entry.payload_digest,
        "previous": entry.previous,
    }
    if entry.programme is not None:
        header["programme"] = to_plain(entry.programme)
    if entry.entered_by is not None:
        header["entered_by"] = to_plain(entry.entered_by)
    return sha256_hex(canonical_plain(header))


def append(
    docket: Docket,
    happened: Occurrence,
    *,
    recorded_at: dt.datetime,
    salt: str,
    programme: ProgrammeMark | None = None,
) -> Docket:
    """The docket with one more entry. Whether the entry is allowed is the procedure's question, asked before.

    `recorded_at` is an aware instant; `salt` is random text from the caller; `programme` is told by the first entry and
    passed over by every other. Raises ValueError for a naive instant
    or one earlier than the last entry's (a docket is written forward only), or for a reviewer's id in the header.
    """
    if recorded_at.tzinfo is None or (happened.at is not None and happened.at.tzinfo is None):
        raise ValueError("instants of a docket carry their offset")
    if any(actor and actor.role is Role.REVIEWER and actor.id for actor in (happened.by, happened.entered_by)):
        raise ValueError("the header of an entry is seen by every party and never tells one reviewer from another")
    if docket.entries and recorded_at < docket.entries[-1].recorded_at:
        raise ValueError("an entry cannot be recorded before the one it follows")
    unsealed = DocketEntry(
        number=len(docket.entries) + 1,
        kind=KIND_OF[type(happened.payload)],
        on=happened.on,
        at=happened.at,
        recorded_at=recorded_at,
        by=happened.by,
        payload=happened.payload,
        salt=salt,
        payload_digest=payload_digest(happened.payload, salt),
        previous=docket.head,
        hash="",
        provenance=happened.provenance,
        because=happened.because,
        marks=happened.marks,
        instead_of=happened.payload.entry if isinstance(happened.payload, Struck) else happened.instead_of,
        programme=None if docket.entries else programme,
        entered_by=happened.entered_by,
    )
    return Docket(entries=(*docket.entries, replace(unsealed, hash=entry_hash(unsealed))))


def occurrence_of(entry: DocketEntry) -> Occurrence:
    """What an entry records, as it was before it had a place in the chain. Raises ValueError for an erased one.

    A strike names in its payload what it strikes; every other entry that stands instead of one is its correction.
    """
    if entry.payload is None:
        raise ValueError(f"entry {entry.number} was erased")
    return Occurrence(
        payload=entry.payload,
        on=entry.on,
        by=entry.by,
        at=entry.at,
        provenance=entry.provenance,
        because=entry.because,
        marks=entry.marks,
        instead_of=None if isinstance(entry.payload, Struck) else entry.instead_of,
        entered_by=entry.entered_by,
    )


def erase(docket: Docket, number: int) -> Docket:
    """The docket with the payload and salt of one entry gone and its digest kept: the chain verifies as before.

    What the entry strikes or corrects stands in its header, and stays struck or corrected. Raises ValueError for a
    number that no entry has.
    """
    if not 1 <= number <= len(docket.entries):
        raise ValueError(f"the docket has no entry {number}")
    return without(docket, (number,))


def without(docket: Docket, numbers: Iterable[int]) -> Docket:
    """The docket without what these entries say: their payloads and salts are gone, and their digests kept."""
    dropped = frozenset(numbers)
    return Docket(
        entries=tuple(
            replace(entry, payload=None, salt=None) if entry.number in dropped else entry for entry in docket.entries
        )
    )
