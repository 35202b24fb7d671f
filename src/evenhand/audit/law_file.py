"""Reading what a programme's folder says of the audit: `audit/checks.toml`."""

from pathlib import Path

from evenhand.audit.check import CHECKS, Check
from evenhand.audit.cited_editions import CitedEditions
from evenhand.audit.contents import PARTS
from evenhand.audit.context import AuditLaw, CheckLaw
from evenhand.finding import Finding, Severity, is_fatal
from evenhand.guideline.library_file import load_library
from evenhand.guideline.patterns import patterns
from evenhand.panel.requirements.load import load_panel_rules
from evenhand.programme.model import Programme
from evenhand.toml_source import read_toml_file
from evenhand.toml_table import TomlTable

RULE = "AUDIT-FILE"
_FILE = Path("audit") / "checks.toml"


def load_audit_law(folder: Path, programme: Programme) -> tuple[AuditLaw | None, tuple[Finding, ...]]:
    """The checks of the programme in a folder and everything wrong with their file; None where a fault is fatal."""
    path = folder / _FILE
    source, faults = read_toml_file(path, RULE, f"The checks of {programme.title} cannot be read")
    if source is None:
        return None, faults
    findings = list(faults)
    root = TomlTable.root(source, findings, RULE)
    panel = load_panel_rules(folder, programme.rules)[0] if (folder / "panel").is_dir() else None
    library = load_library(folder)[0] if (folder / "guidelines").is_dir() else None
    law = AuditLaw(
        checks=tuple(_check(table, programme) for table in root.named_tables("checks")),
        assumed=_assumed(root, programme),
        fit=panel.fit if panel else None,
        editions=CitedEditions(library, patterns(library.conventions)) if library else None,
    )
    root.finish()
    return (None if is_fatal(findings) else law), tuple(findings)


def _assumed(root: TomlTable, programme: Programme) -> dict[str, str]:
    table = root.table("assumed")
    assumed = {name: table.text(name) for name in ("served_by_hand", "ur_decision", "assignment")}
    for name, manner in assumed.items():
        if manner not in programme.services:
            table.fault(name, f"{manner!r} is no manner of service", f"one of {', '.join(programme.services)}")
    table.finish()
    return assumed


def _check(table: TomlTable, programme: Programme) -> CheckLaw:
    rules, shown_in = table.scalars("rules"), table.scalars("shown_in")
    words = table.table("words")
    law = CheckLaw(
        id=table.name,
        name=table.text("check"),
        title=table.text("title"),
        severity=table.choice("severity", Severity),
        rules=rules,
        words={name: words.texts(name) for name in words.names()},
        shown_in=shown_in,
        prompt=table.flag("prompt", default=False),
    )
    table.finish()
    for part, rule in rules.items():
        if rule not in programme.rules:
            table.fault(
                "rules", f"{part} = {rule!r} is no rule of {programme.title}", "the id of a rule of the programme"
            )
    for item, part in shown_in.items():
        if part not in PARTS:
            table.fault("shown_in", f"{item} = {part!r} is no part of a letter", f"one of {', '.join(sorted(PARTS))}")
    if law.name in CHECKS:
        _complete(table, law, CHECKS[law.name])
    else:
        table.fault("check", f"There is no check {law.name!r}", f"one of {', '.join(CHECKS)}")
    return law


def _complete(table: TomlTable, law: CheckLaw, check: Check) -> None:
    """Fault what the check needs and the file does not give."""
    if not law.rules:
        table.fault("rules", f"{law.id} rests on no rule", "at least one rule of the programme")
    for part in check.needs:
        if part not in law.rules:
            table.fault("rules", f"{law.id} lacks the rule for {part!r}", f"rules for {', '.join(check.needs)}")
    for name in (*check.words, *(law.rules if check.words_by_rule else ())):
        if not law.words.get(name):
            table.fault("words", f"{law.id} lacks the words for {name!r}", "a list of words that is not empty")
    for name, sought in law.words.items():
        for word in sought:
            if word != word.lower():
                table.fault("words", f"{name} holds {word!r}", "words in lower case")
