"""Who is in a case beside the parties of its docket: asked at intake and with the description, in the law's words."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.text import capfirst

from evenhand.panel.ties.subjects import Subject
from evenhand.programme.model import Programme
from evenhand.programme.parties import NamedRole
from evenhand.soundness import has_panel
from evenhand_web.panel.day import law_of
from evenhand_web.panel.describing import subject

BETWEEN = ";"


def roles_asked(programme: Programme, day: dt.date) -> tuple[NamedRole, ...]:
    """Whom the papers of a case name beside its parties, as far as the law of a day lists them as subjects; none
    without a panel.
    """
    if not has_panel(programme.folder):
        return ()
    listed = law_of(programme.id, day).subjects
    return tuple(role for role in programme.parties.named.values() if role.id in listed)


def subject_field(
    programme: Programme, day: dt.date, role: NamedRole, known: Iterable[Subject] = ()
) -> forms.CharField:
    """The field for everybody of a role, filled in with those who are known."""
    names = [named.name for named in known if named.role == role.id]
    return forms.CharField(
        label=capfirst(law_of(programme.id, day).subjects[role.id].words),
        required=False,
        max_length=500,
        initial=f"{BETWEEN} ".join(names),
    )


def subjects_typed(role: NamedRole, typed: str) -> Iterator[Subject]:
    """The subjects of a role that a field names, one after the other."""
    for name in typed.split(BETWEEN):
        if name.strip():
            yield subject(role, name.strip())


class NamedForm(forms.Form):
    """Who else is in a case, as its first papers name them; those by whom applications are alike are asked for beside
    the claim number.
    """

    def __init__(self, programme: Programme, day: dt.date, data: Any = None) -> None:
        super().__init__(data, prefix="named")
        self.roles = tuple(role for role in roles_asked(programme, day) if not role.is_compared)
        for role in self.roles:
            self.fields[role.id] = subject_field(programme, day, role)

    def subjects(self) -> tuple[Subject, ...]:
        """Everybody who was named."""
        return tuple(named for role in self.roles for named in subjects_typed(role, self.cleaned_data[role.id]))
