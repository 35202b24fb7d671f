"""The mailroom in a real browser, by keyboard: a paper is filed by one key, another gets its stamp, a third is kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from evenhand.mailroom.received import Manner
from evenhand_web.accounts.models import PersonRole
from evenhand_web.mailroom.models import Item
from tests.web.cast import PASSWORD, somebody
from tests.web.live import serving
from tests.web.mail_cast import CLAIM, NUMBER, came, open_record

Check = Callable[[Page], None]
WORDS = f"Claim number: {CLAIM}\nPatient: Imani Example\nProgress report of the visit."


@pytest.mark.slow
def test_a_coordinator_s_mailroom(sqlite_store: str, page: Page, accessible: Check) -> None:
    coordinator, case = somebody(PersonRole.COORDINATOR), open_record()
    filed = came(WORDS, name="report.txt")
    came("A letter on paper that says nothing", "2", Manner.PAPER, name="letter.txt")
    came("A third paper: I ask for a review", "3", name="third.txt")
    with serving(sqlite_store, "--no-background") as server:
        page.goto(f"{server}/")
        page.get_by_label("Email address").fill(coordinator.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("link", name="In the mailroom").click()
        accessible(page)
        page.get_by_role("link", name="report.txt").click()
        expect(page.get_by_text("same claim number")).to_be_visible()
        expect(page.get_by_role("region", name="The paper").get_by_text("Progress report")).to_be_visible()
        accessible(page)
        page.keyboard.press("Alt+Digit1")
        expect(page.get_by_role("status")).to_have_text(f"Filed in case {NUMBER}.")
        assert Item.objects.get(pk=filed.pk).state == Item.State.FILED
        _enters_a_stamp(page, accessible)
        page.keyboard.press("Alt+PageDown")
        expect(page.get_by_role("heading", level=1)).to_have_text("third.txt")
        page.get_by_role("button", name="A new application").press("Enter")
        expect(page.get_by_role("status")).to_have_text("Kept for a new application.")
        _is_found_in_its_case(page, accessible, f"{server}/desk/cases/{case.ident}")


def _enters_a_stamp(page: Page, accessible: Check) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("letter.txt")
    page.get_by_label("Stamped as received on").fill("2024-06-11")
    page.get_by_role("button", name="Enter the stamp").press("Enter")
    expect(page.get_by_role("status")).to_have_text("The stamp is entered, for every paper of its batch.")
    page.get_by_label("Another case, by its number").fill(NUMBER)
    page.get_by_role("button", name="Look it up").press("Enter")
    expect(page.get_by_role("heading", name=f"Case {NUMBER}")).to_be_visible()
    accessible(page)


def _is_found_in_its_case(page: Page, accessible: Check, case: str) -> None:
    page.goto(case)
    expect(page.get_by_text("Papers uploaded").first).to_be_attached()
    expect(page.get_by_role("link", name="Cover sheet for papers").first).to_be_visible()
    accessible(page)
