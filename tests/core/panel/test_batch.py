"""The day's queue: as many cases as can be, the soonest due first, evenly, by lot among equals, and the same again from
the same seed; with the smallest reason for what remains.
"""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.panel.matching.queue import assign
from evenhand.panel.matching.ranking import Constraint, ranking
from evenhand.panel.matching.standing import CaseToAssign, Load, PanelDay
from evenhand.panel.people.credentials import Capacity, Reviewer
from evenhand.panel.requirements.fit import AreaUnderReview
from evenhand.panel.ties.affiliations import Affiliations, Tie, TieKind
from tests.core.panel.ca_wc import DAY, law, panel_rules
from tests.core.panel.people import KNEE_ARTHROSCOPY, NECK_MASSAGE, reviewer
from tests.core.panel.queues import INSURER, panel_of, waiting
from tests.examples import examples

BRAIN_SURGERY = (AreaUnderReview(line="1", treatment="open_surgery", region="head", condition="head_injury"),)


def with_room(person: Reviewer, room: int) -> Reviewer:
    """A reviewer who can take so many cases."""
    return replace(person, capacity=Capacity(cases_per_week=room, open_at_once=room))


def equals(count: int, room: int) -> list[Reviewer]:
    """So many reviewers who differ in nothing that counts."""
    return [with_room(reviewer(number), room) for number in range(1, count + 1)]


def test_ten_thousand_cases_are_shared_evenly_and_nobody_can_be_steered_to() -> None:
    people = equals(50, 250)
    queue = [waiting(number) for number in range(10_000)]
    batch = assign(panel_of(people), queue, "2026-02-02")
    assert batch.unassigned == ()
    given_to = Counter(assignment.reviewer for assignment in batch.assigned)
    assert set(given_to.values()) == {200}
    other = assign(panel_of(people), queue, "another seed")
    kept = sum(
        assignment.reviewer == two.reviewer for assignment, two in zip(batch.assigned, other.assigned, strict=True)
    )
    assert kept < 2 * len(queue) / 50


def test_days_even_out_what_a_day_left_uneven() -> None:
    people = equals(10, 20)
    loads = {person.id: Load(reviewer=person.id) for person in people}
    for day in range(20):
        queue = [waiting(day * 100 + number) for number in range(7)]
        batch = assign(panel_of(people, loads=loads.values()), queue, str(day))
        for change in batch.loads:
            loads[change.reviewer] = replace(
                loads[change.reviewer], recent=loads[change.reviewer].recent + change.given
            )
    assert {load.recent for load in loads.values()} == {14}


@given(st.integers(0, 10**6), st.integers(1, 12), st.integers(1, 6), st.integers(1, 3))
@settings(max_examples=examples(25))
def test_the_order_in_which_things_are_handed_in_changes_nothing(
    seed: int, cases: int, reviewers: int, room: int
) -> None:
    people, queue = equals(reviewers, room), [waiting(number) for number in range(cases)]
    once = assign(panel_of(people), queue, str(seed))
    chance = random.Random(seed)
    chance.shuffle(people)
    chance.shuffle(queue)
    assert assign(panel_of(people), queue, str(seed)) == once
    assert len(once.assigned) == min(cases, reviewers * room)


@given(st.data())
@settings(max_examples=examples(25))
def test_what_is_given_keeps_every_constraint_and_no_better_case_goes_without(data: st.DataObject) -> None:
    specialties = (
        "Orthopedic Surgery",
        "Physical Medicine & Rehabilitation",
        "Neurological Surgery",
        "Pulmonary Disease",
    )
    people = [
        with_room(reviewer(number, data.draw(st.sampled_from(specialties))), data.draw(st.integers(0, 2)))
        for number in range(1, data.draw(st.integers(1, 6)) + 1)
    ]
    ties = tuple(
        Tie(kind=TieKind.EMPLOYED_BY, first=person.id, second=INSURER.id, source="stated")
        for person in people
        if data.draw(st.booleans())
    )
    queue = [
        waiting(
            number,
            data.draw(st.sampled_from((NECK_MASSAGE, KNEE_ARTHROSCOPY, BRAIN_SURGERY))),
            due_in=data.draw(st.integers(0, 12)),
            excluded=[person.id for person in people if data.draw(st.integers(0, 4)) == 0],
        )
        for number in range(data.draw(st.integers(1, 8)))
    ]
    panel = panel_of(people, Affiliations(ties=ties))
    batch = assign(panel, queue, "s")
    taken = Counter(assignment.reviewer for assignment in batch.assigned)
    for case in queue:
        may = {candidate.reviewer for candidate in ranking(panel, case, "s").candidates}
        held = [assignment.reviewer for assignment in batch.assigned if assignment.case == case.id]
        assert set(held) <= may
        if not held:
            assert all(taken[name] == panel.by_id[name].room for name in may)
    assert all(count <= panel.by_id[name].room for name, count in taken.items())
    left = {case for group in batch.unassigned for case in group.cases}
    assert {case.id for case in queue} <= left | {assignment.case for assignment in batch.assigned}
    assert all(group.words and group.constraints for group in batch.unassigned)


def test_the_cases_due_soonest_are_given_when_not_all_can_be() -> None:
    queue = [waiting(number, due_in=number) for number in range(10)]
    batch = assign(panel_of(equals(1, 4)), queue, "s")
    assert [assignment.case for assignment in batch.assigned] == [case.id for case in queue[:4]]
    (shortage,) = batch.unassigned
    assert shortage.constraints == (Constraint.CAPACITY,)
    assert shortage.seats == 6
    assert "10 seats compete for 4 places of 1 reviewer (R-1)" in shortage.words


def test_a_panel_larger_than_the_candidates_kept_still_gives_every_case() -> None:
    """The best specialty has few places, and the cheapest candidates of all cases are the same few."""
    best, others = equals(40, 1), [with_room(reviewer(number, "Family Practice"), 2) for number in range(41, 141)]
    batch = assign(panel_of([*best, *others]), [waiting(number) for number in range(240)], "s")
    assert batch.unassigned == ()
    assert Counter(assignment.score for assignment in batch.assigned)[95] == 40


def test_the_missing_specialty_is_named_in_the_words_of_the_house() -> None:
    brains, queue = (
        with_room(reviewer(1, "Neurological Surgery"), 5),
        [waiting(1, BRAIN_SURGERY), waiting(2, BRAIN_SURGERY)],
    )
    full = [Load(reviewer=brains.id, open=5, this_week=5, recent=5)]
    (shortage,) = assign(panel_of([brains, reviewer(2)], loads=full), queue, "s").unassigned
    assert shortage.cases == ("C-00001", "C-00002")
    assert shortage.constraints == (Constraint.CAPACITY,)
    assert shortage.nearest == (brains.id,)
    assert shortage.words.startswith("No reviewer certified in Neurological Surgery has capacity before 2026-02-19.")
    tied = with_room(reviewer(3, "Neurological Surgery"), 5)
    tie = Tie(kind=TieKind.EMPLOYED_BY, first=tied.id, second=INSURER.id, source="stated")
    (shortage,) = assign(panel_of([brains, tied], Affiliations(ties=(tie,)), full), queue, "s").unassigned
    assert "certified in Neurological Surgery without conflict has capacity before 2026-02-19" in shortage.words
    assert shortage.nearest == (brains.id,)


@pytest.mark.parametrize(
    ("people", "areas", "reason"),
    [
        ([], NECK_MASSAGE, "The panel is empty."),
        ([reviewer(1, "Pulmonary Disease")], NECK_MASSAGE, "nobody else has an appropriate area"),
        ([reviewer(1)], KNEE_ARTHROSCOPY, "reaches the floor of 60"),
        ([replace(reviewer(1), sanctions=(), searches=())], NECK_MASSAGE, "meets every requirement on 2026-02-02"),
    ],
)
def test_an_instance_nothing_can_satisfy_is_said(
    people: list[Reviewer], areas: tuple[AreaUnderReview, ...], reason: str
) -> None:
    batch = assign(panel_of(people), [waiting(1, areas)], "s")
    assert batch.assigned == ()
    assert reason in batch.unassigned[0].words


def test_the_smallest_set_of_reasons_is_found_among_many() -> None:
    """Two reviewers fail two constraints each and one fails only capacity: capacity is what to act on."""
    far = [replace(reviewer(number, "Pulmonary Disease"), searches=()) for number in (1, 2)]
    near = with_room(reviewer(3), 0)
    (shortage,) = assign(panel_of([*far, near]), [waiting(1)], "s").unassigned
    assert shortage.constraints == (Constraint.CAPACITY,)
    assert shortage.nearest == ("R-3",)


def test_cases_of_one_reason_stand_together_though_for_each_another_comes_near() -> None:
    people = [with_room(reviewer(number), 0) for number in (1, 2)]
    queue = [waiting(1, excluded=["R-1"]), waiting(2, excluded=["R-2"])]
    (shortage,) = assign(panel_of(people), queue, "s").unassigned
    assert shortage.cases == ("C-00001", "C-00002")
    assert (shortage.seats, shortage.nearest) == (2, ())
    assert shortage.words.endswith("Were it not for capacity, somebody could, for each case another.")


def test_several_seats_take_several_physicians() -> None:
    (pair,) = [waiting(1, reviewers=2)]
    assert len({assignment.reviewer for assignment in assign(panel_of(equals(3, 5)), [pair], "s").assigned}) == 2
    batch = assign(panel_of(equals(1, 5)), [pair], "s")
    assert len(batch.assigned) == 1
    assert "asks for 2 reviewers; 1 can be given" in batch.unassigned[0].words


def test_a_name_that_may_be_one_keeps_a_reviewer_out_until_somebody_answers() -> None:
    people = equals(2, 5)
    tie = Tie(kind=TieKind.EMPLOYED_BY, first="R-1", second=INSURER.id, source="stated")
    case = waiting(1)
    named = replace(case, subjects=(replace(case.subjects[0], entity="", name="Zephyr Lindn Ins."),))
    for queue in ([case], [named]):
        batch = assign(panel_of(people, Affiliations(ties=(tie,))), queue, "s")
        assert [assignment.reviewer for assignment in batch.assigned] == ["R-2"]


def test_two_cases_of_one_id_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="share an id"):
        assign(panel_of(equals(1, 1)), [waiting(1), waiting(1)], "s")


def test_an_empty_queue_is_no_trouble() -> None:
    assert assign(panel_of(equals(1, 1)), list[CaseToAssign](), "s").assigned == ()
    assert isinstance(panel_of([]), PanelDay)
    assert law().day == DAY
    assert panel_rules().policy.assignment.candidates == 30
