"""The docket as a table for the terminal, every clock beside the entry that started or met it."""

import datetime as dt
from collections.abc import Iterator

from rich import box
from rich.table import Table
from rich.text import Text

from evenhand.clock.charge import stretches
from evenhand.clock.due import spoken
from evenhand.clock.running import Clock, Standing, StandingState, clocks, standing
from evenhand.clock.served_days import days_told_otherwise
from evenhand.docket.entry import Docket, DocketEntry
from evenhand.docket.own import own_kind_of
from evenhand.finding import Provenance
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme

_MARK = {Provenance.STATED: "", Provenance.ASSUMED: " [assumed]", Provenance.ILLUSTRATIVE: " [illustrative]"}
_STYLE = {
    StandingState.MET: "green",
    StandingState.LATE: "bold red",
    StandingState.RUNNING: "cyan",
    StandingState.LAPSED: "dim",
    StandingState.ENDED: "dim",
    StandingState.UNKNOWN: "yellow",
}


def docket_table(state: CaseState, programme: Programme, as_of: dt.datetime) -> Table:
    """A row an entry: number, day, what happened, by whom, and the clocks it started, with due date and standing."""
    table = Table(title=f"Docket of {state.case_number}", box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    table.add_column("No.", justify="right")
    table.add_column("Day", no_wrap=True)
    table.add_column("What happened", ratio=2)
    table.add_column("By", ratio=1)
    table.add_column("Clock started: due, standing, holder, rule and citation", ratio=4)
    running = clocks(state, programme)
    for entry in state.written.entries:
        place = _read_in(entry, state)
        started = [clock for clock in running if clock.started.entry == place]
        table.add_row(
            str(entry.number),
            f"{entry.on:%Y-%m-%d}",
            _what(entry, state, programme),
            programme.label(entry.by.role),
            Text("\n").join(_clock_text(clock, state, programme, as_of) for clock in started),
            style="" if place and entry.number not in state.struck else "strike",
        )
    return table


def clock_table(state: CaseState, programme: Programme, as_of: dt.datetime) -> Table:
    """A row a clock of a case: what it is, its due day, how it stands, who holds it."""
    count = len(state.written.entries)
    title = f"Clocks of {state.case_number}, whose docket has {count} entries"
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    table.add_column("Clock")
    table.add_column("Due", no_wrap=True)
    table.add_column("How it stands")
    table.add_column("Holder")
    for clock in clocks(state, programme):
        now = standing(clock, as_of, programme)
        due = spoken(clock.due.due) if clock.due is not None else ""
        told = Text(standing_words(clock, now) if clock.due is not None else clock.unanswered, style=_STYLE[now.state])
        line = f" (line {clock.line})" if clock.line else ""
        table.add_row(f"{clock.label}{line}", due, told, programme.label(clock.holder))
    return table


def _read_in(entry: DocketEntry, state: CaseState) -> int:
    """The place an entry is read in: its own, or that of what it corrects; 0 for one that was corrected."""
    if entry.number in state.corrected:
        return 0
    return entry.number if entry.instead_of not in state.corrected else entry.instead_of or 0


def _what(entry: DocketEntry, state: CaseState, programme: Programme) -> Text:
    title = programme.procedure.rule(entry.kind, own_kind_of(entry.payload)).title
    text = Text(title)
    notice, party = getattr(entry.payload, "notice", ""), getattr(entry.payload, "party", "")
    if notice:
        titles = {rule.id: rule.title for rule in programme.notices}
        text.append(f": {titles.get(notice, notice)}")
    if party:
        text.append(f", {programme.label(state.roles.get(party, party))}")
    if entry.number in state.corrected:
        text.append(f"; corrected by entry {state.corrected[entry.number]}")
    if entry.instead_of in state.corrected:
        text.append(f"; instead of entry {entry.instead_of}")
    text.append(_MARK[entry.provenance], style="yellow")
    return text


def _clock_text(clock: Clock, state: CaseState, programme: Programme, as_of: dt.datetime) -> Text:
    text = Text(clock.label, style="bold")
    if clock.line:
        text.append(f" (line {clock.line})")
    now = standing(clock, as_of, programme)
    if clock.due is None:
        text.append(f": {clock.unanswered}", style=_STYLE[now.state])
        return text
    text.append(f": due {spoken(clock.due.due)}, ", style="not bold")
    text.append(standing_words(clock, now), style=_STYLE[now.state])
    for told in days_told_otherwise(clock, state, programme):
        text.append(f"; served as {told:%a %Y-%m-%d}", style="bold yellow")
    holder = programme.label(clock.holder)
    cites = ", ".join(clock.due.citation)
    text.append(f"; held by {holder}; {clock.rule} of {clock.due.version_since} ({cites})", style="not bold")
    if clock.due.status != "verified":
        text.append(f" [{clock.due.status}]", style="yellow not bold")
    text.append(_MARK[clock.provenance], style="yellow not bold")
    return text


def standing_words(clock: Clock, now: Standing) -> str:
    """Where a clock stands, in words: `met on 2013-11-18 with 0 days to spare`, `late by 34 days on 2014-01-21`."""
    span = f"{now.hours} hours" if now.hours is not None else f"{now.days} day{'' if now.days == 1 else 's'}"
    if now.state is StandingState.RUNNING:
        return f"running, {span} left"
    if now.state is StandingState.LAPSED:
        return f"over since {span}, not used"
    if now.state is StandingState.ENDED and clock.ended is not None:
        return f"ended on {clock.ended.on} without need to act"
    stopped = f" on {clock.stopped.on}" if clock.stopped else ", still not done"
    if clock.stopped is None and clock.ended is not None:
        stopped = f" when it ended on {clock.ended.on}"
    return f"met{stopped}, {span} to spare" if now.state is StandingState.MET else f"late by {span}{stopped}"


def days_held(docket: Docket, programme: Programme, as_of: dt.date) -> Table:
    """A row a stretch: stage, holder, from day, to day, calendar days; they cover the life of the case once."""
    table = Table(title="Who held the case", box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for heading in ("Stage", "Holder", "From", "To"):
        table.add_column(heading)
    table.add_column("Days", justify="right")
    for row in _stretch_rows(docket, programme, as_of):
        table.add_row(*row)
    return table


def _stretch_rows(docket: Docket, programme: Programme, as_of: dt.date) -> Iterator[tuple[str, ...]]:
    total = 0
    for stretch in stretches(docket, programme, as_of):
        total += stretch.days
        holder = programme.label(stretch.holder) if stretch.holder else ""
        yield stretch.title, holder, f"{stretch.since}", f"{stretch.until}", str(stretch.days)
    yield "In all", "", "", "", str(total)
