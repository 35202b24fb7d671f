"""Every kind of entry has its place on the desk, and every field of every payload its words."""

import datetime as dt
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from evenhand.docket.aftermath import LineAuthorised, PetitionFiled
from evenhand.docket.intake import ApplicationReceived, UrDecisionFiled, UrEffect
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.treatment import DisputedTreatment, Units
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case, Delegation
from evenhand_web.cases.open_case import opened
from evenhand_web.desk.application_form import ApplicationForm
from evenhand_web.desk.entry_form import KEYED, MADE, OWN_PAGE, EntryForm
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.pages.entry_words import spell
from evenhand_web.pages.field_words import words_of
from tests.web.cast import entered, new_case, somebody

DAY = dt.date(2024, 6, 10)


def test_every_kind_is_in_exactly_one_table() -> None:
    assert sorted(KEYED + MADE + OWN_PAGE) == sorted(EntryKind)


@pytest.mark.parametrize("kind", EntryKind)
def test_every_field_has_words(kind: EntryKind) -> None:
    for field in fields(kind.payload):
        assert words_of(kind.payload, field.name).label


def test_the_application_form_asks_for_everything_an_application_may_say() -> None:
    asked = set(ApplicationForm.base_fields) | {"parties", "treatments", "facts", "papers"}
    law = programme_of("ca_wc")
    form = ApplicationForm({law.id: law}, law, dt.datetime(2024, 6, 3, tzinfo=dt.UTC))
    assert set(law.intake.facts) <= set(form.fields)
    assert {field.name for field in fields(ApplicationReceived)} <= asked


def _sample(kind: Any) -> Any:
    """Some value of a type as payloads use them."""
    plain = {str: "x", int: 3, bool: True, dt.date: DAY, Decimal: Decimal("4.50")}
    if kind in plain:
        return plain[kind]
    if get_origin(kind) is tuple:
        return (_sample(get_args(kind)[0]),)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return next(iter(kind))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{field.name: _sample(hints[field.name]) for field in fields(kind)})  # type: ignore[operator]
    return _sample(next(get_arg for get_arg in get_args(kind) if get_arg is not NoneType))


@pytest.mark.parametrize("kind", EntryKind)
def test_every_value_of_every_payload_can_be_said(kind: EntryKind) -> None:
    payload: Any = _sample(kind.payload)
    for field in fields(payload):
        said = spell(getattr(payload, field.name))
        assert said
        assert "object at" not in said
        assert "(" + field.name not in said


@pytest.mark.parametrize("kind", KEYED)
def test_every_keyed_kind_has_a_form_that_makes_its_payload(
    sqlite_store: str, moment: Callable[[dt.datetime], None], kind: EntryKind
) -> None:
    Delegation.objects.create(programme="ca_wc", kind=kind.value, since=DAY, paper="of that day")
    case = opened(somebody(PersonRole.COORDINATOR), new_case().ident)
    form = EntryForm(case, kind)
    assert form.fields["by"].choices, "nobody could make this entry"  # type: ignore[attr-defined]
    keyed = {name: _keyed(field) for name, field in form.fields.items()} | {"length": 1, "on": "2024-06-10", "hour": ""}
    filled = EntryForm(case, kind, keyed)
    lacking = {name for name, field in form.fields.items() if _offers_nothing(field)}
    if lacking:  # what it must name does not exist in a case this young
        assert set(filled.errors) <= lacking
        return
    assert filled.is_valid(), filled.errors
    assert isinstance(filled.payload(), kind.payload)


def _offers_nothing(field: Any) -> bool:
    return hasattr(field, "choices") and not any(value for value, _ in field.choices)


def _keyed(field: Any) -> Any:
    """What somebody might key into a field."""
    if _offers_nothing(field):
        return ""
    if hasattr(field, "choices"):
        first = next(value for value, _ in field.choices if value)
        return [first] if "Multiple" in type(field).__name__ else first
    by_type = {"TypedDayField": "2024-06-10", "DecimalField": "4.5", "IntegerField": "2", "BooleanField": "on"}
    return by_type.get(type(field).__name__, "words")


@pytest.mark.parametrize("kind", [EntryKind.ELIGIBILITY_FOUND, EntryKind.UR_DECISION_FILED])
def test_no_answer_is_suggested(sqlite_store: str, moment: Callable[[dt.datetime], None], kind: EntryKind) -> None:
    case = opened(somebody(PersonRole.REGULATOR), new_case().ident)
    for field in EntryForm(case, kind).fields.values():
        offered: list[tuple[str, str]] = list(getattr(field, "choices", ()))
        assert len(offered) <= 1 or offered[0][0] == "" or type(field).__name__ == "MultipleChoiceField"
        assert not field.initial or field.initial is True  # what is mostly so is marked, what is decided is not


def test_what_is_keyed_is_what_is_entered(sqlite_store: str, moment: Callable[[dt.datetime], None]) -> None:
    case = opened(somebody(PersonRole.COORDINATOR), new_case().ident)
    keyed = {"length": 1, "on": "2024-06-03", "hour": "14:30", "by": "payer:payer", "decided_on": "2024-05-20"}
    keyed |= {"effect": "modified", "service": "fax", "served_on": "2024-05-21", "reasons": "none given"}
    form = EntryForm(case, EntryKind.UR_DECISION_FILED, keyed)
    assert form.is_valid(), form.errors
    happened = form.occurrence(form.payload())
    expected = UrDecisionFiled(
        decided_on=dt.date(2024, 5, 20),
        effect=UrEffect.MODIFIED,
        service="fax",
        served_on=dt.date(2024, 5, 21),
        on_medical_necessity=False,
        form_enclosed=False,
        reasons="none given",
    )
    assert happened.payload == expected
    assert (happened.on, happened.by.role) == (dt.date(2024, 6, 3), Role.PAYER)
    assert happened.at == dt.datetime(2024, 6, 3, 21, 30, tzinfo=dt.UTC)


LINES = (
    DisputedTreatment(id="1", words="Six sessions of massage", units=Units(unit="session")),
    DisputedTreatment(id="2", words="MRI", units=Units(unit="study")),
)


def _offered(case: Case, kind: EntryKind, field: str) -> list[str]:
    """What a coordinator's form offers for a field, in words."""
    person = Person.objects.filter(role=PersonRole.COORDINATOR).first() or somebody(PersonRole.COORDINATOR)
    found: Any = EntryForm(opened(person, case.ident), kind).fields[field]
    return [words for value, words in getattr(found, "choices", ()) if value]


def test_a_line_is_offered_only_where_it_may_still_be_acted_on(sqlite_store: str, moment: object) -> None:
    case = new_case(treatments=LINES)
    lines = ["1. Six sessions of massage", "2. MRI"]
    assert _offered(case, EntryKind.LINE_AUTHORISED, "line") == lines
    case = entered(case, LineAuthorised(line="1"), Role.PAYER, DAY, "payer")
    for kind in (EntryKind.LINE_AUTHORISED, EntryKind.LINE_SETTLED, EntryKind.LINE_WITHDRAWN):
        assert _offered(case, kind, "line") == lines[1:]


def test_grounds_and_fees_are_those_the_law_lists(sqlite_store: str, moment: object) -> None:
    denied = UrDecisionFiled(decided_on=dt.date(2024, 5, 20), effect=UrEffect.DENIED, service="mail_ca")
    case = entered(new_case(), denied, Role.APPLICANT, DAY, "worker")
    grounds = _offered(case, EntryKind.SET_ASIDE, "ground")
    assert len(grounds) == 5
    assert any("conflict of interest" in ground for ground in grounds)
    assert _offered(case, EntryKind.PETITION_FILED, "grounds") == grounds
    fees = _offered(case, EntryKind.FEE_CHARGED, "basis")
    assert fees[-1] == "None of these"
    assert any("$345" in fee for fee in fees)


def test_where_the_law_in_force_lists_nothing_it_is_keyed_freely(sqlite_store: str, moment: object) -> None:
    case = new_case(on=dt.date(2016, 6, 3))  # the schedule of 2015 to 2019 was not read
    assert _offered(case, EntryKind.FEE_CHARGED, "basis") == []
    person = Person.objects.get(role=PersonRole.COORDINATOR)
    assert type(EntryForm(opened(person, case.ident), EntryKind.FEE_CHARGED).fields["basis"]).__name__ == "CharField"


def test_only_the_physician_certifies_and_only_the_worker_s_side_withdraws(sqlite_store: str, moment: object) -> None:
    case = new_case()
    assert [one.partition(":")[2] for one in _offered(case, EntryKind.CONVERTED_TO_EXPEDITED, "certified_by")] == [
        " Dr. Ada Sample"
    ]
    assert [one.partition(":")[2] for one in _offered(case, EntryKind.WITHDRAWN, "party")] == [" Imani Example"]
    office = opened(somebody(PersonRole.REGULATOR), case.ident)
    certifier: Any = EntryForm(office, EntryKind.CONVERTED_TO_EXPEDITED).fields["certified_by"]
    assert [value for value, _ in certifier.choices if value] == ["regulator"]


def test_grounds_are_kept_in_words(sqlite_store: str, moment: object) -> None:
    denied = UrDecisionFiled(decided_on=dt.date(2024, 5, 20), effect=UrEffect.DENIED, service="mail_ca")
    case = opened(somebody(PersonRole.COORDINATOR), entered(new_case(), denied, Role.PAYER, DAY, "payer").ident)
    offered: Any = EntryForm(case, EntryKind.PETITION_FILED).fields["grounds"]
    chosen = [value for value, _ in offered.choices][:2]
    keyed = {"length": 2, "on": "2024-06-10", "hour": "", "by": "payer:payer", "party": "payer", "grounds": chosen}
    form = EntryForm(case, EntryKind.PETITION_FILED, QueryDict(urlencode(keyed, doseq=True)))
    assert form.is_valid(), form.errors
    assert form.payload() == PetitionFiled(party="payer", grounds=tuple(chosen))
