"""One case in a real browser, from the paper on the mat to the determination in the post, each step by who does it."""

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.programmes import programme_of
from tests.browser.reading import read_letter, see_document
from tests.web.cast import PASSWORD, somebody
from tests.web.live import serving, work_off_beside
from tests.web.review_cast import REPORT, REQUIRED, a_reviewer, pdf_of

NUMBER = "IMR-2024-1"


class Office:
    """Somebody at the office, signed in, with the case open."""

    def __init__(self, page: Page, server: str, store: str) -> None:
        self.page, self.server, self.store = page, server, store

    def sign_in(self, email: str) -> None:
        """Become somebody else."""
        self.page.context.clear_cookies()
        self.page.goto(f"{self.server}/sign-in")
        self.page.get_by_label("Email address").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("navigation", name="Main")).to_be_visible()

    def open(self, place: str) -> None:
        """Open a page of the case."""
        self.page.goto(f"{self.server}/{place.format(Case.objects.get().ident)}")

    def enter(self, kind: str, **chosen: str) -> None:
        """Key an entry; what is not named stays as the form has it."""
        self.open(f"desk/cases/{{}}/enter/{kind}")
        for name, value in chosen.items():
            field = self.page.locator(f"#id_{name}")
            choose = field.select_option if field.evaluate("one => one.tagName") == "SELECT" else field.fill
            choose(value)
        self.page.get_by_role("button", name="Enter in the docket").click()
        expect(self.page.get_by_role("status")).to_contain_text("Entered")

    def send_what_is_owed(self) -> None:
        """Issue every notice that is owed, and hand all letters to the carrier."""
        self.open("desk/cases/{}/letters")
        for address in [link.get_attribute("href") for link in self.page.locator("#owed a[href*='/notices/']").all()]:
            self.page.goto(f"{self.server}{address}")
            self.page.get_by_role("button", name="Issue and send to everyone owed").click()
        self.work()
        self.post()

    def post(self) -> None:
        """Hand what waits to the carrier."""
        self.page.goto(f"{self.server}/desk/post")
        self.page.get_by_role("button", name="Enter as mailed").first.click()
        expect(self.page.get_by_role("status")).to_contain_text("noted as mailed")
        self.work()

    def work(self) -> None:
        """Have the worker do what is due."""
        work_off_beside(self.store)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["desktop"], indirect=True)  # the journeys of each role try the phone too
def test_a_case_goes_from_the_mat_to_the_post(sqlite_store: str, page: Page, tmp_path: Path) -> None:
    coordinator, regulator = somebody(PersonRole.COORDINATOR), somebody(PersonRole.REGULATOR)
    director, reviewer = somebody(PersonRole.MEDICAL_DIRECTOR), a_reviewer()
    with serving(sqlite_store, "--no-background") as server:
        office = Office(page, server, sqlite_store)
        office.sign_in(coordinator.email)
        _apply(office)
        office.sign_in(regulator.email)
        office.enter("eligibility_found", outcome="eligible")
        office.sign_in(coordinator.email)
        office.enter("assigned", organisation="Sample Review Organization")
        office.send_what_is_owed()
        _take_records(office, tmp_path)
        _propose(office)
        office.sign_in(reviewer.email)
        _swear(office)
        office.sign_in(coordinator.email)
        office.open("desk/cases/{}/reviewer")
        page.get_by_role("button", name="Assign the case to rae.example").click()
        office.sign_in(reviewer.email)
        _decide(office)
        office.sign_in(director.email)
        _issue(office)
        office.sign_in(coordinator.email)
        office.post()
        office.open("desk/cases/{}")
        expect(page.locator("#now")).to_contain_text("Determination served")
    assert Case.objects.get().stage == "served"


def _apply(office: Office) -> None:
    page, today = office.page, clock.now().astimezone(programme_of("ca_wc").zone).date()
    page.get_by_role("link", name="New application").click()
    page.get_by_label("Case number").fill(NUMBER)
    page.get_by_label("Date of injury").fill("2020-01-06")
    page.get_by_label("The application is signed").check()
    page.get_by_label("The decision under review is attached").check()
    for ident, name in (("applicant", "Imani Example"), ("physician", "Dr. Ada Sample"), ("payer", "Sample Mutual")):
        page.locator(f"#id_{ident}-name").fill(name)
        page.locator(f"#id_{ident}-address").fill("1 Sample Street\nFresno, CA 93701")
    page.get_by_label("Treatment, in the words of the request").fill("Six sessions of massage")
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NUMBER)
    decided = f"{today - dt.timedelta(days=9)}"
    office.enter(
        "ur_decision_filed",
        by="applicant:applicant",
        decided_on=decided,
        effect="denied",
        service="mail_ca",
        served_on=decided,
    )


def _take_records(office: Office, folder: Path) -> None:
    page = office.page
    (folder / "report.pdf").write_bytes(pdf_of(REPORT))
    office.open("desk/cases/{}/enter/records_received")
    page.get_by_label("Sent by").select_option("payer:payer")
    page.get_by_label("Came by").select_option("electronic")
    page.get_by_label("Title").fill("Progress report with the request")
    for wanted in REQUIRED:
        page.locator(f"input[type=checkbox][value={wanted}]").check()
    page.get_by_label("Scan (PDF, image or text)").set_input_files(folder / "report.pdf")
    page.get_by_role("button", name="Enter in the docket").click()
    expect(page.get_by_role("status").filter(has_text=re.compile("Entered"))).to_be_visible()
    work_off_beside(office.store)


def _propose(office: Office) -> None:
    office.open("desk/cases/{}/reviewer")
    office.page.get_by_role("button", name="Propose rae.example").click()
    expect(office.page.get_by_role("status")).to_contain_text("is proposed")


def _swear(office: Office, number: str = NUMBER) -> None:
    office.page.get_by_role("link", name=number).click()
    for box in office.page.get_by_role("checkbox").all():
        box.check()
    office.page.get_by_role("button", name="Attest to each of these").click()
    expect(office.page.get_by_role("status")).to_contain_text("Your attestation is entered")


def _decide(office: Office) -> None:
    page = office.page
    page.get_by_role("link", name=NUMBER).click()
    page.get_by_role("link", name="Progress report with the request").first.click()
    expect(page.locator("#page img")).to_be_visible()
    page.locator("#summary [name$=-words]").first.fill("Eight sessions were given.")
    page.keyboard.press("F8")
    line = page.locator("#line-1")
    line.locator("[name^=fact-][name$=-words]").first.fill("Eight sessions were given.")
    page.keyboard.press("F8")
    line.get_by_role("group", name="Finding on the line").get_by_label("Medically necessary", exact=True).check()
    line.get_by_label("The answer, in plain words").fill("Yes.")
    line.get_by_label("Guideline or study").first.fill("A guideline")
    line.get_by_label("Rank").first.select_option("A")
    line.get_by_label("How the evidence applies").fill("The guideline accepts it for this person.")
    expect(line.locator(".state")).to_contain_text("Saved", timeout=10_000)
    page.get_by_label("How your practice fits").fill("Treats such necks every week.")
    expect(page.locator("#statement .state")).to_contain_text("Saved", timeout=10_000)
    see_document(page)
    page.get_by_role("link", name="Check and sign").click()
    page.get_by_label("Your password, once more").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Your analysis is signed")


def _issue(office: Office) -> None:
    page = office.page
    page.get_by_role("link", name=NUMBER).click()
    read_letter(page)
    page.get_by_label("Your password, once more").fill(PASSWORD)
    page.get_by_role("button", name="Issue this determination").click()
    expect(page.get_by_role("status")).to_contain_text("Released")
    work_off_beside(office.store)
