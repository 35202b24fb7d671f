"""Reading a table of applications: every row an application as its table states it, or refused, with what to do."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evenhand.application_table.cells import Cells
from evenhand.application_table.layout import OF_ROLE, RULE, Layout, fitting, layouts, plain
from evenhand.codec import FactValue, NamedFacts
from evenhand.docket.party import PARTY_ROLES, Party, Role
from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.identifier import unseen_signs
from evenhand.panel.people.npi import is_npi
from evenhand.programme.facts import FactKind, FactRule, FactUse, read_fact
from evenhand.programme.model import Programme
from evenhand.spreadsheet import SheetRow, decoded_lines, sheet_rows
from evenhand.treatment import DisputedTreatment, Units
from evenhand.typed_days import TypedDay, look_at_days

MOST_ROWS = 20_000
_UNKNOWN = FindingKind(
    rule=RULE,
    severity=Severity.MAJOR,
    message="The header has no column that is known here.",
    expected="the columns of one of these layouts: {expected}",
    remedy="Look at the names in the first line; the guide of the desk lists them.",
)
_NOT_READ = FindingKind(
    rule=RULE,
    severity=Severity.NOTE,
    message="Nothing is read from the columns {columns}.",
    remedy="Look whether one of them should bear another name.",
)
_TOO_MANY = FindingKind(
    rule=RULE,
    severity=Severity.MAJOR,
    message="The table has more than {most} rows; those from here on were not read.",
    remedy="Split it and send the parts.",
)
_MANNERS = ("mail", "fax", "electronic", "personal")
_MOST_LINES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class TabledApplication:
    """An application as a row states it. `key` is the digest of all that the row states, whatever its order of columns
    and file; None of `is_signed` and `ur_decision_attached` says that the row does not state it; `named` are names by
    the part of whom an application names beside its parties.
    """

    line: int
    key: str
    received_on: dt.date
    received_by: str
    is_signed: bool | None
    ur_decision_attached: bool | None
    parties: tuple[Party, ...]
    treatments: tuple[DisputedTreatment, ...]
    facts: NamedFacts
    claim_number: str = ""
    born_on: dt.date | None = None
    ur_decided_on: dt.date | None = None
    named: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: the application it states, None where it is refused, and what is said of it."""

    line: int
    application: TabledApplication | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationTable:
    """A table: its rows, what is said of the whole, and what its layout is called (empty where it has none)."""

    rows: tuple[TableRow, ...]
    findings: tuple[Finding, ...]
    layout: str = ""


def read_application_table(data: bytes, file: str, programme: Programme, today: dt.date) -> ApplicationTable:
    """The applications of a table named `file`, as a spreadsheet saved it, under a programme; `today` is the legal day
    there. A row that cannot be taken says with line and column what was expected; those after it are read.
    """
    findings: list[Finding] = []
    lines = decoded_lines(data.splitlines(keepends=True) or [b""], file, RULE, findings)
    known, faults = layouts(programme)
    findings += faults
    rows: list[TableRow] = []
    layout: Layout | None = None
    also = tuple(name for layout in known for name in layout.every_name)
    for row in sheet_rows(lines, (), file, RULE, findings, also):
        if row.values is None:
            rows.append(TableRow(line=row.line, application=None, findings=(findings.pop(),)))
            continue
        if layout is None and (layout := _layout(row.values, known, file, findings)) is None:
            break
        if len(rows) >= MOST_ROWS:
            findings.append(_TOO_MANY.at(Place(file=file, line=row.line), most=f"{MOST_ROWS:,}"))
            break
        rows.append(_read(row, layout, file, programme, today))
    return ApplicationTable(rows=tuple(rows), findings=tuple(findings), layout=layout.title if layout else "")


def _layout(values: Mapping[str, str], known: tuple[Layout, ...], file: str, findings: list[Finding]) -> Layout | None:
    layout = fitting(values, known)
    if layout is None:
        findings.append(_UNKNOWN.at(Place(file=file, line=1), expected="; ".join(each.title for each in known)))
        return None
    others = {plain(name) for name in layout.other_names}
    left = [name for name in values if name and plain(name) not in layout.names | others]
    if left:
        findings.append(_NOT_READ.at(Place(file=file, line=1), columns=", ".join(left)))
    return layout


def _read(row: SheetRow, layout: Layout, file: str, programme: Programme, today: dt.date) -> TableRow:
    values = _ours(row.values or {}, layout)
    cells = Cells(values, row.line, file)
    application = _application(cells, values, row.line, programme, today)
    if cells.is_refused or application is None:
        return TableRow(line=row.line, application=None, findings=tuple(cells.findings))
    return TableRow(line=row.line, application=application, findings=tuple(cells.findings))


def _ours(values: Mapping[str, str], layout: Layout) -> dict[str, str]:
    """The cells of a row by our own columns."""
    others = {plain(name): plain(field) for name, field in layout.other_names.items()}
    by_name = {others.get(plain(name), plain(name)): cell for name, cell in values.items()}

    def joined(text: str) -> str:
        return " ".join(filter(None, (by_name.get(plain(name), "").strip() for name in text.split())))

    ours = {
        column: ("\n" if column.endswith("_address") else " ").join(filter(None, map(joined, names)))
        for column, names in layout.columns.items()
    }
    return {column: cell for column, cell in ours.items() if cell}


def _application(
    cells: Cells, values: Mapping[str, str], line: int, programme: Programme, today: dt.date
) -> TabledApplication | None:
    cells.needed("received_on")
    received_on = cells.day("received_on", "day of receipt", today)
    born_on = cells.day("born_on", "date of birth", today)
    ur_decided_on = cells.day("ur_decided_on", "day of the decision under review", today)
    facts = dict(_facts(cells, programme, today))
    _look_at_order(cells, programme, facts, (born_on, ur_decided_on, received_on), today)
    parties, treatments = tuple(_parties(cells)), tuple(_treatments(cells))
    received_by = cells.text("received_by").casefold() or "electronic"
    if received_by not in _MANNERS:
        cells.say("received_by", f"{received_by!r} is no manner of receipt.", f"one of {', '.join(_MANNERS)}")
    claim = programme.intake.used_as(FactUse.CLAIM)
    claim_number = "" if claim else cells.text("claim_number", 60)
    if received_on is None or cells.is_refused:
        return None
    return TabledApplication(
        line=line,
        key=_key(programme, values),
        received_on=received_on,
        received_by=received_by,
        is_signed=cells.yes_no("is_signed"),
        ur_decision_attached=cells.yes_no("ur_decision_attached"),
        parties=parties,
        treatments=treatments,
        facts=tuple(sorted(facts.items())),
        claim_number=claim_number,
        born_on=born_on,
        ur_decided_on=ur_decided_on,
        named=tuple((role, name) for role in programme.parties.named if (name := cells.text(role, 500))),
    )


def _key(programme: Programme, values: Mapping[str, str]) -> str:
    stated = {column: " ".join(cell.split()) for column, cell in sorted(values.items())}
    return hashlib.sha256(json.dumps([programme.id, stated], ensure_ascii=False).encode()).hexdigest()


def _facts(cells: Cells, programme: Programme, today: dt.date) -> Iterator[tuple[str, FactValue]]:
    hastening = programme.intake.hastening
    for rule in programme.intake.facts.values():
        if rule.is_required:
            cells.needed(rule.id)
        is_certifier = hastening is not None and rule.id == hastening.certified_in
        written = _certifier(cells, rule, programme) if is_certifier else _fact(cells, rule, today)
        if written is not None and written != "":
            yield rule.id, written
        if rule.through and (last := cells.day(rule.through, rule.through_spoken, today)):
            yield rule.through, last.isoformat()


def _fact(cells: Cells, rule: FactRule, today: dt.date) -> FactValue:
    match rule.kind:
        case FactKind.DAY | FactKind.PERIOD:
            day = cells.day(rule.id, rule.spoken, today)
            return day.isoformat() if day else None
        case FactKind.YES_NO:
            return cells.yes_no(rule.id)
        case FactKind.CHOICE:
            return _choice(cells, rule)
        case FactKind.TEXT:
            text = cells.text(rule.id, 60 if rule.use is FactUse.CLAIM else 300)
            if unseen := unseen_signs(text):
                cells.say(
                    rule.id, f"The cell holds signs that nobody sees ({', '.join(unseen).lower()}).", "typed signs"
                )
            return text
        case FactKind.INSTANT | FactKind.AMOUNT:
            return _as_written(cells, rule)


def _as_written(cells: Cells, rule: FactRule) -> FactValue:
    text = cells.text(rule.id)
    if text and (fault := read_fact(rule, text)[1]):
        cells.say(rule.id, f"{fault[:1].upper()}{fault[1:]}.", rule.spoken)
    return text


def _choice(cells: Cells, rule: FactRule) -> FactValue:
    text = cells.text(rule.id)
    if not text:
        return None
    known = {name.casefold(): choice.id for choice in rule.choices for name in (choice.id, choice.label)}
    if text.casefold() not in known:
        cells.say(rule.id, f"{text!r} is not known here.", f"one of {', '.join(choice.id for choice in rule.choices)}")
        return None
    return known[text.casefold()]


def _certifier(cells: Cells, rule: FactRule, programme: Programme) -> FactValue:
    """Who certified that the review must run fast, by the party's column."""
    text, hastening = cells.text(rule.id).casefold(), programme.intake.hastening
    known = {OF_ROLE[role]: role for role in PARTY_ROLES if hastening and role in hastening.certifiers}
    if text and text not in known:
        cells.say(rule.id, f"{text!r} is none who may certify it.", f"one of {', '.join(known)}, or nothing")
        return None
    return text or None


def _look_at_order(
    cells: Cells,
    programme: Programme,
    facts: Mapping[str, FactValue],
    days: tuple[dt.date | None, dt.date | None, dt.date | None],
    today: dt.date,
) -> None:
    """Days out of their order are refused: whoever keys the paper may keep one as printed, a table may not."""
    born_on, decided_on, received_on = days
    between = []
    for use in (FactUse.OCCURRENCE, FactUse.REQUEST):
        rule = programme.intake.used_as(use)
        for name, spoken in ((rule.id, rule.spoken), (rule.through, rule.through_spoken)) if rule else ():
            written = facts.get(name) if name else None
            if isinstance(written, str):
                between.append(TypedDay(name, spoken, dt.date.fromisoformat(written)))
    ordered = (
        TypedDay("born_on", "date of birth", born_on),
        *between,
        TypedDay("ur_decided_on", "day of the decision under review", decided_on),
        TypedDay("received_on", "day of receipt", received_on),
    )
    for finding in look_at_days(ordered, today):
        if finding.severity.rank >= Severity.MAJOR.rank:
            remedy = "Look at the paper. Where it prints the day so, key this application by hand."
            cells.say(finding.place.key, finding.message, finding.expected, remedy)


def _parties(cells: Cells) -> Iterator[Party]:
    for role in PARTY_ROLES:
        name = OF_ROLE[role]
        is_optional = role is Role.REPRESENTATIVE
        written = cells.text(f"{name}_name", 120) if is_optional else cells.needed(f"{name}_name", 120)
        if not written:
            continue
        address = cells.lines(f"{name}_address")
        if not address:
            cells.say(
                f"{name}_address",
                "No address is stated: no letter reaches this party yet.",
                "an address, its lines parted by bars",
                "Enter the address on the case.",
                Severity.WARNING,
            )
        npi = "".join(cells.text("physician_npi", 20).split()) if role is Role.PROVIDER else ""
        if npi and not is_npi(npi):
            cells.say(
                "physician_npi", f"{npi!r} is no National Provider Identifier.", "ten digits that check, or nothing"
            )
        organisation, language = cells.text(f"{name}_organisation", 120), cells.text(f"{name}_language", 8) or "en"
        yield Party(
            id=name, role=role, name=written, organisation=organisation, address=address, language=language, npi=npi
        )


def _treatments(cells: Cells) -> Iterator[DisputedTreatment]:
    lines = cells.lines("treatments", 8_000)
    if not lines:
        cells.needed("treatments", 8_000)
    if len(lines) > _MOST_LINES:
        cells.say("treatments", f"The cell holds {len(lines)} treatments.", f"at most {_MOST_LINES}, parted by bars")
    for number, words in enumerate(lines, start=1):
        if len(words) > 500:
            cells.say("treatments", f"Treatment {number} has {len(words)} signs.", "at most 500")
        yield DisputedTreatment(id=str(number), words=words, units=Units(unit=""))
