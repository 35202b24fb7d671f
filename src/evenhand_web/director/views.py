"""The pages of release: the queue, one determination, sending it back, releasing it, two texts side by side."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.accounts.password_again import WRONG_PASSWORD, password_fault
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.cases.spoken_days import said
from evenhand_web.director.access import issued_case, released_by
from evenhand_web.director.case_page import release_page
from evenhand_web.director.comparing import compared, shortened
from evenhand_web.director.forms import ReleaseForm, ReturnForm
from evenhand_web.director.queue_page import release_queue
from evenhand_web.infrastructure import clock
from evenhand_web.letters.access import issued_under, issues_as
from evenhand_web.letters.paper import Paper, paper
from evenhand_web.letters.releasing import NotOpen, NotReleasedError, release, send_back, unread_at_issue
from evenhand_web.letters.seal_check import seal_standing
from evenhand_web.letters.signed import Signature, Unreadable, signature, signing_entries
from evenhand_web.pages.answers import entered_since, moved_on, tell_found

_ISSUERS = (PersonRole.MEDICAL_DIRECTOR, PersonRole.REGULATOR)
"""Who issues determinations, each under the programmes that let them."""


@require_GET
@admitted(*_ISSUERS)
def queue(request: PersonRequest) -> HttpResponse:
    """The determinations that wait for release. Where no programme lets the regulator issue them, there is no page."""
    if request.user.role == PersonRole.REGULATOR and not issued_under(request.user):
        raise Http404
    now = clock.now()
    page = {"queue": release_queue(request.user, now), "seal": seal_standing(now), "section": "release"}
    return render(request, "director/queue.html", page)


@require_GET
@admitted(*_ISSUERS)
def determination(request: PersonRequest, ident: str) -> HttpResponse:
    """One determination: the letter beside what the checks say of it."""
    case = _open(request, ident)
    shown = paper(case)
    return _answer(request, case, shown)


def _open(request: PersonRequest, ident: str) -> OpenCase:
    get_object_or_404(released_by(request.user), ident=ident)
    return opened(request.user, ident)


def _answer(request: PersonRequest, case: OpenCase, shown: Paper, status: int = 200, **more: Any) -> HttpResponse:
    forms = {"back": ReturnForm(shown.everything, case.length), "release": ReleaseForm(case.length)}
    return render(request, "director/case.html", release_page(case, shown) | forms | more, status=status)


@require_POST
@admitted(*_ISSUERS)
def back(request: PersonRequest, ident: str) -> HttpResponse:
    """Send a signed text back to its reviewer, with a Finding and a question."""
    case = _open(request, ident)
    shown = paper(case)
    form = ReturnForm(shown.everything, case.length, request.POST)
    if shown.signed is None or not form.is_valid():
        return _answer(request, case, shown, 422, back=form)
    given = form.cleaned_data
    try:
        send_back(case, given["length"], shown.signed.entry, form.rule, form.found, given["question"])
    except StaleError as stale:
        changed = entered_since(case, stale.since)
        return _answer(request, case, shown, 409, back=moved_on(form, case), changed=changed)
    except NotOpen:
        refused = (gettext("It was released, or sent back, since you opened this page."),)
        return _answer(request, case, shown, 409, back=form, refused=refused)
    messages.success(request, _("Sent back: case %(number)s. The text as it was stays.") % {"number": case.case.number})
    return redirect("release_queue")


@require_POST
@admitted(*_ISSUERS)
def issue(request: PersonRequest, ident: str) -> HttpResponse:
    """Release a determination: the password again, then it is made, sealed, entered and sent on."""
    if issued := issued_case(request.user, ident):
        messages.success(request, _("It was issued before, and goes out once."))
        return redirect("case", issued.ident)
    case = _open(request, ident)
    shown = paper(case)
    form = ReleaseForm(case.length, request.POST)
    if not form.is_valid() or not _is_own_password(request, form):
        return _answer(request, case, shown, 422, release=form)
    try:
        release(case, shown, form.cleaned_data["length"])
    except NotReleasedError as refused:
        return _answer(request, case, shown, 409, refused=refused.reasons)
    except StaleError as stale:
        return _answer(request, case, shown, 409, changed=entered_since(case, stale.since))
    messages.success(
        request, _("Released: case %(number)s. It is being sealed and entered.") % {"number": case.case.number}
    )
    tell_found(request, unread_at_issue(case))
    return redirect("release_queue")


def _is_own_password(request: PersonRequest, form: ReleaseForm) -> bool:
    """Whether the password was that of the person signed in."""
    wrong = gettext("%(wrong)s Nothing was released.") % {"wrong": WRONG_PASSWORD}
    if fault := password_fault(request, form.cleaned_data["password"], wrong):
        form.add_error("password", fault)
    return not fault


@require_GET
@admitted(*_ISSUERS)
def compare(request: PersonRequest, ident: str, before: int, after: int) -> HttpResponse:
    """Two signed texts side by side."""
    case = opened(request.user, ident)
    if issues_as(request.user, case.programme) is None:
        raise Http404
    earlier, later = _signature(case, before), _signature(case, after)
    pairs, is_whole = compared(case, earlier, later), request.GET.get("whole") == "1"
    page = {
        "case": case.case,
        "pairs": pairs if is_whole else shortened(pairs),
        "is_whole": is_whole,
        "earlier": said(earlier.on),
        "later": said(later.on),
        "before": before,
        "after": after,
        "is_open": released_by(request.user).filter(pk=case.case.pk).exists(),
        "section": "release",
    }
    return render(request, "director/compare.html", page)


def _signature(case: OpenCase, number: int) -> Signature:
    if number not in signing_entries(case):
        raise Http404
    try:
        return signature(case, number, case.viewer.ident)
    except Unreadable:
        raise Http404 from None
