"""Every figure of a month by its id, with how it is counted and whether it names a payer."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from evenhand.figures import measure
from evenhand.figures.measure import Asked, Figure


class Measure(NamedTuple):
    """A figure: its id, and how it is counted.

    `names_payers` marks what is told by claims administrator: by name it is the regulator's alone.
    """

    ident: str
    of: Callable[[Asked], Iterator[Figure]]
    names_payers: bool = False


_ALL = (
    Measure("received", measure.received),
    Measure("eligible", measure.eligible),
    Measure("reasons", measure.reasons),
    Measure("days-to-eligibility", measure.days_to_eligibility),
    Measure("on-time", measure.on_time),
    Measure("overdue", measure.overdue),
    Measure("age-assignment", measure.age_from_assignment),
    Measure("age-completeness", measure.age_from_completeness),
    Measure("days-charged", measure.days_charged_to_each),
    Measure("records-on-time", measure.records_on_time, names_payers=True),
    Measure("mailed", measure.mailed),
    Measure("lines", measure.lines_decided),
    Measure("overturned", measure.overturned),
    Measure("implemented-on-time", measure.implemented_on_time, names_payers=True),
    Measure("set-aside", measure.set_aside),
    Measure("corrected", measure.corrected),
    Measure("taken-down", measure.taken_down),
    Measure("without-guideline", measure.without_guideline, names_payers=True),
    Measure("exposure", measure.exposed),
)

MEASURES: Mapping[str, Measure] = MappingProxyType({each.ident: each for each in _ALL})
"""Every figure of a month, in the order in which they are told."""


def figures(asked: Asked) -> Mapping[str, tuple[Figure, ...]]:
    """Every figure of a month by its id, in groups; a figure of nothing has no group."""
    return {ident: tuple(each.of(asked)) for ident, each in MEASURES.items()}
