"""The panel in a real browser: credential files brought, a case described, ranked, a tie looked at, a floor lifted."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from evenhand_web.accounts.models import PersonRole
from evenhand_web.infrastructure import clock
from tests.web.cast import PASSWORD, somebody
from tests.web.live import serving, work_off_beside
from tests.web.panel_cast import EMPLOYER, table, tie, with_file
from tests.web.review_cast import ready_case

Check = Callable[[Page], None]
_ABOUT = {"kind of treatment": "other_therapies", "region of the body": "neck", "condition": "musculoskeletal"}


def _sign_in(page: Page, server: str, email: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{server}/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


@pytest.mark.slow
def test_the_panel_and_a_case_before_it(sqlite_store: str, page: Page, accessible: Check) -> None:
    coordinator, director = somebody(PersonRole.COORDINATOR), somebody(PersonRole.MEDICAL_DIRECTOR)
    today = clock.now().date()
    first = with_file("free.example", 1, on=today, until=str(today + dt.timedelta(days=50)))
    low = with_file("low.example", 2, specialty="Internal Medicine", on=today)
    tied = with_file("tied.example", 3, on=today)
    somebody(PersonRole.REVIEWER, "no.file")
    case = ready_case()
    with serving(sqlite_store, "--no-background") as server:
        _sign_in(page, server, coordinator.email)
        _brings_files(page, accessible, table(first[1], low[1], tied[1]))
        tie(tied[0], "Badgr Cove Stores")
        page.goto(f"{server}/desk/cases/{case.ident}/reviewer")
        _describes(page, accessible)
        _answers(page, accessible)
        _states_for_the_organization(page, accessible)
        _proposes_below_the_floor(page, accessible)
        _draws_up(page, accessible, sqlite_store, f"{server}/desk/panel/queue")
        _sign_in(page, server, director.email)
        expect(page.get_by_role("heading", level=1)).to_have_text("Release")
        page.goto(f"{server}/desk/cases/{case.ident}/reviewer")
        page.get_by_role("button", name="Allow it and propose").click()
        expect(page.get_by_role("status")).to_contain_text("is proposed")
        accessible(page)
        for words, heading in (
            ("Reviewers in the coming weeks", "Reviewers in the coming weeks"),
            ("Figures of the reviewers", "Figures of the reviewers"),
        ):
            page.get_by_role("link", name="Panel", exact=True).click()
            page.get_by_role("link", name=words).click()
            expect(page.get_by_role("heading", level=1)).to_have_text(heading)
            accessible(page)


def _states_for_the_organization(page: Page, accessible: Check) -> None:
    page.get_by_role("link", name="The organization's own ties in this case").click()
    accessible(page)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="State each of these for the organization").click()
    expect(page.get_by_role("status")).to_contain_text("The statement for the organization is kept.")
    accessible(page)
    page.get_by_role("link", name="Leave without saving").click()


def _brings_files(page: Page, accessible: Check, facts: bytes) -> None:
    page.get_by_role("link", name="Panel", exact=True).click()
    accessible(page)
    page.get_by_role("link", name="Import credential files or affiliations").click()
    accessible(page)
    field = page.get_by_label("Credential files, as a table of facts")
    field.set_input_files(
        {"name": "panel.csv", "mimeType": "text/csv", "buffer": facts + b"P-NOBODY,,,x,,,,,,,,,,,,\n"}
    )
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("alert")).to_contain_text("'x' is no kind of fact")
    accessible(page)
    field.set_input_files({"name": "panel.csv", "mimeType": "text/csv", "buffer": facts})
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("status")).to_contain_text("3 credential files new or changed")
    page.get_by_role("link", name="Back to the panel").click()
    expect(page.get_by_role("region", name="What ends, by month")).to_contain_text("CA license A1")
    accessible(page)
    page.get_by_role("link", name="free.example").first.click()
    expect(page.get_by_text("May review today")).to_be_visible()
    accessible(page)


def _describes(page: Page, accessible: Check) -> None:
    page.get_by_role("link", name="Say what it is about").click()
    accessible(page)
    for label, value in _ABOUT.items():
        page.get_by_label(re.compile(f"Line 1.*: {label}")).select_option(value)
    page.get_by_label("The employer (optional)", exact=True).fill(EMPLOYER)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("listitem").filter(has_text="Fit 95")).to_contain_text("free.example")
    page.get_by_text("How this rank was computed").first.click()
    accessible(page)


def _answers(page: Page, accessible: Check) -> None:
    page.get_by_role("link", name="Look at the ties of tied.example").click()
    expect(page.locator("svg .number")).to_have_count(2)
    accessible(page)
    page.get_by_label("What your answer rests on").fill("The register of companies shows two.")
    page.get_by_role("button", name="Different").click()
    expect(page.get_by_text("Nothing that is known ties")).to_be_visible()
    page.locator(".crumbs").get_by_role("link", name="Reviewer").click()


def _proposes_below_the_floor(page: Page, accessible: Check) -> None:
    page.get_by_text("Ask a second person to allow it").click()
    page.get_by_label("Why this physician and no other").fill("Nobody else reads Basque.")
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_text("A second person has to allow it.")).to_be_visible()
    accessible(page)


def _draws_up(page: Page, accessible: Check, store: str, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Draw it up now").click()
    expect(page.get_by_text("Look again", exact=True)).to_be_visible()
    accessible(page)
    work_off_beside(store)
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("region", name="Cases and physicians")).to_contain_text("IMR-1")
    accessible(page)
