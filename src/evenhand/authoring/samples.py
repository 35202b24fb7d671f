"""Values of any type of the core, made up by its fields alone, to see what letters can be given."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from evenhand.citation import VerificationStatus
from evenhand.codec import inline_field
from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import PARTY_ROLES, Actor, Party, Role
from evenhand.docket.payload import Payload
from evenhand.programme.model import Procedure, Programme, Reason, RequiredRecord

DAY = dt.date(2020, 1, 15)
LINE = "1"
_AT = dt.datetime(2020, 1, 15, 12, tzinfo=dt.UTC)
_NAMED = {
    "party": Role.APPLICANT.value,
    "line": LINE,
    "component": LINE,
    "notice": "determination",
    "certified_by": Role.PROVIDER.value,
}
"""What stands in a field that names something of the case."""
CODE = "sample"
"""The one reason code, and the one required record, of the programme that samples are looked at under."""
_NO_PART = (EntryKind.STRUCK,)
_PLAIN: Mapping[type, Any] = {bool: True, int: 1, Decimal: Decimal(1), dt.date: DAY, dt.datetime: _AT, str: CODE}


def sample(kind: Any, name: str = "") -> Any:
    """A value of a type, every part of it given: of an enumeration the first, of several types the first that is not
    nothing. `name` is the field it is for. Raises ValueError for a type that is none of the core's.
    """
    arguments = get_args(kind)
    if get_origin(kind) in (Union, UnionType):
        return sample(next(part for part in arguments if part is not NoneType), name)
    if get_origin(kind) is tuple:
        return (LINE if name == "lines" and arguments[0] is str else sample(arguments[0]),)
    if get_origin(kind) is Mapping:
        return {}
    if kind is str:
        return LINE if name == "id" else _NAMED.get(name, name or CODE)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        inline = inline_field(kind)  # facts are each programme's own
        told = (field for field in fields(kind) if field.name != inline)
        return kind(**{field.name: sample(hints[field.name], field.name) for field in told})
    raise ValueError(f"there is no sample of {kind!r}")


def sample_payload(kind: EntryKind) -> Payload:
    """A payload of a kind of entry; an application names one party of each role."""
    if kind is not EntryKind.APPLICATION_RECEIVED:
        payload: Payload = sample(kind.payload)
        return payload
    hints = get_type_hints(ApplicationReceived)
    told = (field for field in fields(ApplicationReceived) if field.name != inline_field(ApplicationReceived))
    given = {field.name: sample(hints[field.name], field.name) for field in told}
    parties = tuple(Party(id=role.value, role=role, name=role.value) for role in PARTY_ROLES)
    return ApplicationReceived(**given | {"parties": parties})


def sample_docket() -> Docket:
    """A docket with one entry of every kind but those that speak of another entry, in the order of the kinds."""
    docket = Docket()
    for kind in EntryKind:
        if kind not in _NO_PART:
            happened = Occurrence(payload=sample_payload(kind), on=DAY, by=Actor(role=Role.ORGANISATION), at=_AT)
            docket = append(docket, happened, recorded_at=_AT, salt=kind.value)
    return docket


def sample_programme() -> Programme:
    """A programme with one reason and one required record, and nothing else: what it gives a letter, all do."""
    status = VerificationStatus.UNVERIFIED
    return Programme(
        id=CODE,
        title=CODE,
        folder=Path(),
        zone=ZoneInfo("UTC"),
        since=DAY,
        fingerprint="",
        labels={},
        terms={},
        services={CODE: CODE},
        authorities={},
        regimes=(),
        calendars={},
        rules={},
        procedure=Procedure(kinds={}, delegations=(), events={}, stages=()),
        notices=(),
        reasons={CODE: Reason(code=CODE, title=CODE, rule="", outcome="", status=status)},
        required_records=(RequiredRecord(id="other", title=CODE, citation=CODE),),
        clocked=(),
    )
