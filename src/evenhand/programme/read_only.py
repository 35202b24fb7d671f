"""Tables of a programme that nobody can write in: law that one case could change would change under every other."""

from dataclasses import fields
from types import MappingProxyType
from typing import Any


def close_tables(record: Any) -> None:
    """Make every dict that a frozen record was given a read-only copy of itself; called when it has been built."""
    for column in fields(record):
        value = getattr(record, column.name)
        if isinstance(value, dict):
            object.__setattr__(record, column.name, MappingProxyType(dict(value)))
