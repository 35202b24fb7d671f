"""A panel as a plain table: one row for each fact, so that a spreadsheet can hold what credentialing knows.

`until` is the first day on which a licence, certificate or appointment counts no more, and the last day of an
absence. `per_week` counts hours of practice, or cases of a capacity; `at_once` the cases open at once.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.panel.people.credentials import (
    Absence,
    Appointment,
    Capacity,
    Certification,
    Discipline,
    Language,
    Licence,
    LicenceStatus,
    Practice,
    Reviewer,
    Sanction,
    Search,
    SearchKind,
    Verification,
)
from evenhand.spreadsheet import decoded_lines, sheet_rows
from evenhand.typed_days import is_before_all_days

RULE = "PANEL-CSV"
_NOT_TAKEN = FindingKind(
    rule=RULE,
    severity=Severity.MAJOR,
    expected="{expected}",
    remedy="Correct the row and read the table again; the fact in it was not taken.",
)
COLUMNS = (
    "reviewer",
    "name",
    "npi",
    "fact",
    "what",
    "by",
    "state",
    "number",
    "status",
    "since",
    "until",
    "per_week",
    "at_once",
    "source",
    "verified_on",
    "next_on",
)
E = TypeVar("E", bound=Enum)
_BREAK = re.compile(r"\s*[\r\n\t]\s*")
_LONGEST_COUNT = 4
"""Digits of the largest count that a week or a desk may hold."""
_LONGEST_SHOWN = 40


def read_panel_table(data: bytes, file: str) -> tuple[tuple[Reviewer, ...], tuple[Finding, ...]]:
    """The reviewers of a table named `file` as a spreadsheet saved it, and what is wrong with each row; what had to be
    guessed of encoding and separator is among the findings as a note.
    """
    findings: list[Finding] = []
    lines = decoded_lines(data.splitlines(keepends=True) or [b""], file, RULE, findings)
    reviewers: dict[str, Reviewer] = {}
    for row in sheet_rows(lines, COLUMNS, file, RULE, findings):
        if row.values is not None:
            _take(_Row(row.values, row.line, file, findings), reviewers)
    return tuple(reviewers.values()), tuple(findings)


def _take(row: "_Row", reviewers: dict[str, Reviewer]) -> None:
    reviewer_id = row.text("reviewer")
    read = _FACTS.get(row.text("fact").casefold())
    if read is None:
        row.say("fact", f"{row.text('fact')!r} is no kind of fact", f"one of {', '.join(_FACTS)}")
    if not reviewer_id:
        row.say("reviewer", "The row names no reviewer", "an id")
    if read is None or not reviewer_id:
        return
    known = reviewers.get(reviewer_id) or Reviewer(id=reviewer_id, name=row.text("name"), npi=row.text("npi"))
    for column in ("name", "npi"):
        if row.text(column) not in ("", getattr(known, column)):
            row.say(column, f"{reviewer_id} has another {column} in an earlier row", str(getattr(known, column)))
    changed = read(row, known)
    if not row.is_spoilt:
        reviewers[reviewer_id] = changed
    else:
        reviewers.setdefault(reviewer_id, known)


class _Row:
    """One row while it is read: each value in its type, each fault said with line and column."""

    def __init__(self, values: Mapping[str, str], line: int, file: str, findings: list[Finding]) -> None:
        self._values, self._file, self._line, self._findings = values, file, line, findings
        self.is_spoilt = False

    def say(self, column: str, message: str, expected: str) -> None:
        self.is_spoilt = True
        self._findings.append(
            _NOT_TAKEN.at(Place(file=self._file, line=self._line, key=column), what=f"{message}.", expected=expected)
        )

    def text(self, column: str) -> str:
        return _BREAK.sub(" ", self._values[column]).strip()

    def needed(self, column: str) -> str:
        if not self.text(column):
            self.say(column, f"A {self.text('fact')} needs {column}", "a value")
        return self.text(column)

    def optional_day(self, column: str) -> dt.date | None:
        return self.day(column) if self.text(column) else None

    def day(self, column: str) -> dt.date:
        try:
            day = dt.date.fromisoformat(self.needed(column))
            if is_before_all_days(day):
                self.say(column, f"{day} lies before 1900", "the year in four digits, as the paper means it")
            return day
        except ValueError:
            if self.text(column):
                self.say(column, f"{self.text(column)!r} is no day", "a day such as 2026-03-31: year, month, day")
            return dt.date.min

    def count(self, column: str) -> int:
        text = self.needed(column)
        if text.isascii() and text.isdigit() and len(text) <= _LONGEST_COUNT:
            return int(text)
        if text:
            shown = repr(text) if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]!r} and so on"
            self.say(column, f"{shown} is no count", f"a whole number of at most {_LONGEST_COUNT} digits")
        return 0

    def choice(self, column: str, options: type[E]) -> E:
        text = self.needed(column)
        known = {str(option.value): option for option in options}
        if text and text.casefold() not in known:
            self.say(column, f"{text!r} is not known here", f"one of {', '.join(known)}")
        return known.get(text.casefold(), next(iter(options)))

    def verification(self) -> Verification:
        return Verification(
            source=self.needed("source"), verified_on=self.day("verified_on"), next_on=self.day("next_on")
        )


def _licence(row: _Row, to: Reviewer) -> Reviewer:
    licence = Licence(
        state=row.needed("state").upper(),
        number=row.needed("number"),
        discipline=row.choice("what", Discipline),
        status=row.choice("status", LicenceStatus),
        verification=row.verification(),
        issued_on=row.optional_day("since"),
        expires_on=row.optional_day("until"),
    )
    return replace(to, licences=(*to.licences, licence))


def _certification(row: _Row, to: Reviewer) -> Reviewer:
    certification = Certification(
        board=row.needed("by"),
        specialty=row.needed("what"),
        verification=row.verification(),
        certified_on=row.optional_day("since"),
        expires_on=row.optional_day("until"),
    )
    return replace(to, certifications=(*to.certifications, certification))


def _practice(row: _Row, to: Reviewer) -> Reviewer:
    if to.practice is not None:
        row.say("fact", f"{to.id} has two rows of practice", "one")
    practice = Practice(hours_per_week=row.count("per_week"), since=row.day("since"), verification=row.verification())
    return replace(to, practice=practice)


def _appointment(row: _Row, to: Reviewer) -> Reviewer:
    appointment = Appointment(
        kind=row.needed("what"),
        since=row.day("since"),
        verification=row.verification(),
        until=row.optional_day("until"),
    )
    return replace(to, appointments=(*to.appointments, appointment))


def _sanction(row: _Row, to: Reviewer) -> Reviewer:
    if row.text("status") not in ("taken", "pending"):
        row.say("status", f"{row.text('status')!r} is no state of a sanction", "taken or pending")
    sanction = Sanction(
        body=row.needed("by"),
        action=row.needed("what"),
        on=row.day("since"),
        verification=row.verification(),
        is_pending=row.text("status") == "pending",
    )
    return replace(to, sanctions=(*to.sanctions, sanction))


def _search(row: _Row, to: Reviewer) -> Reviewer:
    search = Search(kind=row.choice("what", SearchKind), verification=row.verification())
    return replace(to, searches=(*to.searches, search))


def _language(row: _Row, to: Reviewer) -> Reviewer:
    language = Language(tag=row.needed("what"), verification=row.verification())
    return replace(to, languages=(*to.languages, language))


def _capacity(row: _Row, to: Reviewer) -> Reviewer:
    if to.capacity is not None:
        row.say("fact", f"{to.id} has two rows of capacity", "one")
    return replace(to, capacity=Capacity(cases_per_week=row.count("per_week"), open_at_once=row.count("at_once")))


def _absence(row: _Row, to: Reviewer) -> Reviewer:
    return replace(to, absences=(*to.absences, Absence(first_on=row.day("since"), last_on=row.day("until"))))


def _other_name(row: _Row, to: Reviewer) -> Reviewer:
    return replace(to, other_names=(*to.other_names, row.needed("what")))


_FACTS: dict[str, Callable[[_Row, Reviewer], Reviewer]] = {
    "licence": _licence,
    "certification": _certification,
    "practice": _practice,
    "appointment": _appointment,
    "sanction": _sanction,
    "search": _search,
    "language": _language,
    "capacity": _capacity,
    "absence": _absence,
    "other_name": _other_name,
}


def panel_csv(reviewers: Iterable[Reviewer]) -> str:
    """The table of a panel, which `read_panel_table` reads back equal; lines end in a line feed."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for reviewer in reviewers:
        names: list[dict[str, object]] = [{"fact": "other_name", "what": name} for name in reviewer.other_names]
        for fact in (*names, *_written(reviewer)):
            writer.writerow({"reviewer": reviewer.id, "name": reviewer.name, "npi": reviewer.npi} | fact)
    return out.getvalue()


def _written(reviewer: Reviewer) -> Iterator[dict[str, object]]:
    for licence in reviewer.licences:
        yield {
            "fact": "licence",
            "what": licence.discipline,
            "state": licence.state,
            "number": licence.number,
            "status": licence.status,
            **_span(licence.issued_on, licence.expires_on),
            **_verified(licence.verification),
        }
    for certificate in reviewer.certifications:
        days = _span(certificate.certified_on, certificate.expires_on)
        yield {
            "fact": "certification",
            "what": certificate.specialty,
            "by": certificate.board,
            **days,
            **_verified(certificate.verification),
        }
    if reviewer.practice:
        held = reviewer.practice
        days = _span(held.since, None)
        yield {"fact": "practice", "per_week": held.hours_per_week, **days, **_verified(held.verification)}
    for office in reviewer.appointments:
        days = _span(office.since, office.until)
        yield {"fact": "appointment", "what": office.kind, **days, **_verified(office.verification)}
    for action in reviewer.sanctions:
        status = "pending" if action.is_pending else "taken"
        facts = {"what": action.action, "by": action.body, "status": status, **_span(action.on, None)}
        yield {"fact": "sanction", **facts, **_verified(action.verification)}
    for search in reviewer.searches:
        yield {"fact": "search", "what": search.kind, **_verified(search.verification)}
    for language in reviewer.languages:
        yield {"fact": "language", "what": language.tag, **_verified(language.verification)}
    if reviewer.capacity:
        capacity = reviewer.capacity
        yield {"fact": "capacity", "per_week": capacity.cases_per_week, "at_once": capacity.open_at_once}
    for absence in reviewer.absences:
        yield {"fact": "absence", **_span(absence.first_on, absence.last_on)}


def _span(since: dt.date | None, until: dt.date | None) -> dict[str, object]:
    return {"since": since.isoformat() if since else "", "until": until.isoformat() if until else ""}


def _verified(verification: Verification) -> dict[str, object]:
    return {
        "source": verification.source,
        "verified_on": verification.verified_on.isoformat(),
        "next_on": verification.next_on.isoformat(),
    }
