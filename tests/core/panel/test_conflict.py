"""Conflicts of interest: every term of the law with what it bars and what it leaves, and the exceptions."""

from dataclasses import replace

import pytest

from evenhand.panel.ties.affiliations import Affiliations, EntityKind, Tie, TieKind
from evenhand.panel.ties.conflict import ConflictIndex
from evenhand.panel.ties.subjects import Subject
from evenhand.panel.ties.terms import CHAINS, TERMS, Affiliation
from tests.core.panel.affiliated import (
    ATTORNEY,
    DOCTOR,
    FACILITY,
    FIRM,
    GROUP,
    INSURER,
    KIN,
    MAKER,
    ME,
    NETWORK,
    ORGANISATIONS,
    PEOPLE,
    WORKER,
    company,
    conflicts_found,
    person,
    subject,
    tie,
)
from tests.core.panel.ca_wc import DAY, law, panel_rules


def test_every_subject_of_the_law_is_tried_and_every_relation_and_tie_is_known() -> None:
    assert set(law().subjects) == ORGANISATIONS.keys() | PEOPLE.keys()
    assert set(law().relations) <= CHAINS.keys()
    assert set(TERMS) | {TieKind.SPOUSE, TieKind.PARENT, TieKind.SIBLING} == set(TieKind)


@pytest.mark.parametrize("role", ORGANISATIONS)
def test_whoever_is_employed_by_a_subject_is_barred_and_whoever_is_not_is_free(role: str) -> None:
    organisation = ORGANISATIONS[role]
    (conflict,) = conflicts_found(
        [subject(role, organisation)], [tie(TieKind.EMPLOYED_BY, ME, organisation)], organisation
    )
    assert conflict.bars
    assert conflict.role.citation == law().subjects[role].citation
    assert conflict.affiliation is Affiliation.PROFESSIONAL
    other = company(EntityKind.OTHER, "Juniper Wren Stores")
    assert (
        conflicts_found([subject(role, organisation)], [tie(TieKind.EMPLOYED_BY, ME, other)], organisation, other) == ()
    )


@pytest.mark.parametrize("role", PEOPLE)
def test_whoever_treats_a_subject_is_barred(role: str) -> None:
    relative = PEOPLE[role]
    (conflict,) = conflicts_found([subject(role, relative)], [tie(TieKind.TREATS, ME, relative)], relative)
    assert conflict.bars
    assert "LC 139.5(d)(6)(C)" in conflict.words
    assert conflicts_found([subject(role, relative)], [], relative) == ()


def test_the_reviewer_who_is_a_subject_is_barred_by_identifier_and_asked_about_by_name() -> None:
    same = Subject(role="physician", name="W. Solbury", is_person=True, identifiers=("npi:1234567893",))
    namesake = Subject(role="physician", name="Wanda Solbury", is_person=True)
    another = Subject(role="physician", name="Wanda Solbury", is_person=True, identifiers=("npi:1245319599",))
    assert conflicts_found([same], [])[0].bars
    (question,) = conflicts_found([namesake], [])
    assert not question.bars
    assert question.doubts
    assert conflicts_found([another], []) == ()


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
    (conflict,) = conflicts_found([subject("physician", KIN)], ties, KIN, DOCTOR)
    assert conflict.bars
    assert conflict.affiliation is Affiliation.FAMILIAL
    assert conflict.term
    assert conflict.term.citation == "LC 139.5(d)(6)(A)"


@pytest.mark.parametrize("ties", NO_FAMILY.values(), ids=NO_FAMILY)
def test_other_family_relations_do_not_bar(ties: list[Tie]) -> None:
    assert conflicts_found([subject("physician", KIN)], ties, KIN, DOCTOR) == ()


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
    conflicts = conflicts_found([subject("insurer", INSURER)], [tie(kind, ME, INSURER, income=income)], INSURER)
    assert [conflict.bars for conflict in conflicts] == ([] if bars is None else [bars])


def test_the_threshold_is_the_rule_s_and_no_constant() -> None:
    ten = replace(law(), facts={**law().facts, "financial": {"more_than_percent": 10}})
    graph = Affiliations(entities=(ME, INSURER), ties=(tie(TieKind.PAID_BY, ME, INSURER, income=9),))
    index = ConflictIndex(graph, [ME.id], DAY, ten, panel_rules().policy)
    assert index.conflicts([subject("insurer", INSURER)]) == {}


def test_the_fee_for_the_review_itself_is_no_financial_affiliation() -> None:
    fee = replace(tie(TieKind.PAID_BY, ME, INSURER, income=80), purpose="review_fee")
    assert conflicts_found([subject("insurer", INSURER)], [fee], INSURER) == ()


PROFESSIONAL: dict[str, Tie] = {
    "partner": tie(TieKind.PARTNER_IN, ME, GROUP),
    "employee": tie(TieKind.EMPLOYED_BY, ME, GROUP),
    "shareholder": tie(TieKind.SHAREHOLDER_OF, ME, GROUP),
    "owner of a professional corporation": tie(TieKind.OWNS, ME, GROUP, percent=10),
    "contractor": tie(TieKind.CONTRACTS_WITH, ME, GROUP, income=20),
    "director": tie(TieKind.DIRECTOR_OF, ME, GROUP),
}


@pytest.mark.parametrize("affiliation", PROFESSIONAL.values(), ids=PROFESSIONAL)
def test_professional_affiliations_bar(affiliation: Tie) -> None:
    assert [conflict.bars for conflict in conflicts_found([subject("medical_group", GROUP)], [affiliation], GROUP)] == [
        True
    ]


def test_staff_privileges_and_nothing_more_do_not_bar() -> None:
    privileges = tie(TieKind.STAFF_PRIVILEGES_AT, ME, FACILITY)
    assert conflicts_found([subject("facility", FACILITY)], [privileges], FACILITY) == ()
    employed = tie(TieKind.EMPLOYED_BY, ME, FACILITY)
    assert conflicts_found([subject("facility", FACILITY)], [privileges, employed], FACILITY)[0].bars


def test_a_contracting_provider_is_excepted_in_an_academic_or_cancer_centre_only() -> None:
    provider = tie(TieKind.PROVIDER_FOR, ME, NETWORK, income=30)
    case = [subject("provider_network", NETWORK)]
    assert conflicts_found(case, [provider], NETWORK)[0].bars
    for kind in (EntityKind.ACADEMIC_CENTRE, EntityKind.CANCER_CENTRE):
        centre = company(kind)
        assert conflicts_found(case, [provider, tie(TieKind.EMPLOYED_BY, ME, centre)], NETWORK, centre) == ()


def test_an_academic_centre_under_contract_may_review_unless_it_gives_or_makes_the_treatment() -> None:
    centre = company(EntityKind.ACADEMIC_CENTRE)
    contract = tie(TieKind.CONTRACTS_WITH, centre, INSURER, income=30)
    graph = Affiliations(entities=(centre, INSURER, MAKER), ties=(contract, tie(TieKind.DEVELOPED, centre, MAKER)))
    index = ConflictIndex(graph, [centre.id], DAY, law(), panel_rules().policy)
    insurer = subject("insurer", INSURER)
    assert index.conflicts([insurer]) == {}
    assert index.weighed([insurer]) == {}
    assert index.weighed([insurer, subject("maker", MAKER)]) == {centre.id: True}
    assert any(conflict.bars for conflict in index.conflicts([insurer, subject("facility", centre)])[centre.id])
    for giving in (subject("facility", centre), subject("maker", MAKER)):
        told = {conflict.role.id for conflict in index.conflicts([insurer, giving])[centre.id]}
        assert told == {"insurer", giving.role}  # the contract with the insurer is excused no more
    assert any(conflict.bars for conflict in index.conflicts([insurer, subject("maker", MAKER)])[centre.id])
    owned = tie(TieKind.OWNS, INSURER, centre, percent=30)
    both = Affiliations(entities=graph.entities, ties=(tie(TieKind.DEVELOPED, centre, MAKER), owned))
    mixed = ConflictIndex(both, [centre.id], DAY, law(), panel_rules().policy)
    for case in ([insurer, subject("maker", MAKER)], [subject("maker", MAKER), insurer]):
        assert {conflict.bars for conflict in mixed.conflicts(case)[centre.id]} == {True, False}
        assert mixed.weighed(case) == {centre.id: True}
    assert mixed.weighed([insurer]) == {centre.id: False}
    plain = company(EntityKind.REVIEW_ORGANISATION)
    other = Affiliations(entities=(plain, INSURER), ties=(tie(TieKind.CONTRACTS_WITH, plain, INSURER, income=30),))
    assert ConflictIndex(other, [plain.id], DAY, law(), panel_rules().policy).conflicts([insurer])[plain.id][0].bars


def test_what_excuses_an_academic_centre_excuses_nobody_beside_it() -> None:
    centre = company(EntityKind.ACADEMIC_CENTRE)
    ties = (tie(TieKind.CONTRACTS_WITH, centre, INSURER, income=30), tie(TieKind.EMPLOYED_BY, ME, INSURER))
    graph = Affiliations(entities=(ME, centre, INSURER), ties=ties)
    index = ConflictIndex(graph, [centre.id, ME.id], DAY, law(), panel_rules().policy)
    case = [subject("insurer", INSURER)]
    assert index.weighed(case) == {ME.id: True}
    assert index.conflicts(case).keys() == {ME.id}


@pytest.mark.parametrize("office", [TieKind.OFFICER_OF, TieKind.DIRECTOR_OF, TieKind.EMPLOYED_BY])
def test_a_relative_in_the_service_of_the_payer_bars_and_elsewhere_is_asked_about(office: TieKind) -> None:
    ties = [tie(TieKind.SPOUSE, ME, KIN), tie(office, KIN, INSURER), tie(office, KIN, FACILITY)]
    assert conflicts_found([subject("insurer", INSURER)], ties, KIN, INSURER, FACILITY)[0].bars
    (question,) = conflicts_found([subject("facility", FACILITY)], ties, KIN, INSURER, FACILITY)
    assert not question.bars
    assert question.questions


def test_a_relative_s_share_of_the_payer_is_a_question() -> None:
    ties = [tie(TieKind.PARENT, ME, KIN), tie(TieKind.OWNS, KIN, INSURER, percent=30)]
    (question,) = conflicts_found([subject("insurer", INSURER)], ties, KIN, INSURER)
    assert question.questions


def test_the_developer_is_barred_from_what_the_maker_makes() -> None:
    developed = [tie(TieKind.DEVELOPED, ME, MAKER)]
    assert conflicts_found([subject("maker", MAKER)], developed, MAKER)[0].bars
    assert not conflicts_found([subject("employer", MAKER)], developed, MAKER)[0].bars


def test_who_judged_the_treatment_before_is_kept_away_as_the_house_says() -> None:
    assert conflicts_found([subject("employee", WORKER)], [tie(TieKind.REVIEWED_UTILIZATION_OF, ME, WORKER)], WORKER)[
        0
    ].bars
    (question,) = conflicts_found(
        [subject("employee", WORKER)], [tie(TieKind.REVIEWED_INDEPENDENTLY, ME, WORKER)], WORKER
    )
    assert not question.bars
    assert (
        conflicts_found([subject("employee", WORKER)], [tie(TieKind.REVIEWED_INDEPENDENTLY, WORKER, ME)], WORKER) == ()
    )


def test_a_relative_of_the_worker_s_family_is_barred() -> None:
    nephew = [tie(TieKind.SIBLING, ME, DOCTOR), tie(TieKind.PARENT, DOCTOR, WORKER)]
    (conflict,) = conflicts_found([subject("employee", WORKER)], nephew, DOCTOR, WORKER)
    assert conflict.role.id == "employee_family"
    assert conflict.affiliation is Affiliation.FAMILIAL


def test_the_family_group_network_and_firm_of_subjects_are_subjects() -> None:
    child = person("Nina Tarvale")
    assert (
        conflicts_found(
            [subject("employee", WORKER)],
            [tie(TieKind.PARENT, WORKER, child), tie(TieKind.TREATS, ME, child)],
            WORKER,
            child,
        )[0].role.id
        == "employee_family"
    )
    ties = [tie(TieKind.PARTNER_IN, DOCTOR, GROUP), tie(TieKind.EMPLOYED_BY, ME, GROUP)]
    assert conflicts_found([subject("physician", DOCTOR)], ties, DOCTOR, GROUP)[0].role.id == "medical_group"
    ties = [tie(TieKind.CONTRACTS_WITH, INSURER, NETWORK), tie(TieKind.EMPLOYED_BY, ME, NETWORK)]
    assert conflicts_found([subject("insurer", INSURER)], ties, INSURER, NETWORK)[0].role.id == "provider_network"
    ties = [tie(TieKind.PARTNER_IN, ATTORNEY, FIRM), tie(TieKind.EMPLOYED_BY, ME, FIRM)]
    assert conflicts_found([subject("employee_attorney", ATTORNEY)], ties, ATTORNEY, FIRM)[0].bars


def test_files_that_name_a_kind_as_it_was_called_before_are_read() -> None:
    assert EntityKind("employer") is EntityKind.BUSINESS
    assert EntityKind("claims_administrator") is EntityKind.PAYER
    with pytest.raises(ValueError, match="guild"):
        EntityKind("guild")
