"""Disclosure: a name never leaves but by an act, and nothing published points to fewer than the house's number."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.docket.party import Role
from evenhand.panel.matching.standing import PanelDay
from evenhand.panel.oversight.disclosure import Coarseness, Disclosure, may_see_figures
from tests.core.panel.ca_wc import panel_rules
from tests.core.panel.people import licence, reviewer
from tests.core.panel.queues import panel_of
from tests.examples import examples

LEAST = panel_rules().policy.disclosure.at_least


def disclosed(panel: PanelDay, number: int) -> tuple[Coarseness, str]:
    """What is published of a reviewer."""
    told = Disclosure(panel).published(f"R-{number}")
    return told.coarseness, told.words


def test_qualifications_that_enough_share_are_told_in_full() -> None:
    panel = panel_of([reviewer(number, "Pain Management", "Anesthesiology") for number in range(1, LEAST + 1)])
    assert disclosed(panel, 1) == (
        Coarseness.FULL,
        "licensed in California and board certified in Anesthesiology and Pain Management",
    )
    fewer = panel_of([reviewer(number) for number in range(1, LEAST)])
    assert disclosed(fewer, 1)[0] is Coarseness.PHYSICIAN


def test_what_singles_somebody_out_is_coarsened_step_by_step() -> None:
    many = [reviewer(number) for number in range(1, LEAST + 1)]
    three_states = replace(reviewer(20), licences=(licence(number="X20"), licence("NV", "N"), licence("AK", "K")))
    rare = reviewer(21, "Physical Medicine & Rehabilitation", "Neurology")
    kin = reviewer(22, "Pain Management")
    alone = replace(reviewer(23, "Dermatology"), licences=(licence("AK", "K23"),))
    panel = panel_of([*many, three_states, rare, kin, alone])
    assert disclosed(panel, 20) == (
        Coarseness.ONE_STATE,
        "licensed in California and board certified in Physical Medicine & Rehabilitation",
    )
    assert disclosed(panel, 21)[0] is Coarseness.FIRST_SPECIALTY
    assert disclosed(panel, 22) == (
        Coarseness.FAMILY,
        "licensed in California and board certified in a specialty of rehabilitation and pain",
    )
    assert disclosed(panel, 23) == (Coarseness.PHYSICIAN, "a physician who meets the requirements of the law")


def test_the_parties_are_told_all_qualifications_and_no_name() -> None:
    physician = replace(reviewer(1, "Dermatology"), name="Wanda Solbury", licences=(licence("AK", "K1"),))
    told = Disclosure(panel_of([physician])).to_parties("R-1")
    assert told.words == "licensed in Alaska and board certified in Dermatology"
    assert told.shared_by == 1
    assert "Solbury" not in told.words


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), min_size=1, max_size=30))
@settings(max_examples=examples(40))
def test_nothing_published_is_true_of_fewer_than_the_house_allows(panel: list[tuple[int, int]]) -> None:
    names = ("Neurology", "Psychiatry", "Dermatology", "Urology", "Pain Management", "Surgery", "Anesthesiology")
    states = ("CA", "NV", "AK", "TX")
    people = [
        replace(reviewer(number, names[which]), licences=(licence(states[where], f"L{number}"),))
        for number, (which, where) in enumerate(panel, start=1)
    ]
    disclosure = Disclosure(panel_of(people))
    told = [disclosure.published(physician.id) for physician in people]
    for profile in told:
        assert profile.shared_by >= LEAST or profile.coarseness is Coarseness.PHYSICIAN
    finest = Counter(line.words for line in told if line.coarseness is Coarseness.FULL)
    assert all(count >= LEAST for count in finest.values())


def test_figures_of_one_reviewer_are_for_those_the_house_names_only() -> None:
    policy = panel_rules().policy.disclosure
    assert {role for role in Role if may_see_figures(role, policy)} == {Role.MEDICAL_DIRECTOR, Role.REGULATOR}
