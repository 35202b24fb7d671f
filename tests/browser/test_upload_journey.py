"""Files dropped on a form in a real browser: several at once, through a cut connection, past a fault of the form."""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from evenhand.docket.assignment import Assigned
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome
from evenhand.docket.party import Role
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.infrastructure.shelf import read
from evenhand_web.records.models import KeptFile, Upload
from evenhand_web.records.uploads import PART
from tests.web.cast import PASSWORD, entered, new_case, somebody
from tests.web.live import serving
from tests.web.review_cast import pdf_of

Check = Callable[[Page], None]
DAY = dt.date(2024, 6, 10)
FILLER = random.Random(7).randbytes(1 << 20)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Three files: a short report, one of several parts, and a program."""
    long = pdf_of(["a long report"]).replace(
        b"%%EOF", b"%" + FILLER.replace(b"\n", b" ").replace(b"\r", b" ") * 28 + b"\n%%EOF"
    )
    contents = {"Short_report.pdf": pdf_of(["a short report"]), "Long_report.pdf": long, "tool.exe": b"MZ" + bytes(99)}
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    return {name: tmp_path / name for name in contents}


@pytest.fixture
def own_page(chromium: Browser) -> Iterator[Page]:
    """A page of a browser whose connection may be cut, which its console complains of."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


def _ready() -> Case:
    case = entered(new_case(), EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, DAY)
    return entered(case, Assigned(organisation="Sample IMRO"), Role.REGULATOR, DAY)


def _opened(page: Page, server: str, email: str, case: Case) -> None:
    page.goto(f"{server}/desk/cases/{case.ident}/enter/records_received")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ecords")


def _dropped(page: Page, selector: str, paths: list[Path]) -> None:
    """Files dragged from outside the browser and dropped on a place of the page, as a hand does it."""
    place = page.locator(selector)
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 12}
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, **point, "data": data})
    session.detach()


def test_several_files_dropped_at_once_survive_a_cut_connection_and_a_fault(
    sqlite_store: str, own_page: Page, accessible: Check, files: dict[str, Path]
) -> None:
    coordinator, case, page = somebody(PersonRole.COORDINATOR), _ready(), own_page
    with serving(sqlite_store, "--no-background") as server:
        _opened(page, server, coordinator.email, case)
        accessible(page)
        _cut_after_the_second_part(page)
        _dropped(page, "[data-many]", list(files.values()))
        expect(page.get_by_text("The connection was cut. It is tried again.")).to_be_visible(timeout=20_000)
        page.context.set_offline(False)
        expect(page.locator(".kept-files img")).to_have_count(2, timeout=60_000)
        expect(page.get_by_text("tool.exe: ")).to_be_visible()
        accessible(page)
        assert [page.locator(f"#id_records-{row}-title").input_value() for row in (0, 1)] == [
            "Short report",
            "Long report",
        ]
        _enters_after_a_fault(page)
    _came_as_they_were(files)


def _cut_after_the_second_part(page: Page) -> None:
    parts = list[str]()

    def cut(response: object) -> None:
        if "/parts/" in getattr(response, "url", ""):
            parts.append("came")
            if len(parts) == 2:
                page.context.set_offline(True)

    page.on("response", cut)


def _enters_after_a_fault(page: Page) -> None:
    page.locator("#id_records-2-scan").evaluate("field => field.closest('fieldset').remove()")
    page.locator("[name=records-TOTAL_FORMS]").evaluate("field => { field.value = 2 }")
    page.get_by_label("Day it happened").fill("2030-01-01")
    page.get_by_label("Sent by").select_option("payer:payer")
    page.locator("#id_method").select_option("electronic")
    page.get_by_role("button", name="Enter in the docket").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.locator(".kept-files input:checked")).to_have_count(2)
    page.get_by_label("Day it happened").fill("2024-06-10")
    page.get_by_role("button", name="Enter in the docket").click()
    expect(page.get_by_role("status").first).to_contain_text("Entered")


def _came_as_they_were(files: dict[str, Path]) -> None:
    came = [b"".join(read(document.file)) for document in CaseDocument.objects.order_by("pk")]
    assert came == [files["Short_report.pdf"].read_bytes(), files["Long_report.pdf"].read_bytes()]
    assert not KeptFile.objects.exists()
    assert not Upload.objects.filter(kept=None).exists()


def _start(asked: Request) -> int:
    """The first byte of a part that is sent."""
    return int(asked.url.rpartition("/")[2])


@pytest.mark.slow
def test_a_page_opened_again_goes_on_where_the_file_was(
    sqlite_store: str, own_page: Page, files: dict[str, Path]
) -> None:
    coordinator, case, page = somebody(PersonRole.COORDINATOR), _ready(), own_page
    with serving(sqlite_store, "--no-background") as server:
        _opened(page, server, coordinator.email, case)
        page.on("dialog", lambda dialog: dialog.accept())
        starts = list[int]()

        def two_go_through(route: Route) -> None:
            starts.append(_start(route.request))
            route.continue_() if len(starts) <= 2 else route.abort()

        page.route("**/parts/*", two_go_through)
        _dropped(page, "[data-chosen]", [files["Long_report.pdf"]])
        expect(page.get_by_text("The connection was cut. It is tried again.")).to_be_visible(timeout=20_000)
        received = Upload.objects.get().received
        page.reload()
        page.get_by_text("Sent before, and not entered").click()
        expect(page.get_by_text("choose the file again to go on")).to_be_visible()
        page.unroute("**/parts/*")
        starts.clear()
        page.on("request", lambda asked: starts.append(_start(asked)) if "/parts/" in asked.url else None)
        page.locator("#id_records-0-scan").set_input_files(files["Long_report.pdf"])
        expect(page.locator(".kept-files img")).to_have_count(1, timeout=60_000)
    assert received == starts[0] == 2 * PART
    assert Upload.objects.count() == 1
