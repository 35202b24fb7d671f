"""A real browser: Debian's Chromium without a head, and axe to look for what keeps people out."""

import json
import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.web.conftest import moment, settings_of, sqlite_store, sqlite_template

__all__ = ["moment", "settings_of", "sqlite_store", "sqlite_template"]

# Playwright drives the browser from a loop in this thread; the database is asked between its steps, never within one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Milliseconds until what never comes fails: a machine with other work shows the same page later.
expect.set_options(timeout=20_000)
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium; the test is skipped where none is installed."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium: install Debian's package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()


@pytest.fixture(params=["desktop", pytest.param("phone", marks=pytest.mark.slow)])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A page at desktop and at phone size; anything the browser's console complains of fails the test.

    The policy of the pages forbids axe's script as it forbids every other: only the tests may pass it by.
    """
    width, height = SIZES[request.param]
    context = chromium.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    opened, complaints = context.new_page(), list[str]()
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert [complaint for complaint in complaints if "status of 4" not in complaint] == []


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """A check that axe finds no fault against WCAG 2.1 AA, and that nothing is wider than the page.

    It waits for the whole page: a click returns as soon as the next page begins to come, when it has no contents yet.
    """

    def check(page: Page) -> None:
        page.wait_for_load_state()
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
        violations = Axe().run(page, options=options).response["violations"]
        told = [(finding["id"], [node["html"][:160] for node in finding["nodes"]]) for finding in violations]
        assert told == [], json.dumps(told, indent=1)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url

    return check
