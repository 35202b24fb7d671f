"""Rules of law as people read them on a terminal."""

import datetime as dt
from collections.abc import Iterator

from rich import box
from rich.table import Table

from evenhand.citation import NoRuleInForce
from evenhand.programme.model import Programme
from evenhand.programme.rule import (
    Amounts,
    DeadlineValue,
    Force,
    Items,
    PenaltyValue,
    Period,
    Rule,
    RuleVersion,
    ServiceDays,
    Statement,
    Value,
)


def rule_table(law: Programme, day: dt.date | None) -> Table:
    """A row a rule: id, title, what it says (on a day, or in its latest version), since when, status, citation."""
    title = f"{law.title}, {f'law of {day}' if day else 'latest versions'}"
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for heading in ("Rule", "Title", "It says", "Since", "Status", "Citation"):
        table.add_column(heading, no_wrap=heading in ("Rule", "Since", "Status"))
    for rule in law.rules.values():
        try:
            version = rule.version_on(day) if day else rule.versions[-1]
        except NoRuleInForce as missing:
            table.add_row(rule.id, rule.title, str(missing), "", "", missing.citation)
            continue
        words = value_words(version)
        table.add_row(rule.id, rule.title, words, f"{version.since}", str(version.status), "; ".join(version.citation))
    return table


def rule_lines(law: Programme, rule: Rule, day: dt.date | None) -> Iterator[str]:
    """One rule whole: what it is about, then each version, or the one of a day."""
    yield f"{rule.id}: {rule.title}"
    yield f"  {rule.text.strip()}"
    if rule.holder:
        yield f"  Held by the {law.label(rule.holder)}. Runs from: {rule.trigger}."
    yield f"  Its version is selected by the day of: {rule.selected_by.replace('_', ' ')}."
    if day is not None and day < rule.versions[0].since:
        yield f"  There is no version on {day}; the first is of {rule.versions[0].since}."
        return
    for version in (rule.version_on(day),) if day else rule.versions:
        yield f"  Since {version.since}{f' ({version.regime})' if version.regime else ''}: {value_words(version)}"
        yield f"    {'; '.join(version.citation)} [{version.status}]"
        if version.note:
            yield f"    Note: {version.note.strip()}"


def changed_rules(law: Programme, before: dt.date, after: dt.date) -> Iterator[str]:
    """A block of lines for each rule whose version differs between two days."""
    for rule in law.rules.values():
        old, new = _version(rule, before), _version(rule, after)
        if old is not new:
            yield f"{rule.id}: {rule.title}"
            yield f"  {before}: {_worded(old)}"
            yield f"  {after}: {_worded(new)}"


def _version(rule: Rule, day: dt.date) -> RuleVersion | None:
    return None if day < rule.versions[0].since else rule.version_on(day)


def _worded(version: RuleVersion | None) -> str:
    if version is None:
        return "no version"
    return f"{value_words(version)} ({'; '.join(version.citation)}) [{version.status}]"


def value_words(version: RuleVersion) -> str:
    """What a version gives, in words."""
    if version.force is Force.NOT_IN_FORCE:
        return "not in force"
    if version.force is Force.UNKNOWN or version.value is None:
        return f"unknown: read {version.must_read}"
    return _value(version.value)


def _value(value: Value) -> str:
    match value:
        case DeadlineValue():
            return _deadline(value)
        case ServiceDays():
            return ", ".join(f"{manner} +{days}" for manner, days in value.days.items()) or "adds no days"
        case Items():
            order = ", strictly in order" if value.strictly else ""
            return "; ".join(f"{item.id}: {item.words}" for item in value.items) + order
        case Amounts():
            return "; ".join(_row(where, amount) for where, amount, _ in value.rows)
        case PenaltyValue():
            return _penalty(value)
        case Statement():
            return ", ".join(f"{name} = {fact}" for name, fact in value.facts.items()) or "in force"


def _deadline(value: DeadlineValue) -> str:
    if value.by_service is not None:
        words = ", ".join(f"{manner}: {_period(period)}" for manner, period in value.by_service.items())
    else:
        words = " or ".join(_period(period) for period in value.periods)
        words += ", the earlier end" if len(value.periods) > 1 else ""
    return words + (f", longer by service ({value.extended_by_service})" if value.extended_by_service else "")


def _period(period: Period) -> str:
    calendar = f" on {period.counts_on}" if period.counts_on else ""
    rolls = f", rolls on {period.rolls_on}" if period.rolls_on else ""
    unit = period.unit.value.replace("_", " ")
    return f"{period.count} {unit.removesuffix('s') if period.count == 1 else unit}{calendar}{rolls}"


def _row(where: object, amount: object) -> str:
    conditions = ", ".join(f"{name} {value}" for name, value in where.items()) if isinstance(where, dict) else ""
    return f"{conditions}: {f'${amount}' if amount is not None else 'not read'}"


def _penalty(value: PenaltyValue) -> str:
    parts = [
        f"${value.per_day} a day" if value.per_day is not None else "",
        f"at most ${value.cap}" if value.cap is not None else "",
        f"ceiling ${value.ceiling_per_day} a day" if value.ceiling_per_day is not None else "",
    ]
    return ", ".join(part for part in parts if part) or "amount not read"
