"""Letters with one fault each, and fifteen real ones read by hand with every contradiction in them."""

import json
from pathlib import Path
from typing import Any

import pytest

from evenhand.audit.audit import audit
from evenhand.audit.claim import Claim, Kind, Party
from evenhand.determination.parse import parse
from evenhand.determination.pdf_reader import PdfReader
from evenhand.determination.source import read_file
from evenhand.finding import Severity
from tests.letters.audit_letters import audit_law, programme

FAULTS = {
    "01_side_conclusion": Kind.SIDE,
    "02_side_summary": Kind.SIDE,
    "04_part_reasons": Kind.BODY_PART,
    "05_part_summary": Kind.BODY_PART,
    "06_sex": Kind.SEX,
    "07_age": Kind.AGE,
    "09_ur_summary": Kind.DATE,
    "10_report_before_injury": Kind.DATE,
    "12_drug": Kind.DRUG,
    "14_qty_words": Kind.QUANTITY,
    "15_qty_days_rental": Kind.QUANTITY,
    "16_qty_injections": Kind.QUANTITY,
    "17_level": Kind.BODY_PART,
    "18_outcome_vs_reason": Kind.OUTCOME_VS_REASONS,
    "21_outcome_vs_cert": Kind.OUTCOME_VS_REASONS,
    "22_edition": Kind.EDITION,
    "25_payer_guideline_part": Kind.GUIDELINE_BODY_PART,
    "26_odg_part": Kind.GUIDELINE_BODY_PART,
    "27_bundle_comma": Kind.BUNDLE,
    "29_bundle_surgery": Kind.BUNDLE,
    "30_bundle_overturned": Kind.BUNDLE,
    "31_specialty_psych": Kind.OTHER,
    "33_specialty_dent": Kind.OTHER,
    "34_test_other": Kind.WRONG_TEST,
    "36_copied_reasons": Kind.COPIED_REASONS,
    "39_name_in_text": Kind.OTHER,
    "41_decision_before_ur_header": Kind.DATE,
    "42_late": Kind.DATE,
    "43_expedited_slow": Kind.DATE,
    "44_app_late": Kind.DATE,
    "46_page_in_section": Kind.PAGE_AS_SECTION,
}
"""The kind of the one fault of each letter, which is claimed."""
ASKED = {"38_opioid_no_taper": "L-20q", "48_web_slides": "L-15d"}
"""What only asks."""
OPPOSITES = ("qme_is", "practice_2years")
"""Letters that state the opposite of what must be stated."""
SURE_RULE = 0.99
SURE_LANGUAGE = 0.5


@pytest.fixture(scope="module")
def faulty(shared: Path) -> dict[str, tuple[Claim, ...]]:
    """What is said of each letter with one fault, the form's block left out."""
    folder = shared / "cases" / "letters_audit"
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    return {name: _said(text, name) for name, text in texts.items()}


def _said(text: str, name: str, strong: frozenset[int] = frozenset()) -> tuple[Claim, ...]:
    claims = audit(parse(text, file=name, strong=strong), audit_law(), programme(), text)
    return tuple([claim for claim in claims if claim.party is not Party.FORM and claim.severity is not Severity.PASS])


def test_each_fault_is_claimed_as_what_it_is(faulty: dict[str, tuple[Claim, ...]]) -> None:
    for name, kind in FAULTS.items():
        claims = [claim for claim in faulty[name] if not claim.prompt]
        assert kind in {claim.kind for claim in claims}, (name, [str(claim) for claim in claims])


def test_what_only_a_reader_can_tell_is_asked(faulty: dict[str, tuple[Claim, ...]]) -> None:
    for name, check in ASKED.items():
        assert check in {claim.check for claim in faulty[name] if claim.prompt}, name


def test_the_clean_letter_is_clean(faulty: dict[str, tuple[Claim, ...]]) -> None:
    assert [str(claim) for claim in faulty["00_clean"]] == []


def test_nothing_else_is_claimed_of_a_letter_with_one_fault(faulty: dict[str, tuple[Claim, ...]]) -> None:
    others = [
        (name, str(claim))
        for name, kind in FAULTS.items()
        for claim in faulty[name]
        if not claim.prompt and claim.kind is not kind
    ]
    assert len(others) <= len(FAULTS) / 5, others


def test_the_opposite_of_what_must_be_stated_is_major(faulty: dict[str, tuple[Claim, ...]]) -> None:
    for name in OPPOSITES:
        assert Severity.MAJOR in {claim.severity for claim in faulty[name]}, name


def test_every_claim_shows_where_it_stands(faulty: dict[str, tuple[Claim, ...]]) -> None:
    for name, kind in FAULTS.items():
        for claim in faulty[name]:
            if claim.kind is kind and not claim.prompt and claim.lines:
                assert claim.passage is not None, name
                assert claim.passage.words, name
                assert claim.against, name
                assert claim.place.line, name


def _is_told(item: dict[str, Any], claims: tuple[Claim, ...]) -> bool:
    """Whether a claim or question of the item's kind speaks of its line."""
    kinds = {item["kind"], *item.get("also", ())}
    of_kind = [claim for claim in claims if claim.kind.value in kinds]
    return any(item["line"] is None or not claim.lines or item["line"] in claim.lines for claim in of_kind)


def test_the_letters_read_by_hand(shared: Path) -> None:
    """What a rule or a table can tell for sure is found, half of what takes language at least asked."""
    rows = (shared / "cases" / "evidence" / "given_contradictions.jsonl").read_text(encoding="utf-8").splitlines()
    items = [row for row in map(json.loads, rows) if "kind" in row and row["certainty"] == "sure"]
    claims_of: dict[str, tuple[Claim, ...]] = {}
    with PdfReader() as reader:
        for case in {item["case"] for item in items}:
            read = read_file(shared / "letters" / "ca_wc_2016" / "pdf" / f"{case}.pdf", reader)
            claims_of[case] = _said(read.text or "", case, read.strong)
    for reaches, least in ((("rule", "table"), SURE_RULE), (("language",), SURE_LANGUAGE)):
        wanted = [item for item in items if item["reach"] in reaches]
        told = [item for item in wanted if _is_told(item, claims_of[item["case"]])]
        assert len(told) >= least * len(wanted), [item for item in wanted if item not in told]
