"""Credential files: contradictions and impossible facts are said, tables are read back as written, the public
enumeration file qualifies nobody.
"""

import datetime as dt
import tomllib
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.finding import Severity, is_fatal
from evenhand.panel.people.credential_check import CONTRADICTION, contradictions, file_findings, panel_findings
from evenhand.panel.people.credentials import (
    Absence,
    Appointment,
    Discipline,
    Language,
    LicenceStatus,
    Practice,
    Reviewer,
    Sanction,
    Verification,
)
from evenhand.panel.people.npi import check_digit, is_npi
from evenhand.panel.people.nppes import read_nppes
from evenhand.panel.people.panel_csv import COLUMNS, panel_csv, read_panel_table
from evenhand.panel.requirements.qualification import barred_on
from tests.core.panel.ca_wc import DAY, law, panel_rules
from tests.core.panel.people import VERIFIED, certified, licence, reviewer

SOUND = reviewer()


def test_every_code_of_the_taxonomy_stands_for_a_specialty_of_the_programme() -> None:
    listed = tomllib.loads((resources.files("evenhand.panel.people") / "nucc.toml").read_text(encoding="utf-8"))
    assert set(panel_rules().taxonomy.codes) == set(listed["codes"])


def test_the_check_digit_of_a_published_example() -> None:
    assert is_npi("1234567893")  # the example of the standard (45 CFR 162.406; CMS)
    assert not is_npi("1234567890")
    assert not is_npi("9999999999")
    assert not is_npi("123456789")


@given(st.integers(min_value=10**8, max_value=2 * 10**8 - 1), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: int, place: int, shift: int) -> None:
    npi = f"{number}{check_digit(str(number))}"
    assert is_npi(npi)
    wrong = npi[:place] + str((int(npi[place]) + shift) % 10) + npi[place + 1 :]
    assert not is_npi(wrong)


CONTRADICTED: tuple[Reviewer, ...] = (
    replace(SOUND, licences=(licence(), licence(status=LicenceStatus.REVOKED))),
    replace(SOUND, licences=(licence(number="A1"), licence(number="B2"))),
    replace(SOUND, licences=(licence(), licence("NV", "N1", discipline=Discipline.DO))),
    replace(SOUND, certifications=(certified("Neurology"), certified("Neurology", expires_on=dt.date(2026, 1, 1)))),
    replace(SOUND, licences=(licence(), licence("NV", "N1", LicenceStatus.REVOKED))),
)


@pytest.mark.parametrize("one", CONTRADICTED)
def test_a_file_that_contradicts_itself_is_said_and_bars(one: Reviewer) -> None:
    assert [finding.rule for finding in contradictions(one)] == [CONTRADICTION] * len(contradictions(one)) != []
    assert is_fatal(barred_on(one, DAY, law(), panel_rules()))


def test_licences_that_follow_each_other_or_of_two_states_are_no_contradiction() -> None:
    first = licence(number="A1", expires_on=dt.date(2020, 1, 1))
    second = licence(number="B2", issued_on=dt.date(2020, 1, 1))
    assert contradictions(replace(SOUND, licences=(first, second, licence("NV")))) == ()
    assert contradictions(replace(SOUND, licences=(licence(), licence()))) == ()


FAULTY: tuple[tuple[str, Reviewer], ...] = (
    ("National Provider Identifier", replace(SOUND, npi="1234567890")),
    ("no specialty", replace(SOUND, certifications=(certified("Orthopaedic Surgerie"),))),
    ("recognises", replace(SOUND, certifications=(certified("Neurology", board="XYZ"),))),
    ("no state", replace(SOUND, licences=(licence("XX"),))),
    ("not after it began", replace(SOUND, licences=(licence(expires_on=dt.date(2010, 7, 1)),))),
    ("after the day it is read", replace(SOUND, licences=(licence(issued_on=dt.date(2026, 3, 1)),))),
    (
        "due again",
        replace(
            SOUND,
            searches=(replace(SOUND.searches[0], verification=replace(VERIFIED, next_on=DAY - dt.timedelta(days=99))),),
        ),
    ),
    ("hours", replace(SOUND, practice=Practice(hours_per_week=169, since=dt.date(2011, 1, 1), verification=VERIFIED))),
    ("absence", replace(SOUND, absences=(Absence(first_on=DAY, last_on=dt.date(2026, 1, 1)),))),
)


@pytest.mark.parametrize(("said", "one"), FAULTY)
def test_impossible_facts_and_unknown_words_are_said(said: str, one: Reviewer) -> None:
    found = file_findings(one, DAY, panel_rules().vocabulary)
    assert any(said in finding.message for finding in found), found
    assert all(finding.expected and finding.remedy for finding in found)


def test_an_unknown_specialty_is_met_with_those_that_come_near() -> None:
    one = replace(SOUND, certifications=(certified("Orthopaedic Surgery"),))
    (found,) = file_findings(one, DAY, panel_rules().vocabulary)
    assert "Orthopedic Surgery" in found.expected


def test_a_sound_panel_has_no_findings_and_shared_identity_is_said() -> None:
    vocabulary = panel_rules().vocabulary
    assert panel_findings([reviewer(1), reviewer(2)], DAY, vocabulary) == ()
    twin = replace(reviewer(2), npi=SOUND.npi, licences=SOUND.licences)
    messages = [panel_finding.message for panel_finding in panel_findings([SOUND, twin], DAY, vocabulary)]
    assert len(messages) == 2
    assert is_fatal(panel_findings([SOUND, SOUND], DAY, vocabulary))


_day = st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2040, 1, 1))
_text = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12).map(
    lambda text: text.strip() or "x"
)
_verification = st.builds(Verification, source=_text, verified_on=_day, next_on=_day)


@given(
    st.lists(st.tuples(_text, st.sampled_from(list(LicenceStatus)), st.none() | _day), max_size=3),
    _verification,
    st.booleans(),
)
def test_a_panel_is_read_back_as_it_was_written(
    licences: list[tuple[str, LicenceStatus, dt.date | None]], known: Verification, is_pending: bool
) -> None:
    one = replace(
        SOUND,
        name='Quoted "Name", with comma',
        licences=tuple(
            replace(licence("CA", number, status, expires_on=until), verification=known)
            for number, status, until in licences
        ),
        appointments=(Appointment(kind="qme", since=DAY, verification=known),),
        sanctions=(Sanction(body="a board", action="probation", on=DAY, verification=known, is_pending=is_pending),),
        languages=(Language(tag="es", verification=known),),
        absences=(Absence(first_on=DAY, last_on=DAY),),
    )
    read, findings = read_panel_table(panel_csv([one, reviewer(2)]).encode(), "panel.csv")
    assert findings == ()
    assert read == (one, reviewer(2))


def test_rows_that_cannot_be_read_are_said_with_their_line_and_the_rest_is_taken() -> None:
    table = panel_csv([SOUND])
    broken = table.replace("2027-03-31", "31 March 2027", 1).replace("practice", "hobby", 1)
    read, findings = read_panel_table(broken.encode(), "panel.csv")
    assert {(finding.place.line, finding.place.key) for finding in findings} == {(2, "until"), (4, "fact")}
    assert read[0].licences == ()
    assert read[0].practice is None
    assert read[0].certifications == SOUND.certifications
    assert read_panel_table(b"reviewer,name\nR-1,X\n", "panel.csv")[1][0].place.line == 1


NPPES_HEADER = (
    "NPI,Entity Type Code,Provider Last Name (Legal Name),Provider First Name,Provider Middle Name,"
    "Provider Credential Text,NPI Deactivation Date,NPI Reactivation Date,Healthcare Provider Taxonomy Code_1,"
    "Provider License Number_1,Provider License Number State Code_1,Healthcare Provider Taxonomy Code_2,"
    "Provider License Number_2,Provider License Number State Code_2"
)


def test_the_public_enumeration_file_fills_a_file_and_qualifies_nobody() -> None:
    lines = [
        NPPES_HEADER,
        f'"{SOUND.npi}","1","DOE","ALEX","Q","M.D.","","","207X00000X","A1","CA","208VP0014X","",""',
        '"1234567893","2","","","","","","","261Q00000X","","","","",""',
        '"1234567890","1","ROE","KIM","","D.O.","","","207Q00000X","","","","",""',
        f'"{reviewer(2).npi}","1","POE","SAM","","DO","01/02/2020","","207Q00000X","","","","",""',
        f'"{reviewer(3).npi}","1","LOE","PAT","","DC","","","111N00000X","C3","CA","999X99999X","",""',
    ]
    read, findings = read_nppes(lines, "npidata.csv", DAY, panel_rules().taxonomy)
    assert [line.reviewer.name for line in read] == ["ALEX Q DOE", "PAT LOE"]
    assert read[0].stated_specialties == ("Orthopedic Surgery", "Pain Management")
    assert read[0].reviewer.licences[0].status is LicenceStatus.UNVERIFIED
    assert read[1].reviewer.licences[0].discipline is Discipline.CHIROPRACTOR
    assert {finding.place.line for finding in findings} == {4, 5, 6}
    assert all(is_fatal(barred_on(line.reviewer, DAY, law(), panel_rules())) for line in read)


def test_only_wanted_identifiers_are_taken_and_missing_ones_are_said() -> None:
    row = f'"{SOUND.npi}","1","DOE","ALEX","","MD","","","207X00000X","A1","CA","","",""'
    read, findings = read_nppes([NPPES_HEADER, row], "npidata.csv", DAY, panel_rules().taxonomy, {reviewer(9).npi})
    assert read == ()
    assert reviewer(9).npi in findings[0].message
    assert read_nppes(["NPI,Name", "1,x"], "npidata.csv", DAY, panel_rules().taxonomy)[1][0].severity is Severity.MAJOR


def test_the_form_and_the_specialties_of_the_published_search_are_all_in_the_vocabulary(shared: Path) -> None:
    vocabulary = panel_rules().vocabulary
    rows = (shared / "data" / "dwc_treatment_categories.csv").read_text(encoding="utf-8").splitlines()[1:]
    for row in rows:
        category, subcategory, drug_class = row.split(",")[:3]
        assert vocabulary.treatment_of(category, subcategory, drug_class), row
    names = (shared / "data" / "dwc_reviewer_specialties.csv").read_text(encoding="utf-8").split("\n")[1:]
    assert set(vocabulary.specialties) == {name for name in names if name}


def test_the_columns_are_those_the_documentation_names() -> None:
    told = (Path(__file__).parents[3] / "docs" / "panel.md").read_text(encoding="utf-8")
    assert all(f"`{column}`" in told for column in COLUMNS)
