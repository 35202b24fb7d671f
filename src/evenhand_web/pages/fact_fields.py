"""Fields of a form for the facts of an application, as its programme declares them, and the facts as keyed."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from evenhand.codec import FactValue, NamedFacts
from evenhand.programme.facts import IN_ORDER, ONLY_WHERE_STATED, FactKind, FactRule, Intake, Period, read_fact
from evenhand.programme.model import Programme
from evenhand.typed_days import TypedDay
from evenhand_web.cases.party_ids import PARTY_IDS
from evenhand_web.pages.inputs import Choices, TypedDayField, day_field


class InstantInput(forms.DateTimeInput):
    """A day with its hour, as the browser asks for one."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def fact_fields(programme: Programme, intake: Intake) -> Iterator[tuple[str, forms.Field]]:
    """A field, or for a period two, for each fact that an application, or an entry of a programme's own kind, is
    asked for, by the fact's name.
    """
    for rule in intake.facts.values():
        more: dict[str, Any] = {
            "label": label_of(rule),
            "help_text": _help(rule, programme),
            "required": rule.is_required,
        }
        if intake.hastening and rule.id == intake.hastening.certified_in:
            yield rule.id, forms.ChoiceField(choices=_certifiers(programme), **more)
        else:
            yield rule.id, _field(rule, more)
        if rule.kind is FactKind.PERIOD:
            yield rule.through, day_field(rule.through_label, _("Only where it went on for a time."), required=False)


def label_of(rule: FactRule) -> str:
    """What a page calls a fact, in the language it is read in."""
    return rule.label_in((get_language() or "en").partition("-")[0])


def _help(rule: FactRule, programme: Programme) -> str:
    by = ", ".join(programme.label(role) for role in rule.by)
    stated = gettext("Stated by: %(who)s.") % {"who": by} if by else ""
    return " ".join(filter(None, (rule.help, stated)))


def _certifiers(programme: Programme) -> Choices:
    """Who may certify that a review must run fast, among the parties of an application."""
    hastening = programme.intake.hastening
    roles = [role for role in PARTY_IDS if hastening and role in hastening.certifiers]
    named = [(PARTY_IDS[role], f"{capfirst(programme.label(role))}, {gettext('in writing')}") for role in roles]
    return [("", gettext("Nobody")), *named]


def _field(rule: FactRule, more: dict[str, Any]) -> forms.Field:
    match rule.kind:
        case FactKind.DAY | FactKind.PERIOD:
            return TypedDayField(**more)
        case FactKind.INSTANT:
            return forms.DateTimeField(widget=InstantInput(), **more)
        case FactKind.YES_NO:
            return forms.BooleanField(**more | {"required": False, "initial": rule.default is True})
        case FactKind.CHOICE:
            nothing = [] if rule.default else [("", gettext("Choose one"))]
            choices = [*nothing, *((choice.id, choice.label) for choice in rule.choices)]
            return forms.ChoiceField(choices=choices, initial=rule.default or "", **more)
        case FactKind.AMOUNT:
            least = Decimal(0)
            return forms.DecimalField(max_digits=12, decimal_places=2, min_value=least, **more)
        case FactKind.TEXT:
            return forms.CharField(max_length=300, initial=rule.default or "", **more)


def keyed_facts(programme: Programme, intake: Intake, given: Mapping[str, Any]) -> NamedFacts:
    """The facts keyed in the fields of `fact_fields`, as a docket holds them. `given` is what the form made of them."""
    keyed: dict[str, FactValue] = {}
    for rule in intake.facts.values():
        if rule.use in ONLY_WHERE_STATED and not given.get(rule.id):
            continue
        keyed[rule.id] = _written(rule, given, programme)
        if last := _last_of(rule, given):
            keyed[rule.through] = last.isoformat()
    return tuple(sorted(keyed.items()))


def _last_of(rule: FactRule, given: Mapping[str, Any]) -> dt.date | None:
    """The last day keyed of a period that has more than one."""
    last = given.get(rule.through) if rule.through else None
    return last if isinstance(last, dt.date) and last != given.get(rule.id) else None


def merged(before: NamedFacts, keyed: NamedFacts, intake: Intake) -> NamedFacts:
    """The facts of a docket with those keyed anew; what is not asked for stays as it is."""
    asked = intake.names()
    kept = {name: value for name, value in before if name not in asked}
    return tuple(sorted((kept | dict(keyed)).items()))


def _written(rule: FactRule, given: Mapping[str, Any], programme: Programme) -> FactValue:
    value = given.get(rule.id)
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=programme.zone).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if rule.kind is FactKind.YES_NO:
        return bool(value)
    return str(value) if value else ("" if rule.kind is FactKind.TEXT else None)


def typed_days(programme: Programme, given: Mapping[str, Any]) -> Iterator[TypedDay]:
    """The days of occurrence and request as keyed, each by the field it was keyed in, in the order they must have."""
    for use in IN_ORDER:
        if (rule := programme.intake.used_as(use)) is not None:
            yield TypedDay(rule.id, rule.spoken, given.get(rule.id))
            if last := _last_of(rule, given):
                yield TypedDay(rule.through, rule.through_spoken, last)


def instants_to_come(programme: Programme, intake: Intake, given: Mapping[str, Any], now: dt.datetime) -> Iterator[str]:
    """The fields in which an instant was keyed that has not come at `now`."""
    for rule in intake.facts.values():
        keyed = given.get(rule.id)
        if isinstance(keyed, dt.datetime) and keyed.replace(tzinfo=programme.zone) > now:
            yield rule.id


def without_first(intake: Intake, given: Mapping[str, Any]) -> Iterator[str]:
    """The fields of periods that were keyed with a last day alone."""
    for rule in intake.facts.values():
        if _last_of(rule, given) and not given.get(rule.id):
            yield rule.through


def shown_facts(programme: Programme, intake: Intake, facts: NamedFacts) -> dict[str, Any]:
    """Facts of a docket as the fields of `fact_fields` show them."""
    stated = dict(facts)
    shown: dict[str, Any] = {}
    for rule in intake.facts.values():
        reading, _fault = read_fact(rule, stated.get(rule.id), stated.get(rule.through))
        if isinstance(reading, Period):
            shown[rule.id] = reading.first
            shown[rule.through] = reading.last if reading.last != reading.first else None
        else:
            shown[rule.id] = reading.astimezone(programme.zone) if isinstance(reading, dt.datetime) else reading
    return shown
