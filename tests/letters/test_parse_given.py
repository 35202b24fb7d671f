"""Letters that invite a wrong reading: what is read is right, or null with a finding."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from evenhand.determination.pdf_reader import PdfReader
from evenhand.determination.published import PublishedDetermination, to_json
from evenhand.determination.source import read_letter
from evenhand.finding import Severity

RIGHT = {
    "case_number": "CM16-0999001",
    "priority": "Standard",
    "date_assigned": "2016-05-20",
    "date_of_injury": "2016-03-04",
    "decision_date": "2016-06-17",
    "ur_denial_date": "2016-04-28",
    "application_received": "2016-05-12",
    "specialty": "Orthopedic Surgery",
    "licensure": ["California", "Nevada"],
}
LINES = [("MRI of the left knee", "UPHELD"), ("Twelve physical therapy visits for the left knee", "OVERTURNED")]
UNCLEAR = ("not_overturned", "outcome_not_modified", "outcome_overturned_no", "outcome_held", "outcome_two")
OTHER: dict[str, dict[str, Any]] = {
    "and_licensed": {"specialty": "Neurology", "licensure": ["California"]},
    "labels_then_values_shuffled": dict.fromkeys(
        ("date_assigned", "date_of_injury", "decision_date", "ur_denial_date", "application_received")
    ),
    "one_value_right_column": dict.fromkeys(("date_of_injury", "ur_denial_date", "application_received")),
}
"""What else is right of a letter; a value that cannot be told is null."""
OF_2013: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "layout_late_2013": (
        {"case_number": "CM13-0999002", "decision_date": "2013-12-20"},
        [("PHYSICAL THERAPY 2X6 RIGHT WRIST", "UPHELD"), ("A WRIST SPLINT", "OVERTURNED")],
    ),
    "layout_medical_professional_review": (
        {"case_number": "CM13-0999003", "specialty": "Orthopedic Surgery"},
        [("lumbar brace", "UPHELD")],
    ),
    "notice_2013_lost_space": ({"decision_date": "2013-09-26"}, [("knee brace", "UPHELD")]),
}
SAYING = {
    "proof_of_service_at_end": "PARSE-TRAILING",
    "print_footer": "READ-STAMP",
    "bates": "READ-STAMP",
    "labels_then_values_shuffled": "PARSE-HEADER",
    "one_value_right_column": "PARSE-HEADER",
    "ocr_digits": "READ-RECOGNISED",
    "ocr_case": "READ-RECOGNISED",
    "ocr_rn": "READ-RECOGNISED",
    "ocr_heading": "READ-RECOGNISED",
    "email_quoted": "READ-FORM",
    "quoted_printable": "READ-FORM",
    "html": "READ-FORM",
    "html_br": "READ-FORM",
    "quoted_earlier_decision": "PARSE-QUOTED",
    "payer_label_line_in_rationale": "PARSE-QUOTED",
    **dict.fromkeys(UNCLEAR, "PARSE-OUTCOME"),
}
"""The finding that tells what was taken out, put right, or could not be told."""


@pytest.fixture(scope="module")
def letters(shared: Path) -> dict[str, PublishedDetermination]:
    """The letters by the name of their file."""
    with PdfReader() as reader:
        paths = sorted((shared / "cases" / "letters_parse").glob("*.txt"))
        return {path.stem: letter for path in paths if (letter := read_letter(path, reader)[0])}


def test_every_letter_is_read_right_or_null(letters: dict[str, PublishedDetermination]) -> None:
    assert len(letters) == 33
    for name, letter in letters.items():
        wanted, lines = OF_2013.get(name, ({**RIGHT, **OTHER.get(name, {})}, LINES))
        shown = to_json(letter)
        assert {field: shown[field] for field in wanted} == wanted, name
        told = [(line.title, line.outcome.value if line.outcome else None) for line in letter.treatments]
        if name in UNCLEAR:
            assert told == [(lines[0][0], None), lines[1]], name
        elif name == "quoted_earlier_decision":
            assert [line for line in told if line in lines] == lines
        else:
            assert told == lines, name


def test_the_reasons_end_where_they_end(letters: dict[str, PublishedDetermination]) -> None:
    for name, letter in letters.items():
        if name != "notice_2013_lost_space":
            words = (letter.treatments[-1].rationale or "").removesuffix(" and appropriate.").removesuffix(".")
            assert words.endswith("medically necessary"), name


def test_what_was_put_right_or_left_open_is_said(letters: dict[str, PublishedDetermination]) -> None:
    for name, rule in SAYING.items():
        assert rule in {finding.rule for finding in letters[name].findings}, name
    for name in UNCLEAR:
        assert Severity.MAJOR in {finding.severity for finding in letters[name].findings}, name


LAID = [("stamp", True), ("wm", False), ("wm", True), ("stamp", False)]


def changed_pdfs(shared: Path, folder: Path) -> Iterator[Path]:
    """A letter stamped, with a watermark, turned on its side or its head, and with a foreign page at its end."""
    source = next(iter(sorted((shared / "letters" / "ca_wc_2016" / "pdf").glob("*.pdf"))))
    given = shared / "cases" / "letters_pdf"
    for name, is_over in LAID:
        with pikepdf.open(source) as letter, pikepdf.open(given / f"{name}.pdf") as layer:
            for page in letter.pages:
                if is_over:
                    page.add_overlay(layer.pages[0], None)
                else:
                    page.add_underlay(layer.pages[0], None)
            letter.save(folder / f"{name}_{is_over}.pdf")
        yield folder / f"{name}_{is_over}.pdf"
    for angle in (90, 180, 270):
        with pikepdf.open(source) as letter:
            for page in letter.pages:
                page.rotate(angle, relative=True)
            letter.save(folder / f"turned_{angle}.pdf")
        yield folder / f"turned_{angle}.pdf"
    with pikepdf.open(source) as letter, pikepdf.open(given / "cover.pdf") as cover:
        letter.pages.extend(cover.pages)
        letter.save(folder / "cover.pdf")
    yield folder / "cover.pdf"
    yield source


def test_stamps_watermarks_turned_pages_and_foreign_pages_change_no_value(shared: Path, tmp_path: Path) -> None:
    with PdfReader() as reader:
        shown = {}
        for path in changed_pdfs(shared, tmp_path):
            letter, findings = read_letter(path, reader)
            assert letter is not None, findings
            shown[path.stem] = {name: value for name, value in to_json(letter).items() if name != "findings"}
    *changed, source = shown.values()
    assert len(changed) == 8
    for name, values in zip(shown, changed, strict=False):
        assert values == source, name
