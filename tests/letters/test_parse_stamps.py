"""What other hands and tools put on a letter is no part of its values, and what is left out is said."""

from datetime import date

import pytest

from evenhand.determination.pdf_reader import PdfReader
from evenhand.determination.published import PublishedDetermination
from evenhand.determination.source import letter_of, read_bytes
from evenhand.treatment import Outcome
from tests.letters.test_parse_traps import ISSUES, MADE, SUMMARY

HEADER = (
    "Case Number: CM15-0000042\nDate Assigned: 03/02/2015\nDate of Injury: 01/05/2012\nDecision Date: 04/01/2015\n"
    "UR Denial Date: 02/03/2015\nPriority: Standard\nApplication Received: 02/20/2015\n"
)
WHY = (
    "The record tells of a fall in the yard of the plant, and of six visits that brought no\n"
    "change in the strength of the hand. The request is not medically necessary."
)
BLOCK = "Knee brace: Upheld\nClaims Administrator guideline: Theirs.\nMAXIMUS guideline: Ours.\nDecision rationale: "
STAMPS = (
    "ROE_0001", "JX-014", "DEFENDANT'S EXHIBIT C", "Exhibit A - 12", "ROE v. DOE 000451",
    "CONFIDENTIAL - SUBJECT TO PROTECTIVE ORDER", "From: 9165550100   Page: 3/7   Date: 8/30/2015 2:14 PM",
    "08-30-'15 14:33 FROM-ROE LAW     T-123 P003/007", "about:blank   2/3", "Received: Aug-30-2015",
    "DATE RECEIVED 08/30/2015", "REC'D AUG 30 2015", "FILE COPY", "DO NOT COPY", "DocuSign Envelope ID: 0A1B2C3D-1111",
    "Case 2:15-cv-01234-ABC Document 12-3 Filed 08/30/15 Page 3 of 7", "EAMS DOC ID 12345678", "IMR Case: CM15-0000042",
    "8/30/2015                IMR Decision Search", "Page 3", "MAILROOM AUG 30 2015",
)  # fmt: skip


def read(text: str) -> PublishedDetermination:
    with PdfReader() as reader:
        letter, _ = letter_of(read_bytes(text.encode(), reader))
    assert letter is not None
    return letter


def values(letter: PublishedDetermination) -> tuple[object, ...]:
    lines = [(line.title, line.outcome, line.rationale) for line in letter.treatments]
    return (letter.case_number, letter.decision_date, letter.specialty, letter.licensure, letter.summary, lines)


WHOLE = values(read(HEADER + MADE + SUMMARY + ISSUES + BLOCK + WHY))


@pytest.mark.parametrize("stamp", STAMPS)
def test_a_stamp_is_left_out_and_said(stamp: str) -> None:
    why = WHY.replace(" no\n", f" no\n{stamp}\n")
    for text in (
        HEADER + MADE + SUMMARY + ISSUES + BLOCK + why,
        HEADER + MADE + SUMMARY + ISSUES + f"{stamp}\n" + BLOCK + WHY,
        HEADER + MADE + f"{stamp}\n" + SUMMARY + ISSUES + BLOCK + WHY,
    ):
        letter = read(text)
        assert values(letter) == WHOLE
        assert "READ-STAMP" in {finding.rule for finding in letter.findings}


def test_lines_that_a_mail_broke_anew_are_no_stamps() -> None:
    words = " ".join(["The record was read with care and L4 was weighed by one and all, again."] * 12)
    broken = "".join(f"{words[start : start + 70]}\n{words[start + 70 : start + 90]}\n" for start in range(0, 720, 90))
    letter = read(HEADER + MADE + SUMMARY + ISSUES + BLOCK + broken)
    assert letter.treatments[0].rationale is not None
    assert letter.treatments[0].rationale.replace(" ", "") == broken.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    "after",
    [
        "Paul Roe, MD, MPH\nMedical Director\n", "Electronically signed by Paul Roe on 08/28/2015 14:22\n",
        "References:\n1. Roe J. On hands. 2010.\n", "Sent from my telephone\n", "END OF DETERMINATION\n",
        "Roe Insurance\nPO Box 12\nFresno, CA 93701\n", "ATTESTATION\nI attest that I have no conflict.\n",
        "SUMMARY OF OUTCOMES\nKnee brace: Upheld\n",
    ],
)  # fmt: skip
def test_reasons_end_where_something_else_begins(after: str) -> None:
    letter = read(HEADER + MADE + SUMMARY + ISSUES + BLOCK + WHY + "\n" + after)
    assert values(letter) == WHOLE
    assert {"PARSE-TRAILING", "READ-STAMP"} & {finding.rule for finding in letter.findings}


def test_reasons_of_several_paragraphs_are_kept_whole() -> None:
    first = "The brace was asked for by the patient.\n\nThe guideline allows one when the knee gives way.\n\n"
    letter = read(HEADER + MADE + SUMMARY + ISSUES + BLOCK + first + WHY + "\n\nPROOF OF SERVICE\nJane Roe\n")
    assert letter.treatments[0].rationale == " ".join((first + WHY).split())


@pytest.mark.parametrize("days", ["01/05/2012 - 01/05/2013", "01/05/2012, 02/07/2013", "01/05/2012 to 01/05/2013"])
def test_two_days_for_one_are_neither(days: str) -> None:
    letter = read(HEADER.replace("01/05/2012", days) + MADE + SUMMARY + ISSUES + BLOCK + WHY)
    assert letter.date_of_injury is None
    assert "date_of_injury" in {finding.place.key for finding in letter.findings}


@pytest.mark.parametrize("mark", ["   ", " - ", " = ", "........ "])
def test_a_label_without_its_colon_still_tells_its_value(mark: str) -> None:
    letter = read(HEADER.replace(": ", mark) + MADE + SUMMARY + ISSUES + BLOCK + WHY)
    assert (letter.case_number, letter.decision_date) == ("CM15-0000042", date(2015, 4, 1))
    assert letter.date_of_injury == date(2012, 1, 5)


def test_numbers_and_signs_of_a_list_are_no_part_of_a_name() -> None:
    for marks in (("1. ", "2. "), ("\u2022 ", "\u2022 ")):
        lines = [f"{mark}{BLOCK}{WHY}\n" for mark in marks]
        letter = read(HEADER + MADE + SUMMARY + ISSUES + "".join(lines))
        assert [line.title for line in letter.treatments] == ["Knee brace", "Knee brace"]


def test_pleading_paper_and_double_spacing_change_no_value() -> None:
    whole = HEADER + MADE + SUMMARY + ISSUES + BLOCK + WHY
    lines = whole.split("\n")
    assert values(read("\n".join(f"{number % 28 + 1:>2}  {line}" for number, line in enumerate(lines)))) == WHOLE
    assert values(read(whole.replace("\n", "\n\n"))) == WHOLE


def test_a_colon_without_an_outcome_is_unclear() -> None:
    blocks = BLOCK + WHY + "\n" + BLOCK.replace("Knee brace: Upheld", "Cane:") + WHY
    letter = read(HEADER + MADE + SUMMARY + ISSUES + blocks)
    assert [(line.title, line.outcome) for line in letter.treatments] == [
        ("Knee brace", Outcome.UPHELD),
        ("Cane", None),
    ]
