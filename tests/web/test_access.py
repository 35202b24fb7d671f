"""One table of who may open what, and what that gives: to somebody signed in, forbidden looks like unknown."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from evenhand.docket.aftermath import Withdrawn
from evenhand.docket.assignment import Assigned
from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome
from evenhand.docket.party import Actor, Role
from evenhand.docket.review import ReviewerProposed
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.docketing import Attached, enter_in
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.diary.tasks import raise_task
from evenhand_web.directory.keeping import keep, organizations
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.seam import document_ref
from evenhand_web.infrastructure.shelf import put
from tests.web.cast import application, browser_of, entered, new_case, somebody, whole_case
from tests.web.letter_table import LETTER_ADDRESSES
from tests.web.mail_cast import paper_with_page
from tests.web.review_cast import a_reviewer

Clock = Callable[[dt.datetime], None]
COORDINATOR, DIRECTOR, REGULATOR, REVIEWER, NOBODY = "coordinator", "medical_director", "regulator", "reviewer", ""
DAY = dt.date(2024, 6, 10)

# address: who may GET it (200), who is sent on (302); everybody else who is signed in finds nothing (404)
TABLE: dict[str, tuple[set[str], set[str]]] = {
    "": (set(), {COORDINATOR, DIRECTOR, REGULATOR, REVIEWER}),
    "account/second-factor": ({COORDINATOR, DIRECTOR, REGULATOR, REVIEWER}, set()),
    "account/again": ({COORDINATOR, DIRECTOR, REGULATOR, REVIEWER}, set()),
    "account/passkeys": ({COORDINATOR, DIRECTOR, REGULATOR, REVIEWER}, set()),
    "account/sessions": ({COORDINATOR, DIRECTOR, REGULATOR, REVIEWER}, set()),
    # Open to those who keep the accounts: test_people.
    "people": (set(), set()),
    "people/<slug:ident>": (set(), set()),
    "account": ({COORDINATOR, DIRECTOR, REGULATOR, REVIEWER}, set()),
    "account/session": ({COORDINATOR, DIRECTOR, REGULATOR, REVIEWER}, set()),
    "typed/<slug:form>": (set(), set()),  # open to whoever typed it: test_returned_forms
    "uploads/": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    # Open to whoever sent the file: test_uploads.
    "uploads/kept/<int:kept>/first-page": (set(), set()),
    "desk/": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    "desk/steps": ({COORDINATOR, REGULATOR}, set()),
    "desk/table.csv": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    "desk/find": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    "desk/cases/new": ({COORDINATOR}, set()),
    "desk/cases/bulk": ({COORDINATOR}, set()),
    "desk/cases/<slug:ident>": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    "desk/cases/<slug:ident>/clocks": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    "desk/cases/<slug:ident>/letters": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    "desk/cases/<slug:ident>/record": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    "desk/cases/<slug:ident>/record/missing": ({COORDINATOR}, set()),
    "desk/cases/<slug:ident>/record/sort": ({COORDINATOR}, set()),
    "desk/cases/<slug:ident>/people": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    "desk/cases/<slug:ident>/docket": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    "desk/cases/<slug:ident>/docket.jsonl": ({COORDINATOR, DIRECTOR}, set()),
    # Open once the pages of a document are made: test_case_parts.
    "desk/cases/<slug:ident>/documents/<slug:file>/<int:number>": (set(), set()),
    "desk/cases/<slug:ident>/documents/<slug:file>/<int:number>.png": (set(), set()),
    "desk/cases/<slug:ident>/about": ({COORDINATOR, DIRECTOR}, set()),
    "desk/cases/<slug:ident>/unsealed": ({COORDINATOR, DIRECTOR}, set()),
    "desk/cases/<slug:ident>/house": ({COORDINATOR, DIRECTOR}, set()),
    "desk/cases/<slug:ident>/ties/<slug:person>": ({COORDINATOR, DIRECTOR}, set()),
    "desk/cases/<slug:ident>/receipt": ({COORDINATOR}, set()),
    "desk/cases/<slug:ident>/reviewer": ({COORDINATOR, DIRECTOR}, set()),
    "desk/cases/<slug:ident>/enter/<slug:kind>": ({REGULATOR}, set()),
    "desk/cases/<slug:ident>/correct/<int:number>": ({COORDINATOR}, set()),
    "desk/cases/<slug:ident>/documents/<slug:file>": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    "desk/cases/<slug:ident>/cover/<slug:party>": ({COORDINATOR}, set()),
    "desk/publications": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    # Opens once a determination was served and prepared: test_publication.
    "desk/cases/<slug:ident>/publication": (set(), set()),
    "desk/mailroom": ({COORDINATOR}, set()),
    "desk/mailroom/<slug:item>": ({COORDINATOR}, set()),
    "desk/mailroom/<slug:item>/file": ({COORDINATOR}, set()),
    "desk/mailroom/<slug:item>/pages/<int:number>.png": ({COORDINATOR}, set()),
    "desk/panel": ({COORDINATOR, DIRECTOR}, set()),
    "desk/panel/queue": ({COORDINATOR, DIRECTOR}, set()),
    "desk/panel/figures": ({DIRECTOR, REGULATOR}, set()),
    "office/figures": (set(), {COORDINATOR, DIRECTOR, REGULATOR}),
    "office/figures/<slug:programme>/<slug:month>.csv": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    "office/figures/<slug:programme>/<slug:period>/report.html": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    "office/figures/<slug:programme>/<slug:period>/report.pdf": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    # Opens once a figure was counted: test_figures.
    "office/figures/<slug:programme>/<slug:month>/<slug:measure>/<slug:part>": (set(), set()),
    "desk/panel/supply": ({COORDINATOR, DIRECTOR}, set()),
    "desk/panel/bring": ({COORDINATOR, DIRECTOR}, set()),
    # Opens with a paper that was printed: test_panel_pages.
    "desk/panel/<slug:person>/papers/<int:number>": (set(), set()),
    # Opens once mail came back: test_returned_mail.
    "desk/cases/<slug:ident>/returned/<int:number>": (set(), set()),
    # Opens once a determination was issued: test_slip_of_pen.
    "release/<slug:ident>/correct": (set(), set()),
    # Open once a determination was issued: test_omitted_line.
    "desk/cases/<slug:ident>/omitted": (set(), set()),
    # Open once an analysis was signed: test_reasons_versions.
    "desk/cases/<slug:ident>/reasons": (set(), set()),
    "release/<slug:ident>/supplement": (set(), set()),
    "desk/panel/<slug:person>/absence": ({COORDINATOR, DIRECTOR}, set()),
    "desk/panel/<slug:person>": ({COORDINATOR, DIRECTOR}, set()),
    "review/": ({REVIEWER}, set()),
    "review/away": ({REVIEWER}, set()),
    # What stands in a case is open to the physician who sits in it, and is told by the stage in test_review_access.
    "review/<slug:ident>": (set(), set()),
    "review/<slug:ident>/oath": (set(), set()),
    "review/<slug:ident>/recuse": (set(), set()),
    "review/<slug:ident>/sign": (set(), set()),
    "review/<slug:ident>/checks": (set(), set()),
    "review/<slug:ident>/record/<path:record>/<int:number>": (set(), set()),
    "review/<slug:ident>/image/<path:record>/<int:number>.png": (set(), set()),
    "review/<slug:ident>/versions": (set(), set()),
    "review/<slug:ident>/print/<path:record>": (set(), set()),
    "office/tasks": ({COORDINATOR, DIRECTOR}, set()),
    "office/tasks/new": ({COORDINATOR}, set()),
    "office/tasks/<slug:task>": ({COORDINATOR}, set()),
    "office/notifications": ({COORDINATOR, DIRECTOR, REGULATOR, REVIEWER}, set()),
    "office/calls": ({COORDINATOR}, set()),
    "office/calls/new": ({COORDINATOR}, set()),
    "office/trace": ({DIRECTOR}, set()),
    "office/trace/export": ({DIRECTOR}, set()),
    "office/anchors": ({COORDINATOR, DIRECTOR}, set()),
    "office/programs": ({COORDINATOR, DIRECTOR}, set()),
    "office/roster": ({COORDINATOR, DIRECTOR}, set()),
    "office/wordings": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    "office/wordings/<slug:programme>/<slug:letter>/<slug:language>": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    "office/emergencies": ({DIRECTOR}, set()),
    "office/unassigned": ({DIRECTOR}, set()),
    "office/cases/<slug:ident>/people": ({COORDINATOR, DIRECTOR}, set()),
    # Leads to the case, which is open: where the house shows it only to who is assigned, test_need_to_know.
    "office/cases/<slug:ident>/emergency": (set(), {COORDINATOR, DIRECTOR, REGULATOR}),
    "office/weights/<slug:programme>/<slug:weights>": ({COORDINATOR, DIRECTOR, REGULATOR}, set()),
    "office/cases/<slug:ident>": ({COORDINATOR}, set()),
    "office/cases/<slug:ident>/calls/new": ({COORDINATOR}, set()),
    "office/cases/<slug:ident>/tasks/new": ({COORDINATOR}, set()),
    "office/cases/<slug:ident>/parties/<slug:party>": ({COORDINATOR}, set()),
    "office/organizations": ({COORDINATOR}, set()),
    "office/organizations/<slug:organization>": ({COORDINATOR}, set()),
    "office/cases/<slug:ident>/alike": ({COORDINATOR}, set()),
    "office/cases/<slug:ident>/erase": ({DIRECTOR}, set()),
    "office/cases/<slug:ident>/joining": ({COORDINATOR}, set()),
}
OPEN_TO_ALL = {"sign-in", "sign-in/code", "welcome/<slug:ident>/<str:token>"}
_REVIEW_POSTS = (
    "answer/<int:number>", "find", "seen", "dismiss", "dismiss-group", "copy", "justify",
    "save", "restore", "reuse", "ask",
)  # fmt: skip
ONLY_POST = {
    "sign-out",
    "uploads/<int:upload>/parts/<int:start>",
    "uploads/<int:upload>/whole",
    "uploads/<int:upload>/removed",
    "desk/view",
    "desk/panel/<slug:person>/papers",
    "office/roster/<int:shift>/end",
    "office/cases/<slug:ident>/alike/<slug:other>",
} | {f"review/<slug:ident>/{review_post}" for review_post in _REVIEW_POSTS}


def _patterns(resolver: URLResolver, before: str = "") -> set[str]:
    names: set[str] = set()
    for url_pattern in resolver.url_patterns:
        route = before + str(url_pattern.pattern)
        if isinstance(url_pattern, URLResolver):
            names |= _patterns(url_pattern, route)
        elif isinstance(url_pattern, URLPattern):
            names.add(route)
    return names


def _organization() -> str:
    given = {"name": "Sample Mutual", "kind": "payer", "verified_on": DAY, "verified_how": "letter"}
    keeper = Person.objects.filter(role=PersonRole.COORDINATOR).first() or somebody(PersonRole.COORDINATOR, "keeper")
    return (organizations().first() or keep(keeper, given)).ident


def _scene(number: str = "IMR-1") -> tuple[Case, dict[str, str]]:
    case = new_case(number)
    file = put([b"%PDF-1.7 scan"], "application/pdf")
    file.save()
    CaseDocument.objects.create(case=case, file=file, entry=1, name="R1.pdf")
    task = raise_task(f"of {number}", "other", "something", dt.timedelta(days=1), case)
    return case, {
        "<slug:ident>": case.ident,
        "<slug:kind>": "eligibility_found",
        "<slug:file>": file.ident,
        "<slug:person>": a_reviewer("rae.panel").ident if number == "IMR-1" else "",
        "<path:record>": "R1",
        "<int:number>": "1",
        "<int:kept>": "1",
        "<slug:form>": "nothing",
        "<slug:party>": "worker",
        "<slug:task>": task.ident,
        "<slug:organization>": _organization(),
        "<slug:programme>": "ca_wc",
        "<slug:letter>": "determination",
        "<slug:weights>": "fit",
        "<slug:language>": "en",
        "<slug:month>": "2024-06",
        "<slug:period>": "2024",
        "<slug:measure>": "without-guideline",
        "<slug:part>": "counted",
        "<slug:item>": paper_with_page(number).ident,
    }


def _address(route: str, names: dict[str, str]) -> str:
    return "/" + re.sub(r"<[^>]+>", lambda match: names[match[0]], route)


def test_the_table_names_every_address() -> None:
    assert _patterns(get_resolver()) == set(TABLE) | OPEN_TO_ALL | ONLY_POST | LETTER_ADDRESSES


@pytest.mark.postgresql
@pytest.mark.parametrize("role", [COORDINATOR, DIRECTOR, REGULATOR, REVIEWER, NOBODY])
def test_everybody_finds_what_the_table_says(store: str, moment: Clock, shelf_folder: Path, role: str) -> None:
    _, names = _scene()
    client = browser_of(somebody(PersonRole(role)) if role else None)
    got = {route: client.get(_address(route, names)).status_code for route in TABLE}
    expected = {
        route: 302 if not role or role in sent_on else 200 if role in admitted else 404
        for route, (admitted, sent_on) in TABLE.items()
    }
    assert got == expected


@pytest.mark.parametrize("role", [COORDINATOR, DIRECTOR, REGULATOR, REVIEWER])
def test_forbidden_and_unknown_are_the_same_page(store: str, moment: Clock, shelf_folder: Path, role: str) -> None:
    _, names = _scene()
    client = browser_of(somebody(PersonRole(role)))
    unknown = _page(client, "/desk/cases/nothing-here")
    for route, (admitted, sent_on) in TABLE.items():
        if role not in admitted | sent_on:
            assert _page(client, _address(route, names)) == unknown
            assert client.post(_address(route, names)).status_code in (404, 405)


def _page(client: Client, address: str) -> bytes:
    """A page without the token of its forms, which differs at every look."""
    return re.sub(rb'value="[A-Za-z0-9]{64}"', b"", client.get(address).content)


@pytest.mark.postgresql(slow=True)
def test_a_file_of_another_case_is_not_there(store: str, moment: Clock, shelf_folder: Path) -> None:
    case, _ = _scene()
    _, other = _scene("IMR-2")
    client = browser_of(somebody(PersonRole.COORDINATOR))
    assert client.get(f"/desk/cases/{case.ident}/documents/{other['<slug:file>']}").status_code == 404


@pytest.fixture
def under_review(store: str, moment: Clock) -> Case:
    """A case with a physician proposed, whose id only the organisation may know."""
    case = new_case()
    eligible = EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE)
    case = entered(case, eligible, Role.REGULATOR, DAY)
    case = entered(case, Assigned(organisation="Sample IMRO"), Role.REGULATOR, DAY)
    proposed = ReviewerProposed(reviewer="R-4711", reasons="R-4711 is board certified")
    return entered(case, proposed, Role.ORGANISATION, DAY, "P-INSIDER")


@pytest.mark.postgresql(slow=True)
def test_a_reviewer_s_identity_stays_inside_the_organisation(under_review: Case) -> None:
    address = f"/desk/cases/{under_review.ident}/docket"
    secrets = (b"R-4711", b"P-INSIDER", b"board certified")
    inside = browser_of(somebody(PersonRole.COORDINATOR)).get(address).content
    assert all(secret in inside for secret in secrets)
    answer = browser_of(somebody(PersonRole.REGULATOR)).get(address)
    told = answer.content + str(answer.headers).encode()
    assert not any(secret in told for secret in secrets)
    assert b"Not shown to your office" in told


@pytest.mark.postgresql(slow=True)
def test_a_document_of_a_hidden_entry_is_hidden_too(under_review: Case, shelf_folder: Path) -> None:
    file = put([b"%PDF-1.7 credentials"], "application/pdf")
    file.save()
    CaseDocument.objects.create(case=under_review, file=file, entry=under_review.length, name="credentials.pdf")
    address = f"/desk/cases/{under_review.ident}/documents/{file.ident}"
    assert browser_of(somebody(PersonRole.COORDINATOR)).get(address).status_code == 200
    outside = browser_of(somebody(PersonRole.REGULATOR))
    assert outside.get(address).status_code == 404
    assert file.ident.encode() not in whole_case(outside, under_review.ident).encode()


def _withdrawal() -> Occurrence:
    payload = Withdrawn(party="worker", is_signed=True)
    return Occurrence(payload=payload, on=DAY, by=Actor(role=Role.APPLICANT, id="worker"))


@pytest.mark.postgresql(slow=True)
def test_an_entry_and_its_documents_are_written_together(store: str, moment: Clock, shelf_folder: Path) -> None:
    case = new_case()
    file = put([b"%PDF-1.7"], "application/pdf")
    with pytest.raises(ValueError, match="lies after"):
        enter_in(case, 1, application("IMR-9", dt.date(2031, 1, 1)), None, [Attached(file, "x.pdf")])
    assert not CaseDocument.objects.exists()
    assert not StoredFile.objects.exists()
    enter_in(case, 1, _withdrawal(), None, [Attached(file, "x.pdf")])
    assert CaseDocument.objects.get().file.sha256 == file.sha256
    assert document_ref(file, "x.pdf").sha256 == file.sha256
