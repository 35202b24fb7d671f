"""A case under another programme in a real browser, beside California's: from the mat to the post, in its own words."""

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.programmes import programme_of
from tests.browser.reading import see_document
from tests.browser.test_whole_case import NUMBER, Office, _issue, _swear
from tests.web.cast import PASSWORD, somebody
from tests.web.live import serving, work_off_beside
from tests.web.review_cast import REPORT, a_reviewer, pdf_of


@pytest.mark.slow
@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_a_case_of_freedonia_goes_from_the_mat_to_the_post(
    sqlite_store: str, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENHAND_MADE_UP", "1")
    coordinator, regulator = somebody(PersonRole.COORDINATOR), somebody(PersonRole.REGULATOR)
    director, reviewer = somebody(PersonRole.MEDICAL_DIRECTOR), a_reviewer()
    with serving(sqlite_store, "--no-background") as server:
        office = Office(page, server, sqlite_store)
        office.sign_in(coordinator.email)
        _apply(office)
        office.sign_in(regulator.email)
        office.enter("eligibility_found", outcome="eligible")
        office.enter("assigned", organisation="Board of Reviewers")
        office.sign_in(coordinator.email)
        office.send_what_is_owed()
        _take_file(office, tmp_path)
        office.open("desk/cases/{}/reviewer")
        page.get_by_role("button", name="Propose rae.example").click()
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
        expect(page.locator("#now")).to_contain_text("Award served")
        expect(page.get_by_text("Made-up law, for demonstration")).to_be_visible()
    assert Case.objects.get().stage == "served"


def _apply(office: Office) -> None:
    page, today = office.page, clock.now().astimezone(programme_of("freedonia").zone).date()
    page.get_by_role("link", name="New application").click()
    page.get_by_role("link", name=programme_of("freedonia").title).click()
    page.get_by_label("Case number").fill(NUMBER)
    page.get_by_label("Day of the accident").fill("2024-01-08")
    page.get_by_label("The application is signed").check()
    page.get_by_label("The decision under review is attached").check()
    for ident, name in (("applicant", "Rufus Example"), ("physician", "Dr. Ada Sample"), ("payer", "Masons' Fund")):
        page.locator(f"#id_{ident}-name").fill(name)
        page.locator(f"#id_{ident}-address").fill("12 Sylvania Lane\nFredonville")
    page.get_by_label("Treatment, in the words of the request").fill("Twelve hours of exercise")
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NUMBER)
    decided = f"{today - dt.timedelta(days=9)}"
    office.enter(
        "ur_decision_filed",
        by="applicant:applicant",
        decided_on=decided,
        effect="denied",
        service="post",
        served_on=decided,
    )


def _take_file(office: Office, folder: Path) -> None:
    page = office.page
    (folder / "report.pdf").write_bytes(pdf_of(REPORT))
    office.open("desk/cases/{}/enter/records_received")
    page.get_by_label("Sent by").select_option("payer:payer")
    page.get_by_label("Came by").select_option("post")
    page.get_by_label("Title").fill("Report of the treating doctor")
    for wanted in ("accident_report", "doctor_report"):
        page.locator(f"input[type=checkbox][value={wanted}]").check()
    page.get_by_label("Scan (PDF, image or text)").set_input_files(folder / "report.pdf")
    page.get_by_role("button", name="Enter in the docket").click()
    expect(page.get_by_role("status").filter(has_text=re.compile("Entered"))).to_be_visible()
    work_off_beside(office.store)


def _decide(office: Office) -> None:
    page = office.page
    page.get_by_role("link", name=NUMBER).click()
    page.get_by_role("link", name="Report of the treating doctor").first.click()
    expect(page.locator("#page img")).to_be_visible()
    page.locator("#summary [name$=-words]").first.fill("Two hours were given.")
    page.keyboard.press("F8")
    line = page.locator("#line-1")
    line.locator("[name^=fact-][name$=-words]").first.fill("Two hours were given.")
    page.keyboard.press("F8")
    line.get_by_role("group", name="Finding on the line").get_by_label("Necessary", exact=True).check()
    line.get_by_label("The answer, in plain words").fill("Yes.")
    line.get_by_label("Guideline or study").first.fill("Guide of the Board")
    line.get_by_label("Rank").first.select_option("guide")
    line.get_by_label("How the evidence applies").fill("The guide advises it.")
    expect(line.locator(".state")).to_contain_text("Saved", timeout=10_000)
    page.get_by_label("How your practice fits").fill("Treats such backs every week.")
    expect(page.locator("#statement .state")).to_contain_text("Saved", timeout=10_000)
    see_document(page)
    page.get_by_role("link", name="Check and sign").click()
    page.get_by_label("Your password, once more").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Your analysis is signed")
