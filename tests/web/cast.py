"""The people and the case that the tests of the shell share."""

import datetime as dt
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.test import Client

from evenhand.docket.entry import Occurrence
from evenhand.docket.party import Actor, Party, Role
from evenhand.docket.payload import Payload
from evenhand.treatment import DisputedTreatment, Units
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.docketing import enter_in, open_case
from evenhand_web.cases.models import Case, CaseDocument
from tests.filing import filed

PASSWORD = "a calm and even hand"
BROWSER = {"User-Agent": "the browser of the tests"}
WORKER_NAME = "Imani Example"


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


def somebody(role: PersonRole, name: str = "") -> Person:
    """A person of a role, who signs in with PASSWORD."""
    email = f"{name or role.value}@example.org"
    return Person.objects.create(email=email, name=name or str(role.label), role=role, password=_hashed())


def browser_of(person: Person | None) -> Client:
    """The browser of a person who is signed in, or of nobody."""
    client = Client(headers=BROWSER)
    if person is not None:
        answer = client.post("/sign-in", {"email": person.email, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
    return client


def application(number: str = "IMR-1", on: dt.date = dt.date(2024, 6, 3), **changed: Any) -> Occurrence:
    """An application of a made-up worker over one treatment."""
    parties = (
        Party(id="worker", role=Role.APPLICANT, name=WORKER_NAME, address=("1 Sample Street", "Fresno, CA 93701")),
        Party(id="physician", role=Role.PROVIDER, name="Dr. Ada Sample", address=("2 Sample Street",)),
        Party(id="payer", role=Role.PAYER, name="Sample Mutual", address=("3 Sample Street",)),
    )
    given: dict[str, Any] = {
        "case_number": number,
        "parties": parties,
        "treatments": (DisputedTreatment(id="1", words="Six sessions of massage", units=Units(unit="session")),),
        "injured_on": dt.date(2020, 1, 6),
        "is_signed": True,
        "ur_decision_attached": True,
    }
    payload = filed(**given | changed)
    return Occurrence(payload=payload, on=on, by=Actor(role=Role.APPLICANT, id="worker"))


def new_case(number: str = "IMR-1", on: dt.date = dt.date(2024, 6, 3), **changed: Any) -> Case:
    """A case that has begun."""
    return open_case("ca_wc", application(number, on, **changed), None).case


def entered(case: Case, payload: Payload, role: Role, on: dt.date, ident: str = "") -> Case:
    """The case with one more entry."""
    current = Case.objects.get(pk=case.pk)
    return enter_in(current, current.length, Occurrence(payload=payload, on=on, by=Actor(role=role, id=ident)), None)


def document_named(name: str, case: Case | None = None) -> CaseDocument:
    """The one document of that name, of a case or of all. What documents are called lies sealed: no query finds it."""
    kept = CaseDocument.objects.select_related("case", "file")
    wanted = kept if case is None else kept.filter(case=case)
    (document,) = (each for each in wanted if each.name == name)
    return document


PARTS = ("", "/clocks", "/letters", "/record", "/people", "/docket")
"""The parts of a case, each by what its address adds to that of the overview."""


def whole_case(client: Client, ident: str) -> str:
    """All that the pages of a case say to whoever is signed in, one part after the other."""
    answers = [client.get(f"/desk/cases/{ident}{part}") for part in PARTS]
    assert [answer.status_code for answer in answers] == [200] * len(PARTS)
    return "\n".join(answer.content.decode() for answer in answers)
