"""Reading the public file of the National Plan and Provider Enumeration System (NPPES).

What stands there the holders say of themselves: licence numbers without their standing, and codes of the taxonomy.
So every fact taken from it is unverified and due for verification at once; it fills a file, and qualifies nobody.
"""

import csv
import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from evenhand.finding import Finding, Place, Severity
from evenhand.panel.people.credentials import Discipline, Licence, LicenceStatus, Reviewer, Verification
from evenhand.panel.people.npi import is_npi
from evenhand.panel.people.taxonomy import Taxonomy

RULE = "PANEL-NPPES"
_SLOTS = 15
_PERSON = "1"
_NEEDED = (
    "NPI",
    "Entity Type Code",
    "Provider Last Name (Legal Name)",
    "Provider First Name",
    "Provider Middle Name",
    "Provider Credential Text",
    "NPI Deactivation Date",
    "NPI Reactivation Date",
    "Healthcare Provider Taxonomy Code_1",
    "Provider License Number_1",
    "Provider License Number State Code_1",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enumerated:
    """One physician of the file: the beginning of a credential file, and the specialties the holder states."""

    reviewer: Reviewer
    stated_specialties: tuple[str, ...]


def read_nppes(
    lines: Iterable[str], file: str, read_on: dt.date, taxonomy: Taxonomy, wanted: Collection[str] | None = None
) -> tuple[tuple[Enumerated, ...], tuple[Finding, ...]]:
    """The physicians of a file in the public format, read line by line, with what is wrong in their rows.

    `wanted` holds the identifiers to take (None takes all persons); organisations are passed over. `read_on` is the
    day the file was read: each fact is due for verification that day.
    """
    rows = csv.DictReader(lines, strict=True, restval="")
    findings: list[Finding] = []
    persons: list[Enumerated] = []
    try:
        missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
        if missing:
            return (), (
                _said(f"The file lacks the columns {', '.join(missing)}.", file, 1, "the public file's header"),
            )
        for row in rows:
            if row["Entity Type Code"] == _PERSON and (wanted is None or row["NPI"] in wanted):
                place = Place(file=file, line=rows.line_num, key=row["NPI"])
                persons += _person(row, place, read_on, taxonomy, findings)
    except csv.Error as error:
        findings.append(_said(f"The file cannot be read: {error}.", file, rows.line_num, "comma-separated values"))
    for npi in sorted(set(wanted or ()) - {person.reviewer.npi for person in persons}):
        findings.append(_said(f"The file holds no usable entry for {npi}.", file, None, "a person's identifier"))
    return tuple(persons), tuple(findings)


def _person(
    row: dict[str, str], place: Place, read_on: dt.date, taxonomy: Taxonomy, findings: list[Finding]
) -> Iterator[Enumerated]:
    npi = row["NPI"].strip()
    if not is_npi(npi):
        findings.append(_at(place, f"{npi!r} is no National Provider Identifier", "ten digits with their check digit"))
        return
    if row["NPI Deactivation Date"].strip() and not row["NPI Reactivation Date"].strip():
        findings.append(_at(place, f"{npi} was deactivated on {row['NPI Deactivation Date']}", "an active identifier"))
        return
    stated = Verification(source=f"NPPES, {place.file}", verified_on=read_on, next_on=read_on)
    specialties: dict[str, None] = {}
    licences: dict[tuple[str, str], Licence] = {}
    for code, number, state in _slots(row):
        known = taxonomy.codes.get(code)
        if known is None:
            findings.append(_at(place, f"The taxonomy code {code} is not known here", "a code listed in nucc.toml"))
            continue
        specialties[known.specialty] = None
        discipline = known.discipline or _degree(row["Provider Credential Text"])
        if number and state:
            licences[state, number] = _licence(state, number, discipline, stated)
    name = " ".join(
        row[part].strip()
        for part in ("Provider First Name", "Provider Middle Name", "Provider Last Name (Legal Name)")
        if row[part].strip()
    )
    reviewer = Reviewer(id=npi, name=name, npi=npi, licences=tuple(licences.values()))
    yield Enumerated(reviewer=reviewer, stated_specialties=tuple(specialties))


def _slots(row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Code, licence number and state of each of the up to fifteen places that is used."""
    for slot in range(1, _SLOTS + 1):
        code = (row.get(f"Healthcare Provider Taxonomy Code_{slot}") or "").strip()
        if code:
            number = (row.get(f"Provider License Number_{slot}") or "").strip()
            state = (row.get(f"Provider License Number State Code_{slot}") or "").strip()
            yield code, number, state


def _degree(credential: str) -> Discipline:
    letters = "".join(char for char in credential.upper() if char.isalpha() or char == ",").split(",")
    if "DO" in letters:
        return Discipline.DO
    return Discipline.MD if "MD" in letters else Discipline.OTHER


def _licence(state: str, number: str, discipline: Discipline, stated: Verification) -> Licence:
    return Licence(
        state=state, number=number, discipline=discipline, status=LicenceStatus.UNVERIFIED, verification=stated
    )


def _at(place: Place, message: str, expected: str) -> Finding:
    return Finding(
        rule=RULE,
        message=f"{message}.",
        severity=Severity.WARNING,
        place=place,
        expected=expected,
        remedy="Ask the holder or the registry; the rest of the file was read.",
    )


def _said(message: str, file: str, line: int | None, expected: str) -> Finding:
    return Finding(
        rule=RULE,
        message=message,
        severity=Severity.MAJOR,
        place=Place(file=file, line=line),
        expected=expected,
        remedy="Fetch the file anew and read it again.",
    )
