"""Inputs that forms of more than one face have: days, hours, languages, and choices out of a case."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.typed_days import TypedDay, clock_change, impossible, offsets_of_hour
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import written_out
from evenhand_web.infrastructure import clock

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LANGUAGES = (
    ("en", _("English")),
    ("es", _("Spanish")),
    ("zh", _("Chinese")),
    ("vi", _("Vietnamese")),
    ("ko", _("Korean")),
    ("tl", _("Tagalog")),
    ("hy", _("Armenian")),
    ("fa", _("Persian")),
    ("ru", _("Russian")),
    ("ar", _("Arabic")),
    ("pa", _("Punjabi")),
)
Choices = list[tuple[str, str]]


def to_choose(choices: Choices) -> Choices:
    """Choices as a list offers them: nothing is chosen beforehand where there is more than one."""
    return choices if len(choices) == 1 else [("", gettext("Choose one")), *choices]


class DayInput(forms.DateInput):
    """A day, as the browser asks for one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """An hour, as the browser asks for one."""

    input_type = "time"


class TypedDayField(forms.DateField):
    """A day somebody types, looked at where it is typed: none before 1900 and none to come, unless it is planned.

    What day it is where the programme's days are counted, the form knows: here a day to come is one that has come
    nowhere on earth.
    """

    def __init__(self, *, is_planned: bool = False, **more: Any) -> None:
        super().__init__(**{"widget": DayInput(), **more})
        self.is_planned = is_planned

    def clean(self, value: Any) -> dt.date | None:
        """The day; ValidationError, in words, for one that cannot be."""
        day: dt.date | None = super().clean(value)
        latest = (clock.now() + _FARTHEST_EAST).date()
        typed = TypedDay("", str(self.label or "day").lower(), day)
        findings = impossible(typed, latest, is_planned=self.is_planned)
        if findings:
            raise forms.ValidationError([f"{finding.message} {finding.remedy}" for finding in findings])
        return day


_FARTHEST_EAST = dt.timedelta(hours=14)
"""Where on earth a day comes first."""


def day_field(
    label: "StrOrPromise", help_text: "StrOrPromise" = "", *, required: bool = True, is_planned: bool = False
) -> TypedDayField:
    """A field for a legal day; `is_planned` where it may be to come."""
    return TypedDayField(label=label, help_text=help_text, required=required, is_planned=is_planned)


def look_at_moment(form: forms.Form, today: dt.date, zone: dt.tzinfo) -> None:
    """Say beside its field what day is still to come where days are counted (`today`, `zone`), unless it is planned,
    and that an hour never was, or ask which of two it is: a form with the fields `on` and `hour` asks for it once its
    fields are clean.
    """
    given = form.cleaned_data
    to_come = _("This day is still to come: it is %(today)s there.") % {"today": written_out(today)}
    typed = [name for name, field in form.fields.items() if isinstance(field, TypedDayField) and not field.is_planned]
    for name in typed:
        if given.get(name) and given[name] > today:
            form.add_error(name, to_come)
    if given.get("on"):
        look_at_hour(form, "hour", (given["on"],), zone)


WHICH = "which_"
"""How the field is called, before the name of the hour's, that a form has once an hour was typed that was twice."""


def look_at_hour(form: forms.Form, name: str, days: Iterable[dt.date], zone: dt.tzinfo) -> None:
    """Say beside the field `name` that its hour never was on one of the days on which it is meant, or ask which of two
    it is where it was twice on one; nothing where no hour was typed.
    """
    hour = form.cleaned_data.get(name)
    if hour is None:
        return
    for day in days:
        if change := clock_change(day, hour, zone):
            form.add_error(name, change)
            return
        if named := offsets_of_hour(day, hour, zone):
            _ask_which_hour(form, name, named)
            return


def _ask_which_hour(form: forms.Form, name: str, named: tuple[str, ...]) -> None:
    """Take the answer to which of two hours is meant, and ask for it where there is none; `named` are their times."""
    first, second = (_("The first (%s)"), _("The second, after the clocks were put back (%s)"))
    choices, asked = [("0", first % named[0]), ("1", second % named[1])], f"{WHICH}{name}"
    form.fields[asked] = forms.ChoiceField(label=_("Which of the two hours"), choices=to_choose(choices))
    answer = form.data.get(form.add_prefix(asked), "")
    if answer in dict(choices):
        form.cleaned_data[name] = form.cleaned_data[name].replace(fold=int(answer))
    else:
        form.add_error(asked, _("The clocks were put back that day, and this hour was twice: say which it was."))


def parties_named(case: OpenCase) -> Choices:
    """The parties of a case to choose from, under the programme's labels."""
    parties = case.state.parties.values()
    return [(party.id, f"{capfirst(case.programme.label(party.role))}: {party.name}") for party in parties]
