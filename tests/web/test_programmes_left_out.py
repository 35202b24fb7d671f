"""A programme's folder with a fault is left out, and stops nobody: not the others, not its own cases."""

import datetime as dt
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.cli.main import main
from evenhand.docket.aftermath import Withdrawn
from evenhand.docket.party import Role
from evenhand.programme.library import programme_folder
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.docketing import open_case, refresh_stale
from evenhand_web.cases.models import Case
from evenhand_web.doctor.works import faulty_programmes
from evenhand_web.infrastructure.programmes import left_out, open_programmes, programme_of, programmes_with_panel
from tests.web.cast import application, browser_of, entered, new_case, somebody
from tests.web.installation import WHOLE, own_programmes, put_programme, start_again

PAGES = (
    "/desk/", "/desk/find?q=IMR", "/desk/cases/new", "/desk/post", "/desk/panel", "/desk/panel/queue",
    "/desk/panel/bring", "/office/tasks", "/office/roster", "/office/programs",
)  # fmt: skip
ALARM = "is left out"


@pytest.fixture
def own(tmp_path: Path, settings_of: Callable[..., None], store: str, moment: object) -> Iterator[Path]:
    """The folder of an installation's own programmes, empty at first."""
    with own_programmes(tmp_path, settings_of) as folder:
        yield folder


def _misspell(folder: Path) -> None:
    head = folder / "procedure.toml"
    head.write_text(head.read_text(encoding="utf-8").replace("\nnever_after", "\nnever_aftr", 1), encoding="utf-8")


def _opened(programme: str, number: str) -> Case:
    return open_case(programme, application(number), None).case


def _is_well(pages: tuple[str, ...] = PAGES) -> dict[str, str]:
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    answers = {page: desk.get(page) for page in pages}
    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(pages, 200)
    return {page: answer.content.decode() for page, answer in answers.items()}


def test_a_misspelt_key_leaves_one_folder_out_and_changes_no_page_of_the_others(own: Path) -> None:
    case = new_case("IMR-1")
    director, page = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR)), f"/desk/cases/{case.ident}"
    before = director.get(page).content.decode()
    _misspell(put_programme(WHOLE, own, "broken"))
    start_again()
    pages = _is_well()
    assert "IMR-1" in pages["/desk/"]
    assert 'value="broken"' not in pages["/desk/cases/new"]
    programs = pages["/office/programs"]
    assert "never_aftr" in programs
    assert "procedure.toml, line" in programs
    after = director.get(page).content.decode()
    assert ALARM in after
    assert ALARM not in before
    assert after.partition("<h1")[2] == before.partition("<h1")[2]


def test_its_own_cases_go_on_under_the_last_good_version(own: Path) -> None:
    folder = put_programme(WHOLE, own, "sylvania")
    start_again()
    case = _opened("sylvania", "SY-1")
    good, due_at = programme_of("sylvania"), Case.objects.get(pk=case.pk).due_at
    _misspell(folder)
    start_again()
    assert [standing.ident for standing in left_out()] == ["sylvania"]
    assert programme_of("sylvania").fingerprint == good.fingerprint
    assert "sylvania" not in {law.id for law in open_programmes()}
    pages = _is_well((*PAGES, f"/desk/cases/{case.ident}", f"/desk/cases/{case.ident}/reviewer"))
    assert "SY-1" in pages["/desk/"]
    assert ALARM in pages["/desk/"]
    assert refresh_stale() == 0
    assert Case.objects.get(pk=case.pk).due_at == due_at
    entered(case, Withdrawn(party="worker", is_signed=True, reason=""), Role.APPLICANT, dt.date(2024, 6, 11))
    assert Case.objects.get(pk=case.pk).stage == "withdrawn"


def test_a_folder_that_is_gone_is_said_and_its_cases_stay(own: Path) -> None:
    folder = put_programme(WHOLE, own, "sylvania")
    start_again()
    case = _opened("sylvania", "SY-1")
    folder.rename(own.parent / "elsewhere")
    start_again()
    pages = _is_well((*PAGES, f"/desk/cases/{case.ident}"))
    assert "is gone" in pages["/office/programs"]
    assert "SY-1" in pages["/desk/"]


def test_a_copy_that_was_changed_is_not_used_and_the_case_stays_in_the_list(own: Path) -> None:
    folder = put_programme(WHOLE, own, "sylvania")
    start_again()
    _opened("sylvania", "SY-1")
    _misspell(folder)
    kept = next((own.parent / "kept" / "sylvania").glob("*/programme.toml"))
    kept.write_text(kept.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    start_again()
    pages = _is_well(("/desk/", "/desk/find?q=SY", "/office/programs"))
    assert "SY-1" in pages["/desk/"]
    assert "Its program cannot be read" in pages["/desk/"]
    desk, ident = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR)), Case.objects.get(number="SY-1").ident
    page = desk.get(f"/desk/cases/{ident}")
    assert (page.status_code, "“sylvania”" in page.content.decode()) == (503, True)


def test_a_folder_put_right_counts_again(own: Path) -> None:
    folder = put_programme(WHOLE, own, "sylvania")
    start_again()
    good = programme_of("sylvania").fingerprint
    text = (folder / "procedure.toml").read_text(encoding="utf-8")
    _misspell(folder)
    start_again()
    assert left_out()
    (folder / "procedure.toml").write_text(text + "\n# read again\n", encoding="utf-8")
    start_again()
    assert not left_out()
    assert programme_of("sylvania").fingerprint != good


def test_a_programme_without_a_panel_changes_no_page_of_the_panel(own: Path) -> None:
    folder = put_programme(WHOLE, own, "a_first_by_its_name")
    panel = folder / "panel"
    if panel.is_dir():
        panel.rename(own.parent / "panel")
    start_again()
    assert "a_first_by_its_name" not in {law.id for law in programmes_with_panel()}
    case = _opened("a_first_by_its_name", "A-1")
    _is_well((*PAGES, f"/desk/cases/{case.ident}/reviewer"))


def test_whoever_looks_at_the_panel_chooses_among_several_laws(own: Path) -> None:
    put_programme(WHOLE, own, "another")
    start_again()
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    assert "Choose the program" in desk.get("/desk/panel").content.decode()
    assert "Choose the program" not in desk.get("/desk/panel?programme=another").content.decode()
    page = desk.get("/desk/panel/queue").content.decode()
    assert 'href="?programme=another" aria-current="page"' in page


SLIPS = (
    ("letters/refused.en.toml", "{case_number:text}", "{case_numbr:text}"),
    ("deadlines.toml", 'starts = ["assigned"]', 'starts = ["asigned"]'),
)
"""Slips in a file that can be read all the same: a blank that nothing fills, a clock that never starts."""


@pytest.mark.parametrize(("file", "right", "wrong"), SLIPS)
def test_what_an_author_is_told_keeps_a_folder_out_with_the_same_words(
    own: Path, file: str, right: str, wrong: str
) -> None:
    slip = put_programme(programme_folder("freedonia"), own, "herald") / file
    text = slip.read_text(encoding="utf-8")
    assert right in text
    slip.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    start_again()
    (standing,) = left_out()
    (finding,) = standing.findings
    assert finding.place.file.endswith(file)
    assert finding.place.line
    answer = CliRunner().invoke(main, ["programme", "check", str(slip.parents[file.count("/")])])
    assert answer.exit_code == 2
    assert str(finding) in answer.output
    assert any(str(finding) in checked.words for checked in faulty_programmes())
    director = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR))
    assert ALARM in director.get("/desk/").content.decode()
    page = unescape(director.get("/office/programs").content.decode())
    assert finding.message in page
    assert f"{finding.place.file}, line {finding.place.line}" in page
