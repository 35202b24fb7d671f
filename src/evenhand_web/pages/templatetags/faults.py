"""What of a page's forms needs another look, as links that lead to the fields."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import template
from django.forms import BaseForm, BaseFormSet, CheckboxSelectMultiple, RadioSelect
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils.translation import gettext

register = template.Library()

_FORMS = ("form", "beside", "parties", "named", "lines", "records")
"""The names under which pages hold their forms, in the order in which they are shown."""


class Fault(NamedTuple):
    """What is wrong: the id of the field, empty where no field is meant; which it is; and what is expected there."""

    field: str
    label: str
    words: str


@register.simple_tag(takes_context=True)
def faults_of_page(context: Context) -> tuple[Fault, ...]:
    """All that the forms of a page say is wrong, in the order of the page; nothing while a row is only added."""
    if context.get("is_adding"):
        return ()
    return tuple(fault for name in _FORMS for fault in _faults(context.get(name)))


def _faults(held: object) -> Iterator[Fault]:
    if isinstance(held, BaseFormSet):
        if held.is_bound:
            yield from (Fault("", "", str(words)) for words in held.non_form_errors())
            for number, form in enumerate(held.forms, 1):
                yield from _of_form(form, gettext("Row %(number)s") % {"number": number})
    elif isinstance(held, BaseForm):
        yield from _of_form(held, "")
    elif isinstance(held, (list, tuple)):
        for form in held:
            if isinstance(form, BaseForm):
                yield from _of_form(form, str(getattr(form, "title", "")))


def _of_form(form: BaseForm, part: str) -> Iterator[Fault]:
    if not form.is_bound:
        return
    errors: Mapping[str, Any] = form.errors
    yield from (Fault("", part, str(words)) for words in form.non_field_errors())
    for field in form:
        label = ", ".join(filter(None, (part[:1].upper() + part[1:], str(field.label))))
        yield from (Fault(_id_of(field), label, str(words)) for words in errors.get(field.name, ()))


def _id_of(field: BoundField) -> str:
    """The id that a link leads to: of several boxes the first."""
    if isinstance(field.field.widget, (CheckboxSelectMultiple, RadioSelect)):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id
