"""The directory of organizations: each kept once, and used where a case names one of them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.contact import reached
from evenhand_web.cases.models import Case, PartyContact
from evenhand_web.cases.seam import state_of
from evenhand_web.directory.keeping import KnownAlreadyError, keep, known, organizations
from evenhand_web.directory.models import Organization
from evenhand_web.panel.describing import named_in
from tests.web.cast import browser_of, somebody
from tests.web.test_desk import application_fields

Clock = Callable[[dt.datetime], None]
DAY = dt.date(2024, 6, 3)
ADDRESS = "Claims Unit\n9 Mutual Way\nSacramento, CA 95814"


@pytest.fixture
def person(store: str, moment: Clock) -> Person:
    return somebody(PersonRole.COORDINATOR)


def _kept(person: Person, name: str, kind: str, **more: Any) -> Organization:
    given = {"name": name, "kind": kind, "verified_on": DAY, "verified_how": "their letter"} | more
    return keep(person, given)


def _opened(person: Person, **changed: str) -> Case:
    keyed = application_fields(case_number="", **changed)
    answer = browser_of(person).post("/desk/cases/new", keyed)
    assert answer.status_code == 302, answer.content.decode()
    return Case.objects.get(ident=answer.headers["Location"].rsplit("/", 1)[1])


@pytest.mark.postgresql(slow=True)
def test_a_name_means_one_organization_however_its_form_is_written(person: Person) -> None:
    kept = _kept(person, "Acme Orchards, Inc.", "employer")
    assert [known(name) for name in ("ACME ORCHARDS INC", "Acme Orchards", "Acme Orchids Inc", "")] == [
        kept, kept, None, None,
    ]  # fmt: skip
    with pytest.raises(KnownAlreadyError):
        _kept(person, "Acme Orchards Inc", "employer")
    _kept(person, "Acme Orchards", "insurer")
    assert known("Acme Orchards") is None
    assert known("Acme Orchards", "employer") == kept


@pytest.mark.postgresql(slow=True)
def test_an_address_typed_once_serves_every_case_that_names_it(person: Person) -> None:
    _kept(person, "Sample Mutual", "payer", address=ADDRESS, fax="916 555 0100")
    case = _opened(person, **{"payer-name": "SAMPLE MUTUAL", "payer-address": ""})
    state = state_of(case)
    where = reached(state, case, state.parties["payer"], dt.date(2024, 6, 12))
    assert (where.address, where.fax) == (tuple(ADDRESS.splitlines()), "916 555 0100")
    assert state.parties["payer"].address == ()
    assert "verified on 2024-06-03" in PartyContact.objects.get().how


def test_the_address_of_the_paper_stands_and_without_any_the_form_asks(person: Person) -> None:
    _kept(person, "Sample Mutual", "payer", address=ADDRESS)
    _opened(person)
    assert not PartyContact.objects.exists()
    keyed = application_fields(case_number="", **{"payer-name": "Nobody Knows LLC", "payer-address": ""})
    assert browser_of(person).post("/desk/cases/new", keyed).status_code == 422


@pytest.mark.parametrize(("named", "expected"), [("", "Example Insurance"), ("Other Insurance", "Other Insurance")])
def test_for_whom_a_payer_acts_is_somebody_a_reviewer_must_be_free_of(
    person: Person, named: str, expected: str
) -> None:
    insurer = _kept(person, "Example Insurance", "insurer")
    _kept(person, "Sample Mutual", "payer", acts_for=[insurer])
    case = _opened(person, **{"named-insurer": named})
    assert [(each.role, each.name) for each in named_in(case.ident) if each.role == "insurer"] == [
        ("insurer", expected)
    ]


def test_of_several_principals_none_is_taken_for_the_one(person: Person) -> None:
    both = [_kept(person, name, "insurer") for name in ("Example Insurance", "Second Insurance")]
    _kept(person, "Sample Mutual", "payer", acts_for=both)
    assert named_in(_opened(person).ident) == ()


def test_an_organization_is_kept_changed_and_sought_on_its_page(person: Person) -> None:
    office = browser_of(person)
    given = {"name": "Sample Mutual", "kind": "payer", "address": ADDRESS, "verified_on": "2024-06-03"}
    page = office.post("/office/organizations", given)
    assert page.status_code == 422
    given |= {"verified_how": "their letter", "e_service_since": "2024-06-01"}
    assert "Say by which paper" in office.post("/office/organizations", given).content.decode()
    given |= {"e_service_paper": "Consent of June 1"}
    assert office.post("/office/organizations", given).status_code == 302
    assert "has one of this name" in office.post("/office/organizations", given).content.decode()
    kept = organizations().get()
    assert (kept.kept_by, kept.e_service_paper) == (person, "Consent of June 1")
    again = office.post(f"/office/organizations/{kept.ident}", given | {"fax": "916 555 0100"})
    assert again.status_code == 302
    assert organizations().get().fax == "916 555 0100"
    assert "Sample Mutual" in office.post("/office/organizations", {"words": "mutual"}).content.decode()
    assert "None is kept here" in office.post("/office/organizations", {"words": "zzz"}).content.decode()
