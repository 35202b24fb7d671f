"""A form for an entry of the docket, made from the payload it is to become and from what the case allows."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, get_type_hints

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import RefusedLine
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Actor
from evenhand.docket.payload import Payload
from evenhand.procedure.line import LIVE
from evenhand_web.cases.access import actors_for
from evenhand_web.cases.intake import kept_as_printed
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.desk.entry_choices import choices_of
from evenhand_web.desk.odd_days import AS_PRINTED, as_printed_field, decision_days
from evenhand_web.desk.paper_fields import PapersForm, papers_last
from evenhand_web.pages.field_words import words_of
from evenhand_web.pages.inputs import (
    LANGUAGES,
    Choices,
    HourInput,
    TypedDayField,
    day_field,
    look_at_moment,
    parties_named,
    to_choose,
)

OWN_PAGE = (EntryKind.APPLICATION_RECEIVED, EntryKind.RECORDS_RECEIVED, EntryKind.OWN_ENTRY)
"""Kinds that hold lists, or what a programme asks for, and so have a page of their own."""
MADE = (
    EntryKind.NOTICE_ISSUED,
    EntryKind.REVIEWER_PROPOSED,
    EntryKind.REVIEWER_ATTESTED,
    EntryKind.REVIEWER_ASSIGNED,
    EntryKind.REVIEWER_RECUSED,
    EntryKind.DETERMINATION_SIGNED,
    EntryKind.DETERMINATION_ISSUED,
    EntryKind.CORRECTED,
    EntryKind.SUPPLEMENTAL_ISSUED,
    EntryKind.PUBLISHED,
)
"""Kinds nobody keys as they stand: they come with a letter that is made, an oath or signature, a document."""
WITH_DOCUMENT = (EntryKind.SUPPLEMENTAL_ISSUED, EntryKind.PUBLISHED)
"""Of those, the kinds that come with a document made elsewhere, and have a form that takes it."""
KEYED = tuple(kind for kind in EntryKind if kind not in OWN_PAGE + MADE)

_LONG = frozenset({"answer", "instruction", "question", "reason", "request", "how", "reasons"})
_LISTS = frozenset({"address", "case_numbers", "grounds", "documents", "records"})
_SKIPPED = frozenset({"proof", "papers"})
_PLANNED = frozenset({"cure_by"})
"""Days of an entry that may be to come."""
_NEEDED_WHERE_LISTED = frozenset({"form"})
"""Fields that a programme may do without, but not once it lists what they can hold."""


class OccurrenceForm(PapersForm):
    """What every keyed entry tells: the day, the hour where it matters, who did it, and the paper it rests on.

    `length` is how long the docket was when the page was opened.
    """

    length = forms.IntegerField(widget=forms.HiddenInput)
    on = day_field(_("Day it happened"), _("The legal day: of receipt, of service, of the decision."))
    hour = forms.TimeField(
        label=_("Time (optional)"),
        required=False,
        widget=HourInput(),
        help_text=_("For periods that run by the hour."),
    )
    by = forms.ChoiceField(label=_("Who did it"))

    def __init__(
        self, case: OpenCase, kind: EntryKind, data: Any = None, own_kind: str = "", files: Any = None
    ) -> None:
        super().__init__(data, files, initial={"length": case.length, "on": case.today})
        self._case = case
        self._actors = actors_for(case.viewer, kind, case.state, case.programme, case.delegated, own_kind)
        self._field("by").choices = to_choose([(str(actor), self._said(actor)) for actor in self._actors])

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def _said(self, actor: Actor) -> str:
        label = capfirst(self._case.programme.label(actor.role))
        party = self._case.state.parties.get(actor.id)
        if party is not None:
            return f"{label}: {party.name}"
        return gettext("%(label)s, under its delegation") % {"label": label} if actor.id.startswith("by ") else label

    def clean(self) -> dict[str, Any]:
        """Days that have come where the case's days are counted, and an hour that was."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        look_at_moment(self, self._case.today, self._case.programme.zone)
        return given

    def occurrence(self, payload: Payload) -> Occurrence:
        """What is to be entered, with the payload given."""
        at = self.keyed_instant()
        return Occurrence(payload=payload, on=self.cleaned_data["on"], by=self.keyed_actor(), at=at)

    def keyed_instant(self) -> dt.datetime | None:
        """The instant it happened, where an hour was keyed."""
        on, hour = self.cleaned_data["on"], self.cleaned_data["hour"]
        return dt.datetime.combine(on, hour, self._case.programme.zone) if hour else None

    def keyed_actor(self) -> Actor:
        """Who did it."""
        return next(actor for actor in self._actors if str(actor) == self.cleaned_data["by"])


class EntryForm(OccurrenceForm):
    """The form of one kind of entry: a field for each field of its payload."""

    def __init__(self, case: OpenCase, kind: EntryKind, data: Any = None, files: Any = None) -> None:
        super().__init__(case, kind, data, files=files)
        self._payload = kind.payload
        hints = get_type_hints(self._payload)
        for field in fields(self._payload):
            if field.name not in _SKIPPED:
                self.fields[field.name] = field_input(case, self._payload, field, hints[field.name])
        if kind is EntryKind.UR_DECISION_FILED:
            self.fields[AS_PRINTED] = as_printed_field()
        papers_last(self)
        self._printed: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Days in their order, or kept as printed."""
        given = super().clean()
        if AS_PRINTED in self.fields:
            self._printed = decision_days(self._case, self).put_beside(given.get(AS_PRINTED, ""))
        return given

    def occurrence(self, payload: Payload) -> Occurrence:
        """What is to be entered; days kept as printed say so."""
        happened = super().occurrence(payload)
        return kept_as_printed(happened, self._printed, self.cleaned_data.get(AS_PRINTED, ""))

    def payload(self) -> Payload:
        """The payload as keyed."""
        hints = get_type_hints(self._payload)
        values = {name: keyed_value(name, hints[name], self.cleaned_data[name]) for name in self._keyed()}
        return self._payload(**values)

    def _keyed(self) -> Iterator[str]:
        return (field.name for field in fields(self._payload) if field.name not in _SKIPPED)


def keyed_value(name: str, kind: Any, given: Any) -> Any:
    """What was keyed in a field of a payload, as the payload holds it."""
    if name == "refused":
        return _refused(given)
    if isinstance(given, list):
        return tuple(given)
    if name in _LISTS:
        return tuple(line.strip() for line in given.splitlines() if line.strip())
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(given)
    return int(given) if name == "entry" else given


def _refused(chosen: list[str]) -> tuple[RefusedLine, ...]:
    """The lines left out, each with the reasons marked for it."""
    by_line: dict[str, tuple[str, ...]] = {}
    for choice in chosen:
        line, _, code = choice.rpartition("|")
        by_line[line] = (*by_line.get(line, ()), code)
    return tuple(RefusedLine(line=line, reasons=reasons) for line, reasons in by_line.items())


def field_input(case: OpenCase, payload: type[Payload], field: "Field[Any]", kind: Any) -> forms.Field:
    """A field of a form for a field of a payload, with what the case offers to choose from."""
    words = words_of(payload, field.name)
    is_needed = field.default is MISSING
    more: dict[str, Any] = {"label": words.label, "help_text": words.help, "required": is_needed}
    offered = choices_of(case, payload, field.name)
    if offered is not None:
        is_needed = is_needed or field.name in _NEEDED_WHERE_LISTED
        more["required"] = is_needed
        if kind in (tuple[str, ...], tuple[RefusedLine, ...]):
            return forms.MultipleChoiceField(choices=offered, widget=forms.CheckboxSelectMultiple(), **more)
        return forms.ChoiceField(choices=_one_of(offered, is_needed), **more)
    if kind == tuple[str, ...] and field.name not in _LISTS:
        boxes = forms.CheckboxSelectMultiple()
        return forms.MultipleChoiceField(choices=_CHOICES[field.name](case), widget=boxes, **more)
    if field.name in _CHOICES and kind is not bool and not (field.name == "reasons" and kind is str):
        return forms.ChoiceField(choices=_one_of(_CHOICES[field.name](case), is_needed), **more)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        named = [(option.value, capfirst(option.value.replace("_", " "))) for option in kind]
        return forms.ChoiceField(choices=to_choose(named), **more)
    return _plain_input(field, kind, more)


def _one_of(choices: Choices, is_needed: bool) -> Choices:
    """What a list offers; where nothing has to be chosen, also nothing."""
    return to_choose(choices) if is_needed else [("", "None"), *choices]


def _plain_input(field: "Field[Any]", kind: Any, more: dict[str, Any]) -> forms.Field:
    if kind is bool:
        return forms.BooleanField(**more | {"required": False, "initial": field.default is True})
    if kind in (dt.date, dt.date | None):
        return TypedDayField(is_planned=field.name in _PLANNED, **more)
    if kind in (Decimal, Decimal | None):
        return forms.DecimalField(max_digits=12, decimal_places=2, **more)
    if kind is int:
        return forms.IntegerField(min_value=0, **more)
    if field.name in _LONG | _LISTS:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, **more)
    return forms.CharField(max_length=300, **more)


def _live_lines(case: OpenCase) -> Choices:
    lines = [treatment for treatment in case.state.treatments.values() if case.state.lines[treatment.id] in LIVE]
    necessary = {event.line for event in case.state.events.get("line_necessary", ())}
    lines += [treatment for treatment in case.state.treatments.values() if treatment.id in necessary]
    return [(treatment.id, f"{treatment.id}. {treatment.words}") for treatment in lines]


def _all_lines(case: OpenCase) -> Choices:
    return [(treatment.id, f"{treatment.id}. {treatment.words}") for treatment in case.state.treatments.values()]


def _notices(case: OpenCase) -> Choices:
    titles = {rule.id: rule.title for rule in case.programme.notices}
    return [(notice, titles.get(notice, notice)) for notice in case.state.issued_to]


def services_named(case: OpenCase) -> Choices:
    """The manners of service to choose from."""
    return [(manner, capfirst(title)) for manner, title in case.programme.services.items()]


def _extensions(case: OpenCase) -> Choices:
    rules = [rule for rule in case.programme.rules.values() if rule.clock is None and rule.lengthens]
    prolonging = {rule.clock.longer_by for rule in case.programme.clocked if rule.clock}
    return [(rule.id, f"{rule.title} ({rule.id})") for rule in rules if rule.id in prolonging]


def _reasons(case: OpenCase) -> Choices:
    return [(reason.code, capfirst(reason.title)) for reason in case.programme.reasons.values()]


def _entries(case: OpenCase) -> Choices:
    kinds = case.programme.procedure.kinds
    standing = [entry for entry in case.docket.entries if entry.number not in case.state.struck]
    return [
        (str(entry.number), f"{entry.number}. {kinds[entry.kind].title}, {entry.on}") for entry in reversed(standing)
    ]


_CHOICES: MappingProxyType[str, Callable[[OpenCase], Choices]] = MappingProxyType(
    {
        "party": parties_named,
        "certified_by": parties_named,
        "line": _live_lines,
        "lines": _all_lines,
        "notice": _notices,
        "language": lambda _: [(tag, str(name)) for tag, name in LANGUAGES],
        "replaces": parties_named,
        "service": services_named,
        "method": services_named,
        "rule": _extensions,
        "reasons": _reasons,
        "entry": _entries,
    }
)
