"""Due dates: from a trigger, through period, service and rolling, to the last day; each step kept for the reader.

The order of the arithmetic is fixed: the trigger is day 0; the period, its lengthening and the days added for
service make the raw end; the raw end rolls once, and only if the period says so. Where a rule gives several periods
the earliest end governs.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping
from typing import Any, NamedTuple

from evenhand.citation import NoRuleInForce, VerificationStatus
from evenhand.programme.model import Programme
from evenhand.programme.rule import DeadlineValue, MonthEnd, Period, Rule, RuleVersion, ServiceDays, Unit

Moment = dt.date | dt.datetime
"""A legal day, or an aware instant where hours matter."""


class Step(NamedTuple):
    """One step of the arithmetic: `what` happened, how `many` units, the day or instant it led to, `why`, and by which
    authority.
    """

    what: str
    many: int
    to: Moment
    why: str
    citation: str

    def __str__(self) -> str:
        counted = f" {self.many}" if self.many else ""
        authority = f" ({self.citation})" if self.citation else ""
        return f"{self.what}{counted}{' ' + self.why if self.why else ''}: {spoken(self.to)}{authority}"


class DueDate(NamedTuple):
    """A computed due date with everything it was computed from.

    `raw` is the end before rolling. `version_since` with `rule` names the text applied; `selected_by` says which day
    chose it. `not_late_until` is the later day that another reading of the law gives, None where none is argued or both
    agree: it is told to nobody, and an act up to it is not called late.
    """

    rule: str
    version_since: dt.date
    trigger: Moment
    service: str
    raw: Moment
    due: Moment
    steps: tuple[Step, ...]
    citation: tuple[str, ...]
    status: VerificationStatus
    zone: str
    selected_by: str
    note: str
    not_late_until: Moment | None = None


def spoken(moment: Moment) -> str:
    """A day or instant as people check it: `Wed 2013-12-18`, `Mon 2026-07-06 14:00 PDT`."""
    day = f"{_WEEKDAYS[moment.weekday()]} {moment.isoformat()[:10]}"
    return f"{day} {moment:%H:%M %Z}" if isinstance(moment, dt.datetime) else day


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def legal_day(moment: Moment, programme: Programme) -> dt.date:
    """The legal day of a moment in the programme's time zone."""
    return moment.astimezone(programme.zone).date() if isinstance(moment, dt.datetime) else moment


def last_instant(moment: Moment, programme: Programme) -> dt.datetime:
    """The last instant of a legal day where the programme's days are counted; an instant as it is."""
    if isinstance(moment, dt.datetime):
        return moment
    return dt.datetime.combine(moment, dt.time.max, programme.zone)


def due_date(
    programme: Programme,
    rule_id: str,
    trigger: Moment,
    *,
    service: str = "",
    facts: Mapping[str, Any] | None = None,
    longer_by: int = 0,
) -> DueDate:
    """When a deadline rule falls due.

    `trigger` is a legal day or an aware instant; `service` a manner of service of the programme ("" takes the rule's
    own default); `facts` may hold the day that selects the version, under the rule's `selected_by`; `longer_by` adds
    calendar days granted. Raises NoRuleInForce where the law gives no period on that day, or needs a manner of
    service that was not given; ValueError for a naive instant or a manner of service the programme does not know.
    """
    rule = programme.rule(rule_id)
    manner = service or rule.default_service
    _refuse_unusable(programme, trigger, manner)
    day = legal_day(trigger, programme)
    selecting, selected_by = _selecting_day(rule, day, facts or {}, programme)
    version = rule.demanded_on(selecting)
    base = _base(programme, rule)
    base_version = version if base is rule else base.demanded_on(selecting)
    extra = longer_by + (_lengthening(version) if base is not rule else 0)
    sums = _Sums(programme, trigger, day, manner)
    try:
        ends = [sums.end(period, extra, base_version) for period in _periods(base, base_version, manner)]
    except OverflowError as error:
        raise NoRuleInForce(rule_id, f"{rule_id} ({rule.title}) ends beyond the year 9999.") from error
    end = min(ends, key=lambda end: last_instant(end.due, programme)) if len(ends) > 1 else ends[0]
    return DueDate(
        rule_id, version.since, trigger, manner, end.raw, end.due, end.steps, version.citation, version.status,
        programme.zone.key, selected_by, version.note, end.not_late_until,
    )  # fmt: skip


def _refuse_unusable(programme: Programme, trigger: Moment, manner: str) -> None:
    if isinstance(trigger, dt.datetime) and trigger.tzinfo is None:
        raise ValueError("an instant needs its offset")
    if manner and manner not in programme.services:
        raise ValueError(f"{manner!r} is no manner of service of this programme: {', '.join(programme.services)}")


def _selecting_day(rule: Rule, day: dt.date, facts: Mapping[str, Any], programme: Programme) -> tuple[dt.date, str]:
    given = facts.get(rule.selected_by)
    if isinstance(given, dt.datetime):
        given = legal_day(given, programme) if given.tzinfo else given.date()
    if isinstance(given, dt.date):
        return given, f"{rule.selected_by} {given.isoformat()}"
    return day, f"the trigger {day.isoformat()}; {rule.selected_by} was not given"


def _base(programme: Programme, rule: Rule) -> Rule:
    """The rule whose period is counted: the rule itself, or the one it lengthens."""
    while rule.lengthens:
        rule = programme.rule(rule.lengthens)
    return rule


def _deadline(version: RuleVersion, rule: Rule) -> DeadlineValue:
    if not isinstance(version.value, DeadlineValue):
        raise NoRuleInForce(rule.id, f"{rule.id} ({rule.title}) gives no period of time.", "; ".join(version.citation))
    return version.value


def _lengthening(version: RuleVersion) -> int:
    """The calendar days by which a rule that lengthens another prolongs it."""
    return version.value.periods[0].count if isinstance(version.value, DeadlineValue) else 0


def _periods(rule: Rule, version: RuleVersion, manner: str) -> tuple[Period, ...]:
    value = _deadline(version, rule)
    if value.by_service is None:
        return value.periods
    if manner not in value.by_service:
        manners = ", ".join(value.by_service)
        missing = f"{manner!r} is not among them" if manner else "none was given"
        raise NoRuleInForce(
            rule.id,
            f"{rule.id} ({rule.title}) depends on the manner of service ({manners}); {missing}. "
            f"State the fact 'service'.",
            "; ".join(version.citation),
        )
    return (value.by_service[manner],)


class _End(NamedTuple):
    """Where one period ends: before and after rolling, by what steps, and by another reading of the law."""

    raw: Moment
    due: Moment
    steps: tuple[Step, ...]
    not_late_until: Moment | None


class _Sums:
    """The arithmetic of one trigger: a raw end, its roll, and the steps."""

    __slots__ = ("_day", "_manner", "_programme", "_sent_on", "_trigger")

    def __init__(self, programme: Programme, trigger: Moment, day: dt.date, manner: str) -> None:
        self._programme, self._trigger, self._day, self._manner = programme, trigger, day, manner
        self._sent_on = day

    def end(self, period: Period, extra: int, version: RuleVersion) -> _End:
        """The end of one period, `extra` calendar days and service included."""
        steps = [Step("day 0, not counted", 0, self._trigger, "", "")]
        self._receive(version, steps)
        raw = self._counted(period, steps, version)
        if extra:
            raw = raw + dt.timedelta(days=extra)
            steps.append(Step("plus", extra, raw, "days of extension", ""))
        raw = self._served(raw, version, steps)
        due = self._rolled(raw, period, steps)
        not_late_until = self._argued(due, period, steps)
        return _End(raw, due, tuple(steps), not_late_until)

    def _receive(self, version: RuleVersion, steps: list[Step]) -> None:
        """Move day 0 to the day on which what starts the period counts as received."""
        value = version.value
        if not isinstance(value, DeadlineValue) or value.receipt is None:
            return
        receipt, trigger = value.receipt, self._trigger
        if deemed := receipt.deemed.get(self._manner, 0):
            self._day = legal_day(trigger, self._programme) + dt.timedelta(days=deemed)
            why = f"days after it was sent by {self._programme.services[self._manner]} it counts as received"
            steps.append(Step("day 0 moves", deemed, self._day, why, receipt.citation))
        elif isinstance(trigger, dt.datetime) and trigger.astimezone(self._programme.zone).time() > receipt.until:
            calendar = self._programme.calendars[receipt.counts_on]
            self._day = calendar.add_open_days(legal_day(trigger, self._programme), 1)
            why = f"received after {receipt.until:%H:%M}, which counts as the next business day"
            steps.append(Step("day 0 moves", 0, self._day, why, receipt.citation))

    def _counted(self, period: Period, steps: list[Step], version: RuleVersion) -> Moment:
        unit, count = period.unit, period.count
        citation = version.citation[0]
        end: Moment
        if unit is Unit.HOURS:
            end = self._hours(count, steps)
        elif unit is Unit.OPEN_DAYS:
            calendar = self._programme.calendars[period.counts_on]
            end = calendar.add_open_days(self._day, count)
            steps.append(Step("count", count, end, f"open days on the {calendar.rules.title}", citation))
            return end
        elif unit is Unit.MONTHS:
            end = _add_months(self._day, count, period.month_end)
        else:
            end = self._day + dt.timedelta(days=count)
        steps.append(Step("count", count, end, _UNIT_WORDS[unit], citation))
        return end

    def _hours(self, count: int, steps: list[Step]) -> dt.datetime:
        zone = self._programme.zone
        if isinstance(self._trigger, dt.datetime):
            start = self._trigger
        else:
            # Hours from a day whose hour nobody recorded run from its beginning: the earliest end is the safe one.
            start = dt.datetime.combine(self._trigger, dt.time(), zone)
            steps.append(Step("the hour is not known; counted from the beginning of the day", 0, start, "", ""))
        return (start.astimezone(dt.UTC) + dt.timedelta(hours=count)).astimezone(zone)

    def _served(self, raw: Moment, version: RuleVersion, steps: list[Step]) -> Moment:
        value = version.value
        if not isinstance(value, DeadlineValue) or not value.extended_by_service:
            return raw
        extension = self._programme.rule(value.extended_by_service).demanded_on(self._sent_on)
        added = extension.value if isinstance(extension.value, ServiceDays) else ServiceDays(days={})
        if not self._manner:
            if added.days or added.open_days:
                raise _manner_unknown(self._programme, version, value.extended_by_service)
            return raw
        title = self._programme.services[self._manner]
        if open_days := added.open_days.get(self._manner, 0):
            calendar = self._programme.calendars[added.counts_on]
            raw = calendar.add_open_days(legal_day(raw, self._programme), open_days)
            why = f"open days on the {calendar.rules.title} for service by {title}"
            steps.append(Step("plus", open_days, raw, why, extension.citation[0]))
            return raw
        days = added.days.get(self._manner, 0)
        raw = raw + dt.timedelta(days=days)
        steps.append(Step("plus", days, raw, f"for service by {title}", extension.citation[0]))
        return raw

    def _rolled(self, raw: Moment, period: Period, steps: list[Step]) -> Moment:
        if not period.rolls_on or isinstance(raw, dt.datetime):
            return raw
        calendar = self._programme.calendars[period.rolls_on]
        due = calendar.roll(raw)
        if due != raw:
            passed = [raw + dt.timedelta(days=number) for number in range((due - raw).days)]
            closed = ", ".join(f"{spoken(day)} {calendar.why_closed(day)}" for day in passed)
            steps.append(Step("rolls over", 0, due, closed, calendar.rules.citation))
        return due

    def _argued(self, due: Moment, period: Period, steps: list[Step]) -> Moment | None:
        """The later end by another reading of the law; None where there is none, or it is no later."""
        if period.argued is None or isinstance(due, dt.datetime):
            return None
        calendar = self._programme.calendars[period.argued.rolls_on]
        later = calendar.roll(due)
        if later == due:
            return None
        told_on = self._programme.calendars[period.rolls_on].rules.title if period.rolls_on else "calendar of all days"
        steps.append(Step("stays", 0, due, f"open on the {told_on}", "; ".join(period.argued.against)))
        closed = calendar.why_closed(due)
        why = f"by another reading, for {closed}; it is not the day to go by, but an act up to it is not called late"
        steps.append(Step("would roll over", 0, later, why, "; ".join(period.argued.citation)))
        return later


def _manner_unknown(programme: Programme, version: RuleVersion, extension: str) -> NoRuleInForce:
    """That days are added for the manner of service, and nobody said which it was: it is asked, never guessed."""
    manners = ", ".join(programme.services)
    message = f"How it was served is not known, and {extension} adds days by the manner of service ({manners}). "
    return NoRuleInForce(extension, message + "State the fact 'service'.", "; ".join(version.citation))


_UNIT_WORDS = {unit: unit.value.replace("_", " ") for unit in Unit}


def _add_months(day: dt.date, count: int, month_end: MonthEnd) -> dt.date:
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    if day.day <= last:
        return dt.date(year, month + 1, day.day)
    if month_end is MonthEnd.CLAMP:
        return dt.date(year, month + 1, last)
    return dt.date(year, month + 1, last) + dt.timedelta(days=1)
