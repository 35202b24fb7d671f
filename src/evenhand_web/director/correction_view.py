"""A slip of the pen in a determination that was issued: the corrected version is looked at, then released."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand.letter.amended import Slip
from evenhand.letter.characters import on_screen
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.accounts.password_again import WRONG_PASSWORD, password_fault
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.cases.spoken_days import weekday_dated
from evenhand_web.letters.correcting import Version, corrected_version, may_be_corrected, release_correction
from evenhand_web.letters.letter_on_page import on_page
from evenhand_web.letters.models import CORRECTION, UNDERWAY, Issue
from evenhand_web.letters.releasing import NotReleasedError
from evenhand_web.pages.answers import entered_since, moved_on
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.inputs import to_choose


class SlipForm(forms.Form):
    """What was written wrong, and the password once more where it is to be issued."""

    length = forms.IntegerField(widget=forms.HiddenInput)
    field = forms.ChoiceField(label=_("What is corrected"))
    was = forms.CharField(
        label=_("It says"), max_length=300, help_text=_("Word for word as it stands in the letter that was issued.")
    )
    becomes = forms.CharField(label=_("It should say"), max_length=300)
    password = forms.CharField(
        label=_("Your password, once more"),
        help_text=_("To issue it; not to look at it."),
        strip=False,
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, case: OpenCase, data: Any = None) -> None:
        super().__init__(data, initial={"length": case.length})
        clerical: Any = self.fields["field"]
        clerical.choices = to_choose([(name, capfirst(name)) for name in case.programme.procedure.clerical_fields])

    def slip(self) -> Slip:
        """The slip as keyed."""
        given = self.cleaned_data
        return Slip(field=given["field"], was=given["was"], becomes=given["becomes"])


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.MEDICAL_DIRECTOR)
def correction(request: PersonRequest, ident: str) -> HttpResponse:
    """A clerical correction: its form, the corrected version as it would go out, and releasing it."""
    case = opened(request.user, ident)
    if not may_be_corrected(case):
        raise Http404
    form = SlipForm(case, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _shown(request, case, form, status=422 if form.is_bound else 200)
    version = corrected_version(case, form.slip(), on_screen)
    if request.POST.get("do") != "issue" or version.reasons:
        return _shown(request, case, form, version, status=409 if version.reasons else 200)
    wrong = gettext("%(wrong)s Nothing was released.") % {"wrong": WRONG_PASSWORD}
    if fault := password_fault(request, form.cleaned_data["password"], wrong):
        form.add_error("password", fault)
        return _shown(request, case, form, version, status=422)
    return _released(request, case, form, version)


def _released(request: PersonRequest, case: OpenCase, form: SlipForm, version: Version) -> HttpResponse:
    try:
        release_correction(case, form.cleaned_data["length"], form.slip(), version)
    except NotReleasedError as refused:
        return _shown(request, case, form, version._replace(reasons=refused.reasons), status=409)
    except StaleError as stale:
        changed = entered_since(case, stale.since)
        return _shown(request, case, moved_on(form, case), version, status=409, changed=changed)
    messages.success(request, _("Released: the corrected version is being sealed, entered and told to every party."))
    return redirect("case", case.case.ident)


def _shown(
    request: PersonRequest,
    case: OpenCase,
    form: SlipForm,
    version: Version | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    underway = case.case.issues.filter(what=CORRECTION, state__in=(*UNDERWAY, Issue.State.STOPPED))
    stopped = underway.order_by("-pk").first()
    page = {
        "case": case.case,
        "head": case_head(case),
        "form": form,
        "version": version,
        "letter": on_page(version.letter if version else None),
        "underway": stopped if stopped is not None and stopped.state != Issue.State.STOPPED else None,
        "said": stopped.said.splitlines() if stopped is not None and stopped.state == Issue.State.STOPPED else (),
        "today": weekday_dated(case.today),
        "section": "release",
    }
    return render(request, "director/correction.html", page | more, status=status)
