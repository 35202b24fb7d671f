"""Whatever a procedure permits keeps the invariants; and every single item of it is there for one of them.

The second is tried by taking items away: without one, the procedure must permit something that an invariant forbids.
An item of which that cannot be shown is either idle, and goes, or guards a rule that the invariants forgot.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.docket.event import DERIVED_EVENTS
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Actor, Role
from evenhand.procedure.permit import NotAllowed, check_procedure, enter, permitted, refusals, stage
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import KindRule, Programme
from evenhand.treatment import Necessity
from tests.core.occurrences import DRAWN
from tests.core.past import told
from tests.core.procedure_invariants import INVARIANTS, violations
from tests.core.walk import Act, Walk, begin, next_step, scene
from tests.examples import examples

K = EntryKind
FREEDONIA = programme_folder("freedonia")
PROGRAMMES = [pytest.param(programme_folder("ca_wc"), id="ca_wc"), pytest.param(FREEDONIA, id="freedonia")]


def programme_of(folder: Path) -> Programme:
    programme, findings = load_programme(folder)
    assert programme is not None, [str(finding) for finding in findings]
    return programme


@pytest.fixture(scope="module", params=PROGRAMMES)
def programme(request: pytest.FixtureRequest) -> Programme:
    return programme_of(request.param)


@pytest.fixture(scope="module")
def california() -> Programme:
    return programme_of(programme_folder("ca_wc"))


def go_on(walk: Walk, chance: Any) -> None:
    """Enter what the procedure permits, once the invariants have agreed, and let a few days pass."""
    happened = next_step(walk, chance)
    if happened is not None:
        broken = violations(walk.past, told(happened, len(walk.docket.entries) + 1))
        assert not broken, [(entry.number, entry.kind.value, entry.on) for entry in walk.docket.entries]
        walk.enter(happened)
    walk.today += dt.timedelta(days=chance([0, 0, 1, 2, 5]))


@settings(max_examples=examples(15))
@given(data=st.data())
def test_whatever_is_permitted_keeps_the_invariants(programme: Programme, data: st.DataObject) -> None:
    walk = begin(programme)
    for _ in range(30):
        go_on(walk, lambda options: data.draw(st.sampled_from(options)))


@pytest.mark.parametrize("seed", range(12))
def test_long_walks_keep_the_invariants(programme: Programme, seed: int) -> None:
    walk, chance = begin(programme), random.Random(seed)
    for _ in range(60):
        go_on(walk, chance.choice)
    assert walk.docket.entries
    assert stage(walk.state, programme).id


def test_the_pool_knows_every_kind(programme: Programme) -> None:
    assert set(DRAWN) == set(EntryKind) == set(programme.procedure.kinds)
    assert check_procedure(programme, "procedure.toml") == ()


def test_a_gate_on_a_rule_that_there_is_none_of_is_said_with_its_place(california: Programme) -> None:
    """Until somebody mends it, what the gate should hold back would go through unasked."""
    signing = california.procedure.kinds[K.DETERMINATION_SIGNED]
    (gate, *_) = signing.gates
    for rule, is_missing in (("CAWC-NONE", True), (gate.rule, False)):
        kinds = {**california.procedure.kinds, signing.kind: replace(signing, gates=(gate._replace(rule=rule),))}
        changed = replace(california, procedure=replace(california.procedure, kinds=kinds))
        findings = check_procedure(changed, "procedure.toml")
        assert [("CAWC-NONE" in finding.message, finding.place.key) for finding in findings] == [
            (True, f"kinds.{signing.kind}.gates")
        ] * is_missing


READY: tuple[Act, ...] = (
    K.APPLICATION_RECEIVED, K.ELIGIBILITY_FOUND, K.ASSIGNED, (K.REVIEWER_ATTESTED, "r1"), K.RECORDS_RECEIVED,
    (K.REVIEWER_ASSIGNED, "r1"),
)  # fmt: skip
ISSUED: tuple[Act, ...] = (*READY, K.DETERMINATION_SIGNED, K.DETERMINATION_ISSUED)
SERVED: tuple[Act, ...] = (
    *ISSUED, (K.NOTICE_ISSUED, "'determination', party='fund'"), (K.DEPOSITED, "'determination', party='fund'"),
)  # fmt: skip
REMANDED: tuple[Act, ...] = (*SERVED, K.PETITION_FILED, K.SET_ASIDE, K.REMANDED)
TWO: tuple[Act, ...] = (
    *READY[:3], K.SEVERAL_REVIEWERS_APPROVED, (K.REVIEWER_ATTESTED, "r1"), (K.REVIEWER_ATTESTED, "r2"),
    K.RECORDS_RECEIVED, (K.REVIEWER_ASSIGNED, "r1"), (K.REVIEWER_ASSIGNED, "r2"),
)  # fmt: skip
THREE: tuple[Act, ...] = (
    *READY[:3], (K.SEVERAL_REVIEWERS_APPROVED, "count=3"), (K.REVIEWER_ATTESTED, "r1"), (K.REVIEWER_ATTESTED, "r2"),
    (K.REVIEWER_ATTESTED, "r3"), K.RECORDS_RECEIVED, (K.REVIEWER_ASSIGNED, "r1"), (K.REVIEWER_ASSIGNED, "r2"),
    (K.REVIEWER_ASSIGNED, "r3"),
)  # fmt: skip
ADDED_AFTER: tuple[Act, ...] = (
    *READY, (K.DETERMINATION_SIGNED, "r1"), K.SEVERAL_REVIEWERS_APPROVED, (K.REVIEWER_ATTESTED, "r2"),
)  # fmt: skip
IN_PART: tuple[Act, ...] = (K.APPLICATION_RECEIVED, (K.ELIGIBILITY_FOUND, "refused=(RefusedLine"))
WITHDRAWN_LINES: tuple[Act, ...] = (K.LINE_WITHDRAWN, K.LINE_WITHDRAWN, K.LINE_WITHDRAWN)


def signed(reviewer: str, necessity: Necessity) -> Act:
    """A reviewer finds each line in dispute to be of one necessity, and signs."""
    return K.DETERMINATION_SIGNED, f"reviewer='{reviewer}', findings=(LineFinding(line='1', necessity={necessity!r}"


SCENES: list[tuple[Act, ...]] = [
    (*READY, (K.REVIEWER_ATTESTED, "r2"), K.DETERMINATION_SIGNED, K.DETERMINATION_ISSUED),
    (*READY, K.DETERMINATION_SIGNED, K.WITHDRAWN),
    (*READY, K.DETERMINATION_SIGNED, K.CLOSED),
    (*READY, K.DETERMINATION_SIGNED, *WITHDRAWN_LINES),
    READY[:-1],
    (*READY[:-1], *WITHDRAWN_LINES),
    (*READY, K.QUESTION_ASKED, K.WITHDRAWN),
    (*READY, (K.QUESTION_ASKED, "worker"), (K.QUESTION_ASKED, "fund"), (K.QUESTION_ANSWERED, "fund")),
    (*READY, (K.QUESTION_ASKED, "worker"), (K.QUESTION_ANSWERED, "worker")),
    (K.APPLICATION_RECEIVED, (K.INFORMATION_REQUESTED, "worker"), (K.INFORMATION_ANSWERED, "worker")),
    (*READY, K.QUESTION_ASKED, K.CLOSED),
    (*READY, K.QUESTION_ASKED, *WITHDRAWN_LINES),
    (*READY, K.QUESTION_ASKED, K.DETERMINATION_SIGNED, K.DETERMINATION_ISSUED),
    (K.APPLICATION_RECEIVED, K.INFORMATION_REQUESTED, K.WITHDRAWN),
    (K.APPLICATION_RECEIVED, K.INFORMATION_REQUESTED, K.CLOSED),
    (K.APPLICATION_RECEIVED, K.INFORMATION_REQUESTED, *WITHDRAWN_LINES),
    (K.APPLICATION_RECEIVED, K.INFORMATION_REQUESTED, *ISSUED[1:]),
    (*READY[:3], K.CONSOLIDATED, K.CLOSED),
    (*READY[:3], K.CONSOLIDATED, K.WITHDRAWN),
    (*READY[:3], K.CONSOLIDATED, K.LINE_WITHDRAWN, *ISSUED[3:]),
    (*ISSUED[:-1], K.REVIEWER_RECUSED),
    (*TWO, (K.DETERMINATION_SIGNED, "r1")),
    (*ADDED_AFTER, (K.REVIEWER_ASSIGNED, "r2")),
    (*ISSUED, (K.STRUCK, "entry=6,")),
    (*SERVED, (K.STRUCK, "entry=6,"), K.PETITION_FILED, K.SET_ASIDE, K.REMANDED),
    (*TWO, (K.DETERMINATION_SIGNED, "r1"), (K.DETERMINATION_SIGNED, "r2"), K.DETERMINATION_ISSUED),
    (*TWO, (K.REVIEWER_RECUSED, "r1"), (K.DETERMINATION_SIGNED, "r2"), K.DETERMINATION_ISSUED),
    (*THREE, *(signed(reviewer, Necessity.NECESSARY) for reviewer in ("r1", "r2", "r3")), K.DETERMINATION_ISSUED),
    (*REMANDED, (K.REVIEWER_ATTESTED, "r2"), (K.REVIEWER_ASSIGNED, "r2"), (K.DETERMINATION_SIGNED, "r2")),
    (*SERVED, (K.PETITION_FILED, "worker"), (K.PETITION_FILED, "fund"), (K.PETITION_DENIED, "worker")),
    (*SERVED, (K.PETITION_FILED, "fund"), (K.PETITION_DENIED, "fund"), (K.PETITION_FILED, "fund")),
    (*READY, K.UR_FOUND_UNTIMELY),
    (*READY, K.ADMINISTRATOR_CHANGED, (K.REVIEWER_ATTESTED, "r1"), K.DETERMINATION_SIGNED, K.DETERMINATION_ISSUED),
    (*READY[:3], (K.REPRESENTATION_CHANGED, "replaces='counsel', name='Lex'"), *ISSUED[3:]),
    (*READY[:4], (K.REPRESENTATION_CHANGED, "replaces='counsel', name=''"), K.PHYSICIAN_CHANGED),
    (*READY[:3], K.PARTY_CORRECTED, (K.PARTY_CORRECTED, "is_another=True"), K.PARTICULAR_CORRECTED, *ISSUED[3:]),
    (*READY[:3], K.APPLICANT_DIED, (K.GUARDIAN_APPOINTED, "SUCCESSOR")),
    (*ISSUED, K.LIABILITY_CONTESTED, K.DEFERRAL_LIFTED),
    (*IN_PART, (K.PETITION_FILED, "lines=('2',)"), (K.SET_ASIDE, "lines=('2', '3')"), *ISSUED[2:]),
    (*IN_PART, *ISSUED[2:], (K.PETITION_FILED, "lines=('2',)"), (K.SET_ASIDE, "lines=('2', '3')"), *ISSUED[-2:]),
    (
        *IN_PART,
        *ISSUED[2:],
        (K.PETITION_FILED, "lines=('2',)"),
        K.CLOSED,
        (K.SET_ASIDE, "lines=('2', '3')"),
        *ISSUED[-2:],
    ),
    (*IN_PART, (K.PETITION_FILED, "lines=('2',)"), K.CLOSED, (K.SET_ASIDE, "lines=('2', '3')"), *ISSUED[2:]),
    (K.APPLICATION_RECEIVED, (K.ELIGIBILITY_FOUND, "refused=(RefusedLine"), *ISSUED[2:]),
    (K.APPLICATION_RECEIVED, (K.ELIGIBILITY_FOUND, "INELIGIBLE"), (K.ELIGIBILITY_FOUND, "ELIGIBLE")),
    (*SERVED, (K.RECEIVED, "fund"), K.IMPLEMENTED, K.CORRECTED, K.SUPPLEMENTAL_ISSUED, K.PUBLISHED, K.TAKEN_DOWN),
    (K.APPLICATION_RECEIVED, (K.ELIGIBILITY_FOUND, "INELIGIBLE"), K.PETITION_FILED, K.SET_ASIDE, K.ELIGIBILITY_FOUND),
    (K.APPLICATION_RECEIVED, (K.ELIGIBILITY_FOUND, "DEFERRED"), K.DEFERRAL_LIFTED, *ISSUED[1:]),
    (K.APPLICATION_RECEIVED, (K.ELIGIBILITY_FOUND, "DEFERRED"), K.WITHDRAWN),
    (K.APPLICATION_RECEIVED, (K.ELIGIBILITY_FOUND, "DEFERRED"), K.CLOSED),
    (K.APPLICATION_RECEIVED, (K.ELIGIBILITY_FOUND, "DEFERRED"), *WITHDRAWN_LINES),
]
"""Cases that go where chance seldom does. Each is also looked at with any one of its entries struck as a mistake."""

WITHOUT_THE_FILE: tuple[Act, ...] = (
    *READY[:3], K.REFERRED_WITHOUT_RECORDS, (K.REVIEWER_ATTESTED, "r1"), (K.REVIEWER_ASSIGNED, "r1"),
)  # fmt: skip
LATER_SCENES: list[tuple[Act, ...]] = [
    WITHOUT_THE_FILE,
    (*WITHOUT_THE_FILE, (K.RECORDS_RECEIVED, "'doctor'"), K.DETERMINATION_SIGNED),
]
"""Cases of a day on which rules hold that did not hold before."""
LATER = dt.date(2014, 6, 2)


@pytest.mark.parametrize("acts", SCENES)
def test_a_case_may_go_this_way(california: Programme, acts: tuple[Act, ...]) -> None:
    """What is lawful is possible, or the invariants would be kept by forbidding everything."""
    assert len(scene(california, acts).docket.entries) == len(acts)


class Item(NamedTuple):
    """One item of the procedure's table: a flag, a guard, a gate, or a role that is kept out."""

    kind: EntryKind
    where: str
    what: object


def without_one_item(programme: Programme) -> Iterator[tuple[Item, Programme]]:
    """The programme without each item of its procedure in turn."""
    for kind, rule in programme.procedure.kinds.items():
        if kind is EntryKind.OWN_ENTRY:
            continue  # what a programme has for itself stands under `own_kinds`, and California has none
        for where in ("after", "never_after", "guards", "gates"):
            items = getattr(rule, where)
            for what in items:
                fewer: Any = {where: tuple(item for item in items if item != what)}
                less = replace(rule, **fewer)
                yield Item(kind, where, what), _with(programme, less)
        for role in Role:
            if role not in rule.by:
                yield Item(kind, "by", role), _with(programme, replace(rule, by=(*rule.by, role)))


def _with(programme: Programme, rule: KindRule) -> Programme:
    kinds = {**programme.procedure.kinds, rule.kind: rule}
    return replace(programme, procedure=replace(programme.procedure, kinds=kinds))


class Trial:
    """Items not yet shown to matter, and the invariants that showed it of the others."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.open: dict[EntryKind, dict[Item, Programme]] = {kind: {} for kind in EntryKind}
        self.witnesses: set[str] = set()
        for item, less in without_one_item(programme):
            self.open[item.kind][item] = less

    def look_at(self, walk: Walk) -> None:
        """Try everything the procedure refuses now under the procedure without each item in turn."""
        state, past, number = walk.state, walk.past, len(walk.docket.entries) + 1
        for kind, items in self.open.items():
            for happened in walk.variants(kind) if items else ():
                if not items or not refusals(state, self.programme, happened):
                    continue
                would = [item for item, less in items.items() if not refusals(state, less, happened)]
                broken = violations(past, told(happened, number)) if would else {}
                for item in would if broken else ():
                    self.witnesses |= broken.keys()
                    del items[item]

    def left(self) -> list[Item]:
        """The items of which nothing was shown."""
        return [item for items in self.open.values() for item in items]


def with_one_struck(walk: Walk) -> Iterator[Walk]:
    """The case with each of its entries struck in turn, where the procedure permits it."""
    state = walk.state
    for happened in walk.variants(K.STRUCK):
        if happened.on == walk.today and not refusals(state, walk.programme, happened):
            struck = replace(walk)
            struck.enter(happened)
            yield struck


@pytest.mark.slow
def test_every_item_of_the_procedure_is_there_for_an_invariant(california: Programme) -> None:
    trial = Trial(california)
    trial.look_at(begin(california))
    walks = [scene(california, acts) for acts in SCENES] + [scene(california, acts, LATER) for acts in LATER_SCENES]
    for walk in walks:
        trial.look_at(walk)
        for struck in with_one_struck(walk):
            trial.look_at(struck)
    for seed in range(60):
        walk, chance = begin(california), random.Random(seed)
        for _ in range(45 if trial.left() else 0):
            go_on(walk, chance.choice)
            trial.look_at(walk)
    assert trial.left() == []
    assert {rule.__name__ for rule in INVARIANTS} == trial.witnesses


def test_a_treatment_that_is_brought_back_is_decided_and_told_by_itself(programme: Programme) -> None:
    """What was decided of the others stands; nobody is sent that award again as if it were of all of them."""
    before = (*IN_PART, *ISSUED[2:], (K.PETITION_FILED, "lines=('2',)"))
    told = (K.NOTICE_ISSUED, "'determination', party='worker'")
    assert scene(programme, (*before, told)).past.determination()
    revived = (*before, (K.SET_ASIDE, "lines=('2', '3')"))
    with pytest.raises(ValueError, match="is not permitted"):
        scene(programme, (*revived, told))
    assert scene(programme, (*revived, *ISSUED[-2:], told)).past.decided() == {"1", "2", "3"}


def test_no_more_than_what_the_flags_permit_is_ever_entered(california: Programme) -> None:
    """`permitted` may promise more than a payload can keep, never less."""
    for acts in SCENES[:6]:
        walk = scene(california, acts)
        state, may = walk.state, permitted(walk.state, california)
        for kind in EntryKind:
            if any(not refusals(state, california, happened) for happened in walk.variants(kind)):
                assert kind in may


def test_every_derived_event_is_told_in_some_case(california: Programme) -> None:
    told_of: set[str] = set()
    for acts in SCENES:
        told_of |= set(scene(california, acts).state.events)
    assert set(DERIVED_EVENTS) <= told_of


@pytest.mark.parametrize(("on", "is_given"), [((2012, 2, 29), False), ((2012, 3, 1), True), ((2012, 6, 1), False)])
def test_a_delegation_gives_leave_for_its_days_only(on: tuple[int, int, int], is_given: bool) -> None:
    freedonia = programme_of(FREEDONIA)
    walk = begin(freedonia)
    walk.today = dt.date(2012, 1, 2)
    for kind in (K.APPLICATION_RECEIVED, K.ELIGIBILITY_FOUND):
        walk.enter(next(variant for variant in walk.variants(kind) if not refusals(walk.state, freedonia, variant)))
    by_the_board = replace(walk.variants(K.ASSIGNED)[0], on=dt.date(*on), by=Actor(role=Role.ORGANISATION))
    assert (refusals(walk.state, freedonia, by_the_board) == ()) is is_given


def test_entering_what_is_refused_says_every_ground(california: Programme) -> None:
    walk = begin(california)
    happened = walk.variants(K.DETERMINATION_ISSUED)[0]
    at = dt.datetime.combine(walk.today, dt.time(12), california.zone)
    with pytest.raises(NotAllowed) as refused:
        enter(walk.docket, california, happened, recorded_at=at, salt="s")
    assert refused.value.kind is K.DETERMINATION_ISSUED
    assert len(refused.value.reasons) == len(california.procedure.kinds[K.DETERMINATION_ISSUED].after)
    with pytest.raises(ValueError, match="lies after the day it is recorded on"):
        enter(walk.docket, california, replace(happened, on=walk.today + dt.timedelta(1)), recorded_at=at, salt="s")
