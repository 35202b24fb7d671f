"""Loading a programme from its folder: every file read, every fault said at once, the whole checked against itself."""

import hashlib
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from evenhand.citation import Authority, VerificationStatus
from evenhand.docket.party import Role
from evenhand.finding import Finding, FindingKind, Place, Severity, is_fatal
from evenhand.plain_file import plain_bytes
from evenhand.programme.check import Places, check_references
from evenhand.programme.facts import FactRule, Hastening, Intake
from evenhand.programme.model import NoticeRule, Programme, Reason, Regime, RequiredRecord
from evenhand.programme.needs import Meaning
from evenhand.programme.numbers import read_numbers
from evenhand.programme.parties import CaseParties, NamedRole, PartySubjects
from evenhand.programme.read_facts import intake_where_none_is_declared, read_facts, read_hastening
from evenhand.programme.read_parties import parties_where_none_are_declared, read_named, read_subjects
from evenhand.programme.read_procedure import (
    read_calendars,
    read_notices,
    read_procedure,
    read_reasons,
    read_required_records,
)
from evenhand.programme.read_record_kinds import read_record_kinds
from evenhand.programme.read_rules import read_rule
from evenhand.programme.record_kinds import RecordKinds
from evenhand.programme.rule import Rule
from evenhand.programme.stop import Stop, Weighty
from evenhand.toml_source import TomlSource, read_toml
from evenhand.toml_table import TomlTable

RULE = "PROGRAMME-FILE"
_UNREADABLE = FindingKind(
    rule=RULE,
    severity=Severity.FATAL,
    remedy="Correct the programme's folder and check it again.",
)
Listed = TypeVar("Listed", Stop, Weighty)
_OWN_READER = ("programme.toml", "calendars.toml", "procedure.toml")


def load_programme(folder: Path) -> tuple[Programme | None, tuple[Finding, ...]]:
    """The programme of a folder and everything wrong with its files; None where a fault is fatal."""
    findings: list[Finding] = []
    sources = _sources(folder, findings)
    if any(name not in sources for name in _OWN_READER):
        return None, tuple(findings)
    programme = _assemble(folder, sources, findings)
    if programme is not None and not is_fatal(findings):
        findings += check_references(programme, sources)
    return (None if is_fatal(findings) else programme), tuple(findings)


def places_in(folder: Path) -> Places:
    """Where the tables and keys of a programme's folder stand, for Findings of what was read from it."""
    return Places(_sources(folder, []))


def _sources(folder: Path, findings: list[Finding]) -> dict[str, TomlSource]:
    sources = {}
    names = sorted(path.name for path in folder.glob("*.toml"))
    for name in _OWN_READER:
        if name not in names:
            findings.append(_UNREADABLE.at(Place(file=str(folder / name)), what=f"The programme has no {name}."))
    for name in names:
        file = str(folder / name)
        try:
            data = plain_bytes(folder / name)
        except OSError as error:
            findings.append(_UNREADABLE.at(Place(file=file), what=f"The file cannot be read: {error.strerror}."))
            continue
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            findings.append(_UNREADABLE.at(Place(file=file, line=line), what="This line is not UTF-8 text."))
            continue
        source, faults = read_toml(text, file)
        findings += faults
        if source is not None:
            sources[name] = source
    return sources


def _assemble(folder: Path, sources: dict[str, TomlSource], findings: list[Finding]) -> Programme | None:
    head = TomlTable.root(sources["programme.toml"], findings, RULE)
    procedure = read_procedure(TomlTable.root(sources["procedure.toml"], findings, RULE))
    calendars = read_calendars(TomlTable.root(sources["calendars.toml"], findings, RULE))
    law = _Law(findings)
    for name, source in sources.items():
        if name not in _OWN_READER:
            law.read(TomlTable.root(source, findings, RULE))
    programme = Programme(
        id=head.text("id"),
        title=head.text("title"),
        folder=folder,
        zone=_zone(head),
        since=head.day("since"),
        fingerprint=fingerprint(folder),
        labels=head.scalars("labels"),
        terms=head.scalars("terms"),
        services=head.scalars("services"),
        authorities={authority.name: _authority(authority) for authority in head.named_tables("authorities")},
        regimes=tuple(_regime(regime) for regime in head.named_tables("regimes")),
        calendars=calendars,
        rules=law.rules,
        procedure=procedure,
        notices=tuple(law.notices),
        reasons=law.reasons,
        required_records=tuple(law.required_records),
        clocked=tuple(rule for rule in law.rules.values() if rule.clock is not None),
        intake=law.intake(),
        parties=law.parties(),
        made_up=head.flag("made_up", False),
        approvers=head.scalars("approvers"),
        language=head.text("language", "en"),
        flags=_flags(head),
        record_kinds=law.record_kinds,
        fatal=_some_of(head, "fatal", Stop),
        weighty=_some_of(head, "weighty", Weighty),
        numbers=read_numbers(head),
    )
    head.finish()
    return programme


class _Law:
    """What the programme's law files hold together, wherever a file puts it."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        self.rules: dict[str, Rule] = {}
        self.notices: list[NoticeRule] = []
        self.reasons: dict[str, Reason] = {}
        self.required_records: list[RequiredRecord] = []
        self.facts: dict[str, FactRule] = {}
        self.hastening: Hastening | None = None
        self.named: dict[str, NamedRole] = {}
        self.subjects: dict[Role, PartySubjects] = {}
        self.record_kinds = RecordKinds()

    def read(self, root: TomlTable) -> None:
        for table in root.named_tables("rules"):
            if table.name in self.rules:
                table.fault("", f"The rule {table.name} stands in two files", "one place for each rule")
            self.rules[table.name] = read_rule(table)
        self.notices += read_notices(root)
        self.reasons.update(read_reasons(root))
        self.required_records += read_required_records(root)
        self.facts.update(read_facts(root))
        self.hastening = read_hastening(root) or self.hastening
        self.named.update(read_named(root))
        self.subjects.update(read_subjects(root))
        self.record_kinds = read_record_kinds(root) or self.record_kinds
        root.finish()

    def intake(self) -> Intake:
        """The facts that the folder declares; where it declares none, those that such folders are read under."""
        if not self.facts and self.hastening is None:
            return intake_where_none_is_declared(RULE)
        return Intake(facts=MappingProxyType(self.facts), hastening=self.hastening, is_declared=True)

    def parties(self) -> CaseParties:
        """Who is in a case as the folder declares it; where it does not, as such folders are read."""
        if not self.subjects and not self.named:
            return parties_where_none_are_declared(RULE)
        named, subjects = MappingProxyType(self.named), MappingProxyType(self.subjects)
        return CaseParties(named=named, subjects=subjects, is_declared=True)


def _some_of(head: TomlTable, key: str, every: type[Listed]) -> frozenset[Listed]:
    """Those of a closed list that a key of the head names; everything, where it does not say."""
    if key not in head:
        return frozenset(every)
    named, known = head.texts(key), set(every)
    for name in named:
        if name not in known:
            head.fault(key, f"There is no {every.__name__.lower()} {name!r}", f"some of {', '.join(every)}")
    return frozenset(every(name) for name in named if name in known)


def _flags(head: TomlTable) -> dict[str, str]:
    """`[flags]`: which flag has which meaning, where that does not follow from the event that raises it."""
    if "flags" not in head:
        return {}
    table = head.table("flags")
    flags = {meaning.value: table.text(meaning.value) for meaning in Meaning if meaning.value in table}
    table.finish()
    return flags


def _zone(head: TomlTable) -> ZoneInfo:
    name = head.text("zone")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        head.fault("zone", f"{name!r} is no time zone", "an IANA name such as America/Los_Angeles")
        return ZoneInfo("UTC")


def _authority(table: TomlTable) -> Authority:
    authority = Authority(
        id=table.name, title=table.text("title"), kind=table.text("kind"), link=table.text("link", "")
    )
    table.finish()
    return authority


def _regime(table: TomlTable) -> Regime:
    regime = Regime(
        id=table.name,
        title=table.text("title"),
        since=table.day("since"),
        until=table.optional_day("until"),
        citation=table.text("citation"),
        status=table.choice("status", VerificationStatus),
    )
    table.finish()
    return regime


def fingerprint(folder: Path) -> str:
    """The SHA-256 over the names and bytes of every TOML file of a programme, its letters and examples included."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*.toml") if path.is_file()):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()
