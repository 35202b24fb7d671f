"""Inputs that forms of more than one face have: days, hours, languages, and choices out of a case."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from evenhand_web.cases.open_case import OpenCase

LANGUAGES = (
    ("en", "English"),
    ("es", "Spanish"),
    ("zh", "Chinese"),
    ("vi", "Vietnamese"),
    ("ko", "Korean"),
    ("tl", "Tagalog"),
    ("hy", "Armenian"),
    ("fa", "Persian"),
    ("ru", "Russian"),
    ("ar", "Arabic"),
    ("pa", "Punjabi"),
)
FIRST_YEAR, LAST_YEAR = 1900, 2199
Choices = list[tuple[str, str]]


def to_choose(choices: Choices) -> Choices:
    """Choices as a list offers them: nothing is chosen beforehand where there is more than one."""
    return choices if len(choices) == 1 else [("", "Choose one"), *choices]


class DayInput(forms.DateInput):
    """A day, as the browser asks for one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """An hour, as the browser asks for one."""

    input_type = "time"


class DayField(forms.DateField):
    """A legal day, of a year in which somebody concerned may have lived: with others, no clock can be computed."""

    widget = DayInput

    def clean(self, value: Any) -> Any:
        """The day; refuses one before 1900 or after 2199."""
        day = super().clean(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(_("Enter a day between 1900 and 2199."), code="year")
        return day


def day_field(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    """A field for a legal day."""
    return DayField(label=label, help_text=help_text, required=required)


def parties_named(case: OpenCase) -> Choices:
    """The parties of a case to choose from, under the programme's labels."""
    parties = case.state.parties.values()
    return [(party.id, f"{capfirst(case.programme.label(party.role))}: {party.name}") for party in parties]
