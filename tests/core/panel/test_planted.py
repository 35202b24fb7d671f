"""Planted conflicts are found or queued, whatever the distance and the spelling, and clean pairs are left alone."""

import pytest

from evenhand.panel.ties.conflict import ConflictIndex
from tests.core.panel.ca_wc import DAY, law, panel_rules
from tests.core.panel.planted import World, plant, world

REVIEWERS, CASES, EACH = 150, 150, 40


def index_of(world: World) -> ConflictIndex:
    """The conflicts of a world's reviewers."""
    return ConflictIndex(world.graph, [each.id for each in world.reviewers], DAY, law(), panel_rules().policy)


@pytest.mark.parametrize("seed", [2026, 7011])
@pytest.mark.parametrize("slips", [0, 1, 2])
def test_no_planted_conflict_passes(seed: int, slips: int) -> None:
    made, planted = plant(world(seed, REVIEWERS, CASES, slips), seed + slips, EACH, slips)
    index = index_of(made)
    assert {conflict.distance for conflict in planted} == {1, 2, 3, 4}
    passed = [conflict for conflict in planted if conflict.reviewer not in index.conflicts(conflict.subjects)]
    assert passed == []
    assert all(conflict.reviewer in index.touched(conflict.subjects) for conflict in planted)


def test_weighing_conflicts_says_what_telling_them_says() -> None:
    made, planted = plant(world(31, REVIEWERS, CASES, 1), 31, EACH, 1)
    index = index_of(made)
    for subjects in (*(conflict.subjects for conflict in planted), *made.cases):
        told = index.conflicts(subjects)
        assert index.weighed(subjects) == {name: each[0].bars for name, each in told.items()}


@pytest.mark.parametrize("seed", [2026, 7011])
def test_at_most_two_percent_of_clean_pairs_are_queued(seed: int) -> None:
    clean = world(seed, REVIEWERS, CASES, slips=1)
    index = index_of(clean)
    queued = sum(len(index.conflicts(subjects)) for subjects in clean.cases)
    assert queued <= 0.02 * REVIEWERS * CASES


def test_names_spelt_alike_bar_outright_where_only_organisations_lie_on_the_way() -> None:
    made, planted = plant(world(5, 60, 60), 5, 30, slips=0)
    index = index_of(made)
    barred = [conflict for conflict in planted if index.conflicts(conflict.subjects)[conflict.reviewer][0].bars]
    assert len(barred) > len(planted) // 4
