"""The report of a month or year: in one command and by one click, with every figure and what it cannot say."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.cli.main import main
from evenhand.figures.defined import MEASURES
from evenhand_web.accounts.models import PersonRole
from evenhand_web.figures.keeping import count_changed
from evenhand_web.office.figure_words import WORDS
from tests.web.cast import browser_of, new_case, somebody

pytestmark = pytest.mark.usefixtures("shelf_folder")

Clock = Callable[[dt.datetime], None]


def _page(role: PersonRole, period: str) -> str:
    answer = browser_of(somebody(role)).get(f"/office/figures/ca_wc/{period}/report.html")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_report_tells_every_figure_and_that_one_case_tells_little(store: str, moment: Clock) -> None:
    new_case()
    count_changed("ca_wc")
    page = _page(PersonRole.REGULATOR, "2024-06")
    for ident in MEASURES:
        assert str(WORDS[ident].title) in page, ident
    assert "Of one case no share and no median tells more than that case." in page
    assert 'role="img"' in page
    assert "edition" in page


def test_an_empty_year_says_so(store: str, moment: Clock) -> None:
    page = _page(PersonRole.COORDINATOR, "2023")
    assert "Nothing to count" in page
    assert "<svg" not in page


def test_a_year_tells_its_months(store: str, moment: Clock) -> None:
    new_case()
    count_changed("ca_wc")
    page = _page(PersonRole.COORDINATOR, "2024")
    assert "Applications received, month by month" in page
    assert "2024-06" in page


def test_the_paper_is_a_pdf_and_a_time_that_is_none_is_not_there(store: str, moment: Clock) -> None:
    client = browser_of(somebody(PersonRole.REGULATOR))
    answer = client.get("/office/figures/ca_wc/2024/report.pdf")
    assert answer.content.startswith(b"%PDF")
    for period in ("2024-13", "24", "nothing"):
        assert client.get(f"/office/figures/ca_wc/{period}/report.html").status_code == 404


def test_one_command_writes_both(store: str, moment: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evenhand_web.command_start.ready", lambda: None)
    new_case()
    told = CliRunner().invoke(main, ["report", "ca_wc", "2024-06", "--out", str(tmp_path)])
    assert told.exit_code == 0, told.output
    assert "Applications received" in (tmp_path / "report-ca_wc-2024-06.html").read_text(encoding="utf-8")
    assert (tmp_path / "report-ca_wc-2024-06.pdf").read_bytes().startswith(b"%PDF")
    for words, message in ((["nowhere", "2024"], "no program 'nowhere'"), (["ca_wc", "June"], "no month and no year")):
        refused = CliRunner().invoke(main, ["report", *words])
        assert refused.exit_code == 1
        assert message in refused.output
