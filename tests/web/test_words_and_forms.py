"""Every kind of entry has its place on the desk, and every field of every payload its words."""

import datetime as dt
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from evenhand.docket.intake import ApplicationReceived, UrDecisionFiled, UrEffect
from evenhand.docket.kind import PAYLOAD_OF, EntryKind
from evenhand.docket.party import Role
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Delegation
from evenhand_web.desk.application_form import ApplicationForm
from evenhand_web.desk.entry_form import KEYED, MADE, OWN_PAGE, EntryForm
from evenhand_web.desk.entry_words import spell
from evenhand_web.desk.field_words import words_of
from evenhand_web.desk.opened import opened
from tests.web.cast import new_case, somebody

DAY = dt.date(2024, 6, 10)


def test_every_kind_is_in_exactly_one_table() -> None:
    assert sorted(KEYED + MADE + OWN_PAGE) == sorted(EntryKind)


@pytest.mark.parametrize("kind", EntryKind)
def test_every_field_has_words(kind: EntryKind) -> None:
    for field in fields(PAYLOAD_OF[kind]):
        assert words_of(PAYLOAD_OF[kind], field.name).label


def test_the_application_form_asks_for_everything_an_application_may_say() -> None:
    asked = set(ApplicationForm.base_fields) | {"parties", "treatments"}
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
    return _sample(next(one for one in get_args(kind) if one is not NoneType))


@pytest.mark.parametrize("kind", EntryKind)
def test_every_value_of_every_payload_can_be_said(kind: EntryKind) -> None:
    payload: Any = _sample(PAYLOAD_OF[kind])
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
    assert isinstance(filled.payload(), PAYLOAD_OF[kind])


def _offers_nothing(field: Any) -> bool:
    return hasattr(field, "choices") and not any(value for value, _ in field.choices)


def _keyed(field: Any) -> Any:
    """What somebody might key into a field."""
    if _offers_nothing(field):
        return ""
    if hasattr(field, "choices"):
        first = next(value for value, _ in field.choices if value)
        return [first] if "Multiple" in type(field).__name__ else first
    by_type = {"DateField": "2024-06-10", "DecimalField": "4.5", "IntegerField": "2", "BooleanField": "on"}
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
