"""Bars that lie in the decision under review: each by what the law in force states, and in a sentence of its own."""

import datetime as dt
from dataclasses import replace

import pytest

from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.intake import DeferralLifted
from evenhand.docket.party import Actor, Role
from evenhand.eligibility.asked import Asked
from evenhand.eligibility.decision import conditional, out_of_scope, untimely_ur
from evenhand.procedure.state import read_case
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from tests.filing import refiled
from tests.programmes.test_eligibility import APPLICATION, CAME, DECISION, SERVED, read


@pytest.fixture(scope="module")
def law() -> Programme:
    programme, _ = load_programme(programme_folder("ca_wc"))
    assert programme is not None
    return programme


def test_what_is_said_of_liability_agrees_with_what_was_found(law: Programme) -> None:
    """No dispute, one that is open, one that was resolved: each has a sentence of its own."""
    disputed = replace(DECISION, liability_disputed=True)
    lifted = DeferralLifted(notice_served_on=CAME, service="mail_ca")
    sentences = [
        next(finding.message for finding in read(law, APPLICATION, *more).findings if "LIABILITY" in finding.topic)
        for more in ((DECISION,), (disputed,), (disputed, lifted))
    ]
    assert sentences == [
        "Liability is not disputed for another reason.",
        "Liability is disputed for another reason, and the dispute is not resolved.",
        "Liability is disputed for another reason, or the dispute is resolved.",
    ]


@pytest.mark.parametrize(
    ("code", "decision", "words"),
    [
        ("NOT_MEDICAL_NECESSITY", {}, "The refusal rests on medical necessity."),
        ("NOT_MEDICAL_NECESSITY", {"on_medical_necessity": False}, "The refusal does not rest on medical necessity."),
        ("CONDITIONALLY_NON_CERTIFIED", {}, "The request was refused not only for want of information."),
        (
            "CONDITIONALLY_NON_CERTIFIED",
            {"is_conditional": True},
            "The request was refused only for want of information.",
        ),
        ("UR_UNTIMELY_WCAB", {}, "The decision under review was not found untimely."),
        ("UR_UNTIMELY_WCAB", {"found_untimely": True}, "The decision under review was found untimely."),
    ],
)
def test_each_finding_says_what_it_found(law: Programme, code: str, decision: dict[str, object], words: str) -> None:
    reading = read(law, APPLICATION, replace(DECISION, **decision))  # type: ignore[arg-type]
    assert [finding.message for finding in reading.findings if finding.topic == code] == [words]


def test_an_application_without_any_decision_is_not_eligible(law: Programme) -> None:
    assert "NO_UR_DECISION" in read(law, APPLICATION).reasons


@pytest.mark.parametrize(
    ("facts", "is_conditional", "bars"),
    [
        ({"conditional_refusal_reviewable": False}, True, True),
        ({"conditional_refusal_reviewable": False}, False, False),
        ({"conditional_refusal_reviewable": True}, True, False),
        ({}, True, False),
    ],
)
def test_a_refusal_for_want_of_information_bars_only_where_the_law_does_not_review_it(
    law: Programme, facts: dict[str, object], is_conditional: bool, bars: bool
) -> None:
    at = dt.datetime.combine(CAME, dt.time(12), law.zone)
    asked = Asked(
        state=read_case(Docket(), law), programme=law, application=APPLICATION,
        ur=replace(DECISION, is_conditional=is_conditional), earlier=(), as_of=at, facts=facts, law_on=None,
    )  # fmt: skip
    assert conditional(asked)[0] is bars


@pytest.mark.parametrize(
    ("facts", "is_untimely", "bars"),
    [
        ({"untimely_decision_reviewable": False}, True, True),
        ({"untimely_decision_reviewable": False}, False, False),
        ({"untimely_decision_reviewable": True}, True, False),
        ({}, True, False),
    ],
)
def test_a_decision_found_untimely_bars_only_where_the_law_does_not_review_it(
    law: Programme, facts: dict[str, object], is_untimely: bool, bars: bool
) -> None:
    """A bar that no law states is none."""
    at = dt.datetime.combine(CAME, dt.time(12), law.zone)
    asked = Asked(
        state=read_case(Docket(), law), programme=law, application=APPLICATION,
        ur=replace(DECISION, found_untimely=is_untimely), earlier=(), as_of=at, facts=facts, law_on=None,
    )  # fmt: skip
    assert untimely_ur(asked)[0] is bars


def test_a_kind_that_the_law_names_is_in_scope_from_its_own_day_where_its_decision_is_known(law: Programme) -> None:
    """An old injury, a decision told too early for others: only the kind brings it in, and only told late enough."""
    old = refiled(APPLICATION, injured_on=dt.date(2012, 5, 1), track="formulary")
    docket = Docket()
    at = dt.datetime.combine(CAME, dt.time(12), law.zone)
    for payload in (old, DECISION):
        occurrence = Occurrence(payload=payload, on=CAME, by=Actor(role=Role.APPLICANT))
        docket = append(docket, occurrence, recorded_at=at, salt="s")
    facts = {
        "occurred_on_or_after": dt.date(2013, 1, 1), "communicated_on_or_after": SERVED + dt.timedelta(days=9),
        "flagged": "formulary", "flagged_on_or_after": SERVED,
    }  # fmt: skip
    asked = Asked(
        state=read_case(docket, law), programme=law, application=old, ur=DECISION, earlier=(), as_of=at, facts=facts,
        law_on=None,
    )  # fmt: skip
    assert out_of_scope(asked)[0] is False
    assert out_of_scope(replace(asked, facts=facts | {"flagged_on_or_after": SERVED + dt.timedelta(days=1)}))[0] is True
    assert out_of_scope(replace(asked, facts=facts | {"flagged": "expedited"}))[0] is True
    assert out_of_scope(replace(asked, facts={key: facts[key] for key in list(facts)[:3]}))[0] is True
    assert out_of_scope(replace(asked, ur=None))[0] is True
