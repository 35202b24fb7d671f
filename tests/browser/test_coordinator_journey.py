"""The coordinator's day in a real browser: signing in, keying an application, entering what follows."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from tests.web.cast import PASSWORD, new_case, somebody
from tests.web.live import serving

Check = Callable[[Page], None]


def _sign_in(page: Page, server: str, email: str) -> None:
    page.goto(f"{server}/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Queue")


def _key_application(page: Page) -> None:
    page.get_by_label("Case number").fill("IMR-2024-1")
    page.get_by_label("Received on").fill("2024-06-03")
    page.get_by_label("Date of injury").fill("2020-01-06")
    page.get_by_label("The application is signed").check()
    page.get_by_label("The decision under review is attached").check()
    for ident, name in (("applicant", "Imani Example"), ("physician", "Dr. Ada Sample"), ("payer", "Sample Mutual")):
        page.locator(f"#id_{ident}-name").fill(name)
        page.locator(f"#id_{ident}-address").fill("1 Sample Street\nFresno, CA 93701")
    page.get_by_label("Treatment, in the words of the request").fill("Six sessions of massage")


def test_a_coordinator_takes_an_application_in(sqlite_store: str, page: Page, accessible: Check) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    with serving(sqlite_store, "--no-background") as server:
        page.goto(f"{server}/")
        accessible(page)
        _sign_in(page, server, coordinator.email)
        accessible(page)
        page.get_by_role("link", name="New application").click()
        _key_application(page)
        page.get_by_role("button", name="Add another treatment").click()
        expect(page.get_by_text("Disputed treatment 2")).to_be_visible()
        accessible(page)
        page.locator("#id_lines-1-words").fill("Ultrasound")
        page.get_by_role("button", name="Open the case").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Case IMR-2024-1")
        accessible(page)
        assert "IMR" not in page.url
        _enter_the_decision(page, accessible)
        _find_again(page, accessible)


def _enter_the_decision(page: Page, accessible: Check) -> None:
    page.get_by_role("link", name="Utilization review decision filed").first.click()
    accessible(page)
    page.get_by_label("Day it happened").fill("2024-06-03")
    page.get_by_label("Who did it").select_option("applicant:applicant")
    page.get_by_label("Decided on").fill("2024-05-20")
    page.get_by_label("What it did to the request").select_option("denied")
    page.get_by_label("Manner of service").select_option("mail_ca")
    page.get_by_label("Served on the applicant on").fill("2024-05-20")
    page.get_by_role("button", name="Enter in the docket").click()
    expect(page.get_by_role("status")).to_have_text("Entered: Utilization review decision filed.")
    page.get_by_role("link", name="Clocks").click()
    expect(page.locator("#clocks tbody tr").first).to_be_visible()
    expect(page.get_by_role("img", name="The clocks of case")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Docket", exact=True).click()
    page.locator("#docket summary").first.click()
    expect(page.locator("#docket").get_by_text("Decided on")).to_be_visible()
    accessible(page)


def _find_again(page: Page, accessible: Check) -> None:
    page.get_by_role("link", name="Queue").first.click()
    page.get_by_label("Name or number").fill("imani exampel")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Spelled otherwise, sounding alike")).to_be_visible()
    accessible(page)
    page.get_by_label("Name or number").fill("imr-2024-1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Case IMR-2024-1")
    page.goto(page.url + "x")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here for you")
    accessible(page)


@pytest.mark.parametrize("scheme", ["dark", pytest.param("light", marks=pytest.mark.slow)])
def test_pages_hold_in_the_dark_and_on_paper(sqlite_store: str, page: Page, accessible: Check, scheme: str) -> None:
    case = new_case()
    office = somebody(PersonRole.REGULATOR)
    with serving(sqlite_store, "--no-background") as server:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        _sign_in(page, server, office.email)
        for address in (f"/desk/cases/{case.ident}", f"/desk/cases/{case.ident}/enter/eligibility_found", "/account"):
            page.goto(server + address)
            accessible(page)
        page.goto(f"{server}/desk/cases/{case.ident}")
        page.emulate_media(media="print")
        expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.slow
def test_further_cases_come_without_leaving_the_page(sqlite_store: str, page: Page) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    for number in range(30):
        new_case(f"IMR-{number:03}")
    with serving(sqlite_store, "--no-background") as server:
        _sign_in(page, server, coordinator.email)
        expect(page.locator("tbody th")).to_have_count(25)
        more = page.get_by_role("link", name="Show more cases")
        more.focus()
        page.keyboard.press("Enter")
        expect(page.locator("tbody th")).to_have_count(Case.objects.count())
        expect(more).to_have_count(0)
        assert page.url.endswith("/desk/")


@pytest.mark.slow
def test_the_first_key_leads_past_the_heading(sqlite_store: str, page: Page) -> None:
    with serving(sqlite_store, "--no-background") as server:
        _sign_in(page, server, somebody(PersonRole.COORDINATOR).email)
        page.goto(f"{server}/desk/")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
