"""The real letters, from text and from PDF, with every field equal to the letter.

The values to compare with were made by script from text that had lost the hyphens at the ends of lines; the PDF shows
those hyphens, and decides. Nothing else differs.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evenhand.determination.parse import parse
from evenhand.determination.pdf_reader import PdfReader
from evenhand.determination.published import Layout, to_json
from evenhand.determination.source import read_letter
from evenhand.treatment import Outcome

FIELDS = (
    "case_number",
    "priority",
    "date_assigned",
    "date_of_injury",
    "decision_date",
    "ur_denial_date",
    "application_received",
    "specialty",
)
HYPHENS = 64
"""So many values of the 129 PDFs show a hyphen at the end of a line."""


@pytest.fixture(scope="module")
def expected(shared: Path) -> dict[str, dict[str, Any]]:
    """The letters of 2016 as values, by case number."""
    lines = (shared / "letters" / "ca_wc_2016" / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    return {letter["case_number"]: letter for letter in map(_expected, map(json.loads, lines))}


def _expected(decision: dict[str, Any]) -> dict[str, Any]:
    letter: dict[str, Any] = {field: decision[field] or None for field in FIELDS}
    letter["licensure"] = [state.strip() for state in decision["licensure"].split(",")]
    letter["summary"] = _words(decision["summary"])
    letter["layout"] = "2016"
    letter["treatments"] = [
        {
            "title": _words(issue["title"]),
            "outcome": issue["decision"].upper(),
            "payer_guideline": _words(issue["ca_guideline"]),
            "reviewer_guideline": _words(issue["imr_guideline"]),
            "rationale": _words(issue["rationale"]),
        }
        for issue in decision["issues"]
    ]
    return letter


def _words(text: str) -> str:
    return " ".join(text.split())


def _shown(letter: dict[str, Any]) -> dict[str, Any]:
    """A letter as values, without the findings."""
    return {name: value for name, value in letter.items() if name != "findings"}


def test_every_field_from_text(shared: Path, expected: dict[str, dict[str, Any]]) -> None:
    folder = shared / "letters" / "ca_wc_2016" / "txt"
    assert len(expected) == 129
    for case, letter in expected.items():
        assert _shown(to_json(parse((folder / f"{case}.txt").read_text(encoding="utf-8")))) == letter, case


def test_every_field_from_pdf(shared: Path, expected: dict[str, dict[str, Any]]) -> None:
    folder = shared / "letters" / "ca_wc_2016" / "pdf"
    hyphens = 0
    with PdfReader() as reader:
        for case, letter in expected.items():
            read, _ = read_letter(folder / f"{case}.pdf", reader)
            assert read is not None
            told, wanted = (json.dumps(letter_json, sort_keys=True) for letter_json in (_shown(to_json(read)), letter))
            assert told.replace("-", "") == wanted.replace("-", ""), case
            hyphens += told.count("-") - wanted.count("-")
    assert hyphens == HYPHENS


@pytest.mark.parametrize("odd", ["\r\n", "\r", " \n"])
def test_line_breaks_of_other_systems(shared: Path, expected: dict[str, dict[str, Any]], odd: str) -> None:
    folder = shared / "letters" / "ca_wc_2016" / "txt"
    for case, letter in expected.items():
        text = (folder / f"{case}.txt").read_text(encoding="utf-8")
        assert _shown(to_json(parse("\ufeff" + text.replace("\n", odd)))) == letter, case


def test_letters_that_have_lost_their_form_feeds(shared: Path, expected: dict[str, dict[str, Any]]) -> None:
    folder = shared / "letters" / "ca_wc_2016" / "txt"
    for case, letter in expected.items():
        text = (folder / f"{case}.txt").read_text(encoding="utf-8")
        assert _shown(to_json(parse(text.replace("\n\n\f", "\n")))) == letter, case


def test_the_first_letter(shared: Path) -> None:
    text = (shared / "letters" / "ca_wc_2014" / "CM13-0029838.txt").read_text(encoding="utf-8")
    letter = parse(text)
    assert letter.findings == ()
    assert letter.layout is Layout.GRID_2014
    assert (letter.case_number, letter.priority) == ("CM13-0029838", "Standard")
    assert (letter.date_of_injury, letter.ur_denial_date) == (date(2008, 11, 8), date(2013, 9, 18))
    assert (letter.application_received, letter.date_assigned) == (date(2013, 9, 30), date(2013, 11, 1))
    assert letter.decision_date == date(2014, 1, 21)
    assert (letter.licensure, letter.specialty) == (("California",), "Internal Medicine, Pulmonary Diseases")
    (treatment,) = letter.treatments
    assert treatment.outcome is Outcome.UPHELD
    assert f"\n{treatment.title}: Upheld\n" in text
    assert treatment.payer_guideline
    assert f"guideline: {treatment.payer_guideline}\n" in text
    assert treatment.rationale
    assert _words(text).endswith(treatment.rationale)
    assert letter.summary
    assert f"\n{letter.summary}\n" in text
