"""What a field says that was left out or answered with what it does not take: in the words of a colleague."""

from typing import Any

from django import forms
from django.core import validators
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

_WORDS: dict[type[Any], dict[str, Any]] = {
    forms.Field: {"required": _("Answer this.")},
    forms.IntegerField: {"invalid": _("Give a whole number, in digits.")},
    forms.DecimalField: {"invalid": _("Give a number, in digits.")},
    forms.DateField: {"invalid": _("Give a day, as 2026-03-31.")},
    forms.TimeField: {"invalid": _("Give an hour, as 14:30.")},
    forms.EmailField: {"invalid": _("Give an e-mail address, as name@example.org.")},
    forms.ChoiceField: {"invalid_choice": _("Choose one of those offered: “%(value)s” is not among them.")},
    forms.MultipleChoiceField: {
        "invalid_choice": _("Choose among those offered: “%(value)s” is not one of them."),
        "invalid_list": _("Choose among those offered."),
    },
    forms.FileField: {
        "required": _("Choose a file."),
        "empty": _("This file is empty: nothing is in it. Choose another, or ask for it again."),
        "missing": _("Choose a file."),
        "invalid": _("The file did not arrive. Choose it once more."),
    },
    BaseFormSet: {
        "missing_management_form": _("The page did not arrive whole. Open it again."),
        "too_many_forms": _("Send at most %(num)d rows."),
        "too_few_forms": _("Send at least %(num)d rows."),
    },
}
_LIMITS = {
    validators.MaxLengthValidator: _("Use at most %(limit_value)s signs; there are %(show_value)s."),
    validators.MinLengthValidator: _("Use at least %(limit_value)s signs; there are %(show_value)s."),
    validators.MaxValueValidator: _("Give at most %(limit_value)s."),
    validators.MinValueValidator: _("Give at least %(limit_value)s."),
}


def speak_plainly() -> None:
    """Let the fields of all forms speak so. Fields that say something of their own go on saying it."""
    for field, words in _WORDS.items():
        field.default_error_messages = {**field.default_error_messages, **words}
    for validator, limit in _LIMITS.items():
        validator.message = limit
