"""The desk: a case from the paper on the mat to a record that can be read, and all that can go wrong on the way."""

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evenhand.docket.assignment import Assigned, RecordsReceived
from evenhand.docket.intake import ApplicationReceived, EligibilityFound, EligibilityOutcome, UrDecisionFiled, UrEffect
from evenhand.docket.party import Role
from evenhand.panel.ties.subjects import subjects_of
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import NEVER, Case, CaseDocument, Delegation
from evenhand_web.cases.seam import docket_of
from evenhand_web.desk.queue_page import PAGE
from evenhand_web.infrastructure.models import DocumentView
from evenhand_web.infrastructure.programmes import programme_of
from tests.web.cast import browser_of, entered, new_case, somebody, whole_case

Clock = Callable[[dt.datetime], None]
DAY = dt.date(2024, 6, 10)
SCAN = b"%PDF-1.7 " + bytes(range(256)) * 40


def party_fields(ident: str, name: str) -> dict[str, str]:
    """The fields of one party as a browser sends them."""
    given = {"name": name, "organisation": "", "address": "1 Sample Street\nFresno, CA 93701", "language": "en"}
    return {f"{ident}-{field}": value for field, value in given.items()}


def application_fields(**changed: str) -> dict[str, str]:
    """The fields of an application as a browser sends them."""
    given = {
        "programme": "ca_wc",
        "case_number": "IMR-77",
        "on": "2024-06-03",
        "hour": "",
        "received_by": "fax",
        "injured_on": "2020-01-06",
        "applicant_is": "employee",
        "designation_signed_on": "",
        "priority": "regular",
        "track": "standard",
        "is_signed": "on",
        "ur_decision_attached": "on",
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        "lines-0-words": "Six sessions of massage",
        "lines-0-unit": "session",
        "lines-0-requested": "6",
        "lines-0-authorised": "2",
        "lines-0-parts": "massage\nultrasound",
    }
    for ident, name in (("applicant", "Imani Example"), ("physician", "Dr. Ada Sample"), ("payer", "Sample Mutual")):
        given |= party_fields(ident, name)
    return given | party_fields("representative", "") | {"representative-address": ""} | changed


@pytest.fixture
def coordinator(store: str, moment: Clock) -> Client:
    """The coordinator's browser."""
    return browser_of(somebody(PersonRole.COORDINATOR))


def _page(client: Client, case: Case) -> str:
    return whole_case(client, case.ident)


def _enter(client: Client, case: Case, kind: str, length: int, **fields: Any) -> Any:
    keyed = {"length": length, "on": "2024-06-10", "hour": ""} | fields
    return client.post(f"/desk/cases/{case.ident}/enter/{kind}", keyed)


def test_an_application_keyed_from_paper_becomes_a_case(coordinator: Client) -> None:
    answer = coordinator.post("/desk/cases/new", application_fields())
    case = Case.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/cases/{case.ident}")
    assert "IMR-77" not in answer.headers["Location"]
    (entry,) = docket_of(case).entries
    assert isinstance(entry.payload, ApplicationReceived)
    assert [party.id for party in entry.payload.parties] == ["applicant", "physician", "payer"]
    (line,) = entry.payload.treatments
    assert line.units.disputed == Decimal(4)
    assert [part.words for part in line.components] == ["massage", "ultrasound"]
    assert (str(entry.by), entry.payload.received_by) == ("applicant:applicant", "fax")
    assert "Six sessions of massage" in _page(coordinator, case)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"on": "2024-06-13"}, "still to come"),
        ({"injured_on": "2031-01-01"}, "still to come"),
        ({"applicant-name": ""}, "Answer this"),
        ({"lines-0-words": ""}, "Answer this"),
        ({"lines-0-requested": "-1"}, "Give at least 0"),
        ({"programme": "nowhere"}, "Choose one of those offered"),
        ({"case_number": "IMR-77\u202e"}, "signs that nobody sees (right-to-left override)"),
        ({"case_number": "IMR-77 \u200b-"}, "signs that nobody sees"),
        ({"case_number": "IMR-77", "physician-npi": "1234567890"}, "its last digit must check the others"),
        ({"lines-TOTAL_FORMS": "9999"}, "Send at most"),
    ],
)
def test_a_paper_keyed_wrong_comes_back_as_keyed(coordinator: Client, changed: dict[str, str], fault: str) -> None:
    answer = coordinator.post("/desk/cases/new", application_fields(**changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert fault in page
    assert "IMR-77" in page
    assert not Case.objects.exists()


def test_a_number_without_a_sign_to_tell_it_by_is_none(coordinator: Client) -> None:
    answer = coordinator.post("/desk/cases/new", application_fields(case_number="--"))
    assert "has a letter or a digit" in answer.content.decode()


def test_the_physician_s_identifier_goes_into_the_docket_and_is_asked_of_nobody_else(coordinator: Client) -> None:
    page = coordinator.get("/desk/cases/new").content.decode()
    assert page.count("National Provider Identifier") == 1
    keyed = application_fields() | {"physician-npi": "1234 567893", "applicant-npi": "1234567893"}
    assert coordinator.post("/desk/cases/new", keyed).status_code == 302
    (entry,) = docket_of(Case.objects.get()).entries
    assert isinstance(entry.payload, ApplicationReceived)
    assert [party.npi for party in entry.payload.parties] == ["", "1234567893", ""]
    law = programme_of("ca_wc").parties
    subjects = [subject for party in entry.payload.parties for subject in subjects_of(party, law)]
    (subject, *_) = (subject for subject in subjects if subject.identifiers)
    assert (subject.role, subject.identifiers) == ("physician", ("npi:1234567893",))


def test_a_line_is_added_without_losing_what_was_keyed(coordinator: Client) -> None:
    answer = coordinator.post("/desk/cases/new", application_fields(do="add", case_number=""))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Disputed treatment 2" in page
    assert "Six sessions of massage" in page
    assert 'role="alert"' not in page


@pytest.mark.postgresql(slow=True)
def test_a_number_in_use_leads_to_its_case(coordinator: Client) -> None:
    case = new_case("IMR-77")
    answer = coordinator.post("/desk/cases/new", application_fields())
    assert answer.status_code == 409
    assert f"/desk/cases/{case.ident}" in answer.content.decode()


def test_what_the_procedure_forbids_in_an_application_is_said(coordinator: Client) -> None:
    twice = {"lines-TOTAL_FORMS": "2", "lines-1-words": "MRI", "representative-name": "Attorney"}
    answer = coordinator.post("/desk/cases/new", application_fields(**twice))
    assert answer.status_code == 422  # the representative has a name and no address
    assert not Case.objects.exists()


@pytest.mark.postgresql(slow=True)
def test_from_paper_to_a_record(coordinator: Client, shelf_folder: Path) -> None:
    coordinator.post("/desk/cases/new", application_fields())
    case = Case.objects.get()
    ur = {"by": "applicant:applicant", "decided_on": "2024-05-20", "effect": "denied", "service": "mail_ca"}
    ur |= {"served_on": "2024-05-20", "on_medical_necessity": "on", "form_enclosed": "on"}
    assert _enter(coordinator, case, "ur_decision_filed", 1, **ur).status_code == 302
    office = browser_of(somebody(PersonRole.REGULATOR))
    reading = office.get(f"/desk/cases/{case.ident}/enter/eligibility_found").content.decode()
    assert "The application came on" in reading
    regulator = _only_actor(reading)
    eligible = {"by": regulator, "outcome": "eligible", "lines": ["1"]}
    assert _enter(office, case, "eligibility_found", 2, **eligible).status_code == 302
    assigned = {"by": _only_actor(office.get(f"/desk/cases/{case.ident}/enter/assigned").content.decode())}
    assert _enter(office, case, "assigned", 3, **assigned, organisation="Sample IMRO").status_code == 302
    answer = _enter(coordinator, case, "records_received", 4, **_records())
    assert answer.status_code == 302, answer.content.decode()
    entries = docket_of(Case.objects.get()).entries
    assert [str(entry.kind) for entry in entries][1:] == [
        "ur_decision_filed", "eligibility_found", "assigned", "records_received",
    ]  # fmt: skip
    assert isinstance(entries[1].payload, UrDecisionFiled)
    records = entries[-1].payload
    assert isinstance(records, RecordsReceived)
    assert [document.received for document in records.documents] == [True, False]
    assert records.documents[0].sha256 == hashlib.sha256(SCAN).hexdigest()
    _reads_back(coordinator, Case.objects.get())


def _only_actor(page: str) -> str:
    select = re.search(r'<select name="by".*?</select>', page, re.DOTALL)
    assert select
    (value,) = [word for word in re.findall(r'value="([^"]*)"', select[0]) if word]
    return str(value)


def _records(**changed: Any) -> dict[str, Any]:
    scan = SimpleUploadedFile("report.pdf", SCAN, "application/pdf")
    return {
        "by": "payer:payer",
        "method": "electronic",
        "records-TOTAL_FORMS": "2",
        "records-INITIAL_FORMS": "0",
        "records-0-title": "Report of the physician",
        "records-0-pages": "12",
        "records-0-scan": scan,
        "records-1-title": "Imaging",
        "records-1-cited_only": "on",
    } | changed


def _reads_back(client: Client, case: Case) -> None:
    match = re.search(rf"/desk/cases/{case.ident}/documents/(\w+)", _page(client, case))
    assert match
    whole = client.get(match[0])
    assert whole.getvalue() == SCAN
    assert whole.headers["Content-Disposition"].startswith("attachment")
    part = client.get(match[0], headers={"range": "bytes=3-9"})
    assert (part.status_code, part.getvalue()) == (206, SCAN[3:10])
    assert part.headers["Content-Range"] == f"bytes 3-9/{len(SCAN)}"
    tail = client.get(match[0], headers={"range": "bytes=-5"})
    assert tail.getvalue() == SCAN[-5:]
    assert client.get(match[0], headers={"range": f"bytes={len(SCAN)}-"}).status_code == 416
    seen = list(DocumentView.objects.order_by("pk").values_list("case", "start", "stop"))
    assert seen == [(case.ident, 0, len(SCAN)), (case.ident, 3, 10), (case.ident, len(SCAN) - 5, len(SCAN))]


@pytest.fixture
def assigned_case(store: str, moment: Clock) -> Case:
    """A case that waits for records."""
    case = entered(new_case(), EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, DAY)
    return entered(case, Assigned(organisation="Sample IMRO"), Role.REGULATOR, DAY)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"records-0-scan": b"MZ\x00 a program"}, "no document that can be shown"),
        ({"records-0-cited_only": "on"}, "has not come"),
        ({"records-0-title": ""}, "Answer this"),
        ({"on": "2024-06-20"}, "still to come"),
        ({"by": "payer:somebody"}, "Choose one of those offered"),
    ],
)
def test_records_keyed_wrong_come_back(
    assigned_case: Case, coordinator: Client, changed: dict[str, Any], fault: str
) -> None:
    keyed = _records(**changed)
    if isinstance(keyed["records-0-scan"], bytes):
        keyed["records-0-scan"] = SimpleUploadedFile("x.pdf", keyed["records-0-scan"])
    answer = _enter(coordinator, assigned_case, "records_received", 3, **keyed)
    assert answer.status_code == 422
    assert fault in answer.content.decode()
    assert not CaseDocument.objects.exists()


@pytest.mark.postgresql
def test_an_entry_made_meanwhile_is_shown_and_nothing_keyed_is_lost(assigned_case: Case, coordinator: Client) -> None:
    actor = re.findall(r'value="(organisation:[^"]+)"', _form(coordinator, assigned_case, "fee_charged"))[0]
    fee = {"by": actor, "amount": "420", "basis": "not in the schedule"}
    entered(assigned_case, RecordsReceived(party="payer", documents=()), Role.PAYER, DAY, "payer")
    answer = _enter(coordinator, assigned_case, "fee_charged", 3, **fee)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Medical records received" in page
    assert 'value="not in the schedule" selected' in page
    assert 'name="length" value="4"' in page
    assert _enter(coordinator, assigned_case, "fee_charged", 4, **fee).status_code == 302


def _form(client: Client, case: Case, kind: str) -> str:
    answer = client.get(f"/desk/cases/{case.ident}/enter/{kind}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_refused_entry_says_every_reason_and_keeps_what_was_keyed(assigned_case: Case, coordinator: Client) -> None:
    actor = re.findall(r'value="(organisation:[^"]+)"', _form(coordinator, assigned_case, "fee_charged"))[0]
    answer = _enter(coordinator, assigned_case, "fee_charged", 3, by=actor, amount="-1", basis="not in the schedule")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "below zero" in page
    assert 'value="not in the schedule" selected' in page
    assert Case.objects.get().length == 3


@pytest.mark.postgresql(slow=True)
def test_eligibility_is_the_coordinator_s_only_under_a_delegation(coordinator: Client) -> None:
    case = new_case()
    address = f"/desk/cases/{case.ident}/enter/eligibility_found"
    assert coordinator.get(address).status_code == 404
    given = {"programme": "ca_wc", "kind": "eligibility_found", "paper": "Delegation of June 1, 2024"}
    past = Delegation.objects.create(**given, since=dt.date(2023, 1, 1), until=dt.date(2024, 6, 11))
    assert coordinator.get(address).status_code == 404
    past.until = None
    past.save()
    actor = _only_actor(_form(coordinator, case, "eligibility_found"))
    assert actor.startswith("regulator:by P-")
    assert _enter(coordinator, case, "eligibility_found", 1, by=actor, outcome="eligible").status_code == 302
    assert str(docket_of(Case.objects.get()).entries[-1].by) == actor


@pytest.mark.postgresql(slow=True)
def test_an_earlier_application_of_the_same_worker_is_told_before_eligibility_is_decided(coordinator: Client) -> None:
    denied = UrDecisionFiled(decided_on=dt.date(2024, 5, 20), effect=UrEffect.DENIED, service="mail_ca")
    office = browser_of(somebody(PersonRole.REGULATOR))
    received_on = dt.date(2024, 6, 3)
    stranger = new_case("IMR-0", injured_on=dt.date(2019, 1, 1))
    entered(stranger, denied, Role.APPLICANT, received_on, "worker")
    first, second = new_case("IMR-1"), new_case("IMR-2")
    second = entered(second, denied, Role.APPLICANT, received_on, "worker")
    assert "Nobody has said whether this is one application with case IMR-1" in _form(
        office, second, "eligibility_found"
    )
    entered(first, denied, Role.APPLICANT, received_on, "worker")
    assert "Case IMR-1 is on the same treatment and the same decision" in _form(office, second, "eligibility_found")
    assert "No other application on the same treatment" in _form(office, first, "eligibility_found")


def test_a_case_number_is_looked_up_out_of_sight_of_the_address(coordinator: Client) -> None:
    case = new_case()
    assert coordinator.post("/desk/find", {"words": "imr-1 "}).headers["Location"] == f"/desk/cases/{case.ident}"
    answer = coordinator.post("/desk/find", {"words": "<b>IMR-2"})
    assert "No case is found under &lt;b&gt;IMR-2" in answer.content.decode()


def _count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
        return len(asked)


def test_the_queue_asks_no_more_for_three_cases_than_for_one(coordinator: Client) -> None:
    new_case("IMR-1")
    for_one_case = _count(coordinator, "/desk/")
    for number in ("IMR-2", "IMR-3"):
        new_case(number)
    assert 2 < _count(coordinator, "/desk/") == for_one_case <= 12


def test_a_case_page_asks_no_more_for_three_entries_than_for_one(coordinator: Client) -> None:
    case = new_case()
    for_one_entry = _count(coordinator, f"/desk/cases/{case.ident}")
    case = entered(case, EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, DAY)
    entered(case, Assigned(organisation="Sample IMRO"), Role.REGULATOR, DAY)
    three = _count(coordinator, f"/desk/cases/{case.ident}")
    assert 2 < three == for_one_entry <= 12


@pytest.mark.postgresql(slow=True)
def test_the_queue_pages_through_equal_due_days_without_loss_or_repetition(coordinator: Client) -> None:
    numbers = [f"IMR-{number:03}" for number in range(PAGE * 2 + 3)]
    for number in numbers:
        new_case(number)
    Case.objects.filter(number__lt="IMR-030").update(due_at=dt.datetime(2024, 6, 14, tzinfo=dt.UTC))
    Case.objects.filter(number__gte="IMR-030").update(due_at=NEVER)
    cases, address = [], "/desk/"
    while address:
        page = coordinator.get(address).content.decode()
        cases += re.findall(r">(IMR-\d{3})</a>", page)
        more = re.search(r'<a href="([^"]+)" hx-get', page)
        address = more[1].replace("&amp;", "&") if more else ""
    assert cases == numbers


def test_a_further_page_is_a_fragment_for_the_page_that_asks(coordinator: Client) -> None:
    new_case()
    fragment = coordinator.get("/desk/", headers={"hx-request": "true"}).content.decode()
    assert fragment.lstrip().startswith("<tr>")
    assert "<html" not in fragment


@pytest.mark.postgresql(slow=True)
@pytest.mark.parametrize("after", ["x", "1-", "-1", "9" * 30 + "-1", "9" * 18 + "-1", "1-" + "9" * 30])
def test_a_strange_place_in_the_queue_is_borne(coordinator: Client, after: str) -> None:
    new_case()
    assert coordinator.get("/desk/", {"after": after, "stage": "?", "holder": "?"}).status_code == 200


@pytest.mark.postgresql(slow=True)
def test_the_queue_shows_what_is_asked_for(coordinator: Client) -> None:
    new_case("IMR-1")
    entered(new_case("IMR-2"), EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, DAY)
    page = coordinator.get("/desk/", {"stage": "eligible"}).content.decode()
    assert "IMR-2" in page
    assert "IMR-1<" not in page
    assert "No case fits" in coordinator.get("/desk/", {"stage": "closed"}).content.decode()


@pytest.mark.parametrize(
    ("day", "words"), [(9, "4 days left"), (13, "Due today"), (14, "Late by 1 day<"), (20, "Late by 7 days")]
)
def test_risk_is_counted_in_days_of_the_programme(store: str, moment: Clock, day: int, words: str) -> None:
    new_case()
    Case.objects.update(due_at=dt.datetime(2024, 6, 14, 6, 59, 59, tzinfo=dt.UTC))  # the end of June 13 in California
    moment(dt.datetime(2024, 6, day, 20, tzinfo=dt.UTC))
    assert words in browser_of(somebody(PersonRole.COORDINATOR)).get("/desk/").content.decode()
