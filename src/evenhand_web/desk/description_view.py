"""Saying what a case is about, in the words by which physicians are found, and who is in it beside the parties."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand.panel.people.vocabulary import Vocabulary
from evenhand.panel.requirements.fit import AreaUnderReview
from evenhand.panel.ties.subjects import Subject
from evenhand.soundness import has_panel
from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.desk.named_form import roles_asked, subject_field, subjects_typed
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.inputs import to_choose
from evenhand_web.panel.day import rules_of
from evenhand_web.panel.describing import Described, described, named_in
from evenhand_web.placing.tie_watch import describe_anew

_OTHER = "other"
"""The word of a vocabulary for what is none of its others."""


class AboutForm(forms.Form):
    """What each line that is still disputed is about, and the subjects that the docket does not name."""

    def __init__(self, case: OpenCase, known: Described | None, data: Any = None) -> None:
        super().__init__(data)
        self.lines = case.state.live_lines()
        vocabulary = rules_of(case.case.programme).vocabulary
        areas = {area.line: area for area in known.areas} if known else {}
        for at, line in enumerate(self.lines):
            area = areas.get(line)
            words = case.state.treatments[line].words
            self._ask(
                f"treatment-{at}",
                gettext("Line %(line)s, %(words)s: kind of treatment") % {"line": line, "words": words},
                _treatments(vocabulary),
                area,
            )
            self._ask(
                f"region-{at}",
                gettext("Line %(line)s: region of the body") % {"line": line},
                _named(vocabulary.regions),
                area,
            )
            self._ask(
                f"condition-{at}",
                gettext("Line %(line)s: condition") % {"line": line},
                _named(vocabulary.conditions),
                area,
                needed=False,
            )
        self.roles = roles_asked(case.programme, case.today)
        named = named_in(case.case.ident)
        for role in self.roles:
            self.fields[f"subject-{role.id}"] = subject_field(case.programme, case.today, role, named)

    def _ask(self, name: str, label: str, choices: Any, area: AreaUnderReview | None, needed: bool = True) -> None:
        initial = getattr(area, name.partition("-")[0]) if area else ""
        offered = to_choose(choices) if needed else [("", gettext("The record does not tell")), *choices]
        self.fields[name] = forms.ChoiceField(label=label, choices=offered, required=needed, initial=initial)

    def areas_asked(self) -> list[Any]:
        """The fields on the lines."""
        return [field for field in self if not field.name.startswith("subject-")]

    def subjects_asked(self) -> list[Any]:
        """The fields on who is in the case."""
        return [field for field in self if field.name.startswith("subject-")]

    def description(self) -> Described:
        """What was said, as a value."""
        given = self.cleaned_data
        areas = tuple(
            AreaUnderReview(
                line=line,
                treatment=given[f"treatment-{at}"],
                region=given[f"region-{at}"],
                condition=given[f"condition-{at}"],
            )
            for at, line in enumerate(self.lines)
        )
        return Described(areas=areas, subjects=tuple(self._subjects()))

    def _subjects(self) -> Iterator[Subject]:
        for role in self.roles:
            yield from subjects_typed(role, self.cleaned_data[f"subject-{role.id}"])


def _treatments(vocabulary: Vocabulary) -> list[Any]:
    """The kinds of treatment under their groups."""
    ordered = sorted(vocabulary.treatments.values(), key=lambda treatment: (treatment.group, treatment.words.lower()))
    return [
        (capfirst(group.replace("_", " ")), [(treatment.id, capfirst(treatment.words)) for treatment in treatments])
        for group, treatments in groupby(ordered, key=lambda treatment: treatment.group)
    ]


def _named(words: Any) -> list[tuple[str, str]]:
    """Words in their order of the alphabet, what is none of the others last."""
    named = [(name, capfirst(word)) for name, word in words.items()]
    return sorted(named, key=lambda choice: (choice[0] == _OTHER, choice[1].lower()))


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def about(request: PersonRequest, ident: str) -> HttpResponse:
    """What a case is about. Who may be proposed is reckoned from it."""
    case = opened(request.user, ident)
    if not has_panel(case.programme.folder):
        messages.info(request, _("This program says nothing of how its physicians are chosen: nothing is asked here."))
        return redirect("case_reviewer", ident=ident)
    form = AboutForm(case, described(ident), request.POST if request.method == "POST" else None)
    if form.is_valid():
        describe_anew(ident, form.description(), request.user)
        messages.success(request, _("It is saved, and the physicians are ranked by it."))
        return redirect("case_reviewer", ident=ident)
    page = {"case": case.case, "head": case_head(case), "form": form}
    return render(request, "desk/about.html", page, status=422 if form.is_bound else 200)
