"""A case sent back and decided anew keeps both determinations, each under a name of its own."""

import datetime as dt
import shutil
from pathlib import Path

from click.testing import CliRunner

from evenhand.cli.main import main
from evenhand.programme.library import programme_folder

_SAID = 'provenance = "illustrative"\nbecause = "The case is made up."\n\n[entries.payload]\n'


def _entry(kind: str, on: dt.date, by: str, payload: str) -> str:
    return f'\n[[entries]]\nkind = "{kind}"\non = {on}\nby = "{by}"\n{_SAID}{payload}\n'


def _decided(reviewer: str, on: dt.date) -> str:
    told = 'qualifications = "Physical Medicine; Freedonia"'
    sworn = f'reviewer = "{reviewer}"\naffiliations_denied = ["worker", "fund"]\n{told}'
    sat = _entry("reviewer_assigned", on, "organisation", f'reviewer = "{reviewer}"\n{told}')
    signed = _entry("determination_signed", on, "reviewer", f'reviewer = "{reviewer}"')
    return _entry("reviewer_attested", on, "reviewer", sworn) + sat + signed


def test_both_determinations_of_a_case_sent_back_are_kept_and_verify(tmp_path: Path) -> None:
    case = shutil.copytree(programme_folder("freedonia") / "case", tmp_path / "case")
    day = dt.date(2014, 5, 1)
    order = 'ground = "Overlooked."\nfact = "the hours given"\norder = "Judgment of May 1, 2014"\nlines = ["1"]'
    more = (
        _entry("petition_filed", day, "payer", 'party = "fund"\ngrounds = ["mistake of fact"]\nlines = ["1"]')
        + _entry("set_aside", day, "adjudicator", order)
        + _entry("remanded", day, "adjudicator", f'to_organisation = "Board"\n{order}')
        + _decided("R-2", day + dt.timedelta(days=8))
        + _entry("determination_issued", day + dt.timedelta(days=8), "organisation", "")
    )
    path = case / "case.toml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    ran = CliRunner().invoke(main, ["run", str(case), "--out", str(tmp_path / "out")])
    assert ran.exit_code == 0, ran.output
    made = tmp_path / "out" / "F-2014-0007"
    first, second = (made / name for name in ("determination.pdf", "determination-2.pdf"))
    assert first.read_bytes() != second.read_bytes()
    assert "May 9, 2014" in second.with_suffix(".txt").read_text(encoding="utf-8")
    verified = CliRunner().invoke(main, ["verify", str(made)])
    assert verified.exit_code == 0, verified.output


def test_an_oath_that_says_nothing_is_refused(tmp_path: Path) -> None:
    case = shutil.copytree(programme_folder("freedonia") / "case", tmp_path / "case")
    path = case / "case.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('["worker", "fund", "treating doctor"]', '[" "]'), encoding="utf-8")
    ran = CliRunner().invoke(main, ["run", str(case), "--out", str(tmp_path / "out")])
    assert (ran.exit_code, "the oath says nothing" in ran.output) == (2, True)
