"""The report of a month or year: its figures in words and numbers, ready to be printed or shown."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.figures.count import Cases, Share, Spread, Sum, Value
from evenhand.figures.defined import MEASURES, figures
from evenhand.figures.measure import Asked, Figure
from evenhand.figures.month import Period, Year
from evenhand.figures.report import ReportRow, ReportTable, ReportWords, edition, report
from evenhand.letter.document import Document
from evenhand.programme.model import Programme
from evenhand_web.figures.keeping import Counted, counted_in
from evenhand_web.office.figure_rows import shown_groups, title_of, value_words
from evenhand_web.office.figure_words import WORDS

_BY_MONTH = ("received", "mailed", "lines")
"""What a report of a year tells month by month as well."""


def figure_report(law: Programme, period: Period, now: dt.datetime, *, names_payers: bool) -> Document:
    """The report of a programme's month or year as its cases stand now; payers by name only for the regulator."""
    counted = counted_in(law.id, period)
    asked = Asked(counted.cases, period, now.astimezone(law.zone), settings.FIGURES_MINIMUM)
    tables = [
        _table(ident, shown_groups(MEASURES[ident], rows, names_payers), law) for ident, rows in figures(asked).items()
    ]
    if isinstance(period, Year):
        tables += _by_month(asked, period)
    return report(_words(law, period, counted, asked), tables)


def _table(ident: str, told: tuple[Figure, ...], law: Programme) -> ReportTable:
    words = WORDS[ident]
    rows = tuple(_row(figure, law) for figure in told if not _is_nothing(figure.value))
    is_share = any(isinstance(figure.value, Share) for figure in told)
    unit, most = _unit(told), 100.0 if is_share else 0.0
    return ReportTable(ident, str(words.title), str(words.definition), rows, unit, most)


def _is_nothing(value: Value) -> bool:
    match value:
        case Share():
            return not value.of
        case Spread(days):
            return not days
        case Cases(idents) | Sum(_, idents):
            return not idents


def _row(figure: Figure, law: Programme) -> ReportRow:
    value, more, _parts = value_words(figure.value)
    return ReportRow(title_of(figure, law), value, more, *_drawn(figure.value))


def _drawn(value: Value) -> tuple[float | None, float | None, float | None]:
    """What is drawn of a number, with its interval: of days the median, up to the 90th percentile."""
    match value:
        case Share():
            share, interval = value.share, value.interval
            if share is None or interval is None:
                return None, None, None
            return share * 100, interval.low * 100, interval.high * 100
        case Spread():
            return value.median, value.median, value.ninetieth
        case Cases(counted):
            return len(counted), None, None
        case Sum(amount, _cases):
            return float(amount), None, None


def _unit(told: tuple[Figure, ...]) -> str:
    for figure in told:
        match figure.value:
            case Share():
                return _("percent")
            case Spread():
                return _("days")
            case Cases():
                return _("number")
            case Sum():
                return _("US dollars")
    return ""


def _by_month(asked: Asked, year: Year) -> Iterator[ReportTable]:
    for ident in _BY_MONTH:
        rows = []
        for month in year.months:
            told = MEASURES[ident].of(asked._replace(month=month))
            count = sum(len(figure.value.counted) for figure in told if isinstance(figure.value, Cases))
            rows.append(ReportRow(str(month), str(count), "", count))
        words = {"title": WORDS[ident].title}
        is_empty = not any(row.drawn for row in rows)
        title = _("%(title)s, month by month") % words
        yield ReportTable(
            f"{ident}-by-month", title, str(WORDS[ident].definition), () if is_empty else tuple(rows), _("number")
        )


def _words(law: Programme, period: Period, counted: Counted, asked: Asked) -> ReportWords:
    names = {"title": law.title, "period": period}
    return ReportWords(
        title=_("Figures of %(title)s, %(period)s") % names,
        sender=_("Independent medical review"),
        opening=tuple(_opening(period, counted, asked)),
        heads=(_("Group"), _("Value"), _("More")),
        nothing=_("Nothing to count"),
        method=_("Method"),
        method_said=tuple(_method(law, asked)),
        plot=_("Plot of “{title}”: {rows}."),
        foot=_("Figures of %(title)s, %(period)s") % names,
        page=_("Page"),
        of=_("of"),
    )


def _opening(period: Period, counted: Counted, asked: Asked) -> Iterator[str]:
    cases = len(counted.cases)
    yield _("Counted on %(day)s from the dockets of cases.") % {"day": f"{asked.as_of:%Y-%m-%d %H:%M %Z}"}
    yield ngettext("%(cases)s case may count in this time.", "%(cases)s cases may count in this time.", cases) % {
        "cases": cases
    }
    if isinstance(period, Year):
        yield _("It is about a year: where a definition says month, the year is meant.")
    if cases == 1:
        yield _("Of one case no share and no median tells more than that case.")
    if asked.as_of.date() <= period.last:
        yield _("The time it is about is not over: what happens in it still is not counted.")
    if counted.not_in_step:
        yield ngettext(
            "%(cases)s case changed and is not counted as it stands now.",
            "%(cases)s cases changed and are not counted as they stand now.",
            counted.not_in_step,
        ) % {"cases": counted.not_in_step}
    if counted.unreadable:
        yield ngettext(
            "%(cases)s case could not be read and is in no figure.",
            "%(cases)s cases could not be read and are in no figure.",
            counted.unreadable,
        ) % {"cases": counted.unreadable}


def _method(law: Programme, asked: Asked) -> Iterator[str]:
    definitions = [(ident, str(words.title), str(words.definition)) for ident, words in WORDS.items()]
    yield _(
        "Every figure is counted anew from the dockets, by legal days of the program (%(zone)s). Medians are the "
        "middle of the days in order; the 90th percentile is the least number of days that nine of ten cases do not "
        "exceed; the interval of a share is Wilson's of 95 %%. In the plots the line at a bar is that interval; of "
        "days it leads from the median to the 90th percentile."
    ) % {"zone": law.zone.key}
    yield _(
        "A group by category or by name of fewer than %(minimum)s stands together with others so small. Nothing here "
        "is assessed, foretold or recommended."
    ) % {"minimum": asked.minimum}
    yield _(
        "Definitions: edition %(edition)s. Reports of another edition count something else under the same title and "
        "are not to be compared with this."
    ) % {"edition": edition(definitions)}
