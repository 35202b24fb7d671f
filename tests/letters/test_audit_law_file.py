"""What a programme's folder says of the audit: read whole, or faulted at its place."""

from pathlib import Path

import pytest

from evenhand.audit.law_file import load_audit_law
from evenhand.programme.library import programme_folder
from tests.letters.audit_letters import programme

GOOD = (programme_folder("ca_wc") / "audit" / "checks.toml").read_text(encoding="utf-8")

FAULTS = {
    "an unknown check": ('check = "in_scope"', 'check = "in_orbit"', "no check 'in_orbit'"),
    "an unknown rule": ('scope = "CAWC-A-01"', 'scope = "CAWC-A-99"', "CAWC-A-99"),
    "a missing part": ('records = "CAWC-C-02"', 'papers = "CAWC-C-02"', "lacks the rule for 'records'"),
    "a missing word list": ("foreign = [", "strange = [", "lacks the words for 'foreign'"),
    "words by rule": ('effect = ["deemed"', 'effort = ["deemed"', "lacks the words for 'effect'"),
    "words in capitals": ('outcome = ["upheld"', 'outcome = ["Upheld"', "'Upheld'"),
    "an unknown part of a letter": (
        'medical_condition = "summary"',
        'medical_condition = "seal"',
        "no part of a letter",
    ),
    "an unknown manner of service": ('assignment = "mail_ca"', 'assignment = "pigeon"', "no manner of service"),
    "an unknown weight": ('severity = "warning"', 'severity = "awful"', "not known here"),
    "a key nobody asks for": ('title = "The application came in time"', 'title = "x"\ntitel = "y"', "'titel'"),
    "no TOML": ("[checks.L-01]", "[checks.L-01", "TOML"),
}


def write(folder: Path, text: str) -> Path:
    (folder / "audit").mkdir()
    (folder / "audit" / "checks.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_checks_of_the_programme_are_read() -> None:
    law, findings = load_audit_law(programme_folder("ca_wc"), programme())
    assert law is not None
    assert findings == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_said_with_its_place(fault: str, tmp_path: Path) -> None:
    words, instead, fault_words = FAULTS[fault]
    assert words in GOOD
    law, findings = load_audit_law(write(tmp_path, GOOD.replace(words, instead)), programme())
    assert law is None
    assert any(fault_words in finding.message and finding.place.line for finding in findings), [
        str(finding) for finding in findings
    ]


def test_a_folder_without_checks_is_said(tmp_path: Path) -> None:
    law, findings = load_audit_law(tmp_path, programme())
    assert law is None
    assert "cannot be read" in findings[0].message
