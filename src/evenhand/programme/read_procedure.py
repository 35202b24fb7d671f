"""Reading a programme's procedure, notices, eligibility reasons and calendars."""

import datetime as dt
from dataclasses import replace
from types import MappingProxyType

from evenhand.calendar import CalendarRules, Holiday, LegalCalendar
from evenhand.citation import VerificationStatus
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.programme.facts import Intake
from evenhand.programme.model import (
    Delegation,
    EventRule,
    Gate,
    Instrument,
    KindRule,
    NoticeRule,
    OwnKind,
    PanelRule,
    Procedure,
    Reason,
    RequiredRecord,
    Side,
    StageRule,
)
from evenhand.programme.read_facts import read_facts
from evenhand.toml_table import TomlTable

_A_WEEK = 7
_FROM_EASTER = 70
"""Days from Easter within which every holiday that follows it lies."""
_MOST_REVIEWERS = 9
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _roles(table: TomlTable, key: str) -> tuple[Role, ...]:
    known = {role.value for role in Role}
    words = table.texts(key)
    for word in words:
        if word not in known:
            table.fault(key, f"{word!r} is no role", f"one of {', '.join(sorted(known))}")
    return tuple(Role(word) for word in words if word in known)


def read_procedure(root: TomlTable) -> Procedure:
    """`procedure.toml`: kinds, events and stages."""
    kinds = {}
    for table in root.named_tables("kinds"):
        if table.name not in {kind.value for kind in EntryKind}:
            table.fault("", f"{table.name!r} is no kind of docket entry", ", ".join(EntryKind))
            continue
        rule = _kind(table, EntryKind(table.name))
        kinds[rule.kind] = rule
    delegations = tuple(_delegation(table) for table in root.rows("delegations"))
    events = {table.name: _event(table) for table in root.named_tables("events")}
    stages = tuple(_stage(table) for table in root.rows("stages"))
    panels = tuple(_panel(table) for table in root.rows("panels"))
    clerical = root.texts("clerical_fields", ())
    instruments = tuple(_instrument(table) for table in root.rows("instruments"))
    own_kinds = {table.name: _own_kind(table) for table in root.named_tables("own_kinds")}
    root.finish()
    return Procedure(
        kinds=_UNUSED | kinds,
        delegations=delegations,
        events=events,
        stages=stages,
        clerical_fields=clerical,
        panels=panels,
        instruments=instruments,
        own_kinds=MappingProxyType(own_kinds),
    )


_UNUSED = {
    kind: KindRule(
        kind=kind,
        title=kind.replace("_", " ").capitalize(),
        by=(),
        visible_to=(),
        after=(),
        never_after=(),
        guards=(),
        citation="",
    )
    for kind in EntryKind
}
"""Kinds that a programme leaves out: nobody enters them under it."""


def _instrument(table: TomlTable) -> Instrument:
    instrument = Instrument(
        id=table.text("id"), title=table.text("title"), needs_order=table.flag("needs_order", False)
    )
    table.finish()
    return instrument


def _own_kind(table: TomlTable) -> OwnKind:
    if table.name in {kind.value for kind in EntryKind}:
        table.fault("", f"Every programme has entries of the kind {table.name!r}", "another name")
    for key in ("guards", "gates"):
        if key in table:
            table.fault(key, "A guard looks into what only other kinds of entry hold", "after and never_after alone")
    intake = Intake(facts=MappingProxyType(read_facts(table, "fields")), is_declared=True)
    return OwnKind(id=table.name, rule=_kind(table, EntryKind.OWN_ENTRY), intake=intake)


def _kind(table: TomlTable, kind: EntryKind) -> KindRule:
    rule = KindRule(
        kind=kind,
        title=table.text("title"),
        by=_roles(table, "by"),
        visible_to=_roles(table, "visible_to"),
        after=table.texts("after", ()),
        never_after=table.texts("never_after", ()),
        guards=table.texts("guards", ()),
        citation=table.text("citation", ""),
        gates=tuple(_gate(row) for row in table.rows("gates")),
        line=table.source.line_of(*table.path, "guards"),
    )
    table.finish()
    return rule


def _gate(table: TomlTable) -> Gate:
    gate = Gate(table.text("guard"), table.text("rule"), table.flag("even_unread", False))
    table.finish()
    return gate


def _delegation(table: TomlTable) -> Delegation:
    delegation = Delegation(
        kind=table.choice("kind", EntryKind),
        to=table.choice("to", Role),
        since=table.day("since"),
        until=table.optional_day("until"),
        citation=table.text("citation"),
    )
    if delegation.until is not None and delegation.until < delegation.since:
        table.fault("until", "The delegation ends before it begins", "a day on or after since")
    table.finish()
    return delegation


def _event(table: TomlTable) -> EventRule:
    rule = EventRule(event=table.name, sets=table.texts("sets", ()), clears=table.texts("clears", ()))
    table.finish()
    return rule


def _panel(table: TomlTable) -> PanelRule:
    panel = PanelRule(
        count=table.whole("count"),
        when=table.texts("when", ()),
        unless=table.texts("unless", ()),
        tie=table.choice("tie", Side) if "tie" in table else None,
        prints_each=table.flag("prints_each", False),
        citation=table.text("citation"),
    )
    if not 1 <= panel.count <= _MOST_REVIEWERS:
        table.fault("count", f"{panel.count} reviewers decide nothing", f"1 to {_MOST_REVIEWERS}")
    table.finish()
    return panel


def _stage(table: TomlTable) -> StageRule:
    rule = StageRule(
        id=table.text("id"),
        title=table.text("title"),
        holder=table.text("holder", ""),
        when=table.texts("when", ()),
        unless=table.texts("unless", ()),
    )
    table.finish()
    return rule


def read_notices(root: TomlTable) -> tuple[NoticeRule, ...]:
    """`[notices.ID]` tables."""
    notices = []
    for table in root.named_tables("notices"):
        notices.append(
            NoticeRule(
                id=table.name,
                title=table.text("title"),
                rule=table.text("rule"),
                owed_on=table.text("owed_on"),
                to=_roles(table, "to"),
                when=table.texts("when", ()),
                unless=table.texts("unless", ()),
                letter=table.text("letter"),
                deadline=table.text("deadline", ""),
                contents=table.text("contents", ""),
                named_only=table.flag("named_only", False),
                each_line=table.flag("each_line", False),
                at_once=table.flag("at_once", False),
            )
        )
        table.finish()
    return tuple(notices)


def read_reasons(root: TomlTable) -> dict[str, Reason]:
    """`[reasons.CODE]` tables."""
    reasons = {}
    for table in root.named_tables("reasons"):
        reasons[table.name] = Reason(
            code=table.name,
            title=table.text("title"),
            rule=table.text("rule"),
            outcome=table.text("outcome"),
            status=table.choice("status", VerificationStatus),
            is_curable=table.flag("is_curable", False),
            by_person=table.flag("by_person", False),
        )
        table.finish()
    return reasons


def read_required_records(root: TomlTable) -> tuple[RequiredRecord, ...]:
    """`[[required_records]]` rows: what a complete record holds."""
    records = []
    for table in root.rows("required_records"):
        records.append(
            RequiredRecord(
                id=table.text("id"),
                title=table.text("title"),
                citation=table.text("citation"),
                is_of_the_decision=table.flag("is_of_the_decision", False),
            )
        )
        table.finish()
    return tuple(records)


def read_calendars(root: TomlTable) -> dict[str, LegalCalendar]:
    """`calendars.toml`: every calendar, ready for counting; a calendar with faults is left out."""
    calendars: dict[str, LegalCalendar] = {}
    for table in root.named_tables("calendars"):
        faults = len(root.findings)
        rules = _closed_like(table, calendars) if "closed_like" in table else _calendar_rules(table)
        if rules is not None and len(root.findings) == faults:
            calendars[table.name] = LegalCalendar(rules)
    root.finish()
    return calendars


def _closed_like(table: TomlTable, calendars: dict[str, LegalCalendar]) -> CalendarRules | None:
    """A calendar closed on the days of one before it, but for the holidays it is `open_on`, and on days of its own."""
    like, open_on = table.text("closed_like"), table.texts("open_on", ())
    calendar = calendars.get(like)
    if calendar is None:
        table.fault("closed_like", f"{like!r} is no calendar above this one", "one of " + ", ".join(calendars))
        return None
    names = {holiday.name for holiday in calendar.rules.holidays}
    for name in open_on:
        if name not in names:
            table.fault("open_on", f"{name!r} is no holiday of {like}", ", ".join(sorted(names)))
    rules = replace(
        calendar.rules,
        id=table.name,
        title=table.text("title"),
        last_year=table.whole("last_year", calendar.rules.last_year),
        holidays=tuple(holiday for holiday in calendar.rules.holidays if holiday.name not in open_on),
        extra=calendar.rules.extra + _extra(table),
        citation=table.text("citation"),
        status=table.choice("status", VerificationStatus),
    )
    table.finish()
    return rules


def _extra(table: TomlTable) -> tuple[tuple[dt.date, str], ...]:
    """Single closures by date, or from one day through another; one not verified says so in its name."""
    extra = []
    for row in table.rows("extra"):
        day, name = row.day("day"), row.text("name")
        through = row.optional_day("through") or day
        row.text("citation")
        status = row.choice("status", VerificationStatus)
        told = f"{name} ({status})" if status is VerificationStatus.UNVERIFIED else name
        extra += [(day + dt.timedelta(days=after), told) for after in range((through - day).days + 1)]
        row.finish()
    return tuple(extra)


def _calendar_rules(table: TomlTable) -> CalendarRules:
    observed = table.table("observed")
    rules = CalendarRules(
        id=table.name,
        title=table.text("title"),
        first_year=table.whole("first_year"),
        last_year=table.whole("last_year"),
        weekend=frozenset(_weekday(table, "weekend", word) for word in table.texts("weekend")),
        holidays=tuple(_holiday(row) for row in table.rows("holidays")),
        extra=_extra(table),
        observed=MappingProxyType({_weekday(observed, word, word): observed.whole(word) for word in observed.names()}),
        observed_by=table.text("observed_by", ""),
        citation=table.text("citation"),
        status=table.choice("status", VerificationStatus),
    )
    for word in observed.names():
        if abs(observed.whole(word)) > _A_WEEK:
            observed.fault(word, f"{word} = {observed.whole(word)} days is too far", f"at most {_A_WEEK} either way")
    if not 1900 <= rules.first_year <= rules.last_year <= 2200:
        table.fault("first_year", "The years of the calendar are not in order", "first_year up to last_year")
    table.finish()
    return rules


def _weekday(table: TomlTable, key: str, word: str) -> int:
    if word not in _WEEKDAYS:
        table.fault(key, f"{word!r} is no day of the week", ", ".join(_WEEKDAYS))
        return 0
    return _WEEKDAYS.index(word)


def _holiday(table: TomlTable) -> Holiday:
    of_easter = table.flag("of_easter", False)
    by_weekday = not of_easter and ("nth" in table or "weekday" in table)
    holiday = Holiday(
        name=table.text("name"),
        of_easter=of_easter,
        month=0 if of_easter else table.whole("month"),
        day=None if of_easter or by_weekday else table.whole("day"),
        nth=table.whole("nth") if by_weekday else None,
        weekday=_weekday(table, "weekday", table.text("weekday")) if by_weekday else None,
        plus_days=table.whole("plus_days", 0),
        since=table.optional_day("since"),
        until=table.optional_day("until"),
        citation=table.text("citation"),
        status=table.choice("status", VerificationStatus),
    )
    furthest = _FROM_EASTER if of_easter else _A_WEEK
    if abs(holiday.plus_days) > furthest:
        table.fault("plus_days", f"{holiday.plus_days} days move a holiday too far", f"at most {furthest} either way")
    if not _falls_somewhere(holiday):
        table.fault("month", f"{holiday.name} falls on no day of the year", "a real month and day, nth 1 to 4 or -1")
    table.finish()
    return holiday


def _falls_somewhere(holiday: Holiday) -> bool:
    if holiday.of_easter:
        return True
    if not 1 <= holiday.month <= 12 or (holiday.nth is not None and holiday.nth not in (-1, 1, 2, 3, 4)):
        return False
    try:
        if holiday.day is not None:
            dt.date(2023, holiday.month, holiday.day)  # no leap year: the day must come every year
    except ValueError:
        return False
    return True
