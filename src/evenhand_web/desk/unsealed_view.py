"""A letter without the seal, on a day on which it cannot be used: one person proposes it, a second decides."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.accounts.password_again import WRONG_PASSWORD, password_fault
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.letters.seal_check import seal_standing_now
from evenhand_web.letters.unsealed import NoLeaveError, agree_unsealed, in_words, leave_of, propose_unsealed, proposed
from evenhand_web.pages.case_head import case_head


class LeaveForm(forms.Form):
    """Why it leaves without the seal, and the password once more; who agrees says no reason."""

    reason = forms.CharField(
        label=_("Why it cannot wait for the seal"),
        max_length=300,
        help_text=_("It stands in the letter and in the docket, with both names: name no medical fact in it."),
    )
    password = forms.CharField(
        label=_("Your password, once more"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def unsealed(request: PersonRequest, ident: str) -> HttpResponse:
    """What was decided today of a letter without the seal, and deciding it."""
    case = opened(request.user, ident)
    waiting = proposed(case)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if waiting is not None:
        del form.fields["reason"]
    if not form.is_valid():
        return _shown(request, case, form, 422 if form.is_bound else 200)
    wrong = gettext("%(wrong)s Nothing was decided.") % {"wrong": WRONG_PASSWORD}
    if fault := password_fault(request, form.cleaned_data["password"], wrong):
        form.add_error("password", fault)
        return _shown(request, case, form, 422)
    try:
        if waiting is None:
            propose_unsealed(case, form.cleaned_data["reason"])
            messages.success(request, _("Proposed. A second person of the organization decides on this page."))
        else:
            agree_unsealed(case)
            messages.success(request, _("Decided. The letter can be released today without the seal."))
    except NoLeaveError:
        refused = (gettext("The seal can be used, somebody was first, or you proposed it yourself."),)
        return _shown(request, case, form, 409, refused)
    return redirect("unsealed", ident)


def _shown(
    request: PersonRequest, case: OpenCase, form: LeaveForm, status: int, refused: tuple[str, ...] = ()
) -> HttpResponse:
    waiting, leave = proposed(case), leave_of(case)
    page = {
        "case": case.case,
        "head": case_head(case),
        "form": form,
        "problem": seal_standing_now().problem,
        "waiting": waiting,
        "is_mine": waiting is not None and waiting.asked_by_id == request.user.pk,
        "decided": in_words(leave) if leave else "",
        "refused": refused,
    }
    return render(request, "desk/unsealed.html", page, status=status)
