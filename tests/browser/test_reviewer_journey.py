"""A physician's work in a real browser: the oath, reading, anchoring by one key, writing, the gates, the signature."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from evenhand.docket.kind import EntryKind
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import docket_of
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.reviewing.models import DraftVersion
from tests.browser.reading import see_page
from tests.web.cast import PASSWORD, somebody
from tests.web.live import serving
from tests.web.review_cast import a_reviewer, assigned, proposed, ready_case, under_review

Check = Callable[[Page], None]


def _sign_in(page: Page, server: str, email: str) -> None:
    page.goto(f"{server}/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def test_a_physician_takes_a_case_to_the_signature(sqlite_store: str, page: Page, accessible: Check) -> None:
    person = a_reviewer()
    case = proposed(ready_case(), person)
    with serving(sqlite_store, "--no-background") as server:
        _sign_in(page, server, person.email)
        expect(page.get_by_role("heading", level=1)).to_have_text("My cases")
        accessible(page)
        _swear(page, accessible)
        assigned(case, person, clock.now().astimezone(programme_of("ca_wc").zone).date())
        page.reload()
        page.get_by_role("link", name="IMR-1").click()
        expect(page.get_by_role("heading", level=2, name="What is asked")).to_be_visible()
        accessible(page)
        _read_and_anchor(page, accessible)
        _write(page)
        accessible(page)
        _set_aside(page, accessible)
        _sign(page, accessible)
    entry = docket_of(Case.objects.get()).entries[-1]
    assert entry.kind is EntryKind.DETERMINATION_SIGNED
    assert DraftVersion.objects.filter(is_aside=True).count() == 0


def _swear(page: Page, accessible: Check) -> None:
    page.get_by_role("link", name="IMR-1").click()
    accessible(page)
    page.get_by_role("button", name="Attest to each of these").click()
    expect(page.get_by_role("alert")).to_contain_text("the employee: Imani Example")
    accessible(page)
    for box in page.get_by_role("checkbox").all():
        box.focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Attest to each of these").click()
    expect(page.get_by_role("status")).to_contain_text("Your attestation is entered")


def _read_and_anchor(page: Page, accessible: Check) -> None:
    page.get_by_label("Find in the record").fill("sessions of therapy")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="R2, page 2").click()
    expect(page.locator("#page img")).to_be_visible()
    page.wait_for_function("document.querySelector('#page img').naturalWidth > 600")
    expect(page.locator("#unread")).to_have_text("3")
    see_page(page)
    expect(page.locator(".documents [data-record=R2] .progress")).to_have_text("1 of 3 seen")
    accessible(page)
    page.locator("#page summary").click()
    page.locator("#summary [name$=-words]").first.focus()
    page.keyboard.type("His neck hurts. Dr. Sample gave 8 sessions.")
    page.keyboard.press("F8")
    page.keyboard.press("Alt+PageUp")
    expect(page.locator("#page .shown")).to_have_attribute("data-page", "1")
    see_page(page)
    page.locator("#summary [name$=-words]").first.focus()
    page.keyboard.press("Alt+a")
    rows = page.locator("#summary [data-row]")
    texts = [row.locator("textarea").input_value() for row in rows.all()]
    assert texts == ["His neck hurts.", "Dr. Sample gave 8 sessions.", ""]
    anchors = [(row.locator("select").input_value(), row.locator("input").input_value()) for row in rows.all()]
    assert anchors == [("R2", "1"), ("R2", "2"), ("", "")]
    expect(page.locator("#summary .state")).to_contain_text("Saved", timeout=10_000)


def _write(page: Page) -> None:
    line = page.locator("#line-1")
    line.locator("[name^=fact-][name$=-words]").first.fill("Eight sessions were given.")
    page.keyboard.press("F8")
    for part, words in (("massage", "Enough was given."), ("ultrasound", "It is not recommended.")):
        row = line.locator(".row", has=page.locator(f"[name$=-component][value={part}]"))
        row.get_by_role("combobox").select_option("not_necessary")
        row.get_by_role("textbox").fill(words)
    line.get_by_role("group", name="Finding on the line").get_by_label("Not medically necessary").check()
    line.get_by_label("The answer, in plain words").fill("No, not as it is asked for.")
    line.get_by_label("Guideline or study").first.fill("A guideline")
    line.get_by_label("Rank").first.select_option("A")
    line.get_by_label("How the evidence applies").fill("The guideline accepts one part and not the other.")
    expect(line.locator(".state")).to_contain_text("Saved", timeout=10_000)
    anchored = line.locator("[name=fact-0-page]")
    anchored.fill("two")
    expect(line.locator(".state")).to_contain_text("is no page number", timeout=10_000)
    line.get_by_role("link", name="Fact 1, page").click()
    expect(anchored).to_be_focused()
    anchored.fill("1")
    expect(line.locator(".state")).to_contain_text("Saved", timeout=10_000)
    page.get_by_label("How your practice fits").fill("Treats such necks every week.")
    expect(page.locator("#statement .state")).to_contain_text("Saved", timeout=10_000)


def _set_aside(page: Page, accessible: Check) -> None:
    page.get_by_role("link", name="Check and sign").click()
    expect(page.get_by_text("is one of those that decide: 2 of 3 pages seen")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Back to the file").click()
    page.get_by_role("link", name="Utilization review decision", exact=True).first.click()
    expect(page.locator("#page .shown")).to_have_attribute("data-record", "R1")
    expect(page.locator("#page img")).to_be_visible()
    see_page(page)
    expect(page.locator("#unread")).to_have_text("2")
    expect(page.locator(".documents [data-record=R1] .word")).to_have_count(0)
    why = page.locator(".documents [data-record=R2] .word")
    why.get_by_text("Not reviewed (reason)").click()
    accessible(page)
    page.get_by_label("Why R2 need not be seen whole").fill("Its last page repeats the request.")
    page.get_by_label("Why R2 need not be seen whole").press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("R2 is marked as not reviewed")
    page.get_by_text("Not reviewed (reason)").last.click()
    page.get_by_label("Why R3 need not be seen whole").fill("It never came.")
    page.get_by_role("button", name="Mark as not reviewed").last.click()
    expect(page.get_by_role("status").first).to_contain_text("R3 is marked as not reviewed")


def _sign(page: Page, accessible: Check) -> None:
    page.get_by_role("link", name="Check and sign").click()
    expect(page.get_by_text("What stands before a signature")).to_have_count(0)
    accessible(page)
    page.get_by_label("Your password, once more").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Your analysis is signed")
    accessible(page)


@pytest.mark.slow
def test_a_second_window_loses_nothing(sqlite_store: str, page: Page, accessible: Check) -> None:
    case = under_review(person := a_reviewer())
    with serving(sqlite_store, "--no-background") as server:
        _sign_in(page, server, person.email)
        other = page.context.new_page()
        for window in (page, other):
            window.goto(f"{server}/review/{case.ident}")
        page.get_by_label("How your practice fits").fill("The first window's words.")
        expect(page.locator("#statement .state")).to_contain_text("Saved", timeout=10_000)
        other.get_by_label("How your practice fits").fill("The second window's words.")
        expect(other.locator("#statement .state")).to_contain_text(
            "Another window saved this part first", timeout=10_000
        )
        accessible(other)
        other.get_by_role("link", name="Compare them, and choose").click()
        accessible(other)
        other.get_by_role("button", name="Make version 2 the current text").click()
        expect(other.get_by_label("How your practice fits")).to_have_value("The second window's words.")


@pytest.mark.slow
def test_a_coordinator_finds_a_physician(sqlite_store: str, page: Page, accessible: Check) -> None:
    a_reviewer()
    case = ready_case()
    with serving(sqlite_store, "--no-background") as server:
        _sign_in(page, server, somebody(PersonRole.COORDINATOR).email)
        page.goto(f"{server}/desk/cases/{case.ident}/reviewer")
        accessible(page)
        page.get_by_role("button", name="Propose rae.example").click()
        expect(page.get_by_role("status")).to_contain_text("rae.example is proposed")
        page.get_by_role("link", name="Panel", exact=True).click()
        accessible(page)
        page.get_by_role("link", name="rae.example").click()
        accessible(page)
        page.get_by_label("Languages").fill("English")
        page.get_by_label("Licence and certifications verified on").fill(f"{dt.date(2024, 6, 1)}")
        page.get_by_role("button", name="Save the statement").click()
        expect(page.get_by_role("status")).to_contain_text("is saved")
