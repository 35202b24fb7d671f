"""Inputs that forms of more than one face have: days, hours, languages, and choices out of a case."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand_web.cases.open_case import OpenCase

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


def day_field(label: "StrOrPromise", help_text: "StrOrPromise" = "", *, required: bool = True) -> forms.DateField:
    """A field for a legal day."""
    return forms.DateField(label=label, help_text=help_text, required=required, widget=DayInput())


def parties_named(case: OpenCase) -> Choices:
    """The parties of a case to choose from, under the programme's labels."""
    parties = case.state.parties.values()
    return [(party.id, f"{capfirst(case.programme.label(party.role))}: {party.name}") for party in parties]
