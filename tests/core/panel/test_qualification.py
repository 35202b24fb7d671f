"""Who may review: for every requirement of the law a file that meets it and files that do not, and the days on which
facts stop counting.
"""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.finding import Severity
from evenhand.panel.people.credentials import (
    Appointment,
    Discipline,
    Licence,
    LicenceStatus,
    Reviewer,
    Sanction,
    SearchKind,
    Verification,
    expiries,
)
from evenhand.panel.requirements.fit import AreaUnderReview
from evenhand.panel.requirements.policy import Weigh
from evenhand.panel.requirements.qualification import PRACTICE, REQUIREMENTS, barred_on, requirement_findings
from tests.core.panel.ca_wc import DAY, law, panel_rules
from tests.core.panel.people import KNEE_ARTHROSCOPY, NECK_MASSAGE, VERIFIED, certified, licence, reviewer

SOUND = reviewer()


def failed(physician: Reviewer, day: dt.date = DAY, areas: tuple[AreaUnderReview, ...] = NECK_MASSAGE) -> set[str]:
    """The ids of the requirements a reviewer fails."""
    return {finding.topic for finding in barred_on(physician, day, law(day), panel_rules(), areas)}


def test_every_requirement_of_the_law_is_tried_here() -> None:
    assert set(law().requirements) == {requirement for requirement, _ in BARRED} == set(REQUIREMENTS)


def test_a_sound_file_meets_every_requirement() -> None:
    assert failed(SOUND) == set()
    assert failed(SOUND, areas=()) == set()


SANCTION = Sanction(body="Mercy Hospital", action="loss of privileges", on=dt.date(2009, 5, 1), verification=VERIFIED)
QME = Appointment(kind="qme", since=dt.date(2020, 1, 1), verification=VERIFIED)
BARRED: tuple[tuple[str, Reviewer], ...] = (
    ("licensed_physician", replace(SOUND, licences=(licence(discipline=Discipline.OTHER),))),
    ("licensed_physician", replace(SOUND, licences=())),
    ("licensed_physician", replace(SOUND, licences=(licence(), licence("NV", "N1", LicenceStatus.SUSPENDED)))),
    ("unrestricted_licence", replace(SOUND, licences=(licence(status=LicenceStatus.RESTRICTED),))),
    ("unrestricted_licence", replace(SOUND, licences=(licence(status=LicenceStatus.UNVERIFIED),))),
    ("unrestricted_licence", replace(SOUND, licences=(licence("ON"),))),
    ("unrestricted_licence", replace(SOUND, licences=(licence(issued_on=dt.date(2026, 2, 3)),))),
    ("board_certified", replace(SOUND, certifications=())),
    ("board_certified", replace(SOUND, certifications=(certified("Pulmonary Disease"),))),
    ("board_certified", replace(SOUND, certifications=(certified("Pain Management", board="a board nobody knows"),))),
    ("board_certified", replace(SOUND, certifications=(certified("Pain Management", expires_on=DAY),))),
    ("knowledgeable_clinician", replace(SOUND, practice=None)),
    ("knowledgeable_clinician", replace(SOUND, certifications=(certified("Ophthalmology"),))),
    ("undisciplined", replace(SOUND, sanctions=(SANCTION,))),
    ("undisciplined", replace(SOUND, sanctions=(replace(SANCTION, is_pending=True),))),
    (
        "undisciplined",
        replace(SOUND, searches=tuple(search for search in SOUND.searches if search.kind != "sanctions")),
    ),
    ("no_qme_appointment", replace(SOUND, appointments=(QME,))),
    (
        "no_qme_appointment",
        replace(SOUND, searches=tuple(search for search in SOUND.searches if search.kind != "appointments")),
    ),
)


@pytest.mark.parametrize(("requirement", "physician"), BARRED)
def test_who_fails_a_requirement_is_barred_by_it_with_its_authority(requirement: str, physician: Reviewer) -> None:
    bars = {finding.topic: finding for finding in barred_on(physician, DAY, law(), panel_rules(), NECK_MASSAGE)}
    assert requirement in bars
    assert bars[requirement].citation == law().requirements[requirement].citation
    assert bars[requirement].severity is Severity.FATAL


@pytest.mark.parametrize(
    "physician",
    [
        replace(SOUND, licences=(licence("NV"),)),
        replace(SOUND, licences=(licence(), licence("NV", "N1", LicenceStatus.INACTIVE))),
        replace(SOUND, appointments=(replace(QME, until=DAY),)),
        replace(SOUND, appointments=(replace(QME, kind="panel of another programme"),)),
        replace(SOUND, certifications=(certified("Pulmonary Disease"), certified("Pain Management", board="AOA"))),
        reviewer(7, discipline=Discipline.DO),
    ],
)
def test_what_the_law_does_not_ask_bars_nobody(physician: Reviewer) -> None:
    assert failed(physician) == set()


def test_other_professions_need_no_certificate_and_their_licence_is_their_area() -> None:
    manual = (AreaUnderReview(line="1", treatment="chiropractic", region="low_back"),)
    assert failed(reviewer(2, discipline=Discipline.CHIROPRACTOR), areas=manual) == set()
    assert "knowledgeable_clinician" in failed(reviewer(2, discipline=Discipline.CHIROPRACTOR), areas=KNEE_ARTHROSCOPY)


def test_an_area_that_just_reaches_the_mark_is_not_named_among_those_that_fail_it() -> None:
    """Two lines, one out of reach: the sentence names that one, also where the other's weight is the very mark."""
    rules = panel_rules()
    areas = (*NECK_MASSAGE, replace(KNEE_ARTHROSCOPY[0], line="9"))
    physician = reviewer(2, discipline=Discipline.CHIROPRACTOR)
    held = {line.line: line.weight for line in rules.fit.fit(frozenset({"Chiropractic"}), areas).lines}
    assert held["1"] > held["9"]
    at_the_mark = replace(rules, fit=replace(rules.fit, appropriate=held["1"]))
    (finding,) = [
        finding
        for finding in barred_on(physician, DAY, law(DAY), at_the_mark, areas)
        if finding.topic == "knowledgeable_clinician"
    ]
    assert "no area held covers line 9" in finding.message


def test_a_pulmonologist_does_not_decide_a_neck_massage() -> None:
    lungs = reviewer(3, "Pulmonary Disease", "Internal Medicine")
    fit = panel_rules().fit.fit(frozenset({"Pulmonary Disease", "Internal Medicine"}), NECK_MASSAGE)
    assert fit.score < panel_rules().fit.floor
    assert "board_certified" in failed(reviewer(3, "Pulmonary Disease"))
    assert failed(lungs, areas=(AreaUnderReview(line="1", treatment="asthma_medications", region="chest"),)) == set()


def test_evaluators_were_barred_only_from_2014() -> None:
    evaluator = replace(
        SOUND,
        appointments=(replace(QME, since=dt.date(2012, 1, 1)),),
        licences=(licence(expires_on=None),),
        practice=replace(SOUND.practice, since=dt.date(2000, 1, 1)) if SOUND.practice else None,
    )
    in_2013 = _verified_in(evaluator, dt.date(2013, 1, 1))
    assert failed(in_2013, dt.date(2013, 12, 31)) == set()
    assert failed(in_2013, dt.date(2014, 1, 1)) == {"no_qme_appointment"}


def _verified_in(physician: Reviewer, day: dt.date) -> Reviewer:
    known = Verification(source="register", verified_on=day, next_on=day + dt.timedelta(days=800))

    def again(facts: tuple[Licence, ...]) -> tuple[Licence, ...]:
        return tuple(replace(fact, verification=known) for fact in facts)

    return replace(
        physician,
        licences=again(physician.licences),
        certifications=tuple(replace(fact, verification=known) for fact in physician.certifications),
        searches=tuple(replace(fact, verification=known) for fact in physician.searches),
        appointments=tuple(replace(fact, verification=known) for fact in physician.appointments),
        practice=replace(physician.practice, verification=known) if physician.practice else None,
    )


def test_a_fact_that_expires_blocks_on_that_day_and_not_before() -> None:
    lapsing = replace(SOUND, licences=(licence(expires_on=dt.date(2026, 6, 30)),))
    assert failed(lapsing, dt.date(2026, 6, 29)) == set()
    assert "unrestricted_licence" in failed(lapsing, dt.date(2026, 6, 30))


@given(st.dates(min_value=dt.date(2026, 1, 1), max_value=dt.date(2031, 1, 1)))
def test_nobody_passes_on_a_day_on_which_the_expiry_calendar_ended_a_fact_they_need(day: dt.date) -> None:
    ended = {expiry.fact for expiry in expiries(SOUND) if expiry.on <= day}
    needed = {expiry.fact for expiry in expiries(SOUND)}
    assert bool(failed(SOUND, day)) == bool(ended & needed)


def test_the_criteria_of_letters_bar_as_far_as_the_house_says_so() -> None:
    assert SOUND.practice
    fresh = replace(SOUND, practice=replace(SOUND.practice, since=dt.date(2021, 2, 2)))
    seldom = replace(SOUND, practice=replace(SOUND.practice, hours_per_week=23))
    assert failed(fresh) == failed(seldom) == {PRACTICE}
    assert failed(replace(SOUND, practice=replace(SOUND.practice, since=dt.date(2021, 2, 1)))) == set()
    milder = replace(panel_rules(), policy=replace(panel_rules().policy, practice_criteria=Weigh.NOTE))
    bars = barred_on(fresh, DAY, law(), milder)
    assert [finding.severity for finding in bars] == [Severity.NOTE]
    assert "unverified" in bars[0].message


def test_a_requirement_without_a_test_is_said_and_bars() -> None:
    strange = replace(law().requirements["undisciplined"], id="speaks_latin")
    stricter = replace(law(), requirements={**law().requirements, "speaks_latin": strange})
    assert [requirement_finding.expected for requirement_finding in requirement_findings(stricter)]
    assert "speaks_latin" in {bar.topic for bar in barred_on(SOUND, DAY, stricter, panel_rules())}
    assert requirement_findings(law()) == ()


def test_searches_must_hold_on_the_day() -> None:
    stale = Verification(source="register", verified_on=dt.date(2024, 1, 1), next_on=DAY)
    searches = tuple(
        replace(search, verification=stale) for search in SOUND.searches if search.kind is SearchKind.SANCTIONS
    )
    assert "undisciplined" in failed(replace(SOUND, searches=searches))
