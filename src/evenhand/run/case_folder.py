"""Reading a case folder: `case.toml` with the docket's entries and `analysis.toml` with the physician's analysis."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from evenhand.codec import from_plain, other_members
from evenhand.determination.model import Analysis
from evenhand.docket.assignment import ExtensionGranted
from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.kind import EntryKind
from evenhand.docket.own import OwnEntry, own_kind_of
from evenhand.docket.party import Actor, Role
from evenhand.docket.payload import Payload
from evenhand.finding import Finding, FindingKind, Place, Provenance, Severity, is_fatal
from evenhand.letter.approval import Approvals, read_approvals
from evenhand.letter.particulars import NONE_KNOWN, Particulars
from evenhand.letter.sender import Organisation, ServicePlan
from evenhand.plain_file import plain_text
from evenhand.programme.library import known_programmes
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from evenhand.programme.stated_facts import facts_findings
from evenhand.run.case_days import look_at_case_days
from evenhand.toml_source import Path as TomlPath
from evenhand.toml_source import TomlSource, read_toml
from evenhand.toml_table import TomlTable
from evenhand.typed_days import clock_change, twice_words

RULE = "CASE-FILE"
ANALYSES = "analyses"
"""The folder of a case in which single reviewers' analyses lie."""
_UNUSABLE = FindingKind(
    rule=RULE,
    severity=Severity.FATAL,
    expected="{expected}",
    remedy="Correct the case folder and run it again; nothing was written.",
)
T = TypeVar("T")

COMPLETED_BY_THE_RUN = {
    EntryKind.DETERMINATION_SIGNED: ("findings", "document"),
    EntryKind.DETERMINATION_ISSUED: ("findings", "documents"),
}
"""Payload fields that come from the analysis and the letter, not from the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An entry as the file states it. `payload` is None for the entries a run completes; `fields` is then what is
    stated.
    """

    kind: EntryKind
    on: dt.date
    by: Actor
    payload: Payload | None
    fields: Mapping[str, Any]
    place: Place
    at: dt.datetime | None = None
    provenance: Provenance = Provenance.STATED
    because: str = ""
    marks: tuple[str, ...] = ()
    instead_of: int | None = None

    def occurrence(self, payload: Payload) -> Occurrence:
        """What is to be entered, with the payload as completed."""
        return Occurrence(
            payload=payload,
            on=self.on,
            by=self.by,
            at=self.at,
            provenance=self.provenance,
            because=self.because,
            marks=self.marks,
            instead_of=self.instead_of,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFolder:
    """A case read from its folder. `as_of` is the legal day from which its clocks are looked at; `analyses` what single
    reviewers sign, by id, where several decide and do not sign the same; `approvals` tell who answers for the words of
    its letters, `particulars` what is known beside the docket.
    """

    programme: Programme
    case_number: str
    as_of: dt.date
    organisation: Organisation
    service: ServicePlan
    entries: tuple[Planned, ...]
    analysis: Analysis
    analyses: Mapping[str, Analysis] = field(default_factory=dict)
    approvals: Approvals = field(default_factory=dict)
    particulars: Particulars = NONE_KNOWN

    def analysis_of(self, reviewer: str) -> Analysis:
        """What a reviewer signs: the analysis of their own, or the one for all."""
        return self.analyses.get(reviewer, self.analysis)


def read_case_folder(
    folder: Path, own: Path | None = None, lies: str = ""
) -> tuple[CaseFolder | None, tuple[Finding, ...]]:
    """The case of a folder and everything wrong with its files, all at once; None where a fault is fatal.

    The programme it names is looked for where `lies` says (an id or a folder), else among those that come with Evenhand
    and those in `own`, the folder of an installation's own, else around the case: a programme's folder may hold cases.
    """
    findings: list[Finding] = []
    case, analysis = _source(folder / "case.toml", findings), _source(folder / "analysis.toml", findings)
    read = _analysis(analysis, findings) if analysis else None
    own_analyses = _own_analyses(folder / ANALYSES, findings)
    if case is None:
        return None, tuple(findings)
    head = TomlTable.root(case, findings, RULE)
    programme = _programme(head, _near(folder, own), lies, findings)
    entries = tuple(_planned(row, case, programme, findings) for row in head.rows("entries"))
    if not entries:
        head.fault("entries", "The case has no entry", "at least the application received")
    number, as_of = head.text("case_number"), head.day("as_of")
    organisation, service = _organisation(head.table("organisation")), _service(head.table("service"), programme)
    beside = _particulars(head)
    head.finish()
    if programme is not None:
        findings += look_at_case_days(entries, as_of, programme.intake)
    if programme is None or read is None or is_fatal(findings):
        return None, tuple(findings)
    approvals, faults = read_approvals(own, programme.id)
    return CaseFolder(
        approvals=approvals,
        particulars=beside,
        programme=programme,
        case_number=number,
        as_of=as_of,
        organisation=organisation,
        service=service,
        entries=entries,
        analysis=read,
        analyses=own_analyses,
    ), (*findings, *faults)


def _own_analyses(folder: Path, findings: list[Finding]) -> dict[str, Analysis]:
    """The analyses of single reviewers, each in a file named after the reviewer's id."""
    sources = {path.stem: _source(path, findings) for path in sorted(folder.glob("*.toml"))}
    analyses = {ident: _analysis(source, findings) for ident, source in sources.items() if source is not None}
    return {ident: analysis for ident, analysis in analyses.items() if analysis is not None}


def _source(path: Path, findings: list[Finding]) -> TomlSource | None:
    try:
        text = plain_text(path)
    except FileNotFoundError:
        findings.append(
            _UNUSABLE.at(
                Place(file=str(path)),
                what=f"There is no {path.name} in the folder.",
                expected="case.toml and analysis.toml",
            )
        )
        return None
    except (OSError, UnicodeDecodeError) as error:
        findings.append(
            _UNUSABLE.at(
                Place(file=str(path)), what=f"The file cannot be read as UTF-8 text: {error}.", expected="a text file"
            )
        )
        return None
    source, faults = read_toml(text, str(path))
    findings += faults
    return source


def _near(folder: Path, own: Path | None) -> Mapping[str, Path]:
    """The folders of programmes by their ids: those that are known, and the one that the case lies in."""
    around = {path.name: path for path in folder.resolve().parents if (path / "programme.toml").is_file()}
    return {**around, **known_programmes(own)}


def _programme(head: TomlTable, known: Mapping[str, Path], lies: str, findings: list[Finding]) -> Programme | None:
    name = head.text("programme")
    folder = known.get(lies or name, Path(lies or name))
    if not (folder / "programme.toml").is_file():
        head.fault("programme", f"There is no programme {lies or name!r}", f"one of {', '.join(known)}, or a folder")
        return None
    programme, faults = load_programme(folder)
    findings += faults
    if lies and programme is not None and name not in (programme.id, lies):
        head.fault("programme", f"The case names {name!r}, and {lies!r} is {programme.id!r}", "the programme it names")
    return programme


def _organisation(table: TomlTable) -> Organisation:
    organisation = Organisation(
        name=table.text("name"),
        address=table.texts("address"),
        telephone=table.text("telephone", ""),
        help_telephone=table.text("help_telephone", ""),
    )
    table.finish()
    return organisation


def _particulars(head: TomlTable) -> Particulars:
    if "particulars" not in head:
        return NONE_KNOWN
    table = head.table("particulars")
    particulars = Particulars(claim_number=table.text("claim_number", ""), policyholder=table.text("policyholder", ""))
    table.finish()
    return particulars


def _service(table: TomlTable, programme: Programme | None) -> ServicePlan:
    plan = ServicePlan(
        method=table.text("method"),
        provenance=table.choice("provenance", Provenance),
        because=table.text("because", ""),
    )
    if programme is not None and plan.method not in programme.services:
        table.fault("method", f"{plan.method!r} is no manner of service", f"one of {', '.join(programme.services)}")
    table.finish()
    return plan


def _planned(row: TomlTable, source: TomlSource, programme: Programme | None, findings: list[Finding]) -> Planned:
    kind = row.choice("kind", EntryKind)
    provenance = row.choice("provenance", Provenance)
    fields = row.table("payload")
    plain = _plain(_at(source, fields.path))
    planned = Planned(
        kind=kind,
        on=row.day("on"),
        at=_instant(row, programme),
        by=Actor(role=row.choice("by", Role), id=row.text("by_id", "")),
        payload=_payload(kind, plain, fields, findings, programme),
        fields=plain,
        place=source.place(*row.path),
        provenance=provenance,
        because=row.text("because", "") if provenance is Provenance.STATED else row.text("because"),
        marks=row.texts("marks", ()),
        instead_of=row.whole("instead_of") if "instead_of" in row else None,
    )
    _known_rule(planned, programme, fields)
    row.finish()
    return planned


def _instant(row: TomlTable, programme: Programme | None) -> dt.datetime | None:
    if "at" not in row:
        return None
    text = row.text("at")
    try:
        instant = dt.datetime.fromisoformat(text)
    except ValueError:
        row.fault("at", f'at = "{text}" is no instant', 'such as "2026-07-03T14:00"')
        return None
    zone = programme.zone if programme else dt.UTC
    if instant.tzinfo:
        return instant
    day, hour = instant.date(), instant.time()
    if change := clock_change(day, hour, zone) or twice_words(day, hour, zone):
        row.fault("at", f'at = "{text}" is no one instant. {change}', "an hour that was once on its day")
    return instant.replace(tzinfo=zone)


def _known_rule(planned: Planned, programme: Programme | None, fields: TomlTable) -> None:
    payload = planned.payload
    if isinstance(payload, ExtensionGranted) and programme is not None and payload.rule not in programme.rules:
        fields.fault(
            "rule", f"There is no rule {payload.rule!r} in {programme.title}", "the id of a rule of the programme"
        )


def _payload(
    kind: EntryKind, plain: Any, table: TomlTable, findings: list[Finding], programme: Programme | None
) -> Payload | None:
    omitted = COMPLETED_BY_THE_RUN.get(kind)
    if omitted:
        for name in omitted:
            if name in plain:
                table.fault(name, f"{name} comes from the analysis and the letter", "no such key")
        return None
    payload, faults = from_plain(kind.payload, plain, table.source.place(*table.path), RULE)
    findings += [_located(fault, table.source) for fault in faults]
    if kind is EntryKind.APPLICATION_RECEIVED and programme is not None:
        stated = other_members(ApplicationReceived, plain)
        findings += facts_findings(stated, programme.intake, programme.title, table.source.place(*table.path), RULE)
    if isinstance(payload, ApplicationReceived) and programme is not None:
        return replace(payload, facts=programme.intake.completed(payload.facts))
    own = programme.procedure.own_kinds.get(own_kind_of(payload)) if programme else None
    if isinstance(payload, OwnEntry) and programme is not None:
        if own is None:
            known = ", ".join(programme.procedure.own_kinds) or "none at all"
            table.fault("own_kind", f"{programme.title} has no kind of its own {payload.own_kind!r}", known)
            return payload
        place = table.source.place(*table.path)
        findings += facts_findings(dict(payload.facts), own.intake, own.rule.title, place, RULE)
        return replace(payload, facts=own.intake.completed(payload.facts))
    return payload


def _analysis(source: TomlSource, findings: list[Finding]) -> Analysis | None:
    plain = _plain(source.data)
    analysis, faults = from_plain(Analysis, plain, Place(file=source.file), RULE)
    findings += [_located(fault, source) for fault in faults]
    return analysis


_STEP = re.compile(r"\[(\d+)\]|\.?([^.\[]+)")


def _located(finding: Finding, source: TomlSource) -> Finding:
    """The finding with the line its key stands on. Keys of a value count elements from 0, the printed key from 1."""
    entry = re.match(r"entries\[(\d+)\]\.payload", finding.place.key)
    path: list[str | int] = []
    rest = finding.place.key
    if entry:
        path, rest = ["entries", int(entry[1]) - 1, "payload"], rest[entry.end() :]
    path += [int(number) if number else name for number, name in _STEP.findall(rest)]
    return replace(finding, place=source.place(*path))


def _at(source: TomlSource, path: TomlPath) -> Any:
    node: Any = source.data
    for step in path:
        if isinstance(node, dict):
            node = node.get(str(step), {})
        elif isinstance(node, list) and isinstance(step, int):
            node = node[step]
    return node


def _plain(value: Any) -> Any:
    """TOML values as the codec reads them: days as text."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value
