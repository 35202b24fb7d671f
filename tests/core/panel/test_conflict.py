"""Conflicts of interest: every term of the law with what it bars and what it leaves, the ways through ownership, the
exceptions, and the questions that go to a person.
"""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from evenhand.finding import Place, Severity, is_fatal
from evenhand.panel.affiliations import (
    Affiliations,
    Entity,
    EntityKind,
    Ruling,
    Tie,
    TieKind,
    affiliation_findings,
    ownership_circles,
)
from evenhand.panel.conflict import Conflict, ConflictIndex, review_side
from evenhand.panel.subjects import Subject
from evenhand.panel.terms import CHAINS, TERMS, Affiliation
from evenhand.panel.watch import Moment, OpenAssignment, check, graph_fingerprint, stopped
from tests.core.panel.ca_wc import DAY, law, panel_rules

ME = Entity(id="R-1", kind=EntityKind.PERSON, name="Wanda Solbury", identifiers=("npi:1234567893",))
P = EntityKind.PERSON


def person(name: str) -> Entity:
    """A person by name, which is the id too."""
    return Entity(id=name, kind=P, name=name)


_OWN_NAMES = {
    EntityKind.EMPLOYER: "Badger Cove Stores",
    EntityKind.INSURER: "Zephyr Linden Insurance",
    EntityKind.CLAIMS_ADMINISTRATOR: "Pebble Rampart Claims",
    EntityKind.UR_ORGANISATION: "Onyx Heron Review",
    EntityKind.PROVIDER_NETWORK: "Walnut Dolphin Network",
    EntityKind.MEDICAL_GROUP: "Larkspur Quail Medical Group",
    EntityKind.FACILITY: "Trellis Umber Hospital",
    EntityKind.MAKER: "Saffron Glacier Devices",
    EntityKind.LAW_FIRM: "Marble Crane Attorneys",
    EntityKind.ACADEMIC_CENTRE: "Redwood Spruce University",
    EntityKind.CANCER_CENTRE: "Ivory Talon Institute",
    EntityKind.REVIEW_ORGANISATION: "Copper Finch Reviews",
}


def company(kind: EntityKind, name: str = "") -> Entity:
    """An organisation of a kind, by a name that is like no other here."""
    return Entity(id=name or kind.value, kind=kind, name=name or _OWN_NAMES[kind])


def tie(kind: TieKind, first: Entity, second: Entity, percent: int | None = None, income: int | None = None) -> Tie:
    """A tie that holds today."""
    share = None if percent is None else Decimal(percent)
    part = None if income is None else Decimal(income)
    return Tie(kind=kind, first=first.id, second=second.id, source="stated", percent=share, income_percent=part)


def found(
    subjects: list[Subject], ties: list[Tie], *entities: Entity, day: dt.date = DAY, rulings: tuple[Ruling, ...] = ()
) -> tuple[Conflict, ...]:
    """The conflicts of the one reviewer with the subjects."""
    graph = Affiliations(entities=(ME, *entities), ties=tuple(ties), rulings=rulings)
    index = ConflictIndex(graph, [ME.id], day, law(day), panel_rules().policy)
    return index.conflicts(subjects).get(ME.id, ())


def subject(role: str, entity: Entity, name: str = "") -> Subject:
    """A subject whose entry is known, or only the name on a paper."""
    return Subject(role=role, name=name or entity.name, is_person=entity.is_person, entity="" if name else entity.id)


INSURER = company(EntityKind.INSURER)
GROUP = company(EntityKind.MEDICAL_GROUP)
MAKER = company(EntityKind.MAKER)
FACILITY = company(EntityKind.FACILITY)
ATTORNEY, FIRM = person("Otis Delgren"), company(EntityKind.LAW_FIRM)
NETWORK = company(EntityKind.PROVIDER_NETWORK)
WORKER, KIN, DOCTOR = person("Milo Tarvale"), person("Ada Cameras"), person("Enid Folwick")
ORGANISATIONS = {
    "employer": company(EntityKind.EMPLOYER),
    "insurer": INSURER,
    "claims_administrator": company(EntityKind.CLAIMS_ADMINISTRATOR),
    "ur_organisation": company(EntityKind.UR_ORGANISATION),
    "provider_network": NETWORK,
    "medical_group": GROUP,
    "facility": FACILITY,
    "alternative_facility": company(EntityKind.FACILITY, "Birch Alder Clinic"),
    "maker": MAKER,
    "alternative_maker": company(EntityKind.MAKER, "Heron Slate Devices"),
}
PEOPLE = {
    "payer_people": KIN,
    "physician": DOCTOR,
    "other_provider": person("Rufus Galdero"),
    "employee": WORKER,
    "employee_family": person("Luz Tarvale"),
    "employee_attorney": ATTORNEY,
}


def test_every_subject_of_the_law_is_tried_and_every_relation_and_tie_is_known() -> None:
    assert set(law().subjects) == ORGANISATIONS.keys() | PEOPLE.keys()
    assert set(law().relations) <= CHAINS.keys()
    assert set(TERMS) | {TieKind.SPOUSE, TieKind.PARENT, TieKind.SIBLING} == set(TieKind)


@pytest.mark.parametrize("role", ORGANISATIONS)
def test_whoever_is_employed_by_a_subject_is_barred_and_whoever_is_not_is_free(role: str) -> None:
    organisation = ORGANISATIONS[role]
    (conflict,) = found([subject(role, organisation)], [tie(TieKind.EMPLOYED_BY, ME, organisation)], organisation)
    assert conflict.bars
    assert conflict.role.citation == law().subjects[role].citation
    assert conflict.affiliation is Affiliation.PROFESSIONAL
    other = company(EntityKind.OTHER, "Juniper Wren Stores")
    assert found([subject(role, organisation)], [tie(TieKind.EMPLOYED_BY, ME, other)], organisation, other) == ()


@pytest.mark.parametrize("role", PEOPLE)
def test_whoever_treats_a_subject_is_barred(role: str) -> None:
    one = PEOPLE[role]
    (conflict,) = found([subject(role, one)], [tie(TieKind.TREATS, ME, one)], one)
    assert conflict.bars
    assert "LC 139.5(d)(6)(C)" in conflict.words
    assert found([subject(role, one)], [], one) == ()


def test_the_reviewer_who_is_a_subject_is_barred_by_identifier_and_asked_about_by_name() -> None:
    same = Subject(role="physician", name="W. Solbury", is_person=True, identifiers=("npi:1234567893",))
    namesake = Subject(role="physician", name="Wanda Solbury", is_person=True)
    another = Subject(role="physician", name="Wanda Solbury", is_person=True, identifiers=("npi:1245319599",))
    assert found([same], [])[0].bars
    (question,) = found([namesake], [])
    assert not question.bars
    assert question.doubts
    assert found([another], []) == ()


FAMILY: dict[str, list[Tie]] = {
    "spouse": [tie(TieKind.SPOUSE, KIN, ME)],
    "child": [tie(TieKind.PARENT, ME, KIN)],
    "parent": [tie(TieKind.PARENT, KIN, ME)],
    "sibling": [tie(TieKind.SIBLING, KIN, ME)],
    "sibling by a common parent": [tie(TieKind.PARENT, DOCTOR, ME), tie(TieKind.PARENT, DOCTOR, KIN)],
    "spouses_parent": [tie(TieKind.SPOUSE, ME, DOCTOR), tie(TieKind.PARENT, KIN, DOCTOR)],
    "childs_spouse": [tie(TieKind.PARENT, ME, DOCTOR), tie(TieKind.SPOUSE, DOCTOR, KIN)],
}
NO_FAMILY: dict[str, list[Tie]] = {
    "grandparent": [tie(TieKind.PARENT, DOCTOR, ME), tie(TieKind.PARENT, KIN, DOCTOR)],
    "sibling's spouse": [tie(TieKind.SIBLING, ME, DOCTOR), tie(TieKind.SPOUSE, DOCTOR, KIN)],
    "spouse's sibling": [tie(TieKind.SPOUSE, ME, DOCTOR), tie(TieKind.SIBLING, DOCTOR, KIN)],
    "aunt": [tie(TieKind.PARENT, DOCTOR, ME), tie(TieKind.SIBLING, DOCTOR, KIN)],
    "nephew": [tie(TieKind.SIBLING, ME, DOCTOR), tie(TieKind.PARENT, DOCTOR, KIN)],
}


@pytest.mark.parametrize("ties", FAMILY.values(), ids=FAMILY)
def test_the_six_family_relations_bar(ties: list[Tie]) -> None:
    (conflict,) = found([subject("physician", KIN)], ties, KIN, DOCTOR)
    assert conflict.bars
    assert conflict.affiliation is Affiliation.FAMILIAL
    assert conflict.term
    assert conflict.term.citation == "LC 139.5(d)(6)(A)"


@pytest.mark.parametrize("ties", NO_FAMILY.values(), ids=NO_FAMILY)
def test_other_family_relations_do_not_bar(ties: list[Tie]) -> None:
    assert found([subject("physician", KIN)], ties, KIN, DOCTOR) == ()


@pytest.mark.parametrize(
    ("kind", "income", "bars"),
    [
        (TieKind.PAID_BY, 6, True),
        (TieKind.PAID_BY, 5, None),
        (TieKind.PAID_BY, None, False),
        (TieKind.CONTRACTS_WITH, 6, True),
        (TieKind.CONTRACTS_WITH, 5, None),
        (TieKind.CONTRACTS_WITH, None, False),
        (TieKind.OWNS, 6, True),
        (TieKind.OWNS, 5, None),
    ],
)
def test_a_financial_interest_bars_above_five_percent_and_is_asked_about_where_unknown(
    kind: TieKind, income: int | None, bars: bool | None
) -> None:
    conflicts = found([subject("insurer", INSURER)], [tie(kind, ME, INSURER, income=income)], INSURER)
    assert [one.bars for one in conflicts] == ([] if bars is None else [bars])


def test_the_threshold_is_the_rule_s_and_no_constant() -> None:
    ten = replace(law(), facts={**law().facts, "financial": {"more_than_percent": 10}})
    graph = Affiliations(entities=(ME, INSURER), ties=(tie(TieKind.PAID_BY, ME, INSURER, income=9),))
    index = ConflictIndex(graph, [ME.id], DAY, ten, panel_rules().policy)
    assert index.conflicts([subject("insurer", INSURER)]) == {}


def test_the_fee_for_the_review_itself_is_no_financial_affiliation() -> None:
    fee = replace(tie(TieKind.PAID_BY, ME, INSURER, income=80), purpose="review_fee")
    assert found([subject("insurer", INSURER)], [fee], INSURER) == ()


PROFESSIONAL: dict[str, Tie] = {
    "partner": tie(TieKind.PARTNER_IN, ME, GROUP),
    "employee": tie(TieKind.EMPLOYED_BY, ME, GROUP),
    "shareholder": tie(TieKind.SHAREHOLDER_OF, ME, GROUP),
    "owner of a professional corporation": tie(TieKind.OWNS, ME, GROUP, percent=10),
    "contractor": tie(TieKind.CONTRACTS_WITH, ME, GROUP, income=20),
    "director": tie(TieKind.DIRECTOR_OF, ME, GROUP),
}


@pytest.mark.parametrize("one", PROFESSIONAL.values(), ids=PROFESSIONAL)
def test_professional_affiliations_bar(one: Tie) -> None:
    assert [conflict.bars for conflict in found([subject("medical_group", GROUP)], [one], GROUP)] == [True]


def test_staff_privileges_and_nothing_more_do_not_bar() -> None:
    privileges = tie(TieKind.STAFF_PRIVILEGES_AT, ME, FACILITY)
    assert found([subject("facility", FACILITY)], [privileges], FACILITY) == ()
    employed = tie(TieKind.EMPLOYED_BY, ME, FACILITY)
    assert found([subject("facility", FACILITY)], [privileges, employed], FACILITY)[0].bars


def test_a_contracting_provider_is_excepted_in_an_academic_or_cancer_centre_only() -> None:
    provider = tie(TieKind.PROVIDER_FOR, ME, NETWORK, income=30)
    case = [subject("provider_network", NETWORK)]
    assert found(case, [provider], NETWORK)[0].bars
    for kind in (EntityKind.ACADEMIC_CENTRE, EntityKind.CANCER_CENTRE):
        centre = company(kind)
        assert found(case, [provider, tie(TieKind.EMPLOYED_BY, ME, centre)], NETWORK, centre) == ()


def test_an_academic_centre_under_contract_may_review_unless_it_gives_or_makes_the_treatment() -> None:
    centre = company(EntityKind.ACADEMIC_CENTRE)
    contract = tie(TieKind.CONTRACTS_WITH, centre, INSURER, income=30)
    graph = Affiliations(entities=(centre, INSURER, MAKER), ties=(contract, tie(TieKind.DEVELOPED, centre, MAKER)))
    index = ConflictIndex(graph, [centre.id], DAY, law(), panel_rules().policy)
    insurer = subject("insurer", INSURER)
    assert index.conflicts([insurer]) == {}
    assert any(one.bars for one in index.conflicts([insurer, subject("facility", centre)])[centre.id])
    assert any(one.bars for one in index.conflicts([insurer, subject("maker", MAKER)])[centre.id])
    plain = company(EntityKind.REVIEW_ORGANISATION)
    other = Affiliations(entities=(plain, INSURER), ties=(tie(TieKind.CONTRACTS_WITH, plain, INSURER, income=30),))
    assert ConflictIndex(other, [plain.id], DAY, law(), panel_rules().policy).conflicts([insurer])[plain.id][0].bars


@pytest.mark.parametrize("office", [TieKind.OFFICER_OF, TieKind.DIRECTOR_OF, TieKind.EMPLOYED_BY])
def test_a_relative_in_the_service_of_the_payer_bars_and_elsewhere_is_asked_about(office: TieKind) -> None:
    ties = [tie(TieKind.SPOUSE, ME, KIN), tie(office, KIN, INSURER), tie(office, KIN, FACILITY)]
    assert found([subject("insurer", INSURER)], ties, KIN, INSURER, FACILITY)[0].bars
    (question,) = found([subject("facility", FACILITY)], ties, KIN, INSURER, FACILITY)
    assert not question.bars
    assert question.questions


def test_a_relative_s_share_of_the_payer_is_a_question() -> None:
    ties = [tie(TieKind.PARENT, ME, KIN), tie(TieKind.OWNS, KIN, INSURER, percent=30)]
    (question,) = found([subject("insurer", INSURER)], ties, KIN, INSURER)
    assert question.questions


def test_the_developer_is_barred_from_what_the_maker_makes() -> None:
    developed = [tie(TieKind.DEVELOPED, ME, MAKER)]
    assert found([subject("maker", MAKER)], developed, MAKER)[0].bars
    assert not found([subject("employer", MAKER)], developed, MAKER)[0].bars


def test_who_judged_the_treatment_before_is_kept_away_as_the_house_says() -> None:
    assert found([subject("employee", WORKER)], [tie(TieKind.REVIEWED_UTILIZATION_OF, ME, WORKER)], WORKER)[0].bars
    (question,) = found([subject("employee", WORKER)], [tie(TieKind.REVIEWED_INDEPENDENTLY, ME, WORKER)], WORKER)
    assert not question.bars
    assert found([subject("employee", WORKER)], [tie(TieKind.REVIEWED_INDEPENDENTLY, WORKER, ME)], WORKER) == ()


def test_a_relative_of_the_worker_s_family_is_barred() -> None:
    nephew = [tie(TieKind.SIBLING, ME, DOCTOR), tie(TieKind.PARENT, DOCTOR, WORKER)]
    (conflict,) = found([subject("employee", WORKER)], nephew, DOCTOR, WORKER)
    assert conflict.role.id == "employee_family"
    assert conflict.affiliation is Affiliation.FAMILIAL


def test_the_family_group_network_and_firm_of_subjects_are_subjects() -> None:
    child = person("Nina Tarvale")
    assert (
        found(
            [subject("employee", WORKER)],
            [tie(TieKind.PARENT, WORKER, child), tie(TieKind.TREATS, ME, child)],
            WORKER,
            child,
        )[0].role.id
        == "employee_family"
    )
    ties = [tie(TieKind.PARTNER_IN, DOCTOR, GROUP), tie(TieKind.EMPLOYED_BY, ME, GROUP)]
    assert found([subject("physician", DOCTOR)], ties, DOCTOR, GROUP)[0].role.id == "medical_group"
    ties = [tie(TieKind.CONTRACTS_WITH, INSURER, NETWORK), tie(TieKind.EMPLOYED_BY, ME, NETWORK)]
    assert found([subject("insurer", INSURER)], ties, INSURER, NETWORK)[0].role.id == "provider_network"
    ties = [tie(TieKind.PARTNER_IN, ATTORNEY, FIRM), tie(TieKind.EMPLOYED_BY, ME, FIRM)]
    assert found([subject("employee_attorney", ATTORNEY)], ties, ATTORNEY, FIRM)[0].bars


HOLDING = company(EntityKind.OTHER, "Granite Poppy Holdings")


def test_ownership_carries_an_affiliation_up_down_and_across_and_the_way_is_told() -> None:
    ties = [
        tie(TieKind.EMPLOYED_BY, ME, GROUP),
        tie(TieKind.OWNS, HOLDING, GROUP, percent=60),
        tie(TieKind.OWNS, HOLDING, INSURER, percent=100),
    ]
    (conflict,) = found([subject("insurer", INSURER)], ties, GROUP, HOLDING, INSURER)
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
    conflicts = found([subject("insurer", INSURER)], ties, GROUP, INSURER)
    assert [one.bars for one in conflicts] == ([] if bars is None else [bars])


def test_ownership_is_followed_as_far_as_the_house_says_and_circles_end() -> None:
    chain = [company(EntityKind.OTHER, f"{word} Holdings") for word in ("Amber", "Bramble", "Coral", "Delta", "Elm")]
    links = [tie(TieKind.OWNS, one, other, percent=80) for one, other in pairwise(chain)]
    circle = tie(TieKind.OWNS, chain[-1], chain[0], percent=80)
    job = tie(TieKind.EMPLOYED_BY, ME, chain[0])
    reached = found([subject("insurer", chain[4])], [job, *links], *chain)
    assert reached[0].bars
    further = company(EntityKind.INSURER, "Mesquite Yarrow Insurance")
    too_far = [job, *links, tie(TieKind.OWNS, chain[4], further, percent=80)]
    assert found([subject("insurer", further)], too_far, *chain, further) == ()
    assert found([subject("insurer", chain[4])], [job, *links, circle], *chain)[0].bars


def test_ended_ties_count_for_the_look_back_and_family_ties_do_not() -> None:
    ended = replace(tie(TieKind.EMPLOYED_BY, ME, INSURER), until=DAY - dt.timedelta(days=200))
    assert found([subject("insurer", INSURER)], [ended], INSURER)
    long_ended = replace(ended, until=DAY - dt.timedelta(days=365))
    assert not found([subject("insurer", INSURER)], [long_ended], INSURER)
    future = replace(ended, since=DAY + dt.timedelta(days=1), until=None)
    assert not found([subject("insurer", INSURER)], [future], INSURER)
    divorced = replace(tie(TieKind.SPOUSE, ME, KIN), until=DAY)
    assert not found([subject("physician", KIN)], [divorced], KIN)


def test_a_name_that_may_be_one_goes_to_a_person_whose_ruling_is_kept() -> None:
    ties = [tie(TieKind.EMPLOYED_BY, ME, GROUP)]
    named = subject("medical_group", GROUP, "Larkspur Quial Med. Group")
    (question,) = found([named], ties, GROUP)
    assert not question.bars
    (doubt,) = question.doubts
    same = doubt.ruled(is_same=True, by="coordinator", on=DAY, reason="same tax number")
    other = doubt.ruled(is_same=False, by="coordinator", on=DAY, reason="another town")
    assert found([named], ties, GROUP, rulings=(same,))[0].bars
    assert found([named], ties, GROUP, rulings=(other,)) == ()


def test_a_ruling_can_join_names_that_have_nothing_in_common_and_part_equal_ones() -> None:
    ties = [tie(TieKind.EMPLOYED_BY, ME, GROUP)]
    renamed = subject("medical_group", GROUP, "Formerly Known Clinic")
    joined = Ruling(one=renamed.name, other=GROUP.id, is_same=True, by="c", on=DAY, reason="renamed in 2025")
    assert found([renamed], ties, GROUP) == ()
    assert found([renamed], ties, GROUP, rulings=(joined,))[0].bars
    twin = company(EntityKind.MEDICAL_GROUP, "twin")
    twin = replace(twin, name=GROUP.name)
    assert found([subject("medical_group", twin)], ties, GROUP, twin)[0].bars
    parted = Ruling(one=GROUP.id, other=twin.id, is_same=False, by="c", on=DAY, reason="two towns")
    assert found([subject("medical_group", twin)], ties, GROUP, twin, rulings=(parted,)) == ()


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
    said = " ".join(one.message for one in findings)
    for words in (
        "circle: Alder Rowan owns Basin Tule owns Alder Rowan",
        "250 percent",
        "120 percent",
        "both ways",
        "'nobody'",
    ):
        assert words in said
    assert is_fatal(findings)
    assert [one.severity for one in affiliation_findings(Affiliations(entities=(a, b), ties=ties[:2]), Place())] == [
        Severity.WARNING
    ]


def test_a_long_chain_of_owners_is_no_depth_of_calls() -> None:
    owners = {str(number): {str(number + 1)} for number in range(20_000)}
    assert ownership_circles(owners) == []
    owners["20000"] = {"0"}
    assert len(ownership_circles(owners)) == 1
