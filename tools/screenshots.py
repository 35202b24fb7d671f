"""Pictures of the pages for the documentation, taken of the demonstration: `python -m tools.screenshots FOLDER`.

The demonstration is filled and shown as of one fixed day, so that a picture changes only where a page does. To have one
more page pictured, add a row to PICTURES.
"""

import datetime as dt
import io
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import django
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from evenhand_web.demonstration.own_folder import make_room, settle_in
from evenhand_web.first_start import prepare
from evenhand_web.infrastructure import clock

NOW = dt.datetime(2026, 11, 24, 18, tzinfo=dt.UTC)
_SIZES = {"desktop": (1280, 860), "phone": (390, 844)}
_COLOURS = 96
_PASSWORD = "for a picture only"


class Picture(NamedTuple):
    """A page to be pictured: who sees it (the name before the @), its address, the file's name, what is looked for.

    `{stage}` in an address stands for the case in that stage that has the longest docket; `place` is an element that
    the page is scrolled to.
    """

    who: str
    address: str
    name: str
    words: str = ""
    place: str = ""


PICTURES = (
    Picture("coordinator", "/desk/", "queue"),
    Picture("coordinator", "/desk/cases/{in_review}", "case"),
    Picture("coordinator", "/desk/cases/{in_review}/clocks", "clocks"),
    Picture("coordinator", "/desk/cases/{in_review}/docket", "docket"),
    Picture("coordinator", "/desk/find", "find", words="quill"),
    Picture("reviewer", "/review/", "review-list"),
    Picture("reviewer", "/review/{in_review}", "review"),
    Picture("director", "/release/", "release-list"),
    Picture("director", "/release/{signed}", "release"),
    Picture("regulator", "/office/wordings", "wordings"),
)


def take(folder: Path) -> None:
    """Write every picture to a folder, at the width of a desk and of a phone."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept, _shown(Path(kept) / "demonstration") as server, _browser() as browser:
        for size, (width, height) in _SIZES.items():
            for picture in PICTURES:
                context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
                page = context.new_page()
                _visit(page, server, picture)
                _save(page.screenshot(), folder / f"{picture.name}-{size}.png")
                context.close()


@contextmanager
def _shown(folder: Path) -> Iterator[str]:
    """The demonstration filled and served on the fixed day, in this process; gives the address."""
    make_room(folder)
    settle_in(folder)
    os.environ |= {"DJANGO_SETTINGS_MODULE": "evenhand_web.settings", "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    prepare(folder)
    django.setup()
    call_command("migrate", verbosity=0)
    models, basehttp = import_module("evenhand_web.accounts.models"), import_module("django.core.servers.basehttp")
    with clock.standing(NOW):
        import_module("evenhand_web.infrastructure.installation").make_demonstration(is_empty=True)
        import_module("evenhand_web.demonstration.fill").fill(NOW, dict.fromkeys(models.PersonRole, _PASSWORD))
        import_module("evenhand_web.infrastructure.worker").work_off(("pages",))
        handler = type("Quiet", (basehttp.WSGIRequestHandler,), {"log_message": lambda *_: None})
        server = basehttp.ThreadedWSGIServer(("127.0.0.1", 0), handler)
        server.set_app(import_module("evenhand_web.wsgi").application)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def _browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise SystemExit("There is no Chromium: install Debian's package chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def _visit(page: Page, server: str, picture: Picture) -> None:
    page.goto(f"{server}/sign-in")
    page.get_by_label("Email address").fill(f"{picture.who}@example.org")
    page.get_by_label("Password").fill(_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "sign-in" not in address)
    page.goto(server + _address(picture))
    if picture.words:
        page.get_by_label("Name or number").fill(picture.words)
        page.keyboard.press("Enter")
        page.locator("table").wait_for()
    if picture.place:
        page.locator(picture.place).evaluate("element => element.scrollIntoView()")
    page.evaluate("document.activeElement.blur()")


def _address(picture: Picture) -> str:
    before, brace, rest = picture.address.partition("{")
    if not brace:
        return picture.address
    stage, _, after = rest.partition("}")
    cases = import_module("evenhand_web.cases.models").Case.objects.filter(stage=stage)
    if picture.who == "reviewer":
        cases = cases.filter(seats__reviewer__email="reviewer@example.org", seats__standing="assigned")
    return f"{before}{cases.order_by('-length', 'number')[0].ident}{after}"


def _save(png: bytes, path: Path) -> None:
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    take(Path(sys.argv[1]))
