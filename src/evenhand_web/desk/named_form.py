"""Who is in a case beside the parties of its docket: asked at intake and with the description, in the law's words."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.text import capfirst

from evenhand.panel.ties.subjects import Subject
from evenhand.programme.model import Programme
from evenhand.soundness import has_panel
from evenhand_web.panel.day import law_of
from evenhand_web.panel.describing import ASKED, EMPLOYER, subject

BETWEEN = ";"
_KEYED_BESIDE = frozenset({EMPLOYER})
"""Roles that intake asks for in a field of their own."""


def roles_asked(programme: Programme, day: dt.date) -> tuple[str, ...]:
    """The roles of subjects that no party of a docket fills and the law of a day lists; none without a panel."""
    if not has_panel(programme.folder):
        return ()
    listed = law_of(programme.id, day).subjects
    return tuple(role for role in ASKED if role in listed)


def subject_field(programme: Programme, day: dt.date, role: str, known: Iterable[Subject] = ()) -> forms.CharField:
    """The field for everybody of a role, filled in with those who are known."""
    names = [named.name for named in known if named.role == role]
    return forms.CharField(
        label=capfirst(law_of(programme.id, day).subjects[role].words),
        required=False,
        max_length=500,
        initial=f"{BETWEEN} ".join(names),
    )


def subjects_typed(role: str, typed: str) -> Iterator[Subject]:
    """The subjects of a role that a field names, one after the other."""
    for name in typed.split(BETWEEN):
        if name.strip():
            yield subject(role, name.strip())


class NamedForm(forms.Form):
    """Who else is in a case, as its first papers name them."""

    def __init__(self, programme: Programme, day: dt.date, data: Any = None) -> None:
        super().__init__(data, prefix="named")
        self.roles = tuple(role for role in roles_asked(programme, day) if role not in _KEYED_BESIDE)
        for role in self.roles:
            self.fields[role] = subject_field(programme, day, role)

    def subjects(self) -> tuple[Subject, ...]:
        """Everybody who was named."""
        return tuple(named for role in self.roles for named in subjects_typed(role, self.cleaned_data[role]))
