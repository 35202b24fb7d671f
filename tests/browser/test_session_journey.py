"""A session that is about to end says so in a real browser, goes on at one key, and loses nothing when it has ended."""

import json
from collections.abc import Callable

from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from evenhand_web.accounts.models import PersonRole
from evenhand_web.accounts.session_store import SessionStore
from evenhand_web.cases.models import Case
from tests.web.cast import PASSWORD, somebody
from tests.web.live import serving

Check = Callable[[Page], None]


def _sign_in(page: Page, email: str) -> None:
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def _ends_soon(page: Page) -> None:
    """Let the page believe that its session has four minutes left, once it asks."""
    asked = list[str]()

    def four_minutes(route: Route) -> None:
        if route.request.method == "POST" or asked:
            route.continue_()
            return
        asked.append("asked")
        token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
        route.fulfill(body=json.dumps({"left": 240, "is_last": False, "token": token}), content_type="application/json")

    page.route("**/account/session", four_minutes)


def test_one_key_keeps_a_session_and_a_form_comes_back_filled(sqlite_store: str, page: Page, accessible: Check) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    with serving(sqlite_store, "--no-background") as server:
        page.goto(f"{server}/desk/cases/new")
        _sign_in(page, coordinator.email)
        page.get_by_label("Case number").fill("IMR-2024-7")
        _ends_soon(page)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        warning = page.get_by_role("dialog", name="You are about to be signed out")
        expect(warning).to_be_visible()
        expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
        accessible(page)
        page.keyboard.press("Enter")
        expect(warning).not_to_be_visible()
        expect(page.get_by_label("Case number")).to_have_value("IMR-2024-7")
        _lies_unused()
        page.get_by_role("button", name="Add another treatment").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        _sign_in(page, coordinator.email)
        expect(page.get_by_text("You were signed out before this was entered")).to_be_visible()
        expect(page.get_by_label("Case number")).to_have_value("IMR-2024-7")
        accessible(page)
    assert not Case.objects.exists()


def _lies_unused() -> None:
    """The session of the browser was last used forty minutes ago."""
    session = SessionStore(session_key=Session.objects.get().session_key)
    session["used_minute"] -= 40
    session.save()
