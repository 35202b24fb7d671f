"""The page on auditing lists the checks as they are."""

from pathlib import Path

from evenhand.audit.report import checks_table
from tests.letters.audit_letters import audit_law

PAGE = Path(__file__).resolve().parents[2] / "docs" / "audit.md"


def test_the_table_of_checks_is_that_of_the_registry() -> None:
    table = checks_table(audit_law())
    assert table in PAGE.read_text(encoding="utf-8"), f"docs/audit.md should hold this table:\n\n{table}"
