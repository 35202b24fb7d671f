"""What the office and a reviewer do in a browser, step by step, for the journeys that go through a whole case."""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, expect

from evenhand_web.cases.models import Case
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.programmes import programme_of
from tests.web.cast import PASSWORD
from tests.web.live import work_off_beside
from tests.web.review_cast import REPORT, pdf_of

NUMBER = "IMR-2024-1"


class Applied(NamedTuple):
    """An application as it is keyed under a programme: the label and value of the day it occurred, who takes part and
    where, what is asked for, and the manner of service of the decision under review.
    """

    programme: str
    occurred: tuple[str, str]
    people: tuple[tuple[str, str], ...]
    address: str
    treatment: str
    service: str


class Record(NamedTuple):
    """A record as it is keyed: how it came, its title, and the required classes that it answers."""

    came_by: str
    title: str
    classes: tuple[str, ...]


class Opinion(NamedTuple):
    """What the reviewer writes: the fact it rests on, the finding, the citation with its rank, the reason, the fit."""

    fact: str
    finding: str
    citation: str
    rank: str
    reason: str
    fit: str


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
            choose = field.select_option if field.evaluate("field => field.tagName") == "SELECT" else field.fill
            choose(value)
        self.page.get_by_role("button", name="Enter in the docket").click()
        expect(self.page.get_by_role("status")).to_contain_text("Entered")

    def send_what_is_owed(self) -> None:
        """Issue every notice that is owed, and hand all letters to the carrier."""
        self.open("desk/cases/{}")
        for address in [link.get_attribute("href") for link in self.page.locator("#owed a[href*='/notices/']").all()]:
            self.page.goto(f"{self.server}{address}")
            self.page.get_by_role("button", name="Issue and send to everyone owed").click()
        work_off_beside(self.store)
        self.post()

    def post(self) -> None:
        """Hand what waits to the carrier."""
        self.page.goto(f"{self.server}/desk/post")
        self.page.get_by_role("button", name="Enter as mailed").first.click()
        expect(self.page.get_by_role("status")).to_contain_text("noted as mailed")
        work_off_beside(self.store)

    def apply(self, applied: Applied) -> None:
        """Key an application and the decision under review, which was served nine days ago."""
        page = self.page
        page.get_by_label("Case number").fill(NUMBER)
        page.get_by_label(applied.occurred[0]).fill(applied.occurred[1])
        page.get_by_label("The application is signed").check()
        page.get_by_label("The decision under review is attached").check()
        for ident, name in applied.people:
            page.locator(f"#id_{ident}-name").fill(name)
            page.locator(f"#id_{ident}-address").fill(applied.address)
        page.get_by_label("Treatment, in the words of the request").fill(applied.treatment)
        page.get_by_role("button", name="Open the case").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(NUMBER)
        today = clock.now().astimezone(programme_of(applied.programme).zone).date()
        decided = f"{today - dt.timedelta(days=9)}"
        served = {"service": applied.service, "served_on": decided}
        self.enter("ur_decision_filed", by="applicant:worker", decided_on=decided, effect="denied", **served)

    def take_records(self, folder: Path, record: Record) -> None:
        """Enter a record with its scan, which lies in a folder for a while."""
        page = self.page
        (folder / "report.pdf").write_bytes(pdf_of(REPORT))
        self.open("desk/cases/{}/enter/records_received")
        page.get_by_label("Sent by").select_option("payer:payer")
        page.get_by_label("Came by").select_option(record.came_by)
        page.get_by_label("Title").fill(record.title)
        for wanted in record.classes:
            page.locator(f"input[type=checkbox][value={wanted}]").check()
        page.get_by_label("Scan (PDF, image or text)").set_input_files(folder / "report.pdf")
        page.get_by_role("button", name="Enter in the docket").click()
        expect(page.get_by_role("status")).to_contain_text("Entered")
        work_off_beside(self.store)

    def propose(self) -> None:
        """Propose the one physician of the panel."""
        self.open("desk/cases/{}/reviewer")
        self.page.get_by_role("button", name="Propose rae.example").click()
        expect(self.page.get_by_role("status")).to_contain_text("is proposed")

    def swear(self) -> None:
        """Attest to every point of the form, as the physician who was asked."""
        self.page.get_by_role("link", name=NUMBER).click()
        for box in self.page.get_by_role("checkbox").all():
            box.check()
        self.page.get_by_role("button", name="Attest to each of these").click()
        expect(self.page.get_by_role("status")).to_contain_text("Your attestation is entered")

    def assign(self) -> None:
        """Give the case to the physician who attested."""
        self.open("desk/cases/{}/reviewer")
        self.page.get_by_role("button", name="Assign the case to rae.example").click()

    def decide(self, record: Record, opinion: Opinion) -> None:
        """Look at the record, write the analysis anchored to it, and sign."""
        page = self.page
        page.get_by_role("link", name=NUMBER).click()
        page.get_by_role("link", name=record.title).first.click()
        expect(page.locator("#page img")).to_be_visible()
        page.locator("#summary [name$=-words]").first.fill(opinion.fact)
        page.keyboard.press("F8")
        line = page.locator("#line-1")
        line.locator("[name^=fact-][name$=-words]").first.fill(opinion.fact)
        page.keyboard.press("F8")
        line.get_by_role("group", name="Finding on the line").get_by_label(opinion.finding, exact=True).check()
        line.get_by_label("The answer, in plain words").fill("Yes.")
        line.get_by_label("Guideline or study").first.fill(opinion.citation)
        line.get_by_label("Rank").first.select_option(opinion.rank)
        line.get_by_label("How the evidence applies").fill(opinion.reason)
        expect(line.locator(".state")).to_contain_text("Saved", timeout=10_000)
        page.get_by_label("How your practice fits").fill(opinion.fit)
        expect(page.locator("#statement .state")).to_contain_text("Saved", timeout=10_000)
        page.get_by_role("link", name="Check and sign").click()
        page.get_by_label("Your password, once more").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").first).to_contain_text("Your analysis is signed")

    def issue(self) -> None:
        """Issue the determination, as the medical director."""
        self.page.get_by_role("link", name=NUMBER).click()
        self.page.get_by_label("Your password, once more").fill(PASSWORD)
        self.page.get_by_role("button", name="Issue this determination").click()
        expect(self.page.get_by_role("status")).to_contain_text("Released")
        work_off_beside(self.store)
