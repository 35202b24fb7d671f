"""Every letter of a case that goes its way at random under some law, with what it may lawfully say."""

import datetime as dt
import random
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

from evenhand.clock.due import legal_day
from evenhand.clock.running import Clock, clocks
from evenhand.determination.assemble import assemble, findings_of
from evenhand.determination.model import Analysis, LineAnalysis, ReviewerStatement
from evenhand.docket.entry import Occurrence
from evenhand.docket.event import Event
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Party
from evenhand.finding import Provenance
from evenhand.letter.case_letter import House, determination_letter, notice_letter, proof_letter
from evenhand.letter.document import Document
from evenhand.letter.foresee import with_determination_served, with_notice_served
from evenhand.letter.press import unprintable
from evenhand.letter.sender import Organisation, ServicePlan
from evenhand.letter.text import text
from evenhand.notice import outstanding
from evenhand.procedure.permit import refusals
from evenhand.procedure.state import CaseState
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from evenhand.treatment import Necessity
from tests.core.walk import Walk, begin, next_step

PACKAGED = ("ca_wc", "freedonia")
DRAFTS = ("ca_dmhc", "us_aca", "us_ny")
DAY = re.compile(
    r"(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2}), (\d{4})"
)
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_MONTHS = tuple(DAY.pattern[1 : DAY.pattern.index(")")].split("|"))


@cache
def law(ident: str, drafts: Path | None = None) -> Programme:
    """A programme that loads without a fault: one that comes with Evenhand, or a draft."""
    programme, findings = load_programme(programme_folder(ident) if drafts is None else drafts / ident)
    assert programme is not None, findings
    return programme


def house_of(programme: Programme) -> House:
    """Who sends the letters."""
    method = next(iter(programme.services))
    return House(
        programme=programme,
        organisation=Organisation(name="Org of letters", address=("9 Sender Road",), telephone="555 0100"),
        service=ServicePlan(method=method, provenance=Provenance.STATED, because=""),
        unprintable=unprintable,
    )


class Made(NamedTuple):
    """One letter: its name, the case as it will stand once it is handed over, the day, the parties to whom it goes, the
    letter itself, and the line of the request and the party asked that it is about, where it is about one.
    """

    name: str
    state: CaseState
    on: dt.date
    told: frozenset[str]
    letter: Document
    line: str = ""
    asked: str = ""

    @property
    def words(self) -> str:
        """Its words in one line."""
        return " ".join(text(self.letter).split())


def walked(programme: Programme, seed: int, steps: int = 16) -> Iterator[Walk]:
    """A case that goes its way at random, after each step; everybody in it has a name that no wording holds."""
    chance, walk = random.Random(seed), begin(programme, dt.date(2016, 1, 4))
    for _ in range(steps):
        happened = _refusal(walk) or next_step(walk, chance.choice)
        if happened is None:
            return
        if isinstance(happened.payload, ApplicationReceived):
            parties = tuple(map(_named_oddly, happened.payload.parties))
            happened = replace(happened, payload=replace(happened.payload, parties=parties))
        walk.enter(happened)
        yield walk
        walk.today += dt.timedelta(days=chance.choice((1, 2, 5, 20)))


def _refusal(walk: Walk) -> Occurrence | None:
    """The decision under review, where the case lacks it: without it there is nothing to decide."""
    kind = EntryKind.UR_DECISION_FILED
    if len(walk.docket.entries) != 1 or any(entry.kind is kind for entry in walk.docket.entries):
        return None
    may = [each for each in walk.variants(kind) if not refusals(walk.state, walk.programme, each)]
    return may[0] if may else None


def _named_oddly(party: Party) -> Party:
    return replace(party, name=f"Zq{party.id}", organisation="", address=("7 Sample Lane",))


def letters_of(programme: Programme, seed: int) -> Iterator[Made]:
    """Every notice, proof of service and determination of a case that goes its way at random."""
    house = house_of(programme)
    for walk in walked(programme, seed):
        state, on = walk.state, walk.today
        if not state.parties:
            continue
        yield from _notices(house, state, on)
        if (made := _determination(house, state, on)) is not None:
            yield made


def _notices(house: House, state: CaseState, on: dt.date) -> Iterator[Made]:
    owed = outstanding(state, house.programme, on)
    for notice in owed:
        told = frozenset(
            other.party for other in owed if (other.notice, other.since) == (notice.notice, notice.since)
        ) | frozenset(state.issued_to.get(notice.notice, {}))
        letter, findings = notice_letter(house, state, notice, on)
        if letter is None:  # a day it needs was struck since: the letter waits, and says so
            assert all("nothing to fill it" in finding.message for finding in findings if finding.severity == "fatal")
            continue
        served = with_notice_served(state, house.programme, notice, on, house.service)
        yield Made(notice.letter, served, on, told, letter, notice.since.line, _asked(state, notice.since))
        proof, findings = proof_letter(house, state, notice.notice, state.parties[notice.party], on)
        assert proof is not None, findings
        yield Made("proof_of_service", state, on, frozenset({notice.party}), proof)


def _asked(state: CaseState, since: Event) -> str:
    """The party that the entry names which made a letter owed."""
    return str(getattr(state.docket.entries[since.entry - 1].payload, "party", ""))


def analysis_of(state: CaseState) -> Analysis:
    """What a physician found who states no more than must be stated."""
    answers = cycle((Necessity.NOT_NECESSARY, Necessity.NECESSARY))
    lines = tuple(
        LineAnalysis(
            line=line,
            necessity=next(answers),
            question="Is it?",
            facts=(),
            answer="So.",
            standard="As it stands.",
            citations=(),
        )
        for line in state.live_lines()
    )
    reviewer = ReviewerStatement(
        licensed_in=("Utopia",),
        certifications=("Medicine",),
        practice="at work",
        fit="It fits.",
        independent_of=("all",),
    )
    return Analysis(lines=lines, summary=(), reviewer=reviewer, basis={})


def _determination(house: House, state: CaseState, on: dt.date) -> Made | None:
    programme = house.programme
    determination, _ = assemble(state, analysis_of(state), programme, on)
    if determination is None or not determination.analysis.lines:
        return None
    letter, _ = determination_letter(house, state, determination, "0" * 64)
    if letter is None:
        return None
    roles = {role for notice in programme.notices if notice.owed_on == "determination_issued" for role in notice.to}
    told = frozenset(party.id for party in state.parties.values() if party.role in roles)
    answers = findings_of(determination.analysis)
    served = with_determination_served(state, programme, answers, on, house.service)
    return Made("determination", served, on, told, letter)


def days_in(words: str) -> set[dt.date]:
    """Every day that a letter in English names."""
    return {dt.date(int(year), _MONTHS.index(month) + 1, int(day)) for month, day, year in DAY.findall(words)}


def stated_days(value: Any) -> Iterator[dt.date]:
    """Every day that stands anywhere in a value."""
    if isinstance(value, dt.datetime):
        yield value.date()
    elif isinstance(value, dt.date):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from stated_days(getattr(value, field.name))
    elif isinstance(value, str):
        yield from (dt.date.fromisoformat(day) for day in _ISO.findall(value))
    elif isinstance(value, tuple | list | frozenset | set):
        for item in value:
            yield from stated_days(item)


def key_of(rule: str) -> str:
    """A rule's id as the blanks of letters name it."""
    return re.sub(r"[^a-z0-9]+", "_", rule.lower())


def _is_its_own(clock: Clock, made: Made) -> bool:
    return made.line in ("", clock.line or made.line) and made.asked in ("", clock.party or made.asked)


def due_days(made: Made, programme: Programme) -> dict[str, set[dt.date]]:
    """The due days of the clocks that a letter may name, by the rule as blanks name it: of a clock that runs for each
    line, or for each party who is asked, only that of the letter's own.
    """
    days: dict[str, set[dt.date]] = {}
    for clock in clocks(made.state, programme):
        if clock.due is not None and _is_its_own(clock, made):
            key = key_of(clock.rule)
            counted = [step.to for step in clock.due.steps if step.what == "count"][-1:]
            alone = {each.date() if isinstance(each, dt.datetime) else each for each in counted}
            days.setdefault(key, set()).update({legal_day(clock.due.due, programme), *alone})
    return days
