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
from evenhand.programme.facts import FactKind, FactRule, Period, read_fact
from evenhand.programme.model import Programme
from evenhand_web.cases.party_ids import PARTY_IDS
from evenhand_web.pages.inputs import Choices, DayInput

_LAST = "_last"
"""What the name of a period's last day ends in."""


class InstantInput(forms.DateTimeInput):
    """A day with its hour, as the browser asks for one."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def fact_fields(programme: Programme) -> Iterator[tuple[str, forms.Field]]:
    """A field, or for a period two, for each fact that the programme asks of an application, by the fact's name."""
    for rule in programme.intake.facts.values():
        more: dict[str, Any] = {
            "label": label_of(rule),
            "help_text": _help(rule, programme),
            "required": rule.is_required,
        }
        if programme.intake.hastening and rule.id == programme.intake.hastening.certified_in:
            yield rule.id, forms.ChoiceField(choices=_certifiers(programme), **more)
        else:
            yield rule.id, _field(rule, more)
        if rule.kind is FactKind.PERIOD:
            last: dict[str, Any] = {"label": f"{label_of(rule)}: {gettext('last of several')}", "required": False}
            yield rule.id + _LAST, forms.DateField(widget=DayInput(), help_text=_("Only where it is a period."), **last)


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
            return forms.DateField(widget=DayInput(), **more)
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


def keyed_facts(programme: Programme, given: Mapping[str, Any]) -> NamedFacts:
    """The facts keyed in the fields of `fact_fields`, as a docket holds them. `given` is what the form made of them."""
    keyed = {rule.id: _written(rule, given, programme) for rule in programme.intake.facts.values()}
    return tuple(sorted(keyed.items()))


def merged(before: NamedFacts, keyed: NamedFacts) -> NamedFacts:
    """The facts of a docket with those keyed anew; what the programme does not ask for stays as it is."""
    return tuple(sorted((dict(before) | dict(keyed)).items()))


def _written(rule: FactRule, given: Mapping[str, Any], programme: Programme) -> FactValue:
    value = given.get(rule.id)
    last = given.get(rule.id + _LAST)
    if rule.kind is FactKind.PERIOD and value and last and last != value:
        return f"{value.isoformat()}/{last.isoformat()}"
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=programme.zone).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if rule.kind is FactKind.YES_NO:
        return bool(value)
    return str(value) if value else ("" if rule.kind is FactKind.TEXT else None)


def days_keyed(programme: Programme, given: Mapping[str, Any]) -> Iterator[tuple[str, dt.date]]:
    """The legal days among the facts keyed, each by the field it was keyed in."""
    for rule in programme.intake.facts.values():
        if rule.kind in (FactKind.DAY, FactKind.PERIOD, FactKind.INSTANT):
            for name in (rule.id, rule.id + _LAST):
                value = given.get(name)
                if isinstance(value, dt.date):
                    yield name, value.date() if isinstance(value, dt.datetime) else value


def upside_down(programme: Programme, given: Mapping[str, Any]) -> Iterator[str]:
    """The fields of periods that were keyed with a last day before the first, or with a last day alone."""
    for rule in programme.intake.facts.values():
        first, last = given.get(rule.id), given.get(rule.id + _LAST)
        if last and (not first or last < first):
            yield rule.id + _LAST


def shown_facts(programme: Programme, facts: NamedFacts) -> dict[str, Any]:
    """Facts of a docket as the fields of `fact_fields` show them."""
    stated = dict(facts)
    shown: dict[str, Any] = {}
    for rule in programme.intake.facts.values():
        reading, _fault = read_fact(rule, stated.get(rule.id))
        if isinstance(reading, Period):
            shown[rule.id] = reading.first
            shown[rule.id + _LAST] = reading.last if reading.last != reading.first else None
        else:
            shown[rule.id] = reading.astimezone(programme.zone) if isinstance(reading, dt.datetime) else reading
    return shown
