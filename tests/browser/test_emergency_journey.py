"""Need-to-know: a case that is not one's own, opened in an emergency, and looked at by somebody else."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from tests.web.cast import PASSWORD, new_case, somebody
from tests.web.live import serving


def _sign_in(page: Page, address: str, email: str) -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def _looked_at(
    chromium: Browser, address: str, email: str, case: Case, ident: str, accessible: Callable[[Page], None]
) -> None:
    """The medical director hears the alarm, says that it was right, and assigns the case."""
    context = chromium.new_context()
    theirs = context.new_page()
    _sign_in(theirs, address, email)
    expect(theirs.get_by_text("waits for your look")).to_be_visible()
    theirs.get_by_role("link", name="Look at it").click()
    accessible(theirs)
    theirs.get_by_label("Was it right").fill("Right: she called.")
    theirs.get_by_role("button", name="Looked at").click()
    expect(theirs.get_by_text("Looked at by")).to_be_visible()
    theirs.goto(f"{address}/office/unassigned")
    accessible(theirs)
    theirs.get_by_label("IMR-1").check()
    theirs.get_by_label("Assigned to").select_option(ident)
    theirs.get_by_role("button", name="Assign").click()
    expect(theirs.get_by_text("Somebody works on every case.")).to_be_visible()
    theirs.goto(f"{address}/office/cases/{case.ident}/people")
    accessible(theirs)
    context.close()


def test_a_case_is_opened_in_an_emergency_and_looked_at(
    page: Page,
    chromium: Browser,
    sqlite_store: str,
    accessible: Callable[[Page], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EVENHAND_NEED_TO_KNOW", "coordinator")
    person, director = somebody(PersonRole.COORDINATOR), somebody(PersonRole.MEDICAL_DIRECTOR)
    case = new_case()
    with serving(sqlite_store, "--no-background") as address:
        _sign_in(page, address, person.email)
        expect(page.get_by_text("1 case is not assigned to you")).to_be_visible()
        page.goto(f"{address}/desk/cases/{case.ident}")
        expect(page.get_by_role("heading", name="Case IMR-1 is not assigned to you")).to_be_visible()
        accessible(page)
        page.get_by_role("link", name="I must see it now").click()
        accessible(page)
        page.get_by_label("Why you must see it").fill("Her physician asks on the telephone for the due day.")
        page.get_by_role("button", name="Open the case").click()
        expect(page.get_by_role("heading", name="Case IMR-1")).to_be_visible()
        expect(page.get_by_text("Nobody has looked at it yet")).to_be_visible()
        accessible(page)
        _looked_at(chromium, address, director.email, case, person.ident, accessible)
