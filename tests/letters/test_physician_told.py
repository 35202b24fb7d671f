"""What a determination says of its physician comes from the verified file, each fact with its day."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from evenhand.determination.model import NO_APPOINTMENT, UNDISCIPLINED, Analysis, ConfirmedFact
from evenhand.run.case_folder import CaseFolder, read_case_folder
from evenhand.run.press import press
from evenhand.run.runner import run_case

EXAMPLE = Path(__file__).parents[2] / "examples" / "cm13-0029838"
SEARCHED = dt.date(2014, 1, 5)


@pytest.fixture(scope="module")
def case() -> CaseFolder:
    folder, findings = read_case_folder(EXAMPLE)
    assert folder is not None, findings
    return folder


def _words(case: CaseFolder, *confirmed: ConfirmedFact, **stated: bool) -> str:
    analysis: Analysis = case.analysis
    reviewer = replace(analysis.reviewer, confirmed=confirmed, **stated)  # type: ignore[arg-type]
    run = run_case(replace(case, analysis=replace(analysis, reviewer=reviewer)), press())
    letter = next(made.data for made in run.documents if made.ref.name == "determination.txt").decode()
    return " ".join(letter.split())


def test_a_search_of_a_register_is_told_with_its_day(case: CaseFolder) -> None:
    facts = (
        ConfirmedFact(words="Clean record", on=SEARCHED, of=UNDISCIPLINED),
        ConfirmedFact(words="No appointment", on=SEARCHED, of=NO_APPOINTMENT),
    )
    words = _words(case, *facts)
    assert "Discipline or sanction, taken or pending None (verified January 5, 2014)" in words
    assert "Appointed as Qualified Medical Evaluator None (verified January 5, 2014)" in words
    assert "Clean record January 5, 2014" in words


def test_an_oath_does_not_stand_for_a_search_that_the_file_lacks(case: CaseFolder) -> None:
    told = _words(case, ConfirmedFact(words="Clean record", on=SEARCHED, of=UNDISCIPLINED), has_no_discipline=True)
    assert "Appointed as Qualified Medical Evaluator Not verified" in told
    assert "pending None (verified January 5, 2014)" in told


def test_without_a_file_the_statement_is_told_with_what_it_rests_on(case: CaseFolder) -> None:
    words = _words(case)
    assert "Discipline or sanction, taken or pending None[" in words
    assert "verified" not in words.partition("Who decided")[2].partition("Dates")[0]
