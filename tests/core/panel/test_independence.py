"""The review organisation: owned by nobody of the industry, and sharing nobody with it (LC 139.5(d)(1))."""

from dataclasses import replace
from decimal import Decimal

import pytest

from evenhand.finding import Finding, Severity
from evenhand.panel.ties.affiliations import Affiliations, Entity, EntityKind, Tie, TieKind
from evenhand.panel.ties.independence import independence_findings
from tests.core.panel.affiliated import INSURER, KIN, MAKER, ORGANISATIONS, company, person, tie
from tests.core.panel.ca_wc import DAY, law, panel_rules

HOME = company(EntityKind.REVIEW_ORGANISATION)
PAYER = ORGANISATIONS["claims_administrator"]
UNION = company(EntityKind.TRADE_ASSOCIATION, "Juniper Association of Insurers")
HOLDING = company(EntityKind.OTHER, "Granite Poppy Holdings")


def said(*ties: Tie) -> tuple[Finding, ...]:
    """What speaks against the organisation."""
    entities = (HOME, INSURER, PAYER, UNION, HOLDING, KIN, MAKER)
    return independence_findings(Affiliations(entities=entities, ties=ties), HOME.id, DAY, law(), panel_rules().policy)


@pytest.mark.parametrize("owner", [INSURER, PAYER, UNION], ids=lambda one: one.kind)
def test_an_organisation_of_the_industry_s_is_not_independent(owner: Entity) -> None:
    (found,) = said(tie(TieKind.OWNS, owner, HOME, percent=60))
    assert (found.severity, found.topic) == (Severity.FATAL, "not_owned")
    assert "LC 139.5(d)(1)" in found.citation
    assert owner.name in found.message
    (through,) = said(tie(TieKind.OWNS, HOLDING, HOME, percent=60), tie(TieKind.OWNS, HOLDING, owner, percent=100))
    assert through.severity is Severity.FATAL


def test_small_and_unknown_shares_and_other_owners() -> None:
    (question,) = said(tie(TieKind.OWNS, INSURER, HOME, percent=30))
    assert question.severity is Severity.MAJOR
    assert "30 percent is control" in question.message
    unknown = Tie(kind=TieKind.OWNS, first=INSURER.id, second=HOME.id, source="stated", percent=None)
    assert [one.severity for one in said(unknown)] == [Severity.MAJOR]
    assert said(tie(TieKind.OWNS, INSURER, HOME, percent=5)) == ()
    assert said(Tie(kind=TieKind.OWNS, first=MAKER.id, second=HOME.id, source="x", percent=Decimal(90))) == ()


@pytest.mark.parametrize("service", [TieKind.OFFICER_OF, TieKind.DIRECTOR_OF, TieKind.EMPLOYED_BY])
def test_nobody_serves_both(service: TieKind) -> None:
    (found,) = said(tie(service, KIN, HOME), tie(TieKind.DIRECTOR_OF, KIN, PAYER))
    assert (found.severity, found.topic) == (Severity.FATAL, "no_shared_people")
    assert found.message.startswith(f"{HOME.name} ")
    assert KIN.name in found.message
    assert said(tie(service, KIN, HOME), tie(TieKind.DIRECTOR_OF, KIN, MAKER)) == ()


def test_a_namesake_who_serves_there_is_a_question() -> None:
    clerk = person("Orson Valward")
    namesake = replace(clerk, id="another", name="Orson Valwrad")
    graph = Affiliations(
        entities=(HOME, INSURER, clerk, namesake),
        ties=(tie(TieKind.EMPLOYED_BY, clerk, HOME), tie(TieKind.OFFICER_OF, namesake, INSURER)),
    )
    (found,) = independence_findings(graph, HOME.id, DAY, law(), panel_rules().policy)
    assert found.severity is Severity.MAJOR
    assert "Orson Valwrad" in found.message
