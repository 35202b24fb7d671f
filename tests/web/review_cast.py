"""A case with its record and its physician, as the tests of the reviewer's pages share it."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from typing import Any
from unittest.mock import patch

from django.test import Client

from evenhand.docket.assignment import Assigned, RecordsReceived
from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome, UrDecisionFiled, UrEffect
from evenhand.docket.party import Actor, MedicalRecord, Role
from evenhand.docket.review import ReviewerAssigned, ReviewerAttested, ReviewerProposed
from evenhand.records.page_reading import read_pages
from evenhand.treatment import Component, DisputedTreatment, Units
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.docketing import Attached, enter_in
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.shelf import put, read
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.panel.models import ReviewerProfile
from evenhand_web.records.made_page import MadePage
from evenhand_web.records.page_reader import Contents, Source, contents
from evenhand_web.records.page_values import ReadPages
from tests.web.cast import entered, new_case, somebody

DAY = dt.date(2024, 6, 10)
REQUIRED = ("treating_reports", "application_form", "given_to_employee", "submitted_in_support", "basis_of_decision")
SECRET = "spondylolisthesis"
"""A word of the record that stands nowhere else."""
ADDRESS = "1 Sample Street"


def in_memory(data: bytes) -> Source:
    """A document to be read whose bytes are at hand."""
    return Source(len(data), lambda: [data])


def pdf_of(pages: Sequence[str]) -> bytes:
    """A PDF with a line of text on each page."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(count))
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"]
    bodies.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for at, words in enumerate(pages):
        page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
        stream = f"BT /F1 14 Tf 72 700 Td ({words}) Tj ET"
        bodies += [f"{page} /Contents {5 + 2 * at} 0 R >>", f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}{end}".encode()


REPORT = ("The diagnosis is spondylolisthesis.", "Eight sessions of therapy were given.", "Six sessions are asked for.")


def a_reviewer(name: str = "rae.example") -> Person:
    """A physician with a statement on file."""
    person = somebody(PersonRole.REVIEWER, name)
    licences = {"licensed_in": "California", "certifications": "Physical medicine and rehabilitation"}
    ReviewerProfile.objects.create(person=person, practice="in active practice for 12 years", **licences)
    return person


def lines(count: int = 1) -> tuple[DisputedTreatment, ...]:
    """Disputed lines; the first has two parts."""
    parts = (Component(id="massage", words="massage"), Component(id="ultrasound", words="ultrasound"))
    units = Units(unit="session", requested=Decimal(6), authorised=Decimal(2))
    lines = [DisputedTreatment(id="1", words="Massage with ultrasound, neck", units=units, components=parts)]
    more = (DisputedTreatment(id=str(at), words=f"Other care {at}", units=units) for at in range(2, count + 1))
    return (*lines, *more)


def received(case: Case, records: Sequence[tuple[MedicalRecord, bytes]], on: dt.date = DAY) -> Case:
    """The case with documents received from the payer, and their files."""
    listed, attached = [], []
    for record, data in records:
        if not data:
            listed.append(record)
            continue
        stored = put([data], "application/pdf")
        given = {name: getattr(record, name) for name in ("id", "title", "author", "dated", "pages", "answers")}
        listed.append(MedicalRecord(**given, sha256=stored.sha256))
        attached.append(Attached(stored, f"{record.id}.pdf"))
    payload = RecordsReceived(party="payer", documents=tuple(listed), method="electronic")
    happened = Occurrence(payload=payload, on=on, by=Actor(role=Role.PAYER, id="payer"))
    current = Case.objects.get(pk=case.pk)
    return enter_in(current, current.length, happened, None, attached)


def the_record() -> list[tuple[MedicalRecord, bytes]]:
    """A record that is complete: the denial, the request with its report, and one document that never came."""
    denial = MedicalRecord(id="R1", title="Utilization review decision", dated="2024-05-20", answers=REQUIRED)
    report = MedicalRecord(
        id="R2", title="Progress report with the request for authorization", author="Dr. Ada Sample", dated="5/8/2024"
    )
    missing = MedicalRecord(id="R3", title="MRI of the neck", received=False)
    note = MedicalRecord(id="R4", title="Cover letter", pages=1)
    return [(denial, pdf_of(["The request is not certified."])), (report, pdf_of(REPORT)), (missing, b""), (note, b"")]


def ready_case(number: str = "IMR-1", count: int = 1, **changed: Any) -> Case:
    """A case whose record is complete and read, waiting for a physician; its application as changed."""
    case = new_case(number, treatments=lines(count), **changed)
    denied = UrDecisionFiled(
        decided_on=dt.date(2024, 5, 20),
        effect=UrEffect.DENIED,
        service="mail_ca",
        served_on=dt.date(2024, 5, 20),
        reasons="Not supported by the documents sent.",
    )
    case = entered(case, denied, Role.APPLICANT, dt.date(2024, 6, 3), "worker")
    case = entered(case, EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, dt.date(2024, 6, 4))
    case = entered(case, Assigned(organisation="Sample IMRO"), Role.REGULATOR, dt.date(2024, 6, 4))
    case = received(case, the_record())
    with (
        patch("evenhand_web.records.reading.contents", _read_once),
        patch("evenhand_web.records.proposing.read_values", _values_once),
    ):
        work_off(("pages",))
    return case


@cache
def _values(data: bytes) -> ReadPages:
    stream = read_pages(data)
    return ReadPages(tuple(stream.values), stream.fault)


def _values_once(file: StoredFile, _renew: Callable[[], None]) -> ReadPages:
    """What the reader makes of the pages of a document, asked of it once for all tests."""
    return _values(b"".join(read(file)))


@cache
def _pages(data: bytes) -> tuple[int, str, tuple[MadePage, ...]]:
    read = contents(in_memory(data))
    return read.pages, read.fault, tuple(read.made)


def _read_once(source: Source) -> Contents:
    """What the reading process makes of a document, asked of it once for all tests."""
    count, fault, made = _pages(b"".join(source.pieces()))
    return Contents(count, fault, iter(made))


def proposed(case: Case, person: Person) -> Case:
    """The case with a physician proposed."""
    return entered(case, ReviewerProposed(reviewer=person.ident, reasons="free"), Role.ORGANISATION, DAY, "P-DESK")


def sworn(case: Case, person: Person) -> Case:
    """The case with the physician's oath."""
    payload = ReviewerAttested(
        reviewer=person.ident,
        affiliations_denied=("the employer", f"the employee: {case.number}"),
        qualifications="no disciplinary action",
    )
    return entered(case, payload, Role.REVIEWER, DAY)


def assigned(case: Case, person: Person, on: dt.date = DAY) -> Case:
    """The case with the physician assigned."""
    payload = ReviewerAssigned(reviewer=person.ident, qualifications="Board certified")
    return entered(case, payload, Role.ORGANISATION, on, "P-DESK")


def under_review(person: Person, number: str = "IMR-1", count: int = 1) -> Case:
    """A case whose file is open to a physician."""
    return assigned(sworn(proposed(ready_case(number, count), person), person), person)


def line_fields(**changed: str | list[str]) -> dict[str, str | list[str]]:
    """A line as a reviewer writes it, whole, as a browser sends it."""
    given: dict[str, str | list[str]] = {
        "part": "line:1",
        "number": "0",
        "necessity": "not_necessary",
        "question": "",
        "answer": "No, not as asked.",
        "standard": "The guideline accepts one part and not the other.",
        "higher_tiers": "",
        "fact_words": ["Eight sessions were given.", ""],
        "fact_record": ["R2", ""],
        "fact_page": ["2", ""],
        "cite_title": ["A guideline", ""],
        "cite_tier": ["A", ""],
        "cite_edition": ["2017", ""],
        "cite_section": ["", ""],
        "cite_pages": ["7", ""],
        "part_component": ["massage", "ultrasound"],
        "part_necessity": ["not_necessary", "not_necessary"],
        "part_reason": ["Enough was given.", "It is not recommended."],
        "contrary_record": ["R2", ""],
        "contrary_says": ["It asks for both.", ""],
        "contrary_answer": ["It does not say why.", ""],
    }
    return as_sent(given | changed)


_ROWS = {"fact": "fact", "cite": "cite", "paragraph": "paragraph", "part": "component", "contrary": "contrary"}
_FIELD = {"cite_title": "cited"}


def as_sent(fields: dict[str, str | list[str]]) -> dict[str, str | list[str]]:
    """Fields given as columns (`fact_words`: a value for each row) under the names a browser sends them by."""
    sent: dict[str, str | list[str]] = {name: value for name, value in fields.items() if isinstance(value, str)}
    for name, column in fields.items():
        kind, _, field = name.partition("_")
        if isinstance(column, str) or kind not in _ROWS:
            continue
        prefix = _ROWS[kind]
        sent |= {f"{prefix}-{row}-{_FIELD.get(name, field)}": value for row, value in enumerate(column)}
        counted = str(sent.get(f"{prefix}-TOTAL_FORMS", "0"))
        sent |= {f"{prefix}-TOTAL_FORMS": str(max(len(column), int(counted))), f"{prefix}-INITIAL_FORMS": "0"}
    for prefix in _ROWS.values():
        sent.setdefault(f"{prefix}-TOTAL_FORMS", "0")
        sent.setdefault(f"{prefix}-INITIAL_FORMS", "0")
    return sent


def see(client: Client, case: Case, record: str, pages: int) -> None:
    """See the first pages of a document, as the script of the page tells it."""
    address = f"/review/{case.ident}"
    for page in range(1, pages + 1):
        assert client.get(f"{address}/record/{record}/{page}").status_code == 200
    fields = {"record": record, "first": "1", "last": str(pages), "how": "screen"}
    answer = client.post(f"{address}/seen", fields, headers={"X-Seen": "1"})
    assert answer.status_code == 200, answer.content.decode()


def write_whole(client: Client, case: Case, **changed: str | list[str]) -> None:
    """Write every part of a draft and see every page of every deciding document, as a reviewer who is ready to sign."""
    address = f"/review/{case.ident}"
    summary = as_sent(
        {"paragraph_words": ["A man with neck pain."], "paragraph_record": ["R2"], "paragraph_page": ["1"]}
    )
    for fields in (
        {"part": "summary", "number": "0", **summary},
        {"part": "statement", "number": "0", "fit": "Treats such necks every week."},
        line_fields(**changed),
    ):
        answer = client.post(f"{address}/save", fields, headers={"X-Autosave": "1"})
        assert answer.status_code == 200, answer.content.decode()
    see(client, case, "R1", 1)
    see(client, case, "R2", 3)
    client.post(f"{address}/dismiss", {"record": "R3", "reason": "It never came."})
