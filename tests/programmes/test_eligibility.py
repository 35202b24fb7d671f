"""Every reason for refusing or deferring an application: one that it bars, and the sound one that it does not."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from evenhand.docket.aftermath import LineAuthorised, Withdrawn
from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.intake import (
    ApplicationReceived,
    DeferralLifted,
    EligibilityOutcome,
    UrDecisionFiled,
    UrEffect,
)
from evenhand.docket.party import Actor, Party, Role
from evenhand.docket.payload import Payload
from evenhand.eligibility.asked import EarlierApplication
from evenhand.eligibility.reading import CHECKS, EligibilityReading, eligibility
from evenhand.finding import Provenance, Severity
from evenhand.procedure.permit import NotAllowed, enter
from evenhand.procedure.state import read_case
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from evenhand.treatment import DisputedTreatment, Units
from tests.filing import filed, refiled

SERVED = dt.date(2015, 3, 2)
CAME = dt.date(2015, 3, 20)
WORDS = "Ten sessions of something"
APPLICATION = filed(
    case_number="X-1",
    parties=(
        Party(id="worker", role=Role.APPLICANT, name="A Worker"),
        Party(id="payer", role=Role.PAYER, name="A Payer"),
    ),
    treatments=(DisputedTreatment(id="1", words=WORDS, units=Units(unit="sessions", requested=Decimal(10))),),
    injured_on=dt.date(2014, 6, 1),
    is_signed=True,
    ur_decision_attached=True,
)
DECISION = UrDecisionFiled(
    decided_on=SERVED, served_on=SERVED, communicated_on=SERVED, effect=UrEffect.DENIED, service="mail_ca"
)
ANYONE = {ApplicationReceived: Role.APPLICANT, Withdrawn: Role.APPLICANT, LineAuthorised: Role.PAYER}


@pytest.fixture(scope="module")
def law() -> Programme:
    programme, _ = load_programme(programme_folder("ca_wc"))
    assert programme is not None
    return programme


def read(
    law: Programme,
    *payloads: Payload,
    came: dt.date = CAME,
    earlier: tuple[EarlierApplication, ...] = (),
) -> EligibilityReading:
    docket = Docket()
    at = dt.datetime.combine(came, dt.time(12), law.zone)
    for payload in payloads:
        by = Actor(role=ANYONE.get(type(payload), Role.ORGANISATION))
        docket = append(docket, Occurrence(payload=payload, on=came, by=by), recorded_at=at, salt="s")
    return eligibility(read_case(docket, law), law, at, earlier)


def test_a_sound_application_is_eligible_and_every_check_says_so(law: Programme) -> None:
    reading = read(law, APPLICATION, DECISION)
    assert reading.outcome is EligibilityOutcome.ELIGIBLE
    assert reading.reasons == ()
    assert {finding.topic for finding in reading.findings} == set(CHECKS)
    assert {finding.severity for finding in reading.findings} == {Severity.PASS}
    assert all(finding.citation for finding in reading.findings)


def test_every_reason_of_the_programme_has_its_check(law: Programme) -> None:
    assert set(law.reasons) == set(CHECKS)


@pytest.mark.parametrize(
    ("code", "application", "decision"),
    [
        ("NO_UR_DECISION", {}, {"effect": UrEffect.APPROVED}),
        ("NOT_MEDICAL_NECESSITY", {}, {"on_medical_necessity": False}),
        ("INELIGIBLE_APPLICANT", {"applicant_is": "payer"}, {}),
        ("INELIGIBLE_APPLICANT", {"applicant_is": "agent"}, {}),
        ("INELIGIBLE_APPLICANT", {"applicant_is": "agent", "designation_signed_on": SERVED - dt.timedelta(1)}, {}),
        ("NO_SIGNATURE", {"is_signed": False}, {}),
        ("UR_DECISION_NOT_ATTACHED", {"ur_decision_attached": False}, {}),
        ("CONDITIONALLY_NON_CERTIFIED", {}, {"is_conditional": True}),
        ("UR_UNTIMELY_WCAB", {}, {"found_untimely": True}),
    ],
)
def test_a_bar_makes_an_application_ineligible(
    law: Programme, code: str, application: dict[str, object], decision: dict[str, object]
) -> None:
    changed = refiled(APPLICATION, **application), replace(DECISION, **decision)  # type: ignore[arg-type]
    reading = read(law, *changed)
    assert reading.outcome is EligibilityOutcome.INELIGIBLE
    assert reading.reasons == (code,)


@pytest.mark.parametrize(
    "application",
    [
        {"applicant_is": "attorney", "designation_signed_on": SERVED - dt.timedelta(90)},
        {"applicant_is": "agent", "designation_signed_on": SERVED},
        {"applicant_is": "emergency_provider"},
    ],
)
def test_the_bar_on_early_designation_is_for_agents_only(law: Programme, application: dict[str, object]) -> None:
    assert read(law, refiled(APPLICATION, **application), DECISION).reasons == ()


@pytest.mark.parametrize(
    ("service", "days", "is_late"),
    [("personal", 30, False), ("personal", 31, True), ("mail_ca", 35, False), ("mail_us", 40, False)],
)
def test_receipt_counts_and_mail_extends(law: Programme, service: str, days: int, is_late: bool) -> None:
    # Thirty days from 2015-03-02 end on 2015-04-01, a Wednesday: no roll is in play for any of these.
    came = SERVED + dt.timedelta(days)
    reading = read(law, APPLICATION, replace(DECISION, service=service), came=came)
    assert ("LATE" in reading.reasons) is is_late


def test_a_window_does_not_run_before_the_form_is_sent(law: Programme) -> None:
    late = SERVED + dt.timedelta(200)
    assert "LATE" in read(law, APPLICATION, DECISION, came=late).reasons
    assert "LATE" not in read(law, APPLICATION, replace(DECISION, form_enclosed=False), came=late).reasons


def test_formulary_disputes_have_ten_days_from_2018(law: Programme) -> None:
    served = dt.date(2018, 3, 5)
    application = refiled(APPLICATION, track="formulary")
    decision = replace(DECISION, decided_on=served, served_on=served, communicated_on=served, service="personal")
    assert "LATE" not in read(law, application, decision, came=served + dt.timedelta(10)).reasons
    assert "LATE" in read(law, application, decision, came=served + dt.timedelta(11)).reasons


def test_liability_defers_until_it_is_resolved(law: Programme) -> None:
    disputed = replace(DECISION, liability_disputed=True)
    waiting = read(law, APPLICATION, disputed)
    assert waiting.outcome is EligibilityOutcome.DEFERRED
    assert waiting.reasons == ("LIABILITY_DISPUTE_DEFERRED",)
    lifted = DeferralLifted(notice_served_on=CAME, service="personal")
    assert read(law, APPLICATION, disputed, lifted).outcome is EligibilityOutcome.ELIGIBLE


def test_old_injuries_are_in_scope_only_by_a_recent_decision(law: Programme) -> None:
    old = refiled(APPLICATION, injured_on=dt.date(2008, 11, 8))
    before = dt.date(2013, 6, 28)
    early = replace(DECISION, decided_on=before, served_on=before, communicated_on=before)
    assert "OUT_OF_SCOPE_DATE" in read(law, old, early, came=dt.date(2013, 7, 10)).reasons
    after = dt.date(2013, 7, 1)
    recent = replace(DECISION, decided_on=after, served_on=after, communicated_on=after)
    assert read(law, old, recent, came=dt.date(2013, 7, 10)).reasons == ()


def test_a_delayed_treatment_was_in_scope_until_2016(law: Programme) -> None:
    delayed = replace(DECISION, effect=UrEffect.DELAYED)
    assert read(law, APPLICATION, delayed).reasons == ()
    served = dt.date(2017, 3, 1)
    later = replace(delayed, decided_on=served, served_on=served, communicated_on=served)
    assert read(law, APPLICATION, later, came=dt.date(2017, 3, 20)).reasons == ("NO_UR_DECISION",)


def test_a_missing_decision_could_be_cured_until_march_2014(law: Programme) -> None:
    served = dt.date(2014, 2, 3)
    decision = replace(DECISION, decided_on=served, served_on=served, communicated_on=served)
    bare = refiled(APPLICATION, ur_decision_attached=False, injured_on=dt.date(2013, 6, 1))
    assert read(law, bare, decision, came=dt.date(2014, 2, 20)).reasons == ()


def test_duplicates_and_earlier_determinations_are_told_apart(law: Programme) -> None:
    same = EarlierApplication(case_number="X-0", ur_decided_on=SERVED, lines=(WORDS.upper(),), is_decided=False)
    assert read(law, APPLICATION, DECISION, earlier=(same,)).reasons == ("DUPLICATE",)
    decided = replace(same, ur_decided_on=SERVED - dt.timedelta(300), is_decided=True)
    reading = read(law, APPLICATION, DECISION, earlier=(decided,))
    assert reading.outcome is EligibilityOutcome.ELIGIBLE
    [weighed] = [finding for finding in reading.findings if finding.topic == "PRIOR_DETERMINATION"]
    assert weighed.severity is Severity.WARNING
    assert "X-0" in weighed.message
    other = replace(same, lines=("Something else",))
    assert read(law, APPLICATION, DECISION, earlier=(other,)).reasons == ()


def test_the_same_treatment_is_known_again_in_other_signs_and_asked_about_in_other_words(law: Programme) -> None:
    """Blanks, dashes and capitals make no other line; another wording is weighed by a person, and never a duplicate."""
    asked = replace(
        APPLICATION,
        treatments=(replace(APPLICATION.treatments[0], words="Physical therapy - 12 visits, lumbar spine"),),
    )
    for line, reasons, words in (
        ("PHYSICAL  THERAPY: 12 visits lumbar spine.", ("DUPLICATE",), "The same treatment was decided"),
        ("PT x12 lumbar", (), "What may be the same treatment was decided"),
        ("Physical therapy, 12 visits, cervical spine", (), "No earlier determination"),
    ):
        earlier = EarlierApplication(case_number="X-0", ur_decided_on=SERVED, lines=(line,), is_decided=True)
        reading = read(law, asked, DECISION, earlier=(earlier,))
        [weighed] = [finding for finding in reading.findings if finding.topic == "PRIOR_DETERMINATION"]
        assert (reading.reasons, weighed.message.startswith(words)) == (reasons, True)


@pytest.mark.parametrize(
    ("earlier", "bars"),
    [
        ({}, True),
        ({"refused_for": ("NO_SIGNATURE",)}, False),
        ({"refused_for": ("NO_SIGNATURE", "UR_DECISION_NOT_ATTACHED")}, False),
        ({"refused_for": ("INELIGIBLE_APPLICANT",)}, False),
        ({"is_withdrawn": True}, False),
        ({"refused_for": ("NO_SIGNATURE", "LATE")}, True),
        ({"refused_for": ("INELIGIBLE_APPLICANT", "NOT_MEDICAL_NECESSITY")}, True),
        ({"refused_for": ("NOT_MEDICAL_NECESSITY",)}, True),
    ],
)
def test_a_cure_is_no_duplicate(law: Programme, earlier: dict[str, object], bars: bool) -> None:
    same = EarlierApplication(case_number="X-0", ur_decided_on=SERVED, lines=(WORDS,), is_decided=False)
    reading = read(law, APPLICATION, DECISION, earlier=(replace(same, **earlier),))  # type: ignore[arg-type]
    assert reading.reasons == (("DUPLICATE",) if bars else ())


@pytest.mark.parametrize(
    ("days", "side", "bars"), [(35, Role.APPLICANT, False), (36, Role.APPLICANT, True), (20, Role.PAYER, True)]
)
def test_a_decision_sent_within_the_time_cures_that_it_was_not_attached(
    law: Programme, days: int, side: Role, bars: bool
) -> None:
    sent_on = SERVED + dt.timedelta(days)
    at = dt.datetime.combine(sent_on, dt.time(12), law.zone)
    bare = refiled(APPLICATION, ur_decision_attached=False)
    docket = append(
        Docket(), Occurrence(payload=bare, on=CAME, by=Actor(role=Role.APPLICANT)), recorded_at=at, salt="s"
    )
    docket = append(docket, Occurrence(payload=DECISION, on=sent_on, by=Actor(role=side)), recorded_at=at, salt="s")
    reasons = eligibility(read_case(docket, law), law, at).reasons
    assert ("UR_DECISION_NOT_ATTACHED" in reasons) is bars


def served(on: str, **more: object) -> UrDecisionFiled:
    day = dt.date.fromisoformat(on)
    return replace(DECISION, decided_on=day, served_on=day, communicated_on=day, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("application", "decision", "came", "reasons"),
    [
        pytest.param({}, served("2013-12-24"), "2014-01-28", (), id="Avila, the last day"),
        pytest.param({}, served("2013-12-24"), "2014-01-29", ("LATE",), id="Avila, a day late"),
        pytest.param({"track": "formulary"}, served("2026-02-02"), "2026-02-17", (), id="formulary, the last day"),
        pytest.param({"track": "formulary"}, served("2026-02-02"), "2026-02-18", ("LATE",), id="formulary, late"),
        pytest.param({}, served("2016-12-20", effect=UrEffect.DELAYED), "2017-01-03", (), id="delayed in 2016"),
        pytest.param(
            {}, served("2017-01-02", effect=UrEffect.DELAYED), "2017-01-20", ("NO_UR_DECISION",), id="delayed in 2017"
        ),
        pytest.param({"injured_on": dt.date(2012, 5, 1)}, served("2013-07-01"), "2013-07-15", (), id="old injury"),
        pytest.param(
            {"injured_on": dt.date(2012, 5, 1)},
            served("2013-06-28"),
            "2013-07-15",
            ("OUT_OF_SCOPE_DATE",),
            id="too old",
        ),
        pytest.param({"applicant_is": "guardian"}, DECISION, CAME.isoformat(), (), id="a guardian"),
        pytest.param({"applicant_is": "payer"}, DECISION, CAME.isoformat(), ("INELIGIBLE_APPLICANT",), id="the payer"),
    ],
)
def test_given_cases(
    law: Programme, application: dict[str, object], decision: UrDecisionFiled, came: str, reasons: tuple[str, ...]
) -> None:
    day = dt.date.fromisoformat(came)
    assert read(law, refiled(APPLICATION, **application), decision, came=day).reasons == reasons


def test_an_unknown_manner_of_service_is_asked_and_never_taken_as_by_hand(law: Programme) -> None:
    reading = read(law, APPLICATION, replace(DECISION, service=""), came=SERVED + dt.timedelta(34))
    assert "LATE" not in reading.reasons
    [asked] = [finding for finding in reading.findings if finding.topic == "LATE"]
    assert asked.severity is Severity.WARNING
    assert "How it was served is not known" in asked.message


def test_of_two_decisions_on_file_the_last_gives_denial_service_and_last_day(law: Programme) -> None:
    first, second = served("2015-03-02"), served("2015-06-01", service="personal")
    assert read(law, APPLICATION, first, second, came=dt.date(2015, 7, 1)).reasons == ()
    assert read(law, APPLICATION, first, second, came=dt.date(2015, 7, 2)).reasons == ("LATE",)


def test_a_first_application_after_the_liability_dispute_is_in_time_from_its_resolution(law: Programme) -> None:
    disputed = served("2026-01-15", liability_disputed=True)
    waiting = read(law, APPLICATION, disputed, came=dt.date(2026, 7, 7))
    assert waiting.reasons == ("LIABILITY_DISPUTE_DEFERRED",)
    resolved = DeferralLifted(notice_served_on=dt.date(2026, 6, 2), service="mail_ca")
    for came, reasons in (("2026-07-07", ()), ("2026-07-08", ("LATE",))):
        day = dt.date.fromisoformat(came)
        assert read(law, APPLICATION, disputed, resolved, came=day).reasons == reasons
    docket = Docket()
    at = dt.datetime(2026, 7, 7, 12, tzinfo=law.zone)
    for payload, role in ((APPLICATION, Role.APPLICANT), (disputed, Role.PAYER), (resolved, Role.PAYER)):
        happened = Occurrence(payload=payload, on=at.date(), by=Actor(role=role))
        docket = enter(docket, law, happened, recorded_at=at, salt="s").docket
    undisputed = enter(
        Docket(),
        law,
        Occurrence(payload=APPLICATION, on=at.date(), by=Actor(role=Role.APPLICANT)),
        recorded_at=at,
        salt="s",
    ).docket
    with pytest.raises(NotAllowed, match="no dispute over liability is open"):
        enter(
            undisputed,
            law,
            Occurrence(payload=resolved, on=at.date(), by=Actor(role=Role.PAYER)),
            recorded_at=at,
            salt="s",
        )


def test_an_attorney_without_representation_on_file_is_asked_for_it(law: Programme) -> None:
    reading = read(law, refiled(APPLICATION, applicant_is="attorney"), DECISION)
    assert reading.reasons == ()
    assert [finding.severity for finding in reading.findings if finding.topic == "INELIGIBLE_APPLICANT"] == [
        Severity.WARNING
    ]


def test_what_is_authorised_or_withdrawn_is_not_reviewed(law: Programme) -> None:
    assert read(law, APPLICATION, DECISION, LineAuthorised(line="1")).reasons == ("AUTHORIZED_BEFORE_ASSIGNMENT",)
    withdrawn = Withdrawn(party="worker", is_signed=True)
    assert read(law, APPLICATION, DECISION, withdrawn).reasons == ("WITHDRAWN",)


def test_findings_on_assumed_facts_say_so(law: Programme) -> None:
    at = dt.datetime.combine(CAME, dt.time(12), law.zone)
    who = Actor(role=Role.APPLICANT)
    assumed = Occurrence(
        payload=DECISION, on=CAME, by=who, provenance=Provenance.ASSUMED, because="no paper", marks=("served_on",)
    )
    docket = append(Docket(), Occurrence(payload=APPLICATION, on=CAME, by=who), recorded_at=at, salt="s")
    docket = append(docket, assumed, recorded_at=at, salt="s")
    findings = {finding.topic: finding for finding in eligibility(read_case(docket, law), law, at).findings}
    assert findings["LATE"].provenance is Provenance.ASSUMED
    assert findings["NOT_MEDICAL_NECESSITY"].provenance is Provenance.STATED
