"""What letters of one programme say is of its own law, and names only whom they went to."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.cli.main import main

ANOTHER_LAW = re.compile(
    r"labor code|\b8 CCR|workers.? compensation|\bDWC\b|\bWCAB\b|\bMTUS\b|injured worker|employer|claims administrator"
    r"|administrative director",
    re.IGNORECASE,
)


def _made(shared: Path, out: Path, case: str) -> Path:
    programmes = shared / "programmes"
    told = ["run", str(programmes / "cases" / case), "--out", str(out)]
    ran = CliRunner().invoke(main, told, env={"EVENHAND_PROGRAMMES": str(programmes)})
    assert ran.exit_code == 0, ran.output
    return next(path for path in out.iterdir() if path.is_dir())


def _words(page: Path) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8")).split())


@pytest.mark.parametrize("case", ["aca-1", "dmhc-2-experimental", "ny-1"])
def test_no_letter_speaks_of_another_law(shared: Path, tmp_path: Path, case: str) -> None:
    pages = sorted(_made(shared, tmp_path, case).rglob("*.html"))
    assert len(pages) > 1
    assert {page.name: told[0] for page in pages if (told := ANOTHER_LAW.search(_words(page)))} == {}


def test_a_determination_names_as_served_only_whom_it_goes_to(shared: Path, tmp_path: Path) -> None:
    made = _made(shared, tmp_path, "aca-1")
    text = (made / "determination.txt").read_text(encoding="utf-8")
    served = text.partition("To whom this letter goes")[2].partition("Verification")[0]
    assert "C. Claimant" in served
    assert "D. Doctor" not in served
    letters = [path.name for path in (made / "notices").glob("*determination*.html")]
    assert letters
    assert not any("doctor" in name for name in letters)
