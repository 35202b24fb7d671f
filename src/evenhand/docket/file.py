"""A docket as a file: one entry a line of canonical JSON; reading it back verifies every byte."""

from dataclasses import fields
from itertools import pairwise
from typing import Any

from evenhand.codec import canonical_plain, from_plain, read_json, to_plain
from evenhand.docket.entry import ORIGIN, Docket, DocketEntry, EntryHeader, entry_hash, payload_digest
from evenhand.docket.kind import EntryKind
from evenhand.docket.payload import Payload
from evenhand.finding import Finding, FindingKind, Place, Severity

_RULE = "DOCKET-CHAIN"
_KINDS, _HEADER = frozenset(EntryKind), tuple(field.name for field in fields(EntryHeader))
_REMEDY = "Restore the docket from a copy whose last hash you kept; do not mend it by hand."
_BROKEN = FindingKind(
    rule=_RULE,
    severity=Severity.FATAL,
    message="This docket entry fails verification: {what}.",
    expected="the entry exactly as it was recorded",
    remedy=_REMEDY,
)


def encode(docket: Docket) -> bytes:
    """The docket as UTF-8 text, one canonical JSON object a line, each line ended by a newline."""
    return b"".join(encode_entry(entry) + b"\n" for entry in docket.entries)


def encode_entry(entry: DocketEntry) -> bytes:
    """One entry as canonical JSON without a newline."""
    return canonical_plain(_plain(entry))


def _plain(entry: DocketEntry) -> dict[str, Any]:
    named = {field.name: to_plain(getattr(entry, field.name)) for field in fields(DocketEntry)}
    absent = [name for name in ("programme", "entered_by") if named[name] is None]
    return {name: value for name, value in named.items() if name not in absent}


def verify(data: bytes, file: str) -> tuple[Docket | None, tuple[Finding, ...]]:
    """Read a docket file and test every byte: encoding, numbering, chain, digests.

    Gives the docket when nothing is wrong, else None and a Finding for every line that fails, with what to do.
    """
    entries: list[DocketEntry] = []
    findings: list[Finding] = []
    lines = data.split(b"\n")
    if lines[-1]:
        findings.append(
            _BROKEN.at(
                Place(file=file, line=len(lines)), what="the last line is cut off: it does not end with a newline"
            )
        )
    for number, line in enumerate(lines[:-1], start=1):
        entry, faults = decode_entry(line, Place(file=file, line=number))
        findings += faults
        if entry is not None:
            entries.append(entry)
            findings += _inconsistent(entry, number, line, file)
    if not lines[:-1]:
        findings.append(_BROKEN.at(Place(file=file, line=1), what="there is no entry in it"))
    findings += _unchained(entries, file)
    return (None, tuple(findings)) if findings else (Docket(entries=tuple(entries)), ())


def decode_entry(line: bytes, place: Place) -> tuple[DocketEntry | None, tuple[Finding, ...]]:
    """One entry from its line, its payload read as the type its kind demands. The chain is not tested here."""
    plain, findings = read_json(line, place, _RULE)
    return (None, findings) if findings else entry_of(plain, place)


def entry_of(plain: object, place: Place) -> tuple[DocketEntry | None, tuple[Finding, ...]]:
    """One entry from what its JSON holds, its payload read as the type its kind demands. The chain is not tested
    here.
    """
    if not isinstance(plain, dict) or plain.get("kind") not in _KINDS:
        return None, (
            _BROKEN.at(Place(file=place.file, line=place.line or 0), what="it is not a docket entry of a known kind"),
        )
    raw_payload = plain.get("payload")
    payload: Payload | None = None
    if raw_payload is not None:
        kind = EntryKind(plain["kind"]).payload
        payload, faults = from_plain(kind, raw_payload, place, _RULE)
        if faults:
            return None, faults
    rest = {name: value for name, value in plain.items() if name != "payload"}
    header, faults = from_plain(EntryHeader, rest, place, _RULE)
    if header is None:
        return None, faults
    return DocketEntry(payload=payload, **{name: getattr(header, name) for name in _HEADER}), ()


def _inconsistent(entry: DocketEntry, number: int, line: bytes, file: str) -> list[Finding]:
    wrong = []
    if encode_entry(entry) != line:
        wrong.append("its bytes are not the one encoding of its content")
    if entry.number != number:
        wrong.append(f"it is numbered {entry.number} and stands in place {number}")
    if (entry.payload is None) != (entry.salt is None):
        wrong.append("payload and salt must be present or erased together")
    elif not _digest_holds(entry):
        wrong.append("its content does not have the digest the chain holds")
    if entry_hash(entry) != entry.hash:
        wrong.append("its hash is not the hash of what it says")
    return [_BROKEN.at(Place(file=file, line=number), what=what) for what in wrong]


def _digest_holds(entry: DocketEntry) -> bool:
    if entry.payload is None or entry.salt is None:
        return True
    return payload_digest(entry.payload, entry.salt) == entry.payload_digest


def _unchained(entries: list[DocketEntry], file: str) -> list[Finding]:
    findings = []
    if entries and entries[0].previous != ORIGIN:
        findings.append(_BROKEN.at(Place(file=file, line=1), what="the first entry names an entry before it"))
    for entry in entries[1:]:
        if entry.programme is not None:
            findings.append(
                _BROKEN.at(
                    Place(file=file, line=entry.number), what="it names a programme, as only the first entry does"
                )
            )
    for before, after in pairwise(entries):
        if after.previous != before.hash:
            findings.append(
                _BROKEN.at(
                    Place(file=file, line=after.number), what="the entry before it is not the one it was chained to"
                )
            )
        if after.recorded_at < before.recorded_at:
            findings.append(
                _BROKEN.at(Place(file=file, line=after.number), what="it was recorded before the entry it follows")
            )
    return findings
