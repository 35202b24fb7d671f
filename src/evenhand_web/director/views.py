"""The pages of release: the queue, one determination, sending it back, releasing it, two texts side by side."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.accounts.password_again import WRONG_PASSWORD, password_fault
from evenhand_web.accounts.proof_window import keep_proof, proved_until
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.cases.spoken_days import weekday_dated
from evenhand_web.director.access import issued_case, released_by
from evenhand_web.director.case_page import release_page
from evenhand_web.director.comparing import compared, shortened
from evenhand_web.director.forms import ReleaseForm, ReturnForm
from evenhand_web.director.queue_page import release_queue, supplement_rows
from evenhand_web.director.release_order import neighbors, next_row
from evenhand_web.infrastructure import clock
from evenhand_web.letters.access import issued_under, issues_as
from evenhand_web.letters.letter_reading import Demand, demand, flag_words, weight
from evenhand_web.letters.paper import Paper, paper
from evenhand_web.letters.releasing import NotOpen, NotReleasedError, release, send_back, unread_at_issue
from evenhand_web.letters.seal_check import nothing_stamps, seal_standing
from evenhand_web.letters.signed import Signature, Unreadable, signature, signing_entries
from evenhand_web.pages.answers import entered_since, moved_on, tell_found
from evenhand_web.pages.case_head import case_head

_ISSUERS = (PersonRole.MEDICAL_DIRECTOR, PersonRole.REGULATOR)
"""Who issues determinations, each under the programmes that let them."""


@require_GET
@admitted(*_ISSUERS)
def queue(request: PersonRequest) -> HttpResponse:
    """The determinations that wait for release. Where no programme lets the regulator issue them, there is no page."""
    if request.user.role == PersonRole.REGULATOR and not issued_under(request.user):
        raise Http404
    now = clock.now()
    waiting = release_queue(request.user, now)
    page = {
        "queue": waiting,
        "first": next_row(waiting),
        "seal": seal_standing(now),
        "unstamped": nothing_stamps(),
        "supplements": supplement_rows(request.user) if request.user.role == PersonRole.MEDICAL_DIRECTOR else (),
        "section": "release",
    }
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
    wanted, until = demand(case, shown), _proved_until(request, case)
    page = release_page(case, shown) | {
        "back": ReturnForm(shown.everything, case.length),
        "release": _form(case, wanted, until),
        "demand": wanted,
        "proof": _proof(case, until),
        "neighbors": neighbors(release_queue(request.user, clock.now()), case.case.ident),
    }
    return render(request, "director/case.html", page | more, status=status)


def _form(case: OpenCase, wanted: Demand | None, until: dt.datetime | None, data: Any = None) -> ReleaseForm:
    is_read_whole = wanted is not None and not wanted.is_met
    return ReleaseForm(case.length, data, is_read_whole=is_read_whole, is_proved=until is not None)


def _proved_until(request: PersonRequest, case: OpenCase) -> dt.datetime | None:
    """Until when the password shown at an earlier release holds for this one; for what is weighty it never does."""
    return None if weight(case) else proved_until(request, settings.RELEASE_PROOF)


def _proof(case: OpenCase, until: dt.datetime | None) -> str:
    """How long a password holds, in words."""
    if until is not None:
        return gettext("Your password holds for releases until %(until)s.") % {
            "until": f"{until.astimezone(case.programme.zone):%H:%M %Z}"
        }
    if grounds := weight(case):
        return gettext("Your password is asked for this letter each time: %(why)s.") % {
            "why": "; ".join(flag_words(ground.value for ground in sorted(grounds)))
        }
    minutes = settings.RELEASE_PROOF.seconds // 60
    asked = gettext("Your password is asked once, and holds for the releases of the next %(minutes)s minutes here.")
    return asked % {"minutes": minutes} if minutes else ""


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
        send_back(case, given["length"], shown.signed.entry, form.rule, form.in_words, given["question"])
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
    form = _form(case, demand(case, shown), _proved_until(request, case), request.POST)
    if not form.is_valid() or not _is_own_password(request, form):
        return _answer(request, case, shown, 422, release=form)
    try:
        release(case, shown, form.cleaned_data["length"], bool(form.cleaned_data.get("read_whole")))
    except NotReleasedError as refused:
        return _answer(request, case, shown, 409, refused=refused.reasons)
    except StaleError as stale:
        return _answer(request, case, shown, 409, changed=entered_since(case, stale.since))
    messages.success(
        request, _("Released: case %(number)s. It is being sealed and entered.") % {"number": case.case.number}
    )
    tell_found(request, unread_at_issue(case))
    following = next_row(release_queue(request.user, clock.now()))
    return redirect("release_case", following.ident) if following else redirect("release_queue")


def _is_own_password(request: PersonRequest, form: ReleaseForm) -> bool:
    """Whether the password was that of the person signed in, or one shown before holds."""
    if "password" not in form.fields:
        return True
    wrong = gettext("%(wrong)s Nothing was released.") % {"wrong": WRONG_PASSWORD}
    if fault := password_fault(request, form.cleaned_data["password"], wrong):
        form.add_error("password", fault)
    else:
        keep_proof(request)
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
        "head": case_head(case),
        "pairs": pairs if is_whole else shortened(pairs),
        "is_whole": is_whole,
        "earlier": weekday_dated(earlier.on),
        "later": weekday_dated(later.on),
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
