"""Each thing the demonstration proposes to try, walked to its end in a real browser on the demonstration's data."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from evenhand_web.accounts.models import PersonRole
from evenhand_web.demonstration.people import SHOWN
from evenhand_web.demonstration.welcome import TRIES
from tests.browser.reading import read_letter, see_page
from tests.web.live import free_port, wait_for

pytestmark = pytest.mark.slow
_FILLED_WITHIN = 540
"""Seconds. It takes half a minute on an idle machine."""
COORDINATOR, REVIEWER, DIRECTOR, REGULATOR = (
    PersonRole.COORDINATOR,
    PersonRole.REVIEWER,
    PersonRole.MEDICAL_DIRECTOR,
    PersonRole.REGULATOR,
)


class Demonstration(NamedTuple):
    """A demonstration that is served: its address, and the password of each role as it printed them."""

    address: str
    passwords: Mapping[PersonRole, str]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """What `evenhand demo` makes and serves, the worker beside it."""
    folder, port = tmp_path_factory.mktemp("demonstration") / "own", free_port()
    command = [sys.executable, "-m", "evenhand_web", "demo", "--folder", str(folder)]
    filled = subprocess.run([*command, "--no-serve"], capture_output=True, text=True, timeout=_FILLED_WITHIN)
    assert filled.returncode == 0, filled.stderr[-2000:]
    assert f"evenhand demo --keep --folder {folder}" in filled.stdout
    with subprocess.Popen([*command, "--keep", "--port", str(port)], stdout=subprocess.PIPE, text=True) as served:
        try:
            told = _told(served)
            wait_for(port, served)  # type: ignore[arg-type]  # that it is read as text makes no difference to waiting
            yield Demonstration(f"http://127.0.0.1:{port}", _passwords(told))
        finally:
            served.terminate()
            served.wait(timeout=60)


def _told(served: "subprocess.Popen[str]") -> str:
    assert served.stdout is not None
    lines = []
    for line in served.stdout:
        lines.append(line)
        if "passwords hold" in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


def _passwords(told: str) -> dict[PersonRole, str]:
    return {role: re.findall(rf"{re.escape(member.email)}\s+(\S+)", told)[0] for role, member in SHOWN.items()}


@pytest.fixture
def signed_in(chromium: Browser, demonstration: Demonstration) -> Iterator[Callable[[PersonRole], Page]]:
    """A page of a browser in which somebody of a role has signed in."""
    contexts = []

    def page_of(role: PersonRole) -> Page:
        contexts.append(chromium.new_context(viewport={"width": 1280, "height": 900}))
        page = contexts[-1].new_page()
        page.goto(demonstration.address)
        page.get_by_label("Email address").fill(SHOWN[role].email)
        page.get_by_label("Password").fill(demonstration.passwords[role])
        page.keyboard.press("Enter")
        expect(page.get_by_role("navigation", name="Main")).to_be_visible()
        return page

    yield page_of
    for context in contexts:
        context.close()


def _first_case(page: Page) -> Locator:
    return page.locator("main tbody tr").first.get_by_role("link").first


def _to_be_released(page: Page) -> Locator:
    return page.locator("main tbody tr").filter(has_text="To be read and released").first.get_by_role("link").first


def _entered(page: Page) -> None:
    page.get_by_role("button", name="Enter in the docket").click()
    expect(page.get_by_role("status").first).to_contain_text("Entered:")


def what_is_late(page: Page) -> None:
    """The list begins with the latest; its clocks stand on the case; a step is entered."""
    due = page.locator("main tbody tr").first
    expect(due).to_contain_text("Late by")
    _first_case(page).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Case EX")
    expect(page.get_by_text("Late by").first).to_be_visible()
    page.goto(f"{page.url.partition('#')[0]}/enter/liability_contested")
    page.get_by_label("Day it happened").fill(_today(page))
    if page.get_by_label("Who did it").count():
        page.get_by_label("Who did it").select_option(index=1)
    for field in page.locator("form.card [required]:visible").all():
        if not field.input_value():
            field.fill("Said by telephone") if field.evaluate(
                "field => field.tagName"
            ) != "SELECT" else field.select_option(index=1)
    _entered(page)


def _today(page: Page) -> str:
    """The day there, as a field of a day takes it."""
    return page.evaluate("new Intl.DateTimeFormat('en-CA', {timeZone: 'America/Los_Angeles'}).format(new Date())")  # type: ignore[no-any-return]


def find_by_a_part(page: Page) -> None:
    """Part of a name finds workers of it, a number its case."""
    page.get_by_label("Find a case by name or number").fill("quill")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile("EX"), exact=False).first).to_be_visible()
    expect(page.get_by_text(re.compile("quill")).first).to_be_visible()
    number = page.get_by_role("link", name=re.compile(r"EX\d")).first.inner_text()
    page.get_by_label("Find a case by name or number").fill(number)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)


def key_an_application(page: Page) -> None:
    """An application keyed from paper opens a case."""
    page.get_by_role("link", name="New application").click()
    page.locator("main").get_by_role("link", name=re.compile("California")).click()
    page.get_by_label("Case number").fill("TRY-2026-1")
    page.get_by_label("Received on").fill(_today(page))
    page.get_by_label("Date of injury").fill("2024-01-08")
    page.get_by_label("The application is signed").check()
    page.get_by_label("The decision under review is attached").check()
    for ident, name in (("applicant", "Wren Sampleton"), ("physician", "Dr. Ada Sample"), ("payer", "Sample Mutual")):
        page.locator(f"#id_{ident}-name").fill(name)
        page.locator(f"#id_{ident}-address").fill("1 Sample Street\nFresno, CA 93701")
    page.get_by_label("Treatment, in the words of the request").fill("Six sessions of massage")
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("TRY-2026-1")


def read_and_write(page: Page) -> None:
    """A page of a record is read and counted as seen, a sentence is saved, and the gates say what bars signing."""
    rows = page.locator("main tbody tr").filter(has_not_text="A line that was left out waits for you")
    rows.last.get_by_role("link").first.click()
    for _ in range(60):  # the worker makes the pages of some hundred papers
        if page.locator(".documents a[hx-get]").count():
            break
        page.wait_for_timeout(5_000)
        page.reload()
    page.locator(".documents a[hx-get]").first.click()
    expect(page.locator("#page .shown")).to_be_visible()
    if page.locator("#page img").count():
        see_page(page)
    page.locator("#summary [name$=-words]").first.fill("The record tells of a sore back.")
    expect(page.locator("#summary .state")).to_contain_text("Saved", timeout=15_000)
    page.get_by_role("link", name=re.compile("[Ss]ign")).first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(re.compile("must fix", re.IGNORECASE)).first).to_be_visible()


def decide_an_application(page: Page) -> None:
    """An application that waits is decided; nothing on the case names a reviewer."""
    page.get_by_role("link", name=re.compile("To decide")).click()
    rows = page.locator("main tbody tr").filter(has_text="Eligibility being decided")
    rows.first.get_by_role("link").first.click()
    case = page.url.partition("#")[0]
    expect(page.locator("main").get_by_text("Reviewer", exact=True)).to_have_count(0)
    page.goto(f"{case}/enter/eligibility_found")
    page.get_by_label("Day it happened").fill(_today(page))
    page.locator("#id_outcome").select_option("eligible")
    _entered(page)
    expect(page.get_by_text("Eligible").first).to_be_visible()


def read_release_and_return(page: Page) -> None:
    """One letter is read beside its checks and goes back with a question, another is issued."""
    _to_be_released(page).click()
    expect(page.get_by_role("heading", name="What the checks say")).to_be_visible()
    page.get_by_label("Your question to the reviewer").fill("Which page tells of the last examination?")
    page.get_by_label("What you found").select_option(index=1)
    page.get_by_role("button", name="Send back with this question").click()
    expect(page.get_by_role("status").first).to_be_visible()


WALKS: Mapping[tuple[PersonRole, str], Callable[[Page], None]] = {
    (COORDINATOR, "what is late stands first: open it, look at the clocks, enter the next step"): what_is_late,
    (COORDINATOR, "find a worker by part of the name, such as quill, or a case by its number"): find_by_a_part,
    (COORDINATOR, "key an application that came by mail"): key_an_application,
    (REVIEWER, "read a record page by page, write beside it, and see what bars the signature"): read_and_write,
    (
        REGULATOR,
        "decide an application that waits for your office; who reviews stays hidden from you",
    ): decide_an_application,
    (
        DIRECTOR,
        "read a letter beside the checks; send it back with a question, or issue it",
    ): read_release_and_return,
}


def test_every_line_of_the_welcome_has_a_walk() -> None:
    assert list(WALKS) == list(TRIES)


@pytest.mark.parametrize("line", TRIES, ids=[words.partition(":")[0][:30] for _, words in TRIES])
def test_what_is_proposed_can_be_done(signed_in: Callable[[PersonRole], Page], line: tuple[PersonRole, str]) -> None:
    role, _ = line
    WALKS[line](signed_in(role))


def test_a_determination_is_issued_to_its_end(
    signed_in: Callable[[PersonRole], Page], demonstration: Demonstration
) -> None:
    page = signed_in(DIRECTOR)
    _to_be_released(page).click()
    number = re.findall(r"EX\d+-\d+", page.get_by_role("heading", level=1).inner_text())[0]
    read_letter(page)
    page.get_by_label("Your password, once more").fill(demonstration.passwords[DIRECTOR])
    page.get_by_role("button", name="Issue this determination").click()
    expect(page.get_by_role("status").first).to_be_visible()
    coordinator = signed_in(COORDINATOR)
    for _ in range(60):
        coordinator.get_by_label("Find a case by name or number").fill(number)
        coordinator.keyboard.press("Enter")
        expect(coordinator.get_by_role("heading", level=1)).to_contain_text(number)
        if coordinator.get_by_text(re.compile("Determination issued|Determination served")).count():
            return
        coordinator.wait_for_timeout(2_000)
    raise AssertionError(f"{number} was not issued within two minutes")
