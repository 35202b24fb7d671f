"""The ways of a conflict: through ownership and time, across names that may be one, and when the graph changes."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from evenhand.finding import Place, Severity, is_fatal
from evenhand.panel.ties.affiliations import (
    Affiliations,
    EntityKind,
    Ruling,
    Tie,
    TieKind,
    affiliation_findings,
    ownership_circles,
)
from evenhand.panel.ties.conflict import ConflictIndex, review_side
from evenhand.panel.ties.watch import Moment, OpenAssignment, check, graph_fingerprint, stopped
from tests.core.panel.affiliated import GROUP, INSURER, KIN, ME, company, conflicts_found, person, subject, tie
from tests.core.panel.ca_wc import DAY, law, panel_rules

HOLDING = company(EntityKind.OTHER, "Granite Poppy Holdings")


def test_ownership_carries_an_affiliation_up_down_and_across_and_the_way_is_told() -> None:
    ties = [
        tie(TieKind.EMPLOYED_BY, ME, GROUP),
        tie(TieKind.OWNS, HOLDING, GROUP, percent=60),
        tie(TieKind.OWNS, HOLDING, INSURER, percent=100),
    ]
    (conflict,) = conflicts_found([subject("insurer", INSURER)], ties, GROUP, HOLDING, INSURER)
    assert conflict.bars
    assert conflict.path == (
        "Wanda Solbury is employed by Larkspur Quail Medical Group; Larkspur Quail Medical Group is owned 60 percent "
        "by Granite Poppy Holdings; Granite Poppy Holdings owns 100 percent of Zephyr Linden Insurance"
    )


@pytest.mark.parametrize(
    ("share", "bars"), [(100, True), (51, True), (50, False), (6, False), (5, None), (None, False)]
)
def test_control_carries_smaller_shares_are_asked_about_and_the_smallest_are_left(
    share: int | None, bars: bool | None
) -> None:
    ties = [tie(TieKind.EMPLOYED_BY, ME, GROUP), tie(TieKind.OWNS, INSURER, GROUP, percent=share)]
    conflicts = conflicts_found([subject("insurer", INSURER)], ties, GROUP, INSURER)
    assert [conflict.bars for conflict in conflicts] == ([] if bars is None else [bars])


def test_ownership_is_followed_as_far_as_the_house_says_and_circles_end() -> None:
    chain = [company(EntityKind.OTHER, f"{word} Holdings") for word in ("Amber", "Bramble", "Coral", "Delta", "Elm")]
    links = [tie(TieKind.OWNS, owner, other, percent=80) for owner, other in pairwise(chain)]
    circle = tie(TieKind.OWNS, chain[-1], chain[0], percent=80)
    job = tie(TieKind.EMPLOYED_BY, ME, chain[0])
    reached = conflicts_found([subject("insurer", chain[4])], [job, *links], *chain)
    assert reached[0].bars
    further = company(EntityKind.INSURER, "Mesquite Yarrow Insurance")
    too_far = [job, *links, tie(TieKind.OWNS, chain[4], further, percent=80)]
    assert conflicts_found([subject("insurer", further)], too_far, *chain, further) == ()
    assert conflicts_found([subject("insurer", chain[4])], [job, *links, circle], *chain)[0].bars


def test_ended_ties_count_for_the_look_back_and_family_ties_do_not() -> None:
    ended = replace(tie(TieKind.EMPLOYED_BY, ME, INSURER), until=DAY - dt.timedelta(days=200))
    assert conflicts_found([subject("insurer", INSURER)], [ended], INSURER)
    long_ended = replace(ended, until=DAY - dt.timedelta(days=365))
    assert not conflicts_found([subject("insurer", INSURER)], [long_ended], INSURER)
    future = replace(ended, since=DAY + dt.timedelta(days=1), until=None)
    assert not conflicts_found([subject("insurer", INSURER)], [future], INSURER)
    divorced = replace(tie(TieKind.SPOUSE, ME, KIN), until=DAY)
    assert not conflicts_found([subject("physician", KIN)], [divorced], KIN)


def test_a_name_that_may_be_one_goes_to_a_person_whose_ruling_is_kept() -> None:
    ties = [tie(TieKind.EMPLOYED_BY, ME, GROUP)]
    named = subject("medical_group", GROUP, "Larkspur Quial Med. Group")
    (question,) = conflicts_found([named], ties, GROUP)
    assert not question.bars
    (doubt,) = question.doubts
    same = doubt.ruled(is_same=True, by="coordinator", on=DAY, reason="same tax number")
    other = doubt.ruled(is_same=False, by="coordinator", on=DAY, reason="another town")
    assert conflicts_found([named], ties, GROUP, rulings=(same,))[0].bars
    assert conflicts_found([named], ties, GROUP, rulings=(other,)) == ()


def test_a_ruling_can_join_names_that_have_nothing_in_common_and_part_equal_ones() -> None:
    ties = [tie(TieKind.EMPLOYED_BY, ME, GROUP)]
    renamed = subject("medical_group", GROUP, "Formerly Known Clinic")
    joined = Ruling(one=renamed.name, other=GROUP.id, is_same=True, by="c", on=DAY, reason="renamed in 2025")
    assert conflicts_found([renamed], ties, GROUP) == ()
    assert conflicts_found([renamed], ties, GROUP, rulings=(joined,))[0].bars
    twin = company(EntityKind.MEDICAL_GROUP, "twin")
    twin = replace(twin, name=GROUP.name)
    assert conflicts_found([subject("medical_group", twin)], ties, GROUP, twin)[0].bars
    parted = Ruling(one=GROUP.id, other=twin.id, is_same=False, by="c", on=DAY, reason="two towns")
    assert conflicts_found([subject("medical_group", twin)], ties, GROUP, twin, rulings=(parted,)) == ()


def test_the_review_organisation_and_its_people_are_screened_too() -> None:
    home = company(EntityKind.REVIEW_ORGANISATION)
    clerk, past = person("Orson Valward"), person("Hiram Perkow")
    ties = [
        tie(TieKind.DIRECTOR_OF, KIN, home),
        tie(TieKind.EMPLOYED_BY, clerk, home),
        replace(tie(TieKind.EMPLOYED_BY, past, home), until=DAY),
        tie(TieKind.DIRECTOR_OF, KIN, INSURER),
    ]
    owned = tie(TieKind.OWNS, INSURER, home, percent=60)
    for extra, conflicted in (([], {KIN.id}), ([owned], {KIN.id, clerk.id, home.id})):
        graph = Affiliations(entities=(home, clerk, past, KIN, INSURER), ties=(*ties, *extra))
        side = review_side(graph, home.id, DAY)
        assert set(side) == {home.id, KIN.id, clerk.id}
        found_by = ConflictIndex(graph, side, DAY, law(), panel_rules().policy).conflicts([subject("insurer", INSURER)])
        assert {name for name, each in found_by.items() if each[0].bars} == conflicted


def test_an_open_case_stops_when_the_graph_changes() -> None:
    before = Affiliations(entities=(ME, INSURER))
    after = replace(before, ties=(tie(TieKind.PAID_BY, ME, INSURER, income=20),))
    sits = OpenAssignment(case="C-1", reviewer=ME.id, subjects=(subject("insurer", INSURER),))
    for graph, stops in ((before, False), (after, True)):
        index = ConflictIndex(graph, [ME.id], DAY, law(), panel_rules().policy)
        assert bool(stopped(index, [sits], DAY, graph_fingerprint(graph))) is stops
        made = check(index, sits, Moment.SIGNING, DAY, graph_fingerprint(graph))
        assert made.stops is stops
        assert ("stops" in made.words) is stops
    assert graph_fingerprint(before) != graph_fingerprint(after)


def test_what_is_wrong_with_a_graph_is_said() -> None:
    a, b = company(EntityKind.OTHER, "Alder Rowan"), company(EntityKind.OTHER, "Basin Tule")
    ties = (
        tie(TieKind.OWNS, a, b, percent=70),
        tie(TieKind.OWNS, b, a, percent=70),
        tie(TieKind.OWNS, ME, b, percent=60),
        tie(TieKind.OWNS, a, b, percent=120),
        Tie(kind=TieKind.PAID_BY, first=ME.id, second="nobody", source="stated"),
    )
    rulings = (
        Ruling(one="x", other="y", is_same=True, by="c", on=DAY, reason=""),
        Ruling(one="y", other="x", is_same=False, by="c", on=DAY, reason=""),
    )
    findings = affiliation_findings(Affiliations(entities=(ME, ME, a, b), ties=ties, rulings=rulings), Place())
    messages = " ".join(finding.message for finding in findings)
    for words in (
        "circle: Alder Rowan owns Basin Tule owns Alder Rowan",
        "250 percent",
        "120 percent",
        "both ways",
        "'nobody'",
    ):
        assert words in messages
    assert is_fatal(findings)
    assert [
        affiliation_finding.severity
        for affiliation_finding in affiliation_findings(Affiliations(entities=(a, b), ties=ties[:2]), Place())
    ] == [Severity.WARNING]


def test_a_long_chain_of_owners_is_no_depth_of_calls() -> None:
    owners = {str(number): {str(number + 1)} for number in range(20_000)}
    assert ownership_circles(owners) == []
    owners["20000"] = {"0"}
    assert len(ownership_circles(owners)) == 1
