"""The guide for programme authors, tried: its samples make a programme that the machine finds no fault with."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from evenhand.clock.examples import check_examples
from evenhand.letter.check import check_letters
from evenhand.procedure.permit import check_procedure
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Gate, Programme

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "programme-authors.md"
LAND = programme_folder("freedonia")
STATEMENT = """
[rules.FREE-32]
kind = "gate"
title = "More than the refusal"
text = "Nobody decides on what the refusal says alone."
selected_by = "determination_issued"

[[rules.FREE-32.versions]]
since = 2010-01-01
citation = ["FWC 32"]
status = "verified"
facts = { ur_decision_alone_suffices = false }
"""
"""The rule that the guide's gate names, which the guide leaves to its reader."""


def samples() -> list[str]:
    """The samples of the guide, in order: a rule, its clock, a notice, a letter, a kind of entry, a gate, facts, who
    is in a case, a kind of its own.
    """
    return re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Freedonia with what the guide tells an author to write."""
    land = tmp_path_factory.mktemp("land") / "freedonia"
    shutil.copytree(LAND, land)
    rule, clock, notice, letter, kind, gate, facts, cast, own = samples()
    (land / "application.toml").write_text(facts + cast, encoding="utf-8")
    _add(land / "deadlines.toml", rule, clock, STATEMENT)
    _add(land / "law.toml", notice)
    procedure = (land / "procedure.toml").read_text(encoding="utf-8")
    without = re.sub(r"\[kinds\.fee_charged\]\n(?:[^\[\n][^\n]*\n)+", kind, procedure)
    signed = re.search(r"\[kinds\.determination_signed\]\n(?:[^\[\n][^\n]*\n)+", without)
    assert signed is not None
    (land / "procedure.toml").write_text(without.replace(signed[0], f"{signed[0]}\n{gate}") + own, encoding="utf-8")
    (land / "letters" / "reminded.en.toml").write_text(letter, encoding="utf-8")
    return land


def _add(file: Path, *more: str) -> None:
    file.write_text("\n\n".join((file.read_text(encoding="utf-8"), *more)), encoding="utf-8")


@pytest.fixture(scope="module")
def programme(folder: Path) -> Programme:
    """What the machine reads of it."""
    read, findings = load_programme(folder)
    assert findings == ()
    assert read is not None
    return read


def test_the_samples_are_in_the_programme(programme: Programme) -> None:
    assert check_procedure(programme, "procedure.toml") == ()
    assert check_examples(programme) == ()
    assert programme.rules["FREE-31"].clock is not None
    assert next(notice for notice in programme.notices if notice.id == "reminded").owed_on == "overdue:FREE-31"
    assert "payer" in programme.procedure.kinds["fee_charged"].by  # type: ignore[index]
    assert programme.procedure.kinds["determination_signed"].gates == (  # type: ignore[index]
        Gate("more_than_the_decision_is_there", "FREE-32"),
    )


def test_the_letter_is_one_the_machine_can_read(folder: Path, programme: Programme) -> None:
    assert (folder / "letters" / "reminded.en.toml").is_file()
    assert check_letters(folder, programme) == ()


def test_a_sum_that_does_not_come_out_is_said(folder: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "freedonia"
    shutil.copytree(folder, wrong)
    file = wrong / "deadlines.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('due = "2013-09-12"', 'due = "2013-09-13"'), encoding="utf-8")
    read, _ = load_programme(wrong)
    assert read is not None
    said = check_examples(read)
    assert ["FREE-31" in str(one) for one in said] == [True]


def excerpts() -> list[str]:
    """The excerpts of whole files that the guide shows, in order: the head, a calendar, a case, an analysis."""
    return re.findall(r"```text\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


def test_what_the_guide_shows_of_files_stands_in_them() -> None:
    files = ("programme.toml", "calendars.toml", "case/case.toml", "case/analysis.toml")
    for shown, file in zip(excerpts(), files, strict=True):
        whole = (LAND / file).read_text(encoding="utf-8")
        for part in shown.strip().split("\n\n"):
            assert part in whole, (file, part)


def test_the_guide_tells_what_a_determination_needs() -> None:
    """The kinds that a case must have for one are those that Freedonia's own case has."""
    case = tomllib.loads((LAND / "case" / "case.toml").read_text(encoding="utf-8"))
    told = re.search(
        r"A case needs, for a determination:(.*?)Notices and their sending", GUIDE.read_text("utf-8"), re.S
    )
    assert told is not None
    assert {entry["kind"] for entry in case["entries"]} - {"own_entry"} <= set(re.findall(r"`([a-z_]+)`", told[1]))
