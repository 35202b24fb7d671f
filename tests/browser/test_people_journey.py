"""Letting a colleague in and shutting them out again, as the one who keeps the accounts does it with the keyboard."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from evenhand_web.accounts.models import Person, PersonRole
from tests.web.cast import PASSWORD, somebody
from tests.web.live import serving

_NEW = "another calm phrase 71"


def _sign_in(page: Page, address: str, email: str, password: str) -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def _begin(page: Page, link: str, address: str, code: str) -> None:
    page.goto(link)
    page.get_by_label("Code").fill(code.lower())
    page.get_by_label("New password", exact=True).fill(_NEW)
    page.get_by_label("New password confirmation").fill(_NEW)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your password is set")).to_be_visible()
    _sign_in(page, address, "ines@example.org", _NEW)
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()


def _code(chromium: Browser, address: str, email: str, accessible: Callable[[Page], None]) -> str:
    """The code that goes with the link, as a second keeper is shown it."""
    context = chromium.new_context()
    page = context.new_page()
    _sign_in(page, address, email, PASSWORD)
    page.get_by_role("link", name="People").click()
    page.get_by_role("link", name="Ines Example").click()
    page.get_by_label("Your own password").fill(PASSWORD)
    page.get_by_role("button", name="Show the code that goes with their link").click()
    expect(page.get_by_role("heading", name="The code: the second of two halves")).to_be_visible()
    accessible(page)
    code = page.locator("code").inner_text()
    context.close()
    return code


def _keeper(name: str) -> Person:
    person = somebody(PersonRole.COORDINATOR, name)
    person.keeps_accounts = True
    person.save()
    return person


def test_a_colleague_is_invited_works_and_is_suspended(
    page: Page, chromium: Browser, sqlite_store: str, accessible: Callable[[Page], None]
) -> None:
    keeper, second = _keeper(""), _keeper("second")
    with serving(sqlite_store, "--no-background") as address:
        page.goto(f"{address}/sign-in")
        page.get_by_text("I cannot sign in").click()
        expect(page.get_by_text("a colleague who keeps the accounts")).to_be_visible()
        accessible(page)
        _sign_in(page, address, keeper.email, PASSWORD)
        page.get_by_role("link", name="People").click()
        accessible(page)
        page.get_by_label("Name", exact=True).fill("Ines Example")
        page.get_by_label("Email address").fill("ines@example.org")
        page.get_by_label("Role").select_option("Coordinator")
        page.get_by_label("Your own password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="The link: the first of two halves")).to_be_visible()
        accessible(page)
        link = page.locator("code").inner_text()
        code = _code(chromium, address, second.email, accessible)

        context = chromium.new_context()
        theirs = context.new_page()
        _begin(theirs, link, address, code)

        page.get_by_role("link", name="People").first.click()
        page.get_by_role("link", name="Ines Example").click()
        accessible(page)
        page.get_by_label("Your own password").fill(PASSWORD)
        page.get_by_role("button", name="Suspend").click()
        expect(page.get_by_text("Every session of theirs has ended")).to_be_visible()
        page.get_by_role("link", name="Trace").click()
        expect(page.get_by_text("change: suspended")).to_be_visible()
        accessible(page)
        theirs.reload()
        expect(theirs.get_by_role("heading", name="Sign in")).to_be_visible()
        context.close()
