"""The one door between bytes and values: canonical JSON out, strict reading in.

Canonical JSON has sorted keys, no spaces, UTF-8 without escapes, days and instants in ISO 8601, amounts of money and
units as decimal strings without exponent or idle zeros. One value has one encoding, so that a digest over the bytes
is a digest over the value.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, get_args, get_origin

from cattrs import BaseConverter, Converter, transform_error
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.errors import AttributeValidationNote, ClassValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from cattrs.preconf.json import make_converter
from cattrs.v import format_exception

from evenhand.finding import Finding, Place, Severity

T = TypeVar("T")

ADDED_LATER: Mapping[str, bool] = {"added_later": True}
"""The metadata of a field that a kind of value did not have from the beginning: `field(default=...,
metadata=ADDED_LATER)`.

Where it holds its default it is not written, so that what was written before the field was there keeps its one
encoding, and with it its digest.
"""

INLINE: Mapping[str, bool] = {"inline": True}
"""The metadata of the one field of a kind of value that holds named facts beside the value's own fields:
`facts: NamedFacts = field(default=(), metadata=INLINE)`.

They are written as members of the same object, and every member that is no field of the value is read as one of them:
what was a field once and is a fact today keeps its bytes.
"""

FactValue = str | bool | None
"""A fact as it is written: text (a day, an instant, an amount, a choice), yes or no, or that nobody states it."""

NamedFacts = tuple[tuple[str, FactValue], ...]
"""Facts by name, in the order of their names."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMOUNT = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def _read_day(value: Any, _: Any) -> dt.date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError(f"{value!r} is not a day written YYYY-MM-DD")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is no day of the calendar") from None


def _read_instant(value: Any, _: Any) -> dt.datetime:
    try:
        instant = dt.datetime.fromisoformat(value) if isinstance(value, str) and _DAY.match(value) else None
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise ValueError(f"{value!r} is not an instant with its offset, such as 2014-01-21T09:30:00-08:00")
    return instant


def _read_decimal(value: Any, _: Any) -> Decimal:
    if not isinstance(value, str) or not _AMOUNT.fullmatch(value):
        raise ValueError(f'{value!r} is not an amount written as text, such as "560" or "4.5"')
    return Decimal(value)


def _write_decimal(amount: Decimal) -> str:
    if not amount.is_finite():
        raise ValueError(f"{amount} is no amount")
    text = format(amount, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if amount == 0 else text


def _read_text(value: Any, kind: type) -> Any:
    """Text, and the enumerations whose values are text."""
    if type(value) is not str:
        raise ValueError(f"{value!r} is not text")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise ValueError(f"{value!r} holds half a character") from None
    return value if kind is str else kind(value)


def _read_whole(value: Any, _: Any) -> int:
    if type(value) is not int:
        raise ValueError(f"{value!r} is not a whole number")
    return value


def _read_flag(value: Any, _: Any) -> bool:
    if type(value) is not bool:
        raise ValueError(f"{value!r} is not true or false")
    return value


def _read_list(kind: Any, converter: BaseConverter) -> Callable[[Any, Any], Any]:
    """A reader of lists: cattrs alone would take any text for a list of its letters."""
    read = homogenous_tuple_structure_factory(kind, converter)

    def read_list(value: Any, _: Any) -> Any:
        if type(value) is not list:
            raise ValueError(f"{value!r} is not a list")
        return read(value, kind)

    return read_list


def _read_fields(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    inline = inline_field(kind)
    left_out: dict[str, Any] = {inline: override(omit=True)} if inline else {}
    read = make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True, **left_out)

    def read_fields(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            raise ValueError(f"{value!r} stands where named fields are expected")
        return read(value, kind)

    return _read_with_facts(kind, inline, read_fields) if inline else read_fields


def inline_field(kind: Any) -> str:
    """The field of a kind of value whose facts are written beside its own fields; empty where it has none."""
    return next((field.name for field in fields(kind) if field.metadata.get("inline")), "")


def other_members(kind: Any, plain: Mapping[str, Any]) -> dict[str, FactValue]:
    """The members of plain data that are no field of a kind of value: its facts, less what is no fact at all."""
    own = {field.name for field in fields(kind)} - {inline_field(kind)}
    return {name: member for name, member in plain.items() if name not in own and _is_fact(name, member)}


def _read_with_facts(kind: Any, inline: str, read: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    own = {field.name for field in fields(kind)} - {inline}

    def read_both(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            return read(value, kind)
        facts = {name: member for name, member in value.items() if name not in own}
        faults = [_no_fact(name, member) for name, member in facts.items() if not _is_fact(name, member)]
        try:
            plain = read({name: member for name, member in value.items() if name in own}, kind)
        except ClassValidationError as error:
            raise ClassValidationError(error.message, [*error.exceptions, *faults], kind) from None
        if faults:
            raise ClassValidationError("a fact does not fit", faults, kind)
        return replace(plain, **{inline: tuple(sorted(facts.items()))})

    return read_both


def _is_fact(name: Any, value: Any) -> bool:
    return isinstance(name, str) and (value is None or type(value) in (str, bool))


def _no_fact(name: str, value: Any) -> Exception:
    fault = ValueError(f"{value!r} is no fact: expected is text, such as a day or an amount in quotes, true or false")
    fault.add_note(AttributeValidationNote("the fact does not fit", name, str))
    return fault


def _has_inline_facts(kind: Any) -> bool:
    return is_dataclass(kind) and bool(inline_field(kind))


def _write_with_facts(kind: Any, converter: Converter) -> Callable[[Any], dict[str, Any]]:
    inline = inline_field(kind)
    later = {field.name for field in fields(kind) if field.metadata.get("added_later")}
    left_out: dict[str, Any] = {name: override(omit_if_default=True) for name in later}
    left_out[inline] = override(omit=True)
    write = make_dict_unstructure_fn(kind, converter, **left_out)

    def write_both(value: Any) -> dict[str, Any]:
        return {**dict(getattr(value, inline)), **write(value)}

    return write_both


def _has_later_fields(kind: Any) -> bool:
    return is_dataclass(kind) and any(field.metadata.get("added_later") for field in fields(kind))


def _write_fields(kind: Any, converter: Converter) -> Callable[[Any], dict[str, Any]]:
    later = [field.name for field in fields(kind) if field.metadata.get("added_later")]
    left_out: dict[str, Any] = {name: override(omit_if_default=True) for name in later}
    write: Callable[[Any], dict[str, Any]] = make_dict_unstructure_fn(kind, converter, **left_out)
    return write


@cache
def _converter() -> Converter:
    converter = make_converter(forbid_extra_keys=True)
    converter.register_unstructure_hook_factory(_has_later_fields, _write_fields)
    converter.register_unstructure_hook_factory(_has_inline_facts, _write_with_facts)
    converter.register_unstructure_hook(Decimal, _write_decimal)
    converter.register_unstructure_hook(StrEnum, attrgetter("value"))
    converter.register_structure_hook(Decimal, _read_decimal)
    converter.register_structure_hook(dt.date, _read_day)
    converter.register_structure_hook(dt.datetime, _read_instant)
    converter.register_structure_hook(str, _read_text)
    converter.register_structure_hook(int, _read_whole)
    converter.register_structure_hook(bool, _read_flag)
    converter.register_structure_hook_factory(_is_list, _read_list)
    converter.register_structure_hook_factory(is_dataclass, _read_fields)
    return converter


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[-1] is Ellipsis


def to_plain(value: object) -> Any:
    """A value as plain dictionaries, lists and strings, ready for JSON."""
    return _converter().unstructure(value)


def canonical(value: object) -> bytes:
    """The one encoding of a value, as UTF-8 without a newline."""
    return _dump(to_plain(value))


def _dump(plain: Any) -> bytes:
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def canonical_plain(plain: Any) -> bytes:
    """The one encoding of what is already plain."""
    return _dump(plain)


def from_plain(kind: type[T], plain: Any, place: Place, rule: str) -> tuple[T | None, tuple[Finding, ...]]:
    """A value of `kind` out of plain data; every field that does not fit is a Finding at `place` under `rule`."""
    try:
        return _converter().structure(plain, kind), ()
    except Exception as error:  # cattrs groups every fault of a value into one exception of its own making
        return None, tuple(_unfit(text, place, rule) for text in transform_error(error, format_exception=_said))


def _said(error: BaseException, kind: type[Any] | None) -> str:
    """What is wrong, in the words of the reader that refused the value where it has any."""
    if isinstance(error, KeyError):
        return f"the field {error.args[0]!r} is missing"
    if isinstance(error, ForbiddenExtraKeysError):
        return f"there is no field {', '.join(map(repr, sorted(error.extra_fields)))} here"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        words = ", ".join(str(option.value) for option in kind)
        return f"the value is not known here; expected is one of {words}"
    if isinstance(error, ValueError):
        return str(error)
    return format_exception(error, kind)


def _unfit(text: str, place: Place, rule: str) -> Finding:
    message, _, where = text.rpartition(" @ $")
    key = where.lstrip(".")
    separator = "." if place.key and key and not key.startswith("[") else ""
    return Finding(
        rule=rule,
        message=f"{message[:1].upper()}{message[1:]}.",
        severity=Severity.FATAL,
        place=replace(place, key=f"{place.key}{separator}{key}"),
        remedy="Correct the value; nothing was read from it.",
    )


def read_json(data: bytes, place: Place, rule: str) -> tuple[Any, tuple[Finding, ...]]:
    """Plain data out of JSON bytes; text that is not UTF-8 or JSON, and repeated keys, are Findings under `rule`."""
    try:
        return json.loads(data.decode(), object_pairs_hook=_no_repeats, parse_constant=_no_constant), ()
    except (ValueError, RecursionError) as error:
        unreadable = Finding(
            rule=rule,
            message=f"This is not the JSON it should be: {error}.",
            severity=Severity.FATAL,
            place=place,
            remedy="Restore the file from where it was made; do not mend it by hand.",
        )
        return None, (unreadable,)


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return members


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number of JSON")
