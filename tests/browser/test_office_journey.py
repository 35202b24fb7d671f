"""The office in a real browser: a task, a call, the roster and its alarm, a duplicate, joining; a second factor."""

import datetime as dt
import re
from collections.abc import Callable

import pyotp
import pytest
from playwright.sync_api import Page, expect

from evenhand.docket.intake import EligibilityFound, EligibilityOutcome, Priority
from evenhand.docket.party import Role
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import raise_task
from tests.web.cast import PASSWORD, entered, new_case, somebody
from tests.web.live import serving

Check = Callable[[Page], None]
DAY = dt.date(2024, 6, 10)


def _sign_in(page: Page, server: str, email: str) -> None:
    page.goto(f"{server}/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def _eligible(number: str) -> Case:
    eligible = EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE)
    return entered(new_case(number), eligible, Role.REGULATOR, DAY)


@pytest.mark.slow
def test_a_coordinator_s_office(sqlite_store: str, page: Page, accessible: Check) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    case = _eligible("IMR-1")
    _eligible("IMR-2")
    new_case("IMR-3", priority=Priority.EXPEDITED, certified_by="physician")
    raise_task("k", Task.Kind.OTHER, "Ask the payer for page 3 of the fax", dt.timedelta(hours=2), case)
    with serving(sqlite_store, "--no-background") as server:
        _sign_in(page, server, coordinator.email)
        expect(page.get_by_label("Alarm")).to_contain_text("no coordinator, no physician reviewer and no medical")
        _ends_a_task(page, accessible)
        _takes_a_call(page, accessible, f"{server}/desk/cases/{case.ident}")
        _keeps_the_roster(page, accessible)
        _says_what_two_cases_are(page, accessible, f"{server}/desk/cases/{case.ident}")
        _joins(page, accessible, f"{server}/desk/cases/{case.ident}")


def _ends_a_task(page: Page, accessible: Check) -> None:
    page.get_by_role("link", name="Tasks", exact=True).click()
    accessible(page)
    task = page.get_by_role("link", name="Something else")
    task.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Something else")
    accessible(page)
    page.get_by_label("What came of it").fill("The page is in")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Done and written down.")


def _takes_a_call(page: Page, accessible: Check, case: str) -> None:
    page.goto(case)
    page.get_by_role("link", name="Contacts, tasks, addresses").click()
    accessible(page)
    page.get_by_role("link", name="Write one down").click()
    accessible(page)
    page.get_by_label("Who spoke or wrote").fill("Imani Example")
    page.get_by_label("Party").select_option("worker")
    page.get_by_label("What about, in their own words").fill("I moved to my sister's.")
    page.get_by_label("Time", exact=True).fill("00:00")
    page.get_by_label("Language spoken").select_option("es")
    page.get_by_label("An interpreter is needed").check()
    page.get_by_label("It may point to an imminent and serious threat").check()
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("Interpreter needed")).to_be_visible()
    expect(page.get_by_text("Ask whether it is certified as urgent")).to_be_visible()
    page.get_by_role("link", name="Enter a change of Imani Example").click()
    accessible(page)
    page.get_by_label("Address", exact=True).fill("9 New Street\nFresno, CA 93702")
    page.get_by_label("Who told it, and how").fill("The worker, by telephone")
    page.get_by_role("button", name="Enter the change").click()
    expect(page.get_by_text("9 New Street")).to_be_visible()
    accessible(page)


def _keeps_the_roster(page: Page, accessible: Check) -> None:
    page.get_by_role("link", name="On-call schedule", exact=True).click()
    accessible(page)
    page.get_by_label("Who").select_option(index=0)
    page.get_by_label("From").fill("00:00")
    page.get_by_label("Until").fill("00:00")
    page.get_by_label("Days in a row").fill("3")
    page.get_by_role("button", name="Enter", exact=True).click()
    expect(page.get_by_label("Alarm")).to_contain_text("no physician reviewer")
    expect(page.get_by_text("all day").first).to_be_visible()
    accessible(page)
    page.get_by_role("button", name=re.compile("Remove")).first.click()
    expect(page.get_by_role("status")).to_be_visible()


def _says_what_two_cases_are(page: Page, accessible: Check, case: str) -> None:
    page.goto(case)
    page.get_by_role("link", name="Possible duplicates").click()
    page.get_by_text("How the score is made").first.click()
    accessible(page)
    page.get_by_label("They are").first.select_option("related")
    page.get_by_role("button", name="Write it down").first.click()
    expect(page.get_by_text("Same applicant and matter, another dispute", exact=False).first).to_be_visible()
    accessible(page)


def _joins(page: Page, accessible: Check, case: str) -> None:
    page.goto(case)
    page.get_by_role("link", name="Consolidation", exact=True).click()
    page.get_by_label(re.compile("Case IMR-2")).check()
    page.get_by_role("button", name="Show what it would do").click()
    accessible(page)
    page.get_by_role("button", name="Consolidate 2 applications").click()
    expect(page.get_by_role("status")).to_contain_text("2 applications are consolidated")
    page.goto(f"{case}/docket")
    expect(page.locator("#docket").get_by_text("Applications consolidated")).to_be_visible()


@pytest.mark.slow
def test_a_second_factor_is_set_up_and_asked_for(sqlite_store: str, page: Page, accessible: Check) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    with serving(sqlite_store, "--no-background") as server:
        _sign_in(page, server, coordinator.email)
        expect(page.get_by_role("heading", level=1)).to_have_text("Queue")
        page.goto(f"{server}/account/second-factor")
        accessible(page)
        page.get_by_role("button", name="Set it up").click()
        expect(page.locator(".scan svg")).to_be_visible()
        accessible(page)
        secret = page.locator(".spelt").inner_text().replace(" ", "")
        page.get_by_label("Code").fill(pyotp.TOTP(secret).now())
        page.keyboard.press("Enter")
        code = page.locator(".codes code").first.inner_text()
        accessible(page)
        page.get_by_role("link", name="I have them").click()
        page.get_by_role("button", name="Sign out").click()
        _sign_in(page, server, coordinator.email)
        expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
        accessible(page)
        page.get_by_label("Code").fill(code)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Queue")


@pytest.mark.slow
def test_the_regulator_answers_for_the_words_of_a_letter(sqlite_store: str, page: Page, accessible: Check) -> None:
    regulator = somebody(PersonRole.REGULATOR)
    with serving(sqlite_store, "--no-background") as server:
        _sign_in(page, server, regulator.email)
        page.get_by_role("link", name="Wordings", exact=True).click()
        row = page.get_by_role("row").filter(has_text="withdrawal").filter(has_text="en").first
        expect(row).to_contain_text("Not approved")
        accessible(page)
        link = row.get_by_role("link")
        link.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="The words", exact=True)).to_be_visible()
        accessible(page)
        page.get_by_role("button", name="Approve these words").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("The words are approved")
        expect(page.get_by_role("row").filter(has_text="withdrawal").first).to_contain_text(regulator.name)
        accessible(page)
