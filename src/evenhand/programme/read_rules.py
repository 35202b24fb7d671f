"""Reading rules of law out of a programme's files."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from evenhand.citation import VerificationStatus
from evenhand.programme.rule import (
    Amounts,
    ArguedRoll,
    ClockRule,
    DeadlineValue,
    Force,
    Items,
    ListedItem,
    MonthEnd,
    PenaltyValue,
    Period,
    Receipt,
    Rule,
    RuleKind,
    RuleVersion,
    ServiceDays,
    Statement,
    Unit,
    Value,
    WorkedExample,
)
from evenhand.toml_table import TomlTable

_LONGEST = 10_000
"""No period of law counts more units than this; a slip of the finger does."""


def read_rule(table: TomlTable) -> Rule:
    """One `[rules.ID]` table as a Rule; faults go to the table's findings."""
    kind = table.choice("kind", RuleKind)
    versions = _versions(table, kind)
    rule = Rule(
        id=table.name,
        kind=kind,
        title=table.text("title"),
        text=table.text("text"),
        selected_by=table.text("selected_by"),
        versions=versions,
        holder=table.text("holder", "") if kind is not RuleKind.DEADLINE else table.text("holder"),
        trigger=table.text("trigger", "") if kind is not RuleKind.DEADLINE else table.text("trigger"),
        lengthens=table.text("lengthens", ""),
        default_service=table.text("default_service", ""),
        clock=_clock(table.table("clock")) if "clock" in table else None,
        examples=tuple(_example(row) for row in table.rows("examples")),
        file=table.source.file,
        line=table.source.line_of(*table.path),
    )
    table.finish()
    return rule


def _versions(table: TomlTable, kind: RuleKind) -> tuple[RuleVersion, ...]:
    versions: list[RuleVersion] = []
    for row in table.rows("versions"):
        versions.append(_version(row, kind, versions[-1].value if versions else None))
    if not versions:
        table.fault("versions", f"The rule {table.name} has no version", "at least one [[rules.….versions]]")
    for position, (before, after) in enumerate(pairwise(versions)):
        if after.since <= before.since:
            table.fault("versions", f"Version {position + 2} does not begin after version {position + 1}", "later days")
    return tuple(versions)


def _version(table: TomlTable, kind: RuleKind, before: Value | None) -> RuleVersion:
    force = table.choice("force", Force, Force.IN_FORCE)
    citation = table.texts("citation")
    if not citation:
        table.fault("citation", "A version without a citation is not law", "at least one citation")
    version = RuleVersion(
        since=table.day("since"),
        force=force,
        value=_value(table, kind, before) if force is Force.IN_FORCE else None,
        citation=citation,
        status=table.choice("status", VerificationStatus),
        regime=table.text("regime", ""),
        must_read=table.text("must_read") if force is Force.UNKNOWN else table.text("must_read", ""),
        note=table.text("note", ""),
    )
    table.finish()
    return version


def _value(table: TomlTable, kind: RuleKind, before: Value | None) -> Value:
    """What the version gives; with `as_before` what the version before it gave (only citation or status changed)."""
    if not table.flag("as_before", False):
        return _VALUE[kind](table)
    if before is None:
        table.fault("as_before", "There is no value before this version to go on with", "the value itself")
        return _VALUE[kind](table)
    return before


def _period(table: TomlTable) -> Period:
    period = Period(
        count=table.whole("count"),
        unit=table.choice("unit", Unit),
        counts_on=table.text("counts_on", ""),
        rolls_on=table.text("rolls_on", ""),
        month_end=table.choice("month_end", MonthEnd, MonthEnd.CLAMP),
        argued=_argued(table.table("argued")) if "argued" in table else None,
    )
    if not 0 <= period.count <= _LONGEST or (period.count == 0 and period.unit is Unit.OPEN_DAYS):
        table.fault("count", f"A period of {period.count} {period.unit} is none", f"a count from 1 to {_LONGEST}")
    if (period.unit is Unit.OPEN_DAYS) != bool(period.counts_on):
        table.fault("counts_on", "Open days, and only they, are counted on a calendar", "unit open_days with counts_on")
    if period.unit is Unit.HOURS and period.rolls_on:
        table.fault("rolls_on", "Hours run through nights and weekends", "no rolls_on beside hours")
    table.finish()
    return period


def _argued(table: TomlTable) -> ArguedRoll:
    argued = ArguedRoll(
        rolls_on=table.text("rolls_on"), citation=table.texts("citation"), against=table.texts("against")
    )
    table.finish()
    return argued


def _receipt(table: TomlTable) -> Receipt:
    until = table.text("until")
    try:
        hour = dt.time.fromisoformat(until)
    except ValueError:
        table.fault("until", f'until = "{until}" is no hour of the day', 'such as "17:30"')
        hour = dt.time.max
    receipt = Receipt(
        until=hour,
        counts_on=table.text("counts_on"),
        deemed=_counts(table, "deemed") if "deemed" in table else {},
        citation=table.text("citation"),
    )
    table.finish()
    return receipt


def _deadline(table: TomlTable) -> Value:
    periods = tuple(_period(row) for row in table.rows("periods"))
    by_service = {manner.name: _period(manner) for manner in table.named_tables("by_service")}
    if bool(periods) == bool(by_service):
        table.fault("periods", "A deadline gives periods, or periods by service", "one of periods and by_service")
    return DeadlineValue(
        periods=periods,
        by_service=by_service or None,
        extended_by_service=table.text("extended_by_service", ""),
        receipt=_receipt(table.table("receipt")) if "receipt" in table else None,
    )


def _service_days(table: TomlTable) -> Value:
    open_days = _counts(table, "open_days")
    counts_on = table.text("counts_on", "")
    if bool(open_days) != bool(counts_on):
        table.fault("counts_on", "Open days, and only they, are counted on a calendar", "open_days with counts_on")
    return ServiceDays(days=_counts(table, "days"), open_days=open_days, counts_on=counts_on)


def _counts(table: TomlTable, key: str) -> dict[str, int]:
    counts = table.scalars(key)
    for manner, count in counts.items():
        if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= _LONGEST:
            table.fault(key, f"{key}.{manner} = {count!r} is no count of days", "a whole number of days")
    return {manner: count for manner, count in counts.items() if isinstance(count, int)}


def _items(table: TomlTable) -> Value:
    items = []
    for row in table.rows("items"):
        has_status = "status" in row
        status = row.choice("status", VerificationStatus) if has_status else None
        items.append(
            ListedItem(id=row.text("id"), words=row.text("words"), citation=row.text("citation", ""), status=status)
        )
        row.finish()
    if not items:
        table.fault("items", "The list is empty", "[[items]] with id and words")
    return Items(items=tuple(items), strictly=table.flag("strictly", False))


def _amounts(table: TomlTable) -> Value:
    rows = []
    for row in table.rows("rows"):
        amount: Decimal | None = row.amount("usd") if "usd" in row else None
        status = row.choice("status", VerificationStatus)
        if amount is None:
            row.text("must_read")
        rows.append((MappingProxyType(row.scalars("where")), amount, status))
        row.finish()
    if not rows:
        table.fault("rows", "The schedule is empty", "[[rows]] with where and usd")
    return Amounts(rows=tuple(rows))


def _penalty(table: TomlTable) -> Value:
    def optional(key: str) -> Decimal | None:
        return table.amount(key) if key in table else None

    return PenaltyValue(
        per_day=optional("per_day_usd"), cap=optional("cap_usd"), ceiling_per_day=optional("ceiling_per_day_usd")
    )


def _statement(table: TomlTable) -> Value:
    return Statement(facts=table.scalars("facts"))


_VALUE: dict[RuleKind, Callable[[TomlTable], Value]] = {
    RuleKind.DEADLINE: _deadline,
    RuleKind.SERVICE_EXTENSION: _service_days,
    RuleKind.GATE: _statement,
    RuleKind.CONTENTS: _items,
    RuleKind.ORDER: _items,
    RuleKind.FEE: _amounts,
    RuleKind.PENALTY: _penalty,
    RuleKind.STATEMENT: _statement,
}


def _clock(table: TomlTable) -> ClockRule:
    clock = ClockRule(
        label=table.text("label"),
        starts=table.texts("starts"),
        stops=table.texts("stops"),
        starts_at_first=table.flag("starts_at_first", False),
        when=table.texts("when", ()),
        unless=table.texts("unless", ()),
        per=table.text("per", "case"),
        longer_by=table.text("longer_by", ""),
        ended_by=table.texts("ended_by", ()),
        restarts=table.texts("restarts", ()),
        renewed_by=table.texts("renewed_by", ()),
        not_before=table.texts("not_before", ()),
        is_right=table.flag("is_right", False),
        starts_at_last=table.flag("starts_at_last", False),
        penalty=table.text("penalty", ""),
        decides=table.flag("decides", False),
    )
    if clock.per not in ("case", "line", "party"):
        table.fault("per", f"per = {clock.per!r} is not known here", "case, line or party")
    table.finish()
    return clock


def _moment(table: TomlTable, key: str) -> dt.date | dt.datetime:
    value: Any = table.text(key)
    try:
        return dt.datetime.fromisoformat(value) if "T" in value else dt.date.fromisoformat(value)
    except ValueError:
        table.fault(key, f'{key} = "{value}" is no day or instant', 'such as "2014-01-21" or "2026-07-03T14:00"')
        return dt.date.min


def _example(table: TomlTable) -> WorkedExample:
    example = WorkedExample(
        trigger=_moment(table, "trigger"),
        due=_moment(table, "due"),
        service=table.text("service", ""),
        raw=_moment(table, "raw") if "raw" in table else None,
        facts=table.scalars("facts"),
        why=table.text("why", ""),
        line=table.source.line_of(*table.path),
    )
    table.finish()
    return example
