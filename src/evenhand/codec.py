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
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_unstructure_fn, override
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
    read = converter.gen_structure_attrs_fromdict(kind)

    def read_fields(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            raise ValueError(f"{value!r} stands where named fields are expected")
        return read(value, kind)

    return read_fields


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
