"""The figures of a month as people read them: titles, definitions, groups, numbers, each with its cases."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.figures.count import Cases, Share, Spread, Sum, Value
from evenhand.figures.defined import MEASURES, Measure, figures
from evenhand.figures.measure import Asked, Figure
from evenhand.figures.month import Month
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.access import cases_for
from evenhand_web.cases.models import Case
from evenhand_web.figures.keeping import Counted, counted_in
from evenhand_web.office.figure_words import EVERYBODY, GROUPS, WORDS


class FigureRow(NamedTuple):
    """A number: its group by name and in words, what it says, and how many cases stand behind each part of it."""

    group: str
    title: str | Promise
    value: str
    more: str
    parts: tuple[tuple[str, str, int], ...]


class FigureTable(NamedTuple):
    """A figure: its id, title and definition, and its rows."""

    ident: str
    title: str | Promise
    definition: str | Promise
    rows: tuple[FigureRow, ...]


class MonthOfFigures(NamedTuple):
    """The figures of a month that a person may see, those of nothing apart, and what they were counted from."""

    tables: tuple[FigureTable, ...]
    empty: tuple[FigureTable, ...]
    counted: Counted


def month_of_figures(reader: Person, law: Programme, month: Month, now: dt.datetime) -> MonthOfFigures:
    """The figures of a month as they stand now. By the name of a payer they are told to the regulator alone."""
    counted = counted_in(law.id, month)
    told = figures(Asked(counted.cases, month, now.astimezone(law.zone), settings.FIGURES_MINIMUM))
    tables = [
        FigureTable(
            ident,
            *WORDS[ident],
            tuple(_row(figure, law) for figure in shown_groups(MEASURES[ident], rows, reads_names(reader))),
        )
        for ident, rows in told.items()
    ]
    return MonthOfFigures(
        tuple(table for table in tables if table.rows), tuple(table for table in tables if not table.rows), counted
    )


def reads_names(reader: Person) -> bool:
    """Whether a reader is told figures by the name of a payer."""
    return reader.role == PersonRole.REGULATOR


def shown_groups(measure: Measure, rows: tuple[Figure, ...], names_payers: bool) -> tuple[Figure, ...]:
    """The groups of a figure that may be shown: payers by name, or all of them together."""
    if not measure.names_payers or names_payers:
        return rows
    shares = [figure.value for figure in rows if isinstance(figure.value, Share)]
    counted = tuple(ident for share in shares for ident in share.counted)
    rest = tuple(ident for share in shares for ident in share.rest)
    return (Figure("", Share(counted, rest)),) if shares else ()


def title_of(figure: Figure, law: Programme) -> str:
    """What the group of a figure is called."""
    return str((GROUPS.get(figure.group) or law.term(figure.group)) if figure.group else EVERYBODY)


def _row(figure: Figure, law: Programme) -> FigureRow:
    return FigureRow(figure.group, title_of(figure, law), *value_words(figure.value))


def value_words(value: Value) -> tuple[str, str, tuple[tuple[str, str, int], ...]]:
    """The number, what is said beside it, and its parts: id, words, how many cases."""
    match value:
        case Share():
            return _share(value)
        case Spread():
            return _spread(value)
        case Cases(counted):
            return str(len(counted)), "", (("counted", _("the cases"), len(counted)),) if counted else ()
        case Sum(amount, cases):
            return f"${amount:,.2f}", "", (("counted", _("the cases"), len(cases)),) if cases else ()


def _share(share: Share) -> tuple[str, str, tuple[tuple[str, str, int], ...]]:
    interval = share.interval
    if share.share is None or interval is None:
        return "", _("nothing to count"), ()
    more = _("%(counted)s of %(of)s; 95 %% interval %(low)s to %(high)s %%") % {
        "counted": len(share.counted),
        "of": share.of,
        "low": f"{interval.low:.0%}"[:-1],
        "high": f"{interval.high:.0%}"[:-1],
    }
    parts = (("counted", _("counted"), len(share.counted)), ("rest", _("the rest"), len(share.rest)))
    return f"{share.share:.1%}".replace("%", " %"), more, tuple(part for part in parts if part[2])


def _spread(spread: Spread) -> tuple[str, str, tuple[tuple[str, str, int], ...]]:
    if spread.median is None:
        return "", _("nothing to count"), ()
    more = ngettext(
        "median; %(ninetieth)s days at the 90th percentile, of %(count)s case",
        "median; %(ninetieth)s days at the 90th percentile, of %(count)s cases",
        len(spread.days),
    ) % {"ninetieth": spread.ninetieth, "count": len(spread.days)}
    return f"{spread.median:g}", more, (("counted", _("the cases"), len(spread.days)),)


class CasesBehind(NamedTuple):
    """The cases behind a number: those a reader may open, once each, and how many more there are."""

    cases: tuple[Case, ...]
    hidden: int


def cases_behind(
    reader: Person, asked: Mapping[str, str], law: Programme, month: Month, now: dt.datetime
) -> CasesBehind | None:
    """The cases of the part of a figure's group, as `asked` names them by `measure`, `group` and `part`; None where
    there is no such number for this reader.
    """
    measure = MEASURES.get(asked["measure"])
    if measure is None:
        return None
    told = measure.of(Asked(counted_in(law.id, month).cases, month, now.astimezone(law.zone), settings.FIGURES_MINIMUM))
    for figure in shown_groups(measure, tuple(told), reads_names(reader)):
        if figure.group == asked["group"]:
            idents = dict.fromkeys(_idents(figure.value, asked["part"]))
            cases = tuple(cases_for(reader).filter(ident__in=list(idents)).order_by("number"))
            return CasesBehind(cases, len(idents) - len(cases))
    return None


def _idents(value: Value, part: str) -> Iterator[str]:
    match value, part:
        case Share(counted, rest), _:
            yield from rest if part == "rest" else counted
        case Spread(days), "counted":
            yield from (ident for _days, ident in sorted(days, reverse=True))
        case ((Cases(idents) | Sum(_, idents)), "counted"):
            yield from idents
