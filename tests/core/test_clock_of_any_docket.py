"""Of any docket: what no clock looks for changes none, what is struck counts for nothing, every day is charged once."""

import datetime as dt
import random
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.clock.charge import days_charged, stretches
from evenhand.clock.running import clocks
from evenhand.docket import aftermath, assignment, intake
from evenhand.docket.entry import Docket, Occurrence, append, erase
from evenhand.docket.event import events
from evenhand.docket.kind import EntryKind
from evenhand.procedure.state import CaseState, read_case
from tests.core.occurrences import LINES
from tests.core.small_case import JAN, LAND, RECORDED, application, docket, happened, struck, whole_file
from tests.core.walk import Walk, begin, next_step
from tests.examples import examples


def a_walk(seed: int, steps: int) -> Walk:
    walk, chance = begin(LAND), random.Random(seed)
    for _ in range(steps):
        step = next_step(walk, chance.choice)
        if step is not None:
            walk.enter(step)
        walk.today += dt.timedelta(days=chance.choice([0, 1, 3]))
    return walk


WALKS = st.builds(a_walk, st.integers(0, 10_000), st.integers(5, 40))
LOOKED_FOR = {
    name
    for rule in LAND.clocked
    if rule.clock
    for name in (*rule.clock.starts, *rule.clock.stops, *rule.clock.ended_by, *rule.clock.restarts,
                 *rule.clock.renewed_by, rule.selected_by, "extension_granted")
}  # fmt: skip


def told_of(state: CaseState, payload: Occurrence) -> set[str]:
    """The names of what an occurrence would tell."""
    entry = append(Docket(), payload, recorded_at=RECORDED, salt="s").entries[0]
    return {event.name for event in events(entry, state.roles)}


@settings(max_examples=examples(30))
@given(WALKS, st.data())
def test_an_entry_no_clock_looks_for_changes_no_clock(walk: Walk, data: st.DataObject) -> None:
    state = walk.state
    kinds = [kind for kind in EntryKind if kind.value not in LOOKED_FOR and kind is not EntryKind.STRUCK]
    happening = data.draw(st.sampled_from(walk.variants(data.draw(st.sampled_from(kinds)))))
    more = append(walk.docket, happening, recorded_at=walk.docket.entries[-1].recorded_at, salt="s")
    after = read_case(more, LAND)
    flags_matter = after.flags != state.flags or after.lines != state.lines
    if told_of(state, happening).isdisjoint(LOOKED_FOR) and not flags_matter:
        assert [clock for clock in clocks(after, LAND) if clock not in clocks(state, LAND)] == []
        assert len(clocks(after, LAND)) == len(clocks(state, LAND))


def test_a_decision_found_untimely_ends_nothing_where_nothing_was_left() -> None:
    eligible = happened(JAN[3], intake.EligibilityFound(outcome=intake.EligibilityOutcome.ELIGIBLE))
    begun = happened(JAN[6], assignment.Assigned(organisation="Board"))
    untimely = happened(JAN[10], aftermath.UrFoundUntimely(order="Order"))
    open_case = (application(JAN[2]), eligible, begun, whole_file(JAN[7]))
    gone = [happened(JAN[18], aftermath.LineWithdrawn(line=line.id, reason="asked")) for line in LINES]
    ended = clocks(read_case(docket(*open_case, *gone), LAND), LAND)
    assert {clock.ended.on for clock in ended if clock.ended} == {JAN[18]}
    assert clocks(read_case(docket(*open_case, *gone, untimely), LAND), LAND) == ended
    at_once = clocks(read_case(docket(*open_case, untimely), LAND), LAND)
    assert {clock.ended.on for clock in at_once if clock.ended} == {JAN[10]}


@settings(max_examples=examples(30))
@given(WALKS, st.data())
def test_a_struck_entry_counts_for_nothing(walk: Walk, data: st.DataObject) -> None:
    before = walk.state
    happening = data.draw(st.sampled_from(walk.variants(data.draw(st.sampled_from(list(EntryKind))))))
    if isinstance(happening.payload, aftermath.Struck):
        return
    walk.enter(happening)
    walk.enter(struck(walk.today, len(walk.docket.entries)))
    after = walk.state
    assert clocks(after, LAND) == clocks(before, LAND)
    assert after.flags == before.flags
    assert {name: told for name, told in after.events.items() if name != "struck"} == {
        name: told for name, told in before.events.items() if name != "struck"
    }
    assert (after.lines, after.reviewers, after.issued_to) == (before.lines, before.reviewers, before.issued_to)


@settings(max_examples=examples(30))
@given(WALKS, st.data())
def test_an_erased_case_is_still_read(walk: Walk, data: st.DataObject) -> None:
    """What was erased is gone, but the docket opens and its clocks are those of what is left."""
    erased = walk.docket
    for entry in data.draw(st.lists(st.sampled_from(walk.docket.entries))):
        if entry.kind is not EntryKind.STRUCK:
            erased = erase(erased, entry.number)
    state = read_case(erased, LAND)
    assert all(clock.due or clock.unanswered for clock in clocks(state, LAND))


@settings(max_examples=examples(30))
@given(WALKS, st.integers(0, 400))
def test_every_day_is_charged_to_one_stage_once(walk: Walk, days: int) -> None:
    first = walk.docket.entries[0].on
    as_of = first + dt.timedelta(days=days)
    runs = stretches(walk.docket, LAND, as_of)
    assert (runs[0].since, runs[-1].until) == (first, as_of)
    assert all(run.until == following.since for run, following in pairwise(runs))
    assert sum(stretch.days for stretch in runs) == days
    assert all(stretch.days for stretch in runs[:-1])
    charged = days_charged(runs)
    unheld = sum(stretch.days for stretch in runs if not stretch.holder)
    assert sum(charged.values()) + unheld == days
    assert all(count >= 0 for count in charged.values())


def test_days_are_charged_to_who_held_the_case() -> None:
    eligible = happened(JAN[6], intake.EligibilityFound(outcome=intake.EligibilityOutcome.ELIGIBLE))
    begun = happened(JAN[8], assignment.Assigned(organisation="Board"))
    case = docket(application(JAN[2]), eligible, begun, whole_file(JAN[20]))
    assert days_charged(stretches(case, LAND, JAN[25])) == {"regulator": 6, "payer": 12, "organisation": 5}
    assert days_charged(stretches(case, LAND, JAN[7])) == {"regulator": 5}
    assert stretches(case, LAND, JAN[1]) == ()
    assert [(run.holder, run.days) for run in stretches(case, LAND, JAN[8])][-1] == ("payer", 0)
    noted = happened(JAN[12], assignment.RecordsReceived(party="fund", documents=()))
    again = docket(application(JAN[2]), eligible, begun, noted, whole_file(JAN[20]))
    assert stretches(again, LAND, JAN[25]) == stretches(case, LAND, JAN[25])
    same_day = docket(application(JAN[2]), replace(eligible, on=JAN[2]), replace(begun, on=JAN[2]))
    assert [(run.holder, run.days) for run in stretches(same_day, LAND, JAN[5])] == [("payer", 3)]
    assert [(run.holder, run.days) for run in stretches(same_day, LAND, JAN[2])] == [("payer", 0)]
