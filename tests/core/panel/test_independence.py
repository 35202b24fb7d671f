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


def findings_of(*ties: Tie) -> tuple[Finding, ...]:
    """What speaks against the organisation."""
    entities = (HOME, INSURER, PAYER, UNION, HOLDING, KIN, MAKER)
    return independence_findings(Affiliations(entities=entities, ties=ties), HOME.id, DAY, law(), panel_rules().policy)


@pytest.mark.parametrize("owner", [INSURER, PAYER, UNION], ids=lambda owner: owner.kind)
def test_an_organisation_of_the_industry_s_is_not_independent(owner: Entity) -> None:
    (finding,) = findings_of(tie(TieKind.OWNS, owner, HOME, percent=60))
    assert (finding.severity, finding.topic) == (Severity.FATAL, "not_owned")
    assert "LC 139.5(d)(1)" in finding.citation
    assert owner.name in finding.message
    (through,) = findings_of(
        tie(TieKind.OWNS, HOLDING, HOME, percent=60), tie(TieKind.OWNS, HOLDING, owner, percent=100)
    )
    assert through.severity is Severity.FATAL


def test_small_and_unknown_shares_and_other_owners() -> None:
    (question,) = findings_of(tie(TieKind.OWNS, INSURER, HOME, percent=30))
    assert question.severity is Severity.MAJOR
    assert "30 percent is control" in question.message
    unknown = Tie(kind=TieKind.OWNS, first=INSURER.id, second=HOME.id, source="stated", percent=None)
    assert [finding.severity for finding in findings_of(unknown)] == [Severity.MAJOR]
    assert findings_of(tie(TieKind.OWNS, INSURER, HOME, percent=5)) == ()
    assert findings_of(Tie(kind=TieKind.OWNS, first=MAKER.id, second=HOME.id, source="x", percent=Decimal(90))) == ()


@pytest.mark.parametrize("service", [TieKind.OFFICER_OF, TieKind.DIRECTOR_OF, TieKind.EMPLOYED_BY])
def test_nobody_serves_both(service: TieKind) -> None:
    (finding,) = findings_of(tie(service, KIN, HOME), tie(TieKind.DIRECTOR_OF, KIN, PAYER))
    assert (finding.severity, finding.topic) == (Severity.FATAL, "no_shared_people")
    assert finding.message.startswith(f"{HOME.name} ")
    assert KIN.name in finding.message
    assert findings_of(tie(service, KIN, HOME), tie(TieKind.DIRECTOR_OF, KIN, MAKER)) == ()


def test_who_serves_whom_is_told_the_right_way_round() -> None:
    """The person serves both; neither organization serves the person."""
    (finding,) = findings_of(tie(TieKind.OFFICER_OF, KIN, HOME), tie(TieKind.DIRECTOR_OF, KIN, PAYER))
    own, theirs = finding.message.split("; ")
    assert own == f"{HOME.name} has as its officer {KIN.name}"
    assert theirs == f"{KIN.name} is a director of {PAYER.name}."


def test_a_namesake_who_serves_there_is_a_question() -> None:
    clerk = person("Orson Valward")
    namesake = replace(clerk, id="another", name="Orson Valwrad")
    graph = Affiliations(
        entities=(HOME, INSURER, clerk, namesake),
        ties=(tie(TieKind.EMPLOYED_BY, clerk, HOME), tie(TieKind.OFFICER_OF, namesake, INSURER)),
    )
    (finding,) = independence_findings(graph, HOME.id, DAY, law(), panel_rules().policy)
    assert finding.severity is Severity.MAJOR
    assert "Orson Valwrad" in finding.message
