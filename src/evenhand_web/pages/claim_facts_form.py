"""What an application states that its docket has no place for, and by which duplicates are found."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.likeness import Described
from evenhand_web.pages.inputs import day_field


class BesideForm(forms.Form):
    """Claim number, day of birth and employer, as the paper has them; `without` what the law of a case does not ask."""

    claim_number = forms.CharField(label=_("Claim number"), max_length=60, required=False)
    born_on = day_field(_("Date of birth"), required=False)
    employer = forms.CharField(label=_("Employer"), max_length=120, required=False)

    def __init__(self, data: Any = None, described: Described | None = None, *, without: Collection[str] = ()) -> None:
        given = {name: getattr(described, name) for name in self.base_fields} if described else None
        super().__init__(data, prefix="beside", initial=given)
        for name in without:
            del self.fields[name]

    def added_to(self, described: Described) -> Described:
        """An application with these facts."""
        return replace(described, **self.cleaned_data)
