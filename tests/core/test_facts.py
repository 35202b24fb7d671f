"""Facts of the intake: as a programme declares them, as a docket keeps them, as code asks for them."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from types import MappingProxyType

import pytest

from evenhand.authoring.completeness import check_completeness
from evenhand.codec import canonical, from_plain, read_json
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.party import Party, Role
from evenhand.finding import Place, Severity
from evenhand.letter.press import unprintable
from evenhand.panel.ties.subjects import subjects_of
from evenhand.programme.facts import FactKind, FactRule, FactUse, Intake, Period, read_fact
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from evenhand.programme.stated_facts import facts_findings
from tests.core.occurrences import LINES
from tests.core.pool import PARTIES
from tests.core.small_case import LAND
from tests.filing import filed, refiled

_OLD = (
    b'{"applicant_is":"employee","authorization_requested_on":null,"case_number":"1","certified_by":"",'
    b'"designation_signed_on":null,"injured_on":"2008-11-08","is_signed":true,"parties":[],"priority":"regular",'
    b'"received_by":"mail","track":"standard","treatments":[],"ur_decision_attached":true}'
)
"""An application as dockets held it before facts were data."""
_SINCE = ("adj_number", "examiner", "examiner_office")
"""The facts that California has asked for since, and that are written out where nobody stated them."""


@pytest.fixture(scope="module")
def california() -> Programme:
    law, _ = load_programme(programme_folder("ca_wc"))
    assert law is not None
    return law


def _filed(**facts: object) -> ApplicationReceived:
    given = {"case_number": "1", "parties": (), "treatments": (), "is_signed": True, "ur_decision_attached": True}
    return filed(**given | facts)


def test_an_older_application_keeps_its_bytes_and_is_read_as_facts(california: Programme) -> None:
    plain, _ = read_json(_OLD, Place(), "X")
    application, findings = from_plain(ApplicationReceived, plain, Place(), "X")
    assert findings == ()
    assert application is not None
    assert canonical(application) == _OLD
    assert california.intake.occurrence(application) == Period(dt.date(2008, 11, 8), dt.date(2008, 11, 8))


def test_an_application_of_today_is_written_as_older_ones_were(california: Programme) -> None:
    application = _filed(injured_on=dt.date(2008, 11, 8))
    completed = dict(california.intake.completed(application.facts))
    assert {name: completed.pop(name) for name in _SINCE} == dict.fromkeys(_SINCE, "")
    assert canonical(refiled(application, **completed)) == _OLD


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        (FactKind.DAY, "2012-02-29", dt.date(2012, 2, 29)),
        (FactKind.PERIOD, "2012-01-01", Period(dt.date(2012, 1, 1), dt.date(2012, 1, 1))),
        (FactKind.INSTANT, "2014-01-21T09:30:00-08:00", dt.datetime.fromisoformat("2014-01-21T09:30:00-08:00")),
        (FactKind.AMOUNT, "560.50", Decimal("560.5")),
        (FactKind.TEXT, "by telephone", "by telephone"),
        (FactKind.YES_NO, True, True),
        (FactKind.YES_NO, None, None),
    ],
)
def test_a_fact_is_read_as_its_kind(kind: FactKind, written: str | bool | None, meant: object) -> None:
    assert read_fact(FactRule(id="x", kind=kind, label="X", spoken="x"), written) == (meant, "")


def test_a_period_states_its_last_day_under_a_name_of_its_own(california: Programme) -> None:
    went_on = _filed(injured_on="2012-01-01", injured_through="2013-05-01")
    assert california.intake.occurrence(went_on) == Period(dt.date(2012, 1, 1), dt.date(2013, 5, 1))
    assert b'"injured_through":"2013-05-01"' in canonical(went_on)
    rule = california.intake.facts["injured_on"]
    for first, last, is_told in (("2012-01-01", "May", True), ("", "2013-05-01", True), ("2012-01-01", None, False)):
        assert bool(read_fact(rule, first, last)[1]) is is_told
    stated = dict(went_on.facts) | {"injurd_through": "2013-05-01"}
    findings = {finding.place.key for finding in facts_findings(stated, california.intake, "California", Place(), "X")}
    assert findings == {"injurd_through"}


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (FactKind.DAY, "2013-02-29"),
        (FactKind.DAY, True),
        (FactKind.PERIOD, "2012-01-01/2013-05-01"),
        (FactKind.INSTANT, "2014-01-21T09:30:00"),
        (FactKind.AMOUNT, "-1"),
        (FactKind.AMOUNT, "NaN"),
        (FactKind.YES_NO, "yes"),
        (FactKind.CHOICE, "other"),
    ],
)
def test_what_does_not_fit_its_kind_is_said(kind: FactKind, written: str | bool) -> None:
    reading, fault = read_fact(FactRule(id="x", kind=kind, label="X", spoken="x"), written)
    assert reading is None
    assert fault


def test_what_is_missing_misspelt_or_unknown_is_said(california: Programme) -> None:
    stated = {"injurd_on": "2012-01-01", "priority": "hasty", "weather": "fine"}
    findings = {
        finding.place.key: finding for finding in facts_findings(stated, california.intake, "California", Place(), "X")
    }
    assert findings["injured_on"].severity is Severity.FATAL
    assert "'injured_on'" in findings["injurd_on"].remedy
    assert "regular, expedited" in findings["priority"].message
    assert findings["weather"].severity is Severity.WARNING


def test_a_folder_that_declares_no_facts_keeps_those_a_docket_has_and_is_told_so(tmp_path: Path) -> None:
    folder = tmp_path / "land"
    copytree(LAND.folder, folder)
    (folder / "application.toml").unlink()
    programme, findings = load_programme(folder)
    assert programme is not None, [str(finding) for finding in findings]
    assert not programme.intake.is_declared
    (finding,) = facts_findings({"weather": "fine"}, programme.intake, "Freedonia", Place(), "X")
    assert finding.severity is Severity.WARNING
    told = [finding.message for finding in check_completeness(programme, unprintable)]
    assert any("facts_where_none_are_declared.toml" in message for message in told)
    assert any("subjects_where_none_are_declared.toml" in message for message in told)
    assert not any("none_are_declared" in finding.message for finding in check_completeness(LAND, unprintable))


def test_what_a_party_is_to_the_rule_on_conflicts_is_the_programmes(california: Programme) -> None:
    fund = Party(id="fund", role=Role.PAYER, name="A Clerk", organisation="Masons' Fund", address=())
    assert [(subject.role, subject.name) for subject in subjects_of(fund, LAND.parties)] == [
        ("insurer", "Masons' Fund")
    ]
    (subject,) = subjects_of(fund, california.parties)
    assert (subject.role, subject.is_person) == ("claims_administrator", False)
    assert [role.id for role in california.parties.compared] == ["employer"]
    assert [role.id for role in LAND.parties.compared] == ["workshop"]


def test_a_day_is_asked_for_by_its_use_and_never_by_its_name() -> None:
    rule = FactRule(id="served", kind=FactKind.DAY, label="Day of service", spoken="day", use=FactUse.OCCURRENCE)
    intake = Intake(facts=MappingProxyType({"served": rule}))
    assert intake.occurrence(_filed(served="2020-03-01")) == Period(dt.date(2020, 3, 1), dt.date(2020, 3, 1))
    assert intake.occurrence(_filed(injured_on="2020-03-01")) is None


def _faults(tmp_path: Path, text: str) -> list[str]:
    folder = tmp_path / "land"
    copytree(LAND.folder, folder)
    (folder / "application.toml").write_text(text, encoding="utf-8")
    _, findings = load_programme(folder)
    return [finding.message for finding in findings]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[facts.weather]\nkind = "choice"\nlabel = "Weather"', "has 0 choices"),
        ('[facts.weather]\nkind = "fog"\nlabel = "Weather"', "is not known here"),
        ('[facts.parties]\nkind = "text"\nlabel = "Who"', "has a field 'parties' already"),
        ('[facts.a]\nkind = "text"\nlabel = "A"\nuse = "occurrence"', "is no occurrence"),
        ('[facts.a]\nkind = "day"\nlabel = "A"\nevent = "assigned"', "told by other entries of the docket"),
        ('[facts.a]\nkind = "day"\nlabel = "A"\ndefault = "soon"', "The default of a"),
        ('[facts.a]\nkind = "day"\nlabel = "A"\nby = ["king"]', "'king' is no role"),
        ('[hastening]\nasked_in = "speed"', "'speed' is no fact"),
        ('[facts.a]\nkind = "yes_no"\nlabel = "A"\nlable = "B"', "'lable' is not known here"),
    ],
)
def test_a_wrong_declaration_is_said(tmp_path: Path, text: str, words: str) -> None:
    assert any(words in message for message in _faults(tmp_path, text))


def test_a_right_declaration_takes_the_place_of_what_comes_with_evenhand(tmp_path: Path) -> None:
    text = '[facts.fell]\nkind = "yes_no"\nlabel = "It fell"\n[hastening]\nasked_in = "fell"\n'
    messages = _faults(tmp_path, text)
    assert messages == [] or all("track" in message for message in messages)


def test_who_may_hasten_is_the_programme_s(california: Programme) -> None:
    hasty = _filed(injured_on="2012-01-01", priority="expedited", parties=PARTIES, certified_by="doctor")
    roles = {party.id: party.role.value for party in PARTIES}
    asked = refiled(hasty, treatments=LINES)
    assert california.intake.grants_haste(asked, roles)
    assert not california.intake.grants_haste(refiled(asked, certified_by="worker"), roles)
    assert not california.intake.grants_haste(refiled(asked, treatments=LINES[2:]), roles)  # given already
    assert california.intake.asks_for_haste(refiled(asked, certified_by=""))
    assert not california.intake.asks_for_haste(refiled(asked, priority="regular"))
