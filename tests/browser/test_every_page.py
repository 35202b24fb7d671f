"""Every page that people work with and print: looked over by axe, at 200 %, on paper, and with the keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from evenhand_web.accounts.models import Person, PersonRole
from tests.web.cast import PARTS, PASSWORD, somebody
from tests.web.live import serving, work_off_beside
from tests.web.review_cast import a_reviewer, under_review
from tests.web.signed_case import signed_case

Check = Callable[[Page], None]
ENLARGED, PAPER = {"width": 640, "height": 450}, {"width": 720, "height": 1000}
"""A window of 1280 by 900 at 200 %; the width of a printed page."""
_CASE = tuple(f"/desk/cases/{{review}}{part}" for part in PARTS)
PAGES: dict[PersonRole, tuple[str, ...]] = {
    PersonRole.COORDINATOR: (
        "/desk/", *_CASE, "/desk/cases/{review}/reviewer", "/desk/cases/{signed}/notices/assignment/3", "/desk/post",
        "/office/cases/{review}", "/office/cases/{review}/people", "/office/tasks", "/office/calls", "/office/roster",
        "/office/notifications", "/desk/panel", "/desk/panel/supply",
    ),
    PersonRole.MEDICAL_DIRECTOR: (
        "/release/", "/release/{signed}", "/desk/panel/figures", "/office/wordings", "/office/trace",
        "/office/unassigned", "/office/emergencies",
    ),
    PersonRole.REGULATOR: ("/desk/", *_CASE, "/desk/panel/figures", "/office/notifications"),
    PersonRole.REVIEWER: (
        "/review/", "/review/{review}", "/review/{review}/record/R2/1", "/review/{review}/print/R2", "/review/away",
        "/office/notifications",
    ),
}  # fmt: skip


def _sign_in(page: Page, server: str, person: Person) -> None:
    page.goto(f"{server}/sign-in")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "sign-in" not in address)


def _is_within_its_width(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.slow
@pytest.mark.parametrize("page", ["desktop"], indirect=True)  # what is looked at here is narrower than a telephone
@pytest.mark.parametrize("role", PAGES)
def test_a_page_holds_enlarged_on_paper_and_by_the_keyboard(
    sqlite_store: str, page: Page, accessible: Check, role: PersonRole
) -> None:
    reviewer = a_reviewer()
    person = reviewer if role is PersonRole.REVIEWER else somebody(role)
    idents = {"review": under_review(reviewer).ident, "signed": signed_case("IMR-2").ident}
    work_off_beside(sqlite_store)
    with serving(sqlite_store, "--no-background") as server:
        _sign_in(page, server, person)
        for address in PAGES[role]:
            answer = page.goto(server + address.format(**idents))
            assert answer is not None
            assert answer.status == 200, address
            accessible(page)
            _with_keys(page)
            page.set_viewport_size(ENLARGED)  # type: ignore[arg-type]
            accessible(page)
            _on_paper(page, address)
            page.set_viewport_size({"width": 1280, "height": 900})


def _with_keys(page: Page) -> None:
    """The first key leads past the heading, and whatever can be worked is reached and shows that it is."""
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert shown != "none", page.url


def _on_paper(page: Page, address: str) -> None:
    """What leads around is not printed; the heading is; nothing is wider than the paper."""
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert _is_within_its_width(page), address
    page.emulate_media(media="screen")
