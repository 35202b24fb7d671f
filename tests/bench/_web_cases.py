"""A database of very many made-up cases for the measurements of the shell, written in bulk.

Real rows of real dockets: some hundred cases of varied length are made under the procedure, as `docket.py` makes them;
each of the many is one of these under a number, people and an application of its own, its chain hashed anew to the end.
"""

import datetime as dt
import hashlib
import json
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connections

from evenhand.codec import canonical, canonical_plain
from evenhand.docket.entry import Docket, Occurrence, append, payload_digest
from evenhand.docket.file import encode_entry, verify
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.party import Party, Role
from evenhand.identifier import identifier_key
from evenhand.names.persons import person_name
from evenhand.procedure.permit import refusals
from evenhand.procedure.state import read_case
from evenhand.programme.model import Programme
from evenhand_web.cases.models import Case
from evenhand_web.cases.name_words import name_rows
from evenhand_web.cases.queue_columns import cached
from evenhand_web.cases.transfer import export_docket
from evenhand_web.infrastructure.idents import new_ident
from evenhand_web.infrastructure.programmes import programme_of
from tests.bench.docket import steps

TEMPLATES, SHORTEST, LONGEST = 240, 2, 35
_HASH, _PREVIOUS = "#" * 64, "@" * 64
_SYLLABLES = (
    "ba", "da", "fe", "go", "hu", "ka", "li", "ma", "ne", "or", "pa", "qui", "ro", "sa", "ti", "ul", "ve", "wo", "ya",
    "zen",
)  # fmt: skip
_GIVEN = (
    "Adaeze", "Beatriz", "Calder", "Dagny", "Eluned", "Farida", "Gideon", "Imani", "Jovan", "Linh", "Marisol", "Nikhil",
    "Pilar", "Soren", "Yusuf",
)  # fmt: skip
_PRACTICES = tuple(f"Sample Practice {number}" for number in range(400))
_PAYERS = tuple(f"Mock Mutual {number}" for number in range(40))


class _Line(NamedTuple):
    """An entry of a template: what its hash is made over, and its header, with places for the two hashes."""

    number: int
    kind: str
    on: str
    recorded_at: str
    hashed: str
    header: str
    payload: bytes
    salt: str


class Template(NamedTuple):
    """A case to make many of: its application, the entries that follow it, and the cached columns."""

    application: ApplicationReceived
    first: dict[str, Any]
    lines: tuple[_Line, ...]
    columns: dict[str, Any]


def family_name(draw: random.Random) -> str:
    """A family name of three or four syllables; some eighty thousand are possible."""
    return "".join(draw.choices(_SYLLABLES, k=draw.choice((3, 4)))).capitalize()


def build(path: Path, count: int, today: dt.date) -> None:
    """Write a database of `count` cases at `path`; at the end it stands there whole or not at all."""
    law, draw = programme_of("ca_wc"), random.Random(9792)
    templates = [_template(law, number, today, draw) for number in range(TEMPLATES)]
    connections.close_all()
    store = sqlite3.connect(path)
    store.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000;")
    numbers = iter(range(1, count + 1))
    while batch := list(islice(numbers, 2000)):
        cases, entries, names = list[Any](), list[Any](), list[Any]()
        for key in batch:
            _case(key, templates[key % TEMPLATES], draw, cases, entries, names)
        _insert(store, "cases_case", _CASE, cases)
        _insert(store, "cases_docketentry", _ENTRY, entries)
        _insert(store, "cases_casename", _NAME, names)
    store.commit()
    store.executescript("PRAGMA journal_mode=WAL; PRAGMA optimize;")
    store.close()


_CASE = [
    "id", "ident", "number", "number_key", "programme", "head", "length", "fingerprint", "stage", "holder", "priority",
    "due_at", "due_label", "due_rule", "due_holder", "house_due_at", "house_due_label", "received_on", "claim",
]  # fmt: skip
_ENTRY = ["case_id", "number", "kind", "on", "recorded_at", "header", "payload", "salt", "hash"]
_NAME = ["case_id", "word", "sound", "name", "written", "role"]


def _insert(store: sqlite3.Connection, table: str, columns: list[str], rows: list[Any]) -> None:
    named = ", ".join(f'"{column}"' for column in columns)
    store.executemany(f"INSERT INTO {table} ({named}) VALUES ({', '.join('?' * len(columns))})", rows)


def _template(law: Programme, number: int, today: dt.date, draw: random.Random) -> Template:
    length = draw.randint(SHORTEST, LONGEST)
    made, on = Docket(), today - dt.timedelta(days=draw.randrange(10, 60))
    for days, by, payload in islice(steps(number, draw), length):
        on = min(on + dt.timedelta(days=days), today)
        happened = Occurrence(payload=payload, on=on, by=by)
        if reasons := refusals(read_case(made, law), law, happened):
            raise SystemExit(f"the case of this measurement is not lawful: {reasons}")
        at = dt.datetime.combine(on, dt.time(12), law.zone)
        made = append(made, happened, recorded_at=at, salt=draw.randbytes(16).hex())
    application = made.entries[0].payload
    assert isinstance(application, ApplicationReceived)
    first = _plain(made.entries[0])
    lines = tuple(_line(_plain(entry), canonical(entry.payload)) for entry in made.entries[1:])
    return Template(application, first, lines, cached(read_case(made, law)))


def _plain(entry: Any) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(encode_entry(entry))
    del plain["payload"]
    return plain


def _line(plain: dict[str, Any], payload: bytes) -> _Line:
    salt = plain.pop("salt")
    header = plain | {"hash": _HASH, "previous": _PREVIOUS}
    hashed = {name: value for name, value in header.items() if name != "hash"}
    return _Line(
        plain["number"], plain["kind"], plain["on"], _stored(dt.datetime.fromisoformat(plain["recorded_at"])),
        canonical_plain(hashed).decode(), canonical_plain(header).decode(), payload, salt,
    )  # fmt: skip


def _stored(at: dt.datetime) -> str:
    """An instant as Django keeps it in SQLite."""
    return at.astimezone(dt.UTC).replace(tzinfo=None).isoformat(" ")


def _people(key: int, draw: random.Random) -> tuple[Party, ...]:
    street, practice = (f"{key % 90 + 1} Sample Street", "Exampleton, CA 00000"), draw.choice(_PRACTICES)

    def person() -> str:
        return f"{draw.choice(_GIVEN)} {family_name(draw)}"

    return (
        Party(id="worker", role=Role.APPLICANT, name=person(), address=street),
        Party(id="physician", role=Role.PROVIDER, name=f"Dr. {person()}", organisation=practice, address=street),
        Party(id="fund", role=Role.PAYER, name=draw.choice(_PAYERS), address=street),
    )  # fmt: skip


def _case(
    key: int, made: Template, draw: random.Random, cases: list[Any], entries: list[Any], names: list[Any]
) -> None:
    number, people = f"EX26-{key:07}", _people(key, draw)
    application = replace(made.application, case_number=number, parties=people)
    head = ""
    for row in _chained(application, made):
        head = row[-1]
        entries.append((key, *row))
    worker = person_name(people[0].name)
    spoken = " ".join((*sorted(worker.words), worker.generation))
    claim = hashlib.sha256(f"{spoken}\0{application.fact('injured_on')}".encode()).hexdigest()
    columns = made.columns | {"number": number, "head": head, "claim": claim, "programme": "ca_wc", "id": key}
    columns |= {name: _stored(columns[name]) for name in ("due_at", "house_due_at")}
    columns |= {"received_on": str(columns["received_on"]), "ident": new_ident()}
    columns |= {"number_key": identifier_key(number)}
    cases.append(tuple(columns[name] for name in _CASE))
    names += [
        (key, name_row.word, name_row.sound, name_row.name, name_row.written, name_row.role)
        for name_row in name_rows(number, people)
    ]


def _chained(application: ApplicationReceived, made: Template) -> Iterator[tuple[Any, ...]]:
    first = dict(made.first)
    salt = first.pop("salt")
    first["payload_digest"] = payload_digest(application, salt)
    line = _line(first | {"salt": salt}, canonical(application))
    previous = made.first["previous"]
    for treatment in (line, *made.lines):
        now = hashlib.sha256(treatment.hashed.replace(_PREVIOUS, previous).encode()).hexdigest()
        header = treatment.header.replace(_PREVIOUS, previous).replace(_HASH, now).encode()
        yield (
            treatment.number,
            treatment.kind,
            treatment.on,
            treatment.recorded_at,
            header,
            treatment.payload,
            treatment.salt,
            now,
        )
        previous = now


def check(count: int) -> None:
    """Refuse a database whose dockets do not verify as they stand, or whose cached columns lie: one case in 500."""
    for case in Case.objects.filter(id__in=range(1, count + 1, 500)):
        docket, findings = verify(export_docket(case), case.number)
        if docket is None:
            raise SystemExit(f"the cases of this measurement are broken: {findings}")
        wrong = [
            name
            for name, value in cached(read_case(docket, programme_of(case.programme))).items()
            if getattr(case, name) != value
        ]
        if wrong:
            raise SystemExit(f"the cached columns of the cases of this measurement are wrong: {wrong}")
