"""Reading the public file of the National Plan and Provider Enumeration System (NPPES).

What stands there the holders say of themselves: licence numbers without their standing, and codes of the taxonomy.
So every fact taken from it is unverified and due for verification at once; it fills a file, and qualifies nobody.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.panel.people.credentials import Discipline, Licence, LicenceStatus, Reviewer, Verification
from evenhand.panel.people.npi import is_npi
from evenhand.panel.people.taxonomy import Taxonomy
from evenhand.spreadsheet import sheet_rows
from evenhand.typed_days import is_before_all_days

RULE = "PANEL-NPPES"
_DOUBTFUL = FindingKind(
    rule=RULE,
    severity=Severity.WARNING,
    message="{what}.",
    expected="{expected}",
    remedy="Ask the holder or the registry; the rest of the file was read.",
)
_PASSED_OVER = FindingKind(
    rule=RULE,
    severity=Severity.NOTE,
    message="{count} rows name no kind of holder, as those of deactivated identifiers do; they were passed over.",
    remedy="Name the identifiers you look for, and each of them is answered for.",
)
_MISSING = FindingKind(
    rule=RULE,
    severity=Severity.MAJOR,
    message="The file holds no entry for {npi} as a person.",
    expected="a person's identifier",
    remedy="Compare the identifier with the paper it was taken from, and see that the file is the newest.",
)
_SLOTS = 15
_PERSON, _ORGANISATION = "1", "2"
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
_LEGAL = (
    "Provider First Name",
    "Provider Middle Name",
    "Provider Last Name (Legal Name)",
    "Provider Name Suffix Text",
)
_OTHER = (
    "Provider Other First Name",
    "Provider Other Middle Name",
    "Provider Other Last Name",
    "Provider Other Name Suffix Text",
)
_REASONS = {"DT": "death", "DB": "disbandment", "FR": "fraud", "OT": "another reason"}
"""Why an identifier was deactivated, as the codes are commonly read; not compared with the agency's own list."""

_CREDENTIAL = re.compile(r"(?:\b[A-Z]\b[.\s]*){2,}|[A-Z]+")
"""A degree: letters parted by stops or blanks, or a word."""
_DEGREES = {"MD": Discipline.MD, "DO": Discipline.DO} | dict.fromkeys(
    ("MB", "MBBS", "MBCHB", "MBBCH", "MBBCHIR", "BMBS", "BMBCH"), Discipline.MD
)
"""A bachelor of medicine, as other countries confer it, is licensed as a doctor of medicine is."""


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
    findings: list[Finding] = []
    persons: dict[str, Enumerated] = {}
    met, blank = set[str](), 0
    for row in sheet_rows(lines, _NEEDED, file, RULE, findings):
        values = row.values or {}
        npi, entity = _cell(values, "NPI"), _cell(values, "Entity Type Code")
        if not values or (wanted is not None and npi not in wanted) or entity == _ORGANISATION:
            continue
        if wanted is None and entity != _PERSON:
            blank += 1
            continue
        met.add(npi)
        place = Place(file=file, line=row.line, key=npi)
        for person in _person(values, place, read_on, taxonomy, findings):
            persons[npi] = _joined(persons[npi], person, place, findings) if npi in persons else person
    if blank:
        findings.append(_PASSED_OVER.at(Place(file=file), count=blank))
    for npi in sorted(set(wanted or ()) - met):
        findings.append(_MISSING.at(Place(file=file, key=npi), npi=npi))
    return tuple(persons.values()), tuple(findings)


def _person(
    row: Mapping[str, str], place: Place, read_on: dt.date, taxonomy: Taxonomy, findings: list[Finding]
) -> Iterator[Enumerated]:
    npi = _cell(row, "NPI")
    if not is_npi(npi):
        findings.append(
            _DOUBTFUL.at(
                place, what=f"{npi!r} is no National Provider Identifier", expected="ten digits with their check digit"
            )
        )
        return
    if inactive := _inactive(row, read_on):
        findings.append(_DOUBTFUL.at(place, what=f"{npi} {inactive}", expected="an active identifier"))
        return
    if _cell(row, "Entity Type Code") != _PERSON:
        findings.append(
            _DOUBTFUL.at(place, what=f"{npi} does not say that it is a person's", expected=f"entity type {_PERSON}")
        )
        return
    stated = Verification(source=f"NPPES, {place.file}", verified_on=read_on, next_on=read_on)
    specialties: dict[str, None] = {}
    licences: dict[tuple[str, str], Licence] = {}
    for code, number, state in _slots(row):
        known = taxonomy.codes.get(code)
        if known is None:
            findings.append(
                _DOUBTFUL.at(
                    place, what=f"The taxonomy code {code} is not known here", expected="a code listed in nucc.toml"
                )
            )
            continue
        specialties[known.specialty] = None
        discipline = known.discipline or _degree(_cell(row, "Provider Credential Text"))
        if number and state:
            licences[state, number] = _licence(state, number, discipline, stated)
    reviewer = Reviewer(
        id=npi, name=_name(row, _LEGAL), npi=npi, licences=tuple(licences.values()), other_names=_other_names(row)
    )
    yield Enumerated(reviewer=reviewer, stated_specialties=tuple(specialties))


def _cell(row: Mapping[str, str], column: str) -> str:
    """A cell without the spaces around it; empty where the file has no such column."""
    return " ".join(row.get(column, "").split())


def _name(row: Mapping[str, str], columns: tuple[str, ...]) -> str:
    return " ".join(filter(None, (_cell(row, column) for column in columns)))


def _other_names(row: Mapping[str, str]) -> tuple[str, ...]:
    """The former, professional or other name, with the legal given name where it states none; empty where there is no
    other family name.
    """
    if not _cell(row, "Provider Other Last Name"):
        return ()
    columns = _OTHER if _cell(row, "Provider Other First Name") else (*_LEGAL[:2], *_OTHER[2:])
    return (_name(row, columns),)


def _inactive(row: Mapping[str, str], read_on: dt.date) -> str:
    """Why an identifier is not active on the day the file was read, in words; empty where it is. Of two days that
    cannot be told apart neither makes it active, nor does one that is still to come.
    """
    off, on = _cell(row, "NPI Deactivation Date"), _cell(row, "NPI Reactivation Date")
    if not off:
        return ""
    code = _cell(row, "NPI Deactivation Reason Code").upper()
    reason = f" (reason {code}{', ' + _REASONS[code] if code in _REASONS else ''})" if code else ""
    if not on:
        return f"was deactivated on {off}{reason}"
    ended, begun = _day(off), _day(on)
    if ended is None or begun is None:
        return f"was deactivated on {off}{reason} and reactivated on {on}, of which one is no day"
    if begun > read_on:
        return f"was deactivated on {off}{reason}, and {on}, on which it is reactivated, is still to come"
    return f"was deactivated on {off}{reason}, after it was reactivated on {on}" if begun < ended else ""


def _day(text: str) -> dt.date | None:
    """A day as the file writes it; None for what is none, or lies before 1900."""
    for form in ("%m/%d/%Y", "%Y-%m-%d"):
        try:
            day = dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
        return None if is_before_all_days(day) else day
    return None


def _slots(row: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Code, licence number and state of each of the up to fifteen places that is used."""
    for slot in range(1, _SLOTS + 1):
        if code := _cell(row, f"Healthcare Provider Taxonomy Code_{slot}").upper():
            number = _cell(row, f"Provider License Number_{slot}")
            yield code, number, _cell(row, f"Provider License Number State Code_{slot}").upper()


def _degree(credential: str) -> Discipline:
    """The first degree in medicine that a holder states, however it is parted: "M.D., Ph.D.", "MD PHD", "M. D."."""
    for written in _CREDENTIAL.findall(credential.upper()):
        letters = "".join(filter(str.isalpha, written))
        degree = letters[:2] if letters != written else letters.removesuffix("PHD")
        if degree in _DEGREES:
            return _DEGREES[degree]
    return Discipline.OTHER


def _licence(state: str, number: str, discipline: Discipline, stated: Verification) -> Licence:
    return Licence(
        state=state, number=number, discipline=discipline, status=LicenceStatus.UNVERIFIED, verification=stated
    )


def _joined(known: Enumerated, person: Enumerated, place: Place, findings: list[Finding]) -> Enumerated:
    """Two rows of one identifier as one: every licence and specialty once. Rows that differ are said."""
    if known == person:
        return known
    findings.append(
        _DOUBTFUL.at(
            place, what=f"{place.key} stands in an earlier row, which says something else", expected="one row each"
        )
    )
    first, second = known.reviewer, person.reviewer
    licences = {(licence.state, licence.number): licence for licence in (*second.licences, *first.licences)}
    names = dict.fromkeys((*first.other_names, second.name, *second.other_names))
    reviewer = replace(
        first,
        licences=tuple(licences.values()),
        other_names=tuple(name for name in names if name != first.name),
    )
    specialties = dict.fromkeys((*known.stated_specialties, *person.stated_specialties))
    return Enumerated(reviewer=reviewer, stated_specialties=tuple(specialties))
