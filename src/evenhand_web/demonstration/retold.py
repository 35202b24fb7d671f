"""A case of the demonstration told again: so many weeks earlier, of other people, through the same procedure."""

import datetime as dt
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, NamedTuple, TypeVar

from evenhand.docket.assignment import NoticeIssued, ServedDueDate
from evenhand.docket.entry import Docket, Occurrence, occurrence_of
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.party import Party, Role
from evenhand.finding import Provenance
from evenhand.letter.foresee import due_dates_started, with_notice_served
from evenhand.letter.sender import ServicePlan
from evenhand.notice import outstanding
from evenhand.panel.instance.synthetic_names import Namer
from evenhand.procedure.permit import enter_after
from evenhand.procedure.state import CaseState, read_case
from evenhand.programme.facts import FactUse
from evenhand.programme.model import Programme
from evenhand_web.demonstration.letters import METHOD
from evenhand_web.demonstration.opinion import BECAUSE

_DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_PLAN = ServicePlan(method=METHOD, provenance=Provenance.ILLUSTRATIVE, because=BECAUSE)
_TREATING = "Dr. "
T = TypeVar("T")


class Told(NamedTuple):
    """An entry to be made: what happened, and the instant at which it is recorded."""

    happened: Occurrence
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Of whom a case is told: its number, that of the claim, who makes its names, and for the id of each physician who
    reviews in the original the id of another.
    """

    number: str
    claim: str
    namer: Namer
    reviewers: Mapping[str, str]


def moved(docket: Docket, programme: Programme, weeks: int) -> tuple[Told, ...]:
    """The entries of a docket as they would have been made so many weeks earlier, each asked of the procedure; notices
    tell the due dates of their own days. Raises NotAllowed where the law of then forbids one, ValueError where an entry
    was erased.
    """
    days, state, told = dt.timedelta(weeks=weeks), read_case(Docket(), programme), list[Told]()
    for entry in docket.entries:
        happened = _earlier(occurrence_of(entry), days)
        if isinstance(happened.payload, NoticeIssued) and happened.payload.due_dates:
            due = _due_dates(state, programme, happened.payload, happened.on)
            happened = replace(happened, payload=replace(happened.payload, due_dates=due))
        at = _local(entry.recorded_at, programme.zone, days)
        at = max(at, state.written.entries[-1].recorded_at) if told else at
        state = enter_after(state, happened, recorded_at=at, salt="").state
        told.append(Told(happened, at))
    return tuple(told)


def retold(story: tuple[Told, ...], programme: Programme, cast: Cast) -> CaseState:
    """The case of a story as one of other people: every entry made through the procedure, with a salt of its own.

    Raises NotAllowed where the procedure forbids an entry.
    """
    state = read_case(Docket(), programme)
    for happened, at in story:
        payload = _each_text(happened.payload, lambda text: cast.reviewers.get(text, text))
        if isinstance(payload, ApplicationReceived):
            payload = _of_others(payload, programme, cast)
        happened = replace(happened, payload=payload)
        state = enter_after(state, happened, recorded_at=at, salt=secrets.token_hex(16)).state
    return state


def _of_others(application: ApplicationReceived, programme: Programme, cast: Cast) -> ApplicationReceived:
    rule, facts = programme.intake.used_as(FactUse.CLAIM), dict(application.facts)
    if rule is not None:
        facts[rule.id] = cast.claim
    parties = tuple(_named_anew(party, cast.namer) for party in application.parties)
    return replace(application, case_number=cast.number, parties=parties, facts=tuple(sorted(facts.items())))


def _named_anew(party: Party, namer: Namer) -> Party:
    """The party under another name; claims administrators keep theirs, for later entries name them."""
    if party.role is Role.PAYER:
        return party
    title = _TREATING if party.name.startswith(_TREATING) else ""
    return replace(party, name=f"{title}{namer.person()}")


def _due_dates(state: CaseState, programme: Programme, issued: NoticeIssued, on: dt.date) -> tuple[ServedDueDate, ...]:
    """The due dates that a notice of this day tells; those it told where it is not owed."""
    for owed in outstanding(state, programme, on):
        if (owed.notice, owed.party) == (issued.notice, issued.party):
            return due_dates_started(state, with_notice_served(state, programme, owed, on, _PLAN), programme)
    return issued.due_dates


def _earlier(happened: Occurrence, days: dt.timedelta) -> Occurrence:
    def moved_text(text: str) -> str:
        return _DAY.sub(lambda day: (dt.date.fromisoformat(day[0]) - days).isoformat(), text)

    def moved_value(value: Any) -> Any:
        if isinstance(value, dt.datetime):
            return _local(value, value.tzinfo, days)
        return value - days if isinstance(value, dt.date) else _UNCHANGED

    earlier: Occurrence = _mapped(happened, moved_value, moved_text)
    return replace(earlier, because=happened.because)


def _local(at: dt.datetime, zone: dt.tzinfo | None, days: dt.timedelta) -> dt.datetime:
    """The same hour of an earlier day in a zone, in the zone that the instant was told in."""
    there = at.astimezone(zone).replace(tzinfo=None) - days
    return there.replace(tzinfo=zone).astimezone(at.tzinfo)


_UNCHANGED = object()


def _each_text(value: T, change: Callable[[str], str]) -> T:
    changed: T = _mapped(value, lambda _: _UNCHANGED, change)
    return changed


def _mapped(value: Any, change: Callable[[Any], Any], change_text: Callable[[str], str]) -> Any:
    """A frozen value with every text and every other single value in it changed."""
    if isinstance(value, str):
        changed = change_text(value) if type(value) is str else value  # the words of an enumeration stay
        return value if changed == value else changed
    if type(value) is tuple:
        return tuple(_mapped(each, change, change_text) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        told = dict(_changed_fields(value, change, change_text))
        return replace(value, **told) if told else value
    changed = change(value)
    return value if changed is _UNCHANGED else changed


def _changed_fields(
    value: Any, change: Callable[[Any], Any], change_text: Callable[[str], str]
) -> Iterator[tuple[str, Any]]:
    for field in fields(value):
        before = getattr(value, field.name)
        after = _mapped(before, change, change_text)
        if after is not before and after != before:
            yield field.name, after
