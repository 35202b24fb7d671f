"""The case page of the demonstration: its overview on one screen, its parts, its pictures, on paper and enlarged."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.demonstration import ending
from evenhand_web.demonstration import fill as filling
from evenhand_web.demonstration.scenes import SERVED
from evenhand_web.infrastructure import clock
from tests.web.cast import PARTS, PASSWORD
from tests.web.live import serving, work_off_beside

Check = Callable[[Page], None]


@pytest.fixture
def served(sqlite_store: str, monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    """Some of the served cases of the demonstration as of now, those of the longest dockets first."""
    scenes = (SERVED[1], SERVED[4], next(scene for scene in SERVED if ending.supplement in scene.steps))
    monkeypatch.setattr(filling, "SCENES", scenes)
    filling.fill(clock.now(), dict.fromkeys(PersonRole, PASSWORD))
    return list(Case.objects.filter(stage="served").order_by("-length", "number"))


def _sign_in(page: Page, server: str, email: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{server}/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "sign-in" not in address)


def _height(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollHeight"))


@pytest.mark.slow
@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_the_overview_of_a_served_case_stands_on_one_screen(
    sqlite_store: str, served: list[Case], page: Page, accessible: Check
) -> None:
    assert len(served) == 3
    with serving(sqlite_store, "--no-background") as server:
        _sign_in(page, server, Person.objects.get(email="coordinator@example.org").email)
        for case in served:
            page.goto(f"{server}/desk/cases/{case.ident}")
            assert _height(page) <= 900, case.number
            expect(page.locator("#now")).to_contain_text("Determination served")
        accessible(page)


@pytest.mark.slow
def test_every_part_holds_with_keys_on_paper_and_enlarged(
    sqlite_store: str, served: list[Case], page: Page, accessible: Check
) -> None:
    case = served[0]
    work_off_beside(sqlite_store)
    with serving(sqlite_store, "--no-background") as server:
        _sign_in(page, server, "coordinator@example.org")
        for part in PARTS:
            page.goto(f"{server}/desk/cases/{case.ident}{part}")
            expect(page.get_by_role("heading", level=1)).to_contain_text(case.number)
            accessible(page)
            page.emulate_media(media="print")
            expect(page.get_by_role("navigation", name="In this case")).to_be_hidden()
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            page.emulate_media(media="screen")
        _preview(page, f"{server}/desk/cases/{case.ident}/record", accessible)
        page.set_viewport_size({"width": 640, "height": 450})  # 200 % of 1280 by 900
        for part in PARTS:
            page.goto(f"{server}/desk/cases/{case.ident}{part}")
            accessible(page)


def _preview(page: Page, address: str, accessible: Check) -> None:
    page.goto(address)
    page.get_by_role("link", name="Utilization review decision", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#preview")).to_contain_text("page 1 of")
    image = page.locator("#preview img")
    expect(image).to_be_visible()
    accessible(page)
    before = image.bounding_box()
    page.keyboard.press("Alt+=")
    larger = image.bounding_box()
    assert before is not None
    assert larger is not None
    assert larger["width"] > before["width"]
    page.keyboard.press("Alt+0")
    page.keyboard.press("Alt+r")
    turned = image.bounding_box()
    assert turned is not None
    assert turned["width"] > turned["height"]  # an upright page lies
    accessible(page)
