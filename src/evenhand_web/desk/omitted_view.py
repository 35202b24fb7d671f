"""A line that application and determination omitted: told here, decided by the physician who decided the case."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.pages.answers import entered_since, moved_on
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.inputs import to_choose
from evenhand_web.pages.sent_numbers import sent_number
from evenhand_web.pages.sent_words import sent_words
from evenhand_web.reviewing.omissions import (
    ask_to_supplement,
    deciders,
    drop,
    may_be_supplemented,
    open_omissions,
    treatment_of,
)

_LONGEST_REASON = 1000


class OmittedForm(forms.Form):
    """What was left out, how that is known, and who decides it."""

    length = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(label=_("The line that was omitted, in the words of the request"), max_length=500)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    requested = forms.DecimalField(label=_("Requested"), max_digits=10, decimal_places=2, min_value=0, required=False)
    reason = forms.CharField(
        label=_("On which paper it stands, and how it came to be left out"),
        max_length=_LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reviewer = forms.ChoiceField(label=_("Who decides it"))

    def __init__(self, case: OpenCase, data: Any = None) -> None:
        super().__init__(data, initial={"length": case.length})
        self.deciders = {person.ident: person for person in deciders(case)}
        choice: Any = self.fields["reviewer"]
        choice.choices = to_choose([(ident, person.name) for ident, person in self.deciders.items()])
        choice.help_text = _("A physician who decided this case. They attest anew, read the record and sign.")


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def omitted(request: PersonRequest, ident: str) -> HttpResponse:
    """The omitted lines that wait for their determination, telling of another, and taking one back."""
    case = opened(request.user, ident)
    if not may_be_supplemented(case):
        raise Http404
    if request.POST.get("do") == "drop":
        return _dropped(request, case)
    form = OmittedForm(case, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _shown(request, case, form, 422 if form.is_bound else 200)
    given = form.cleaned_data
    reviewer = form.deciders[given["reviewer"]]
    told = (given["words"], given["unit"], given["requested"], given["reason"])
    try:
        ask_to_supplement(case, given["length"], reviewer, *told)
    except StaleError as stale:
        return _shown(request, case, moved_on(form, case), 409, changed=entered_since(case, stale.since))
    except ValueError:
        refused = (gettext("Another physician decides an omitted line of this case already: choose the same one."),)
        return _shown(request, case, form, 409, refused=refused)
    messages.success(request, _("The physician is told. The line is decided, signed and released like any other."))
    return redirect("omitted", ident)


def _dropped(request: PersonRequest, case: OpenCase) -> HttpResponse:
    omission = get_object_or_404(open_omissions(case.case), pk=sent_number(request.POST, "omission"))
    why = sent_words(request.POST, "why", _LONGEST_REASON)
    if not why:
        fault = gettext("Say why it is not decided after all.")
        return _shown(request, case, OmittedForm(case), 422, drop_fault=fault)
    drop(omission, why)
    messages.success(request, _("The line is not decided after all. Your reason is kept."))
    return redirect("omitted", case.case.ident)


def _shown(request: PersonRequest, case: OpenCase, form: OmittedForm, status: int = 200, **more: Any) -> HttpResponse:
    page = {
        "case": case.case,
        "head": case_head(case),
        "form": form,
        "waiting": [(omission, treatment_of(omission)) for omission in open_omissions(case.case)],
        "longest": _LONGEST_REASON,
    }
    return render(request, "desk/omitted.html", page | more, status=status)
