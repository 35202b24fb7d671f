"""The gate of credentials: what nobody verified as holding that day does not hold, and the paragraph is named."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.panel.people.credentials import (
    Appointment,
    Discipline,
    LicenceStatus,
    Practice,
    Reviewer,
    Sanction,
    Search,
    SearchKind,
    Verification,
)
from evenhand.panel.requirements.credential_gate import credential_findings
from evenhand.panel.requirements.reliance import as_relied_on
from evenhand.panel.requirements.verified_facts import verified_facts
from tests.core.panel.ca_wc import law, panel_rules
from tests.core.panel.people import certified, licence, reviewer

DAY = dt.date(2026, 11, 2)
RELIANCE = panel_rules().policy.reliance


def _checked(days_ago: int, on: dt.date = DAY) -> Verification:
    """An answer of so many days ago that by its file holds for ever."""
    asked_on = on - dt.timedelta(days=days_ago)
    return Verification(source="the board", verified_on=asked_on, next_on=dt.date(2099, 1, 1))


def _file(on: dt.date = DAY, /, **days_ago: int) -> Reviewer:
    """A file that bars nothing on a day, its facts checked so many days ago, 30 where nothing is said."""

    def checked(kind: str) -> Verification:
        return _checked(days_ago.get(kind, 30), on)

    sound = reviewer()
    return replace(
        sound,
        licences=(replace(licence(), verification=checked("licence"), issued_on=None, expires_on=None),),
        certifications=(
            replace(
                certified(sound.certifications[0].specialty),
                verification=checked("certification"),
                certified_on=None,
                expires_on=None,
            ),
        ),
        practice=Practice(hours_per_week=30, since=dt.date(1999, 1, 1), verification=checked("practice")),
        searches=tuple(Search(kind=kind, verification=checked("search")) for kind in SearchKind),
    )


def _barred(reviewer: Reviewer | None, day: dt.date = DAY) -> dict[str, str]:
    """What bars on a day: the paragraph by the requirement."""
    findings = credential_findings(reviewer, "R", day, law(day), panel_rules())
    return {finding.topic: finding.citation for finding in findings}


def test_somebody_whose_every_fact_was_checked_lately_passes() -> None:
    assert _barred(_file()) == {}


def test_without_a_file_nothing_is_verified_and_the_paragraph_is_named() -> None:
    (finding,) = credential_findings(None, "R", DAY, law(DAY), panel_rules())
    assert finding.citation == "LC 139.5(d)(4)"
    assert "No credential file" in finding.message
    assert "board" not in finding.message


@pytest.mark.parametrize(
    ("kind", "most", "topic", "paragraph"),
    [
        ("licence", RELIANCE.licence_days, "unrestricted_licence", "LC 139.5(d)(4)(B)"),
        ("certification", RELIANCE.certification_days, "board_certified", "LC 139.5(d)(4)(B)"),
        ("search", RELIANCE.search_days, "undisciplined", "LC 139.5(d)(4)(C)"),
        ("search", RELIANCE.search_days, "no_qme_appointment", "LC 139.5(d)(4)(D)"),
        ("practice", RELIANCE.practice_days, "knowledgeable_clinician", "LC 139.5(d)(4)(A)"),
    ],
)
def test_a_check_older_than_the_house_relies_on_is_none_whatever_the_file_says(
    kind: str, most: int, topic: str, paragraph: str
) -> None:
    assert topic not in _barred(_file(**{kind: most}))
    assert _barred(_file(**{kind: most + 1}))[topic] == paragraph


def test_an_evaluator_s_appointment_bars_since_the_day_the_law_says() -> None:
    since, before = dt.date(2014, 1, 1), dt.date(2013, 12, 31)
    held = Appointment(kind="qme", since=dt.date(2010, 1, 1), verification=_checked(30, before))
    assert _barred(replace(_file(before), appointments=(held,)), before) == {}
    assert _barred(replace(_file(since), appointments=(held,)), since) == {"no_qme_appointment": "LC 139.5(d)(4)(D)"}
    assert _barred(replace(_file(before), searches=()), before).keys() == {"undisciplined"}


def test_a_certificate_is_asked_of_doctors_of_medicine_and_of_osteopathy_alone() -> None:
    (held,) = _file().licences
    for discipline in (Discipline.MD, Discipline.DO):
        without = replace(_file(), licences=(replace(held, discipline=discipline),), certifications=())
        assert _barred(without).keys() == {"board_certified"}
    for discipline in (Discipline.PSYCHOLOGIST, Discipline.CHIROPRACTOR):
        without = replace(_file(), licences=(replace(held, discipline=discipline),), certifications=())
        assert _barred(without) == {}


@pytest.mark.parametrize("status", [status for status in LicenceStatus if status is not LicenceStatus.ACTIVE])
def test_a_licence_that_is_not_good_bars_by_its_paragraph(status: LicenceStatus) -> None:
    (held,) = _file().licences
    assert "LC 139.5(d)(4)(B)" in _barred(replace(_file(), licences=(replace(held, status=status),))).values()


def test_a_sanction_bars_however_old() -> None:
    action = Sanction(body="a hospital", action="lost", on=dt.date(1990, 1, 1), verification=_checked(9999))
    assert _barred(replace(_file(), sanctions=(action,))) == {"undisciplined": "LC 139.5(d)(4)(C)"}


@given(days_ago=st.integers(0, 4000), claimed=st.integers(1, 9000))
def test_no_file_makes_a_check_hold_longer_than_the_house_says(days_ago: int, claimed: int) -> None:
    asked_on = DAY - dt.timedelta(days=days_ago)
    given_end = Verification(source="s", verified_on=asked_on, next_on=asked_on + dt.timedelta(days=claimed))
    (held,) = _file().licences
    (cut,) = as_relied_on(replace(_file(), licences=(replace(held, verification=given_end),)), RELIANCE).licences
    assert cut.verification.next_on <= given_end.next_on
    assert cut.verification.holds_on(DAY) is (days_ago <= RELIANCE.licence_days and days_ago < claimed)


def test_what_is_told_has_its_day_and_nothing_else_of_the_file() -> None:
    told = verified_facts(_file(licence=7, search=9), law(DAY), panel_rules())
    assert told.licensed_in == ("California",)
    assert told.practice == "in clinical practice, 30 hours a week, and began it in 1999"
    days = {fact.words.split(" in ")[0]: fact.on for fact in told.confirmed}
    assert days["Licensed"] == DAY - dt.timedelta(days=7)
    assert [fact.on for fact in told.confirmed[-2:]] == [DAY - dt.timedelta(days=9)] * 2
    words = " ".join(fact.words for fact in told.confirmed)
    assert not any(secret in words for secret in (_file().name, _file().npi, _file().licences[0].number, "the board"))


def test_nothing_is_told_of_a_fact_that_does_not_hold() -> None:
    stale = RELIANCE.licence_days + 1
    assert verified_facts(_file(licence=stale), law(DAY), panel_rules()).licensed_in == ()
    (held,) = _file().licences
    revoked = replace(_file(), licences=(replace(held, status=LicenceStatus.REVOKED),))
    assert verified_facts(revoked, law(DAY), panel_rules()).licensed_in == ()
    action = Sanction(body="a hospital", action="lost", on=dt.date(1990, 1, 1), verification=_checked(9))
    told = verified_facts(replace(_file(), sanctions=(action,)), law(DAY), panel_rules()).confirmed
    assert not any("disciplinary" in fact.words for fact in told)
