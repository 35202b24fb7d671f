"""The values of a letter as they are read back: by name, those of a sequence in a list, and as plain values."""

import datetime as dt
from decimal import Decimal
from typing import Any

from evenhand.letter import wording as worded
from evenhand.letter.value import DaySpan, Fact

Named = dict[str, Any]


def element_of(values: Named, name: str, number: int) -> Named | None:
    """The element of a sequence that was read so far; None where there is none of that number yet."""
    elements = values.get(name)
    return elements[number] if isinstance(elements, list) and number < len(elements) else None


def put(values: Named, name: str, number: int, element: Named) -> None:
    """Keep an element of a sequence under its number."""
    elements = values.get(name)
    if not isinstance(elements, list):
        elements = values[name] = []
    elements[number : number + 1] = [element]


def settle(blocks: tuple[worded.Block, ...], values: Named) -> None:
    """Say of every condition and sequence that nothing showed that it does not hold, or is empty."""
    for block in blocks:
        for condition in worded.conditions(block):
            values.setdefault(condition.name, condition.negated and condition.name not in values)
        of = getattr(block, "of", "")
        if of:
            values.setdefault(of, [])
        if isinstance(block, worded.Group):
            inner = [element for element in values.get(of, []) if isinstance(element, dict)] if of else [values]
            for element in inner:
                settle(block.blocks, element)


def plain_values(values: Named) -> dict[str, Any]:
    """The values for JSON: days in ISO form, marked facts with where they come from."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Fact):
        return {"value": _plain(value.value), "provenance": value.provenance.value, "reason": value.reason}
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, DaySpan):
        return f"{value.first.isoformat()}/{value.last.isoformat()}"
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return plain_values(value)
    return [_plain(element) for element in value] if isinstance(value, list | tuple) else value
