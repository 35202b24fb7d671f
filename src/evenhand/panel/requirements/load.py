"""Loading what a programme says of its panel: vocabulary, table of fit, choices of the house, the rules that answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from evenhand.finding import Finding, FindingKind, Place, Severity, is_fatal
from evenhand.panel.people.taxonomy import Taxonomy, read_taxonomy
from evenhand.panel.people.vocabulary import Vocabulary, read_vocabulary
from evenhand.panel.requirements.fit import FitTable
from evenhand.panel.requirements.law import QUESTIONS, Carry, LawBinding
from evenhand.panel.requirements.policy import PanelPolicy, read_policy
from evenhand.panel.requirements.read_fit import read_fit
from evenhand.plain_file import plain_text
from evenhand.programme.rule import Rule
from evenhand.programme.stand_in import stand_in
from evenhand.toml_source import TomlSource, read_toml
from evenhand.toml_table import TomlTable

RULE = "PANEL-RULES"
_UNREADABLE = FindingKind(
    rule=RULE,
    severity=Severity.FATAL,
    remedy="Restore the file in the programme's folder and load it again.",
)
_WHERE_NOBODY_CARRIES = "carries_where_none_are_declared.toml"
_FILES = ("vocabulary.toml", "fit.toml", "policy.toml", "law.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelRules:
    """What a programme says of its panel."""

    vocabulary: Vocabulary
    fit: FitTable
    policy: PanelPolicy
    binding: LawBinding
    taxonomy: Taxonomy


def load_panel_rules(folder: Path, law: Mapping[str, Rule]) -> tuple[PanelRules | None, tuple[Finding, ...]]:
    """What the programme in `folder` says of its panel, from the folder `panel` in it, with everything wrong there.

    `law` are the programme's rules by id. None where a fault is fatal.
    """
    findings: list[Finding] = []
    tables = {name: _own(folder / "panel" / name, findings) for name in _FILES}
    states, codes = _national("states.toml", findings), _national("nucc.toml", findings)
    if is_fatal(findings) or not (states and codes):
        return None, tuple(findings)
    read_tables = {name: table for name, table in tables.items() if table is not None}
    vocabulary = read_vocabulary(read_tables["vocabulary.toml"], states.scalars("states"))
    rules = PanelRules(
        vocabulary=vocabulary,
        fit=read_fit(read_tables["fit.toml"], vocabulary),
        policy=read_policy(read_tables["policy.toml"]),
        binding=_binding(read_tables["law.toml"], law),
        taxonomy=read_taxonomy(codes, vocabulary),
    )
    return (None if is_fatal(findings) else rules), tuple(findings)


def _own(path: Path, findings: list[Finding]) -> TomlTable | None:
    try:
        text = plain_text(path)
    except (OSError, UnicodeDecodeError) as error:
        findings.append(
            _UNREADABLE.at(Place(file=str(path)), what=f"The programme's panel has no readable {path.name}: {error}.")
        )
        return None
    return _table(*read_toml(text, str(path)), findings)


def _national(name: str, findings: list[Finding]) -> TomlTable | None:
    """A table of the package that no programme changes: the states, the codes of the taxonomy."""
    text = (resources.files("evenhand.panel.people") / name).read_text(encoding="utf-8")
    return _table(*read_toml(text, f"evenhand/panel/people/{name}"), findings)


def _table(source: TomlSource | None, faults: tuple[Finding, ...], findings: list[Finding]) -> TomlTable | None:
    findings += faults
    return TomlTable.root(source, findings, RULE) if source else None


def _binding(table: TomlTable, law: Mapping[str, Rule]) -> LawBinding:
    rules = table.table("rules")
    bound = {question: rules.text(question) for question in QUESTIONS if question in rules}
    rules.finish()
    for question, rule in bound.items():
        if rule and rule not in law:
            rules.fault(question, f"{rule!r} is no rule of this programme", "the id of one of its rules")
    payers = table.table("payers")
    binding = LawBinding(rules=bound, payers=payers.texts("roles"), carries=_carries(table))
    payers.finish()
    table.finish()
    return binding


def _carries(table: TomlTable) -> tuple[Carry, ...]:
    """Who else is a subject because another is, as the file says; else as files are read that are older than that."""
    if "carries" in table:
        return tuple(map(_carry, table.rows("carries")))
    with stand_in(_WHERE_NOBODY_CARRIES, RULE) as older:
        return tuple(map(_carry, older.rows("carries")))


def _carry(row: TomlTable) -> Carry:
    carry = Carry(
        of=frozenset(row.texts("of")),
        ties=row.texts("ties"),
        to=frozenset(row.texts("to")),
        becomes=row.text("becomes"),
    )
    row.finish()
    return carry
