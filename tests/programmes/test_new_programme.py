"""A further programme is a further folder: written, checked, run to a letter, verified, and served."""

import os
import re
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evenhand.cli.main import main
from evenhand.programme.library import known_programmes, programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.new_folder import is_programme_id, write_like
from tests.web.live import free_port, wait_for

TITLE = 'The "Order" of Sylvania'
PASSWORD = "a calm and even hand"


def asked(own: Path | None, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), env={"EVENHAND_PROGRAMMES": str(own or "")})


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder of an installation's own programmes."""
    (tmp_path / "own").mkdir()
    return tmp_path / "own"


def test_new_then_check_then_run_then_verify(own: Path, tmp_path: Path) -> None:
    written = asked(own, "programme", "new", "sylvania", "--like", "freedonia", "--title", TITLE)
    assert written.exit_code == 0, written.output
    checked = asked(own, "programme", "check", "sylvania")
    assert (checked.exit_code, "sylvania: " in checked.output) == (0, True), checked.output
    ran = asked(own, "run", own / "sylvania" / "case", "--out", tmp_path)
    assert ran.exit_code == 0, ran.output
    case = tmp_path / "F-2014-0007"
    assert (case / "determination.pdf").read_bytes().startswith(b"%PDF")
    assert asked(own, "verify", case, "--programme", "sylvania").exit_code == 0
    assert asked(own, "verify", case, "--programme", "freedonia").exit_code == 2
    assert (
        asked(
            own, "due", "FREE-04", "--trigger", "2014-03-03", "--service", "post", "--programme", "sylvania"
        ).exit_code
        == 0
    )
    assert f"sylvania: {TITLE} (your own, made-up law)" in asked(own, "programme", "list").output


def test_it_is_found_where_it_lies(own: Path, tmp_path: Path) -> None:
    assert asked(None, "programme", "new", "sylvania", "--in", own).exit_code == 0
    folder = own / "sylvania"
    assert asked(None, "programme", "check", folder).exit_code == 0
    assert asked(None, "run", folder / "case", "--out", tmp_path / "out").exit_code == 0, "it lies around its case"
    case = shutil.move(folder / "case", tmp_path / "case")
    alone = asked(None, "run", case, "--out", tmp_path / "out")
    assert (alone.exit_code, "There is no programme 'sylvania'" in alone.output) == (2, True)
    assert asked(None, "run", case, "--programme", folder, "--out", tmp_path / "out").exit_code == 0
    other = asked(None, "run", case, "--programme", "freedonia", "--out", tmp_path / "out")
    assert (other.exit_code, "The case names 'sylvania'" in other.output) == (2, True)
    assert asked(None, "verify", tmp_path / "out" / "F-2014-0007", "--programme", folder).exit_code == 0


def test_what_stands_there_is_never_written_over(own: Path) -> None:
    assert asked(own, "programme", "new", "sylvania").exit_code == 0
    before = {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    for again in (("sylvania",), ("ca_wc",), ("Sylvania",), ("../sylvania",), ("sylvania", "--in", str(own))):
        answer = asked(own, "programme", "new", *again)
        assert (answer.exit_code, answer.exception.__class__) == (2, SystemExit), answer.output
    assert {path: path.read_bytes() for path in own.rglob("*") if path.is_file()} == before
    nowhere = asked(None, "programme", "new", "other")
    assert (nowhere.exit_code, "--in FOLDER" in nowhere.output) == (2, True)


def test_an_id_can_be_a_folder_s_name() -> None:
    assert is_programme_id("us_ny2")
    assert not any(map(is_programme_id, ("", "NY", "ny-2", "2ny", "a/b", "..", "a" * 41)))


def test_nobody_has_approved_the_copy(own: Path, tmp_path: Path) -> None:
    like = Path(shutil.copytree(programme_folder("freedonia"), tmp_path / "freedonia"))
    letter = like / "letters" / "award.en.toml"
    approved = '[approval]\nby = "A. Counsel"\non = 2026-01-05\nhash = "0123456789ab"\n'
    letter.write_text(f"{letter.read_text(encoding='utf-8')}\n{approved}", encoding="utf-8")
    fit = like / "panel" / "fit.toml"
    fit.write_text(fit.read_text(encoding="utf-8").replace('"editorial"', '"approved"'), encoding="utf-8")
    model, _ = load_programme(like)
    assert model is not None
    folder = write_like(model, "sylvania", TITLE, own)
    assert "[approval]" not in (folder / "letters" / "award.en.toml").read_text(encoding="utf-8")
    assert 'status = "editorial"' in (folder / "panel" / "fit.toml").read_text(encoding="utf-8")
    head = (folder / "programme.toml").read_text(encoding="utf-8")
    assert "Freedonia" not in head.split("[labels]", maxsplit=1)[0]


@pytest.mark.parametrize("like", sorted(known_programmes()))
def test_every_programme_can_be_begun_from(like: str, own: Path) -> None:
    assert asked(own, "programme", "new", "further", "--like", like).exit_code == 0
    answer = asked(own, "programme", "check", "further")
    assert answer.exit_code == 0, answer.output


def test_it_is_served(own: Path, tmp_path: Path) -> None:
    """The case that was run is brought in, and a coordinator opens its page, and takes in a further one."""
    assert asked(own, "programme", "new", "sylvania", "--title", TITLE).exit_code == 0
    assert asked(own, "run", own / "sylvania" / "case", "--out", tmp_path).exit_code == 0
    environment = {name: value for name, value in os.environ.items() if not name.startswith("EVENHAND_")}
    environment |= {"EVENHAND_DATA": str(tmp_path / "data"), "EVENHAND_PROGRAMMES": str(own), "EVENHAND_MFA": "off"}
    evenhand = [sys.executable, "-m", "evenhand_web"]
    docket = str(tmp_path / "F-2014-0007" / "docket.jsonl")
    for command in (
        ["migrate"],
        ["add-person", "c@example.org", "--name", "C", "--role", "coordinator", "--password", PASSWORD],
        ["import-docket", docket, "--programme", "sylvania"],
    ):
        subprocess.run([*evenhand, *command], env=environment, check=True, stdout=subprocess.DEVNULL, timeout=120)
    port = free_port()
    server = subprocess.Popen(
        [*evenhand, "serve", "--port", str(port), "--no-background"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port, server)
        pages = _Pages(f"http://127.0.0.1:{port}")
        pages.sign_in("c@example.org")
        link = re.search(r'href="(/desk/cases/[^"]+)">F-2014-0007</a>', pages.get("/desk/"))
        assert link is not None
        case = pages.get(link[1])
        assert "The &quot;Order&quot; of Sylvania" in case
        assert "Time to complain" in pages.get(f"{link[1]}/clocks")
        assert 'value="sylvania"' in pages.get("/desk/cases/new?programme=sylvania")
    finally:
        server.terminate()
        server.wait(timeout=30)


class _Pages:
    """A browser without a window: it keeps its cookies and sends forms."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str, data: dict[str, str] | None = None) -> str:
        """The page of a path; with `data`, what a form sent there is answered."""
        sent = urllib.parse.urlencode(data).encode() if data else None
        with self._opener.open(self.address + path, sent, timeout=60) as answer:
            text: str = answer.read().decode()
        return text

    def sign_in(self, email: str) -> None:
        """Sign in as somebody."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get("/sign-in"))
        assert token is not None
        self.get("/sign-in", {"csrfmiddlewaretoken": token[1], "email": email, "password": PASSWORD})


def test_a_copy_of_one_s_own_stands_in_the_place_of_the_packaged_one(own: Path) -> None:
    """Wordings and weights of an installation live in its own copy, under the id that its cases name."""
    assert asked(own, "programme", "new", "ca_wc", "--like", "freedonia").exit_code == 2
    assert asked(own, "programme", "new", "ca_wc", "--like", "ca_wc").exit_code == 0
    assert known_programmes(own)["ca_wc"] == own / "ca_wc"
    assert asked(own, "programme", "check", "ca_wc").exit_code == 0
    listed = asked(own, "programme", "list").output
    assert "ca_wc: California workers' compensation Independent Medical Review (your own)" in listed
    assert asked(own, "programme", "new", "ca_wc", "--like", "ca_wc").exit_code == 2
