"""Days out of their order, said beside the field where they are typed and on the case where they were kept."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.docket.entry import DocketEntry
from evenhand.docket.intake import ApplicationReceived, UrDecisionFiled
from evenhand.docket.payload import Payload
from evenhand.finding import Finding, Place, Severity
from evenhand.programme.facts import IN_ORDER
from evenhand.run.case_days import look_at_case_days
from evenhand.typed_days import TypedDay, look_at_days
from evenhand_web.cases.open_case import OpenCase

AS_PRINTED = "as_printed"
"""The field that gives the reason for which an odd day is kept."""


def as_printed_field() -> forms.CharField:
    """The field in which somebody says why a day out of order is kept as its paper prints it."""
    return forms.CharField(
        label=_("Keep an odd day as printed, because"),
        required=False,
        max_length=300,
        help_text=_("Only where the paper itself prints the day so. Letters then mark it as assumed."),
    )


class DaysTyped(NamedTuple):
    """Days as typed in their order, with the form each stands in; None for a day the case has already."""

    days: tuple[tuple[TypedDay, forms.Form | None], ...]

    def put_beside(self, reason: str) -> tuple[str, ...]:
        """Say beside its field whatever lies out of order, unless a reason is given; gives the fields so kept."""
        forms_of = {day.field: form for day, form in self.days}
        kept = {day.field: reason for day, _ in self.days} if reason.strip() else {}
        in_order = tuple(day for day, _ in self.days)
        fields = []
        for finding in look_at_days(in_order, dt.date.max, as_printed=kept):
            form, name = self._beside(forms_of, finding.place.key or "")
            if finding.severity is Severity.MAJOR and form is not None:
                form.add_error(name, f"{finding.message} {finding.remedy}")
            elif finding.severity is Severity.WARNING:
                fields.append(name)
        return tuple(dict.fromkeys(fields))

    def _beside(self, forms_of: dict[str, forms.Form | None], name: str) -> tuple[forms.Form | None, str]:
        """The form and field a finding stands beside: its own, or the one typed nearest to a day of the case."""
        if forms_of.get(name) is not None:
            return forms_of[name], name
        typed = [(day.field, form) for day, form in self.days if form is not None and day.day is not None]
        return (typed[-1][1], typed[-1][0]) if typed else (None, name)


def decision_days(case: OpenCase, form: Any) -> DaysTyped:
    """The days of a decision under review as typed, among those its case has."""
    given, filed, on = form.cleaned_data, None, None
    for entry in case.state.standing():
        if isinstance(entry.payload, ApplicationReceived):
            filed, on = entry.payload, entry.on
    return DaysTyped(
        (
            *((day, None) for use in IN_ORDER if filed for day in case.programme.intake.typed_days(filed, use)),
            (TypedDay("decided_on", gettext("decision under review"), given.get("decided_on")), form),
            (TypedDay("served_on", gettext("service of the decision"), given.get("served_on")), form),
            (TypedDay("received", gettext("receipt of the application"), on), None),
        )
    )


class _Stated(NamedTuple):
    payload: Payload | None
    on: Any
    place: Place
    because: str
    marks: tuple[str, ...]


def odd_days(case: OpenCase) -> tuple[Finding, ...]:
    """What is to be said of the days of a case that lie out of their order, those kept as printed among them."""
    return look_at_case_days(tuple(_stated(case)), case.today, case.programme.intake)


def _stated(case: OpenCase) -> Iterator[_Stated]:
    for entry in case.state.standing():
        if isinstance(entry.payload, ApplicationReceived | UrDecisionFiled):
            yield _Stated(entry.payload, entry.on, _place(entry), entry.because, entry.marks)


def _place(entry: DocketEntry) -> Place:
    return Place(key=f"entry {entry.number}")
