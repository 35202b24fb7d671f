"""What acts on a case is done by a person, an open case and values: no page is needed for it, and rights are asked."""

import ast
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evenhand.docket.aftermath import Withdrawn
from evenhand.docket.assignment import RecordsReceived
from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import (
    ApplicationReceived,
    EligibilityFound,
    EligibilityOutcome,
    InformationRequested,
    facts_of,
)
from evenhand.docket.party import Actor, Party, Role
from evenhand.panel.ties.subjects import Subject
from evenhand.procedure.permit import NotAllowed
from evenhand.treatment import Component, DisputedTreatment, Units
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.docketing import NumberTakenError, StaleError
from evenhand_web.cases.entering import enter_keyed, enter_own
from evenhand_web.cases.intake import KeyedApplication, MayBeHereError, take_in
from evenhand_web.cases.models import Case, CaseDocument, ComparedCase
from evenhand_web.cases.open_case import opened, opened_by_task
from evenhand_web.cases.party_ids import PARTY_IDS
from evenhand_web.cases.seam import docket_of
from evenhand_web.diary.models import Task
from evenhand_web.letters.models import Issue
from evenhand_web.letters.paper import paper
from evenhand_web.letters.releasing import release, send_back
from evenhand_web.records.taking_in import KeyedRecord, KeyedRecords, take_in_records
from evenhand_web.reviewing.models import Return
from tests.web.cast import application, browser_of, entered, new_case, somebody
from tests.web.signed_case import assigned_case, signed_case
from tests.web.test_desk import application_fields

Clock = Callable[[dt.datetime], None]
SHELL = Path(__file__).parents[2] / "src" / "evenhand_web"
BELOW = ("accounts", "panel", "cases", "diary", "records", "reviewing", "letters", "placing")
OF_THE_DOOR = (
    "admission.py",
    "binding.py",
    "machine.py",
    "devices.py",
    "last_here.py",
    "sessions.py",
    "allauth_adapters.py",
    "passkey_views.py",
    "people_views.py",
    "session_views.py",
    "throttle.py",
    "views.py",
    "second_factor_views.py",
    "password_again.py",
    "proof_window.py",
    "welcome_views.py",
    "reader_language.py",
)
"""What of `accounts` is about somebody at the door, and so about a request."""
DAY = dt.date(2024, 6, 12)
ELIGIBLE = EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE, lines=("1",))


@pytest.fixture
def coordinator(sqlite_store: str, moment: Clock, shelf_folder: Path) -> Person:
    return somebody(PersonRole.COORDINATOR)


def _parameters(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.arg):
            yield f"{node.arg}: {ast.unparse(node.annotation) if node.annotation else ''}"


def test_nothing_below_the_faces_is_asked_by_a_request() -> None:
    modules = [path for room in BELOW for path in sorted((SHELL / room).glob("*.py")) if path.name not in OF_THE_DOOR]
    asking = [
        (path.name, parameter)
        for path in modules
        for parameter in _parameters(path)
        if "HttpRequest" in parameter or "PersonRequest" in parameter
    ]
    assert len(modules) > 60
    assert asking == []


FACES = ("desk", "review", "director", "office", "pages")
WRITING = {"create", "bulk_create", "get_or_create", "update_or_create", "save", "delete", "atomic"}


def test_no_face_writes_a_row() -> None:
    """A face calls one verb; what is written, and in which transaction, is the verb's."""
    writing = [
        f"{path.relative_to(SHELL)}:{node.lineno} {ast.unparse(node.func)}"
        for face in FACES
        for path in sorted((SHELL / face).glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING
    ]
    assert writing == []


def _keyed(number: str, **changed: Any) -> KeyedApplication:
    """What `application_fields` keys, under another number."""
    address = ("1 Sample Street", "Fresno, CA 93701")
    named = {Role.APPLICANT: "Imani Example", Role.PROVIDER: "Dr. Ada Sample", Role.PAYER: "Sample Mutual"}
    massage = DisputedTreatment(
        id="1",
        words="Six sessions of massage",
        units=Units(unit="session", requested=Decimal(6), authorised=Decimal(2)),
        components=(Component(id="1.1", words="massage"), Component(id="1.2", words="ultrasound")),
    )
    given: dict[str, Any] = {
        "programme": "ca_wc",
        "case_number": number,
        "received_on": dt.date(2024, 6, 3),
        "received_by": "fax",
        "facts": facts_of(injured_on=dt.date(2020, 1, 6), applicant_is="employee"),
        "parties": tuple(Party(id=PARTY_IDS[role], role=role, name=named[role], address=address) for role in named),
        "treatments": (massage,),
        "is_signed": True,
        "ur_decision_attached": True,
    }
    return KeyedApplication(**given | changed)


def test_an_application_is_the_same_however_it_was_taken_in(coordinator: Person) -> None:
    assert browser_of(coordinator).post("/desk/cases/new", application_fields()).status_code == 302
    by_form = Case.objects.get()
    with pytest.raises(MayBeHereError) as likely:
        take_in(coordinator, _keyed("IMR-78"))
    assert [like.case for like in likely.value.cases] == [by_form]
    employer = Subject(role="employer", name="Sample Orchards")
    case = take_in(coordinator, _keyed("IMR-78", named=(employer,)), likely.value.token).case
    first, second = docket_of(by_form).entries[0], docket_of(case).entries[0]
    assert isinstance(first.payload, ApplicationReceived)
    assert replace(first.payload, case_number="IMR-78") == second.payload
    assert (first.by, first.on, first.at) == (second.by, second.on, second.at)
    assert ComparedCase.objects.get(case=case).named == {"employer": "Sample Orchards"}
    with pytest.raises(NumberTakenError) as taken:
        take_in(coordinator, _keyed("IMR-78"))
    assert taken.value.case == case
    assert Case.objects.count() == 2


def test_nobody_enters_in_a_name_that_is_not_theirs(coordinator: Person) -> None:
    case = opened(coordinator, new_case().ident)
    for_the_regulator = Occurrence(payload=ELIGIBLE, on=DAY, by=Actor(role=Role.REGULATOR, id=coordinator.ident))
    with pytest.raises(NotAllowed) as refused:
        enter_keyed(case, case.length, for_the_regulator)
    assert "is not yours to enter in the name of" in str(refused.value)
    answer = Withdrawn(party="worker", is_signed=True, reason="Moved")
    longer = enter_keyed(
        case, case.length, Occurrence(payload=answer, on=DAY, by=Actor(role=Role.APPLICANT, id="worker"))
    )
    with pytest.raises(StaleError):
        enter_keyed(case, case.length, Occurrence(payload=answer, on=DAY, by=Actor(role=Role.APPLICANT, id="worker")))
    assert Case.objects.get(pk=case.case.pk).length == longer.length == 2


@pytest.mark.parametrize("number", [0, 2, 3])
def test_nobody_says_anew_what_is_not_theirs_to_say(coordinator: Person, number: int) -> None:
    case = opened(coordinator, entered(new_case(), ELIGIBLE, Role.REGULATOR, DAY).ident)
    anew = Occurrence(
        payload=application().payload,
        on=DAY,
        by=Actor(role=Role.APPLICANT, id="worker"),
        instead_of=number,
        because="It is said rightly here.",
    )
    with pytest.raises(NotAllowed, match=f"entry {number} is not yours to say anew"):
        enter_keyed(case, case.length, anew)


def test_records_are_listed_shelved_and_looked_at_for_danger(coordinator: Person) -> None:
    case = opened(coordinator, assigned_case().ident)
    scan = ((b"%PDF-1.7 ", b"a scan"), "application/pdf")
    keyed = KeyedRecords(
        sender=Actor(role=Role.PAYER, id="payer"),
        method="mail_ca",
        on=DAY,
        documents=(KeyedRecord(title="Report", scan=scan), KeyedRecord(title="Cited", is_received=False)),
        may_be_danger=True,
    )
    longer = take_in_records(case, case.length, keyed)
    payload = longer.docket.entries[-1].payload
    assert isinstance(payload, RecordsReceived)
    assert [(record.id, record.received, bool(record.sha256)) for record in payload.documents] == [
        ("R1", True, True), ("R2", False, False),
    ]  # fmt: skip
    assert CaseDocument.objects.get(entry=longer.length).name == "R1.pdf"
    assert Task.objects.get().kind == Task.Kind.CERTIFICATION


def test_only_a_director_releases_or_sends_back(coordinator: Person) -> None:
    case = opened(coordinator, signed_case().ident)
    shown = paper(case)
    assert shown.signed is not None
    with pytest.raises(ValueError, match="by who issues it"):
        release(case, shown, case.length)
    with pytest.raises(ValueError, match="by who issues it"):
        send_back(case, case.length, shown.signed.entry, "DIRECTOR", "Unclear.", "What was found?")
    assert not Issue.objects.exists() | Return.objects.exists()


def _docket_readings(questions: CaptureQueriesContext) -> int:
    """How often the entries of a docket were asked for."""
    return sum('FROM "cases_docketentry"' in question["sql"] for question in questions.captured_queries)


def test_a_write_reads_the_docket_once(coordinator: Person) -> None:
    case = new_case()
    answered = InformationRequested(party="payer", request="Send the decision.")
    with CaptureQueriesContext(connection) as questions:
        longer = enter_own(opened(coordinator, case.ident), 1, answered)
    assert _docket_readings(questions) == 1
    assert (longer.length, longer.state) == (2, opened(coordinator, case.ident).state)
    with CaptureQueriesContext(connection) as questions:
        enter_own(longer, 2, answered)
    assert _docket_readings(questions) == 0


def test_a_case_read_before_the_last_entry_is_read_again(coordinator: Person) -> None:
    before = opened(coordinator, new_case().ident)
    enter_own(before, 1, InformationRequested(party="payer", request="Send the decision."))
    longer = enter_own(before, 2, InformationRequested(party="payer", request="Send the report too."))
    assert longer.state == opened(coordinator, before.case.ident).state
    assert longer.length == 3


def test_a_task_sees_no_page(coordinator: Person) -> None:
    case = opened_by_task(new_case())
    assert (case.person, case.delegated) == (None, frozenset())
    with pytest.raises(ValueError, match="no person"):
        _ = case.viewer


def test_a_case_is_read_in_one_place() -> None:
    """Only `cases.seam` turns the rows of a case into its state; `cases` itself reads what has no rows yet."""
    calling = [
        path.relative_to(SHELL).as_posix()
        for path in sorted(SHELL.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "read_case"
    ]
    as_it_would_be = ["letters/correcting.py", "letters/draft_check.py"]  # a docket that stands nowhere
    told_anew = ["demonstration/many.py", *["demonstration/retold.py"] * 2]  # told of somebody else, not yet here
    assert calling == ["cases/docketing.py", "cases/seam.py", "cases/transfer.py", *told_anew, *as_it_would_be]
