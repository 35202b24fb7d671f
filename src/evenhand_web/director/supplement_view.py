"""A determination on omitted lines before the medical director: looked at, released, or sent back with a question."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand.audit.answer import answered_key
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.accounts.password_again import WRONG_PASSWORD, password_fault
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.cases.spoken_days import weekday_dated
from evenhand_web.director.case_page import record_read
from evenhand_web.director.forms import ReturnForm
from evenhand_web.letters.letter_on_page import on_page
from evenhand_web.letters.models import SUPPLEMENT, UNDERWAY, Issue
from evenhand_web.letters.paper import Paper
from evenhand_web.letters.releasing import NotOpen, NotReleasedError
from evenhand_web.letters.supplementing import (
    against_supplement,
    release_supplement,
    send_supplement_back,
    supplement_paper,
)
from evenhand_web.letters.unsealed import seal_bars
from evenhand_web.pages.answers import entered_since, moved_on
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.check_rows import check_rows
from evenhand_web.pages.line_rows import signed_rows
from evenhand_web.reviewing.omissions import with_open_omissions
from evenhand_web.reviewing.supplement import answers_to_supplement, returns_of_supplements, supplement_findings


class ReadAndReleaseForm(forms.Form):
    """That all of the letter was read, and the password once more: each of these letters is read whole."""

    length = forms.IntegerField(widget=forms.HiddenInput)
    read_whole = forms.BooleanField(label=_("I have read all of this letter"))
    password = forms.CharField(
        label=_("Your password, once more"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, length: int, data: Any = None) -> None:
        super().__init__(data, initial={"length": length}, auto_id="release_%s")


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.MEDICAL_DIRECTOR)
def supplement(request: PersonRequest, ident: str) -> HttpResponse:
    """The letter on the omitted lines as it would go out today, beside what the checks say of it."""
    case = with_open_omissions(opened(request.user, ident))
    if not case.omitted:
        raise Http404
    shown = supplement_paper(case)
    if request.method == "GET":
        return _shown(request, case, shown)
    if request.POST.get("do") == "back":
        return _back(request, case, shown)
    return _release(request, case, shown)


def _release(request: PersonRequest, case: OpenCase, shown: Paper) -> HttpResponse:
    form = ReadAndReleaseForm(case.length, request.POST)
    wrong = gettext("%(wrong)s Nothing was released.") % {"wrong": WRONG_PASSWORD}
    if form.is_valid() and (fault := password_fault(request, form.cleaned_data["password"], wrong)):
        form.add_error("password", fault)
    if form.errors:
        return _shown(request, case, shown, 422, release=form)
    try:
        release_supplement(case, shown, form.cleaned_data["length"])
    except NotReleasedError as refused:
        return _shown(request, case, shown, 409, refused=refused.reasons)
    except StaleError as stale:
        return _shown(request, case, shown, 409, changed=entered_since(case, stale.since))
    messages.success(request, _("Released: it is being sealed, entered and told to every party."))
    return redirect("case", case.case.ident)


def _back(request: PersonRequest, case: OpenCase, shown: Paper) -> HttpResponse:
    form = ReturnForm(shown.everything, case.length, request.POST)
    if shown.signed is None or not form.is_valid():
        return _shown(request, case, shown, 422, back=form)
    given = form.cleaned_data
    try:
        send_supplement_back(case, given["length"], form.rule, form.in_words, given["question"])
    except StaleError as stale:
        changed = entered_since(case, stale.since)
        return _shown(request, case, shown, 409, back=moved_on(form, case), changed=changed)
    except NotOpen:
        refused = (gettext("It was released, or sent back, since you opened this page."),)
        return _shown(request, case, shown, 409, back=form, refused=refused)
    messages.success(request, _("Sent back: case %(number)s. The text as it was stays.") % {"number": case.case.number})
    return redirect("release_queue")


def _shown(request: PersonRequest, case: OpenCase, shown: Paper, status: int = 200, **more: Any) -> HttpResponse:
    issue = case.case.issues.filter(what=SUPPLEMENT, state__in=(*UNDERWAY, Issue.State.STOPPED)).order_by("-pk").first()
    is_stopped = issue is not None and issue.state == Issue.State.STOPPED
    returns = list(returns_of_supplements(case))
    answered = answers_to_supplement(case)
    page = {
        "case": case.case,
        "head": case_head(case),
        "lines": [row for row in signed_rows(case, supplement_findings(case)) if row.number in case.omitted],
        "paper": shown,
        "letter": on_page(shown.letter),
        "read": record_read(shown),
        "checks": check_rows(shown.checked.claims, {answered_key(each): each.because for each in answered}),
        "mended": [each.message for each in answered if each.answer == "mended"],
        "returns": returns,
        "is_back": any(sent_back.answered_at is None for sent_back in returns),
        "is_underway": issue is not None and not is_stopped,
        "reasons": issue.said.splitlines() if issue is not None and is_stopped else (),
        "stopped": (*seal_bars(case), *against_supplement(case, shown)) if shown.letter else (),
        "back": ReturnForm(shown.everything, case.length),
        "release": ReadAndReleaseForm(case.length),
        "today": weekday_dated(case.today),
        "section": "release",
    }
    return render(request, "director/supplement.html", page | more, status=status)
