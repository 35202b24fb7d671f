"""A determination in a real browser: sent back with a question, signed again, issued, and mailed by the coordinator."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure import clock
from evenhand_web.letters.models import Delivery
from evenhand_web.reviewing.models import Return
from tests.browser.reading import read_letter
from tests.web.cast import PASSWORD, somebody
from tests.web.live import serving, work_off_beside
from tests.web.signed_case import sign, signed_case

Check = Callable[[Page], None]


def _sign_in(page: Page, server: str, email: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{server}/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_a_determination_is_sent_back_then_issued_and_mailed(sqlite_store: str, page: Page, accessible: Check) -> None:
    director, coordinator = somebody(PersonRole.MEDICAL_DIRECTOR), somebody(PersonRole.COORDINATOR)
    case = signed_case()
    with serving(sqlite_store, "--no-background") as server:
        _sign_in(page, server, director.email)
        expect(page.get_by_role("heading", level=1)).to_have_text("Release")
        accessible(page)
        _send_back(page, case, accessible)
        _sign_again(case)
        page.get_by_role("link", name=case.number).click()
        page.get_by_role("link", name="Compare both texts").click()
        expect(page.locator("td.came")).to_contain_text("The report of March 3 shows no gain.")
        accessible(page)
        page.get_by_role("link", name=f"Case {case.number}").click()
        _issue(page, accessible)
        work_off_beside(sqlite_store)
        _sign_in(page, server, coordinator.email)
        _mail(page, accessible)
        work_off_beside(sqlite_store)
        page.goto(f"{server}/desk/cases/{case.ident}/letters")
        expect(page.locator("#owed")).to_contain_text("Issued and sent")
        accessible(page)
        page.goto(f"{server}/desk/cases/{case.ident}/notices/assignment/3?to=3")
        expect(page.get_by_role("article")).to_contain_text("Sample Mutual")
        accessible(page)
    assert Delivery.objects.filter(state=Delivery.State.DEPOSITED).count() == 3


def _send_back(page: Page, case: Case, accessible: Check) -> None:
    page.get_by_role("link", name=case.number).click()
    expect(page.get_by_role("article")).to_contain_text("The record shows no lasting gain.")
    accessible(page)
    page.get_by_label("What you found").select_option("own")
    page.get_by_label("Your question to the reviewer").fill("Which report shows it?")
    page.get_by_role("button", name="Send back with this question").click()
    expect(page.get_by_text("Say what you found.")).to_be_visible()
    accessible(page)
    page.get_by_label("In your own words").fill("The rationale names no report.")
    page.get_by_role("button", name="Send back with this question").click()
    expect(page.get_by_role("status")).to_contain_text("Sent back")
    expect(page.get_by_text("Sent back, with the reviewer")).to_be_visible()


def _sign_again(case: Case) -> None:
    signed = sign(case, "The report of March 3 shows no gain.")
    Return.objects.update(answered_at=clock.now(), answered_by=signed.length, answer="That of March 3.")


def _issue(page: Page, accessible: Check) -> None:
    box = page.get_by_label("I have read all of this letter")
    expect(box).to_be_disabled()  # some of it was not on the screen yet
    read_letter(page)
    page.get_by_label("Your password, once more").fill("not this one at all")
    page.get_by_role("button", name="Issue this determination").click()
    expect(page.get_by_text("Nothing was released.")).to_be_visible()
    accessible(page)
    page.get_by_label("Your password, once more").fill(PASSWORD)
    page.get_by_role("button", name="Issue this determination").click()
    expect(page.get_by_role("status")).to_contain_text("Released")


def _mail(page: Page, accessible: Check) -> None:
    page.get_by_role("link", name="Outgoing mail").click()
    expect(page.get_by_role("checkbox")).to_have_count(3)
    accessible(page)
    page.get_by_role("button", name="Enter as mailed").click()
    expect(page.get_by_role("status")).to_contain_text("3 letters are noted as mailed")
    accessible(page)


def test_letters_are_gone_through_with_keys(sqlite_store: str, page: Page, accessible: Check) -> None:
    director = somebody(PersonRole.MEDICAL_DIRECTOR)
    first, second = signed_case("IMR-1"), signed_case("IMR-2")
    with serving(sqlite_store, "--no-background") as server:
        _sign_in(page, server, director.email)
        page.get_by_role("link", name="Begin with the first letter").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Case {first.number}")
        page.keyboard.press("Alt+n")
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Case {second.number}")
        accessible(page)
        page.keyboard.press("Alt+p")
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Case {first.number}")
        page.keyboard.press("Alt+b")
        expect(page.get_by_label("What you found")).to_be_focused()
        read_letter(page)
        page.keyboard.press("Alt+i")
        expect(page.get_by_label("Your password, once more")).to_be_focused()
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(
            f"Case {second.number}"
        )  # the next one comes by itself
        expect(page.get_by_role("status").first).to_contain_text("Released")
        read_letter(page)
        page.keyboard.press("Alt+i")
        expect(page.get_by_role("button", name="Issue this determination")).to_be_focused()  # the password holds
