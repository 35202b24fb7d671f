"""The programme of a land that does not exist comes with Evenhand, runs its own case, and says what it is."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evenhand.cli.main import main
from evenhand.letter.house_words import HOUSE_WORDS
from evenhand.programme.library import known_programmes, programme_folder, programmes_of_law
from evenhand.programme.load import load_programme

FREEDONIA = programme_folder("freedonia")


def asked(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), env={"EVENHAND_PROGRAMMES": ""})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Freedonia's own case, run to its award."""
    out = tmp_path_factory.mktemp("out")
    answer = asked("run", FREEDONIA / "case", "--out", out)
    assert answer.exit_code == 0, answer.output
    return out / "F-2014-0007"


def test_it_is_listed_and_sound() -> None:
    assert "freedonia" in known_programmes()
    listed = asked("programme", "list").output.splitlines()
    assert "freedonia: Freedonia workers' review (comes with Evenhand, made-up law)" in listed
    assert [line for line in listed if line.startswith("ca_wc:") and "made-up" not in line]
    answer = asked("programme", "check", "freedonia")
    assert answer.exit_code == 0, answer.output


def test_it_is_never_meant_where_no_programme_is_named(tmp_path: Path) -> None:
    assert "freedonia" not in programmes_of_law()
    assert "ca_wc" in programmes_of_law()
    shutil.copytree(FREEDONIA, tmp_path / "freedonia")
    assert programmes_of_law(tmp_path)["freedonia"] == tmp_path / "freedonia", "its own folder is asked for"


def test_its_case_runs_to_an_award_that_verifies(made: Path) -> None:
    award = (made / "determination.txt").read_text(encoding="utf-8")
    assert "Necessary: the refusal falls" in award
    assert "April 11, 2014" in award, "20 open days after the file of March 14"
    answer = asked("verify", made)
    assert answer.exit_code == 0, answer.output


def test_every_letter_says_that_its_law_is_made_up(made: Path) -> None:
    words = HOUSE_WORDS["en"].made_up_text
    pages = sorted(made.rglob("*.html"))
    assert len(pages) > 10
    assert all(words in page.read_text(encoding="utf-8") for page in pages)


def test_real_law_is_not_made_up(tmp_path: Path) -> None:
    california, _ = load_programme(programme_folder("ca_wc"))
    assert california is not None
    assert not california.made_up
    answer = asked("run", "examples/cm13-0029838", "--out", tmp_path)
    assert answer.exit_code == 0, answer.output
    letter = (tmp_path / "CM13-0029838" / "determination.txt").read_text(encoding="utf-8")
    assert HOUSE_WORDS["en"].made_up_text not in letter
