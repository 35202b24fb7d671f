"""Saying rightly what an entry of the docket said wrong: a form filled with what it says, for what may be said anew."""

from dataclasses import fields, replace
from typing import Any, get_args, get_type_hints

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand.codec import NamedFacts, inline_field
from evenhand.docket.entry import DocketEntry, Occurrence
from evenhand.docket.own import own_kind_of
from evenhand_web.accounts.admission import CASEWORK, PersonRequest, admitted
from evenhand_web.cases.access import may_correct
from evenhand_web.cases.entering import enter_keyed
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.desk.entry_form import MADE, OccurrenceForm, field_input, keyed_value
from evenhand_web.desk.paper_fields import papers_last, posted
from evenhand_web.pages.answers import answered, keyed_page
from evenhand_web.pages.fact_fields import fact_fields, keyed_facts, merged, shown_facts


class CorrectionForm(OccurrenceForm):
    """The form of a correction. What nobody keys (documents, parties, a letter that was made) stays as it is."""

    because = forms.CharField(
        label=_("What was wrong, and how it is known"),
        help_text=_("Every party sees this line, and it cannot be erased: name no medical fact in it."),
        max_length=300,
    )

    def __init__(self, case: OpenCase, entry: DocketEntry, data: Any = None, files: Any = None) -> None:
        super().__init__(case, entry.kind, data, own_kind_of(entry.payload), files)
        self._entry = entry
        payload = entry.kind.payload
        hints = get_type_hints(payload)
        self._said_anew = tuple(
            field.name
            for field in fields(payload)
            if entry.kind not in MADE and _is_keyed(field.name, hints[field.name])
        )
        self._inline = inline_field(payload)
        hour = entry.at.astimezone(case.programme.zone).time() if entry.at else None
        self.initial.update({"on": entry.on, "hour": hour, "by": str(entry.by)})
        for field in fields(payload):
            if field.name in self._said_anew:
                self.fields[field.name] = field_input(case, payload, field, hints[field.name])
                self.initial[field.name] = _shown(getattr(entry.payload, field.name))
        if self._inline:
            own = case.programme.procedure.own_kinds.get(own_kind_of(entry.payload))
            self._intake = own.intake if own else case.programme.intake
            self.fields.update(fact_fields(case.programme, self._intake))
            self.initial.update(shown_facts(case.programme, self._intake, getattr(entry.payload, self._inline)))
        papers_last(self)

    def correction(self) -> Occurrence:
        """The occurrence that is to stand in the place of the entry."""
        given = self.cleaned_data
        hints = get_type_hints(self._entry.kind.payload)
        anew = {name: keyed_value(name, hints[name], given[name]) for name in self._said_anew}
        before: Any = self._entry.payload
        if self._inline:
            keyed = keyed_facts(self._case.programme, self._intake, given)
            anew[self._inline] = merged(getattr(before, self._inline), keyed, self._intake)
        happened = self.occurrence(replace(before, **anew))
        return replace(happened, instead_of=self._entry.number, because=given["because"])


def _is_keyed(name: str, kind: Any) -> bool:
    """Whether a page has a field for it: not for what is made of several (parties, papers), nor for a case number."""
    parts = get_args(kind) or (kind,)
    is_plain = kind != NamedFacts and all(not hasattr(part, "__dataclass_fields__") for part in parts)
    return is_plain and name not in ("case_number", "about", "own_kind")


def _shown(value: Any) -> Any:
    return "\n".join(value) if isinstance(value, tuple) else value


@require_http_methods(["GET", "POST"])
@admitted(*CASEWORK)
def correct(request: PersonRequest, ident: str, number: int) -> HttpResponse:
    """A correction of one entry, keyed."""
    case = opened(request.user, ident)
    entry = next((candidate for candidate in case.docket.entries if candidate.number == number), None)
    if entry is None or not may_correct(case.viewer, entry, case.state, case.programme, case.delegated):
        raise Http404
    form = CorrectionForm(case, entry, *posted(request))
    page = keyed_page(case, entry.kind, form) | {"corrects": number}
    page["title"] = gettext("Correct entry %(number)s: %(title)s") % {"number": number, "title": page["title"]}
    if not form.is_valid():
        return render(request, "desk/enter.html", page, status=422 if form.is_bound else 200)

    def send() -> OpenCase:
        return enter_keyed(case, form.cleaned_data["length"], form.correction(), papers=form.keyed_papers())

    return answered(request, case, "desk/enter.html", page, send)
