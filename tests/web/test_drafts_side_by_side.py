"""Programmes of several laws in one installation: each case in its own words, and a faulty folder changes none."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client

from evenhand.cli.main import main
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.transfer import import_docket
from evenhand_web.infrastructure.programmes import left_out, open_programmes, programme_of
from tests.web.cast import PARTS, browser_of, new_case, somebody
from tests.web.installation import WHOLE, own_programmes, put_programme, start_again

CASES = {
    "aca-1": "us_aca",
    "dmhc-2-experimental": "ca_dmhc",
    "ny-1": "us_ny",
    "wc-ineligible": "ca_wc",
}
_WORKERS_LAW = re.compile(r"\b8 CCR|Labor Code|\bLC 4")
PAGES = ("/desk/", "/desk/cases/new", "/desk/post", "/desk/panel", "/office/programs", "/office/tasks")


@pytest.fixture
def own(shared: Path, tmp_path: Path, settings_of: Callable[..., None], store: str, moment: object) -> Iterator[Path]:
    """The folder of an installation's own programmes: the three drafts."""
    with own_programmes(tmp_path, settings_of) as folder:
        for ident in sorted({*CASES.values()} - {"ca_wc"}):
            shutil.copytree(shared / "programmes" / ident, folder / ident)
        start_again()
        yield folder


def _brought(shared: Path, own: Path) -> dict[str, Case]:
    """Every case as the command makes it of its folder, taken into the installation."""
    cases: dict[str, Case] = {}
    for name in CASES:
        out = own.parent / "out" / name
        told = ["run", str(shared / "programmes" / "cases" / name), "--out", str(out)]
        ran = CliRunner().invoke(main, told, env={"EVENHAND_PROGRAMMES": str(own)})
        assert ran.exit_code == 0, ran.output
        docket = next(out.glob("*/docket.jsonl"))
        assert CliRunner().invoke(main, ["verify", str(docket.parent)]).exit_code == 0
        case, findings = import_docket(docket.read_bytes(), docket.name)
        assert case is not None, findings
        cases[name] = case
    return cases


def _looked_at(desk: Client, cases: dict[str, Case]) -> dict[str, str]:
    pages = [
        *PAGES,
        *(f"/desk/cases/{case.ident}{part}" for case in cases.values() for part in PARTS),
    ]
    answers = {page: desk.get(page) for page in pages}
    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(pages, 200)
    return {page: answer.content.decode() for page, answer in answers.items()}


def test_each_case_stands_under_its_own_law_and_a_faulty_folder_changes_no_page(shared: Path, own: Path) -> None:
    assert {law.id for law in open_programmes()} >= {"ca_wc", "ca_dmhc", "us_aca", "us_ny"}
    new_case("IMR-1")
    cases, desk = _brought(shared, own), browser_of(somebody(PersonRole.COORDINATOR))
    before = _looked_at(desk, cases)
    for name, case in cases.items():
        address, law = f"/desk/cases/{case.ident}", programme_of(CASES[name])
        page = "\n".join(before[address + part] for part in PARTS)
        assert law.label("payer") in page or law.label("payer").capitalize() in page, name
        assert bool(_WORKERS_LAW.search(page)) == (law.id == "ca_wc"), name
    broken = put_programme(WHOLE, own, "broken")
    head = broken / "procedure.toml"
    head.write_text(head.read_text(encoding="utf-8").replace("\nnever_after", "\nnever_aftr", 1), encoding="utf-8")
    shutil.rmtree(put_programme(WHOLE, own, "bare") / "panel")
    start_again()
    assert [standing.ident for standing in left_out()] == ["broken"]
    after = _looked_at(desk, cases)
    for page in (f"/desk/cases/{case.ident}{part}" for case in cases.values() for part in PARTS):
        assert after[page].partition("<h1")[2] == before[page].partition("<h1")[2]
