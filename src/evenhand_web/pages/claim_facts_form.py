"""What an application states that its docket has no place for, and by which duplicates are found."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.likeness import Described, Named
from evenhand.panel.ties.subjects import Subject
from evenhand.programme.model import Programme
from evenhand_web.pages.inputs import day_field
from evenhand_web.panel.describing import subject


class BesideForm(forms.Form):
    """Claim number and day of birth, as the paper has them, and those named beside the parties by whom the programme
    says that applications are alike.
    """

    claim_number = forms.CharField(label=_("Claim number"), max_length=60, required=False)
    born_on = day_field(_("Date of birth"), required=False)

    def __init__(self, programme: Programme, data: Any = None, described: Described | None = None) -> None:
        super().__init__(data, prefix="beside", initial=_initial(described) if described else None)
        self.roles = programme.parties.compared
        for role in self.roles:
            self.fields[role.id] = forms.CharField(label=role.label, max_length=120, required=False)

    def added_to(self, described: Described) -> Described:
        """An application with these facts."""
        given = self.cleaned_data
        named = tuple(Named(role.id, given[role.id], role.spoken) for role in self.roles if given[role.id])
        others = tuple(party for party in described.named if party.role not in {role.id for role in self.roles})
        return replace(described, claim_number=given["claim_number"], born_on=given["born_on"], named=(*named, *others))

    def subjects(self) -> Iterator[Subject]:
        """Those it names, of whom every physician has to be free."""
        yield from (subject(role, name) for role in self.roles if (name := self.cleaned_data[role.id].strip()))


def _initial(described: Described) -> dict[str, Any]:
    names = {party.role: party.name for party in described.named}
    return names | {"claim_number": described.claim_number, "born_on": described.born_on}
