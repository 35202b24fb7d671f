"""Before the signature: what the checks say of the letter a draft comes to, what is answered to them, and signing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evenhand.audit.answer import Answers, finding_key
from evenhand.finding import Finding
from evenhand.procedure.permit import NotAllowed
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.accounts.password_again import password_fault
from evenhand_web.cases.docketing import StaleError
from evenhand_web.letters.draft_check import DraftChecked, draft_checked
from evenhand_web.pages.answers import refusal, tell_found
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.check_rows import check_rows
from evenhand_web.pages.sent_numbers import sent_number
from evenhand_web.pages.sent_words import sent_words
from evenhand_web.panel.gate import nothing_checked
from evenhand_web.reviewing.check_answers import (
    LONGEST_REASON,
    answers_at_signing,
    justify,
    note_findings,
    reasons_of,
)
from evenhand_web.reviewing.open_file import opened_file
from evenhand_web.reviewing.signing import sign
from evenhand_web.reviewing.supplement import sign_supplement
from evenhand_web.reviewing.workspace import Workspace, workspace


def _wanted(request: PersonRequest, ident: str) -> Workspace:
    """The file of a reviewer whose signature is wanted; Http404 where none is."""
    work = workspace(opened_file(request.user, ident))
    if not work.may_sign:
        raise Http404
    return work


def _page(work: Workspace, checked: DraftChecked) -> dict[str, Any]:
    return {
        "work": work,
        "case": work.file.case,
        "head": case_head(work.file),
        "ready": checked.ready,
        "is_made": checked.letter is not None,
        "checks": check_rows(checked.claims, reasons_of(work.draft)),
        "failed": checked.checked.failed,
    }


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.REVIEWER)
def signature(request: PersonRequest, ident: str) -> HttpResponse:
    """What stands before the signature, and signing: the password is asked for once more."""
    work = _wanted(request, ident)
    checked = draft_checked(work)
    note_findings(work.draft, checked.claims)
    page = _page(work, checked) | {"length": work.file.length}
    page["unchecked"] = nothing_checked(work.file.case.programme, request.user.ident)
    page["lines"] = [
        (work.file.state.treatments[key], work.file.programme.term(text.necessity.value))
        for key, text in work.written.lines.items()
        if text.necessity
    ]
    if request.method == "GET":
        return render(request, "review/sign.html", page)
    if not checked.ready.may_sign:
        return render(request, "review/sign.html", page, status=422)
    page["password_fault"] = password_fault(request, request.POST.get("password", ""))
    if page["password_fault"]:
        return render(request, "review/sign.html", page, status=422)
    answered = answers_at_signing(work.draft, checked.claims)
    try:
        findings = _signed(work, checked, sent_number(request.POST, "length"), answered)
    except (StaleError, NotAllowed) as refused:
        page["refused"] = refusal(refused)
        return render(request, "review/sign.html", page, status=409)
    messages.success(request, _("Your analysis is signed. The medical director has it now."))
    tell_found(request, findings)
    return redirect(reverse("review_file", args=[ident]))


def _signed(work: Workspace, checked: DraftChecked, length: int, answered: Answers) -> tuple[Finding, ...]:
    """Sign the analysis of a case, or that of the lines it omitted; gives what entering found."""
    determination = checked.ready.determination
    if work.file.omitted and determination is not None:
        sign_supplement(work.file, determination, length, answered)
        return ()
    return sign(work, checked.ready, length, answered).findings


@require_GET
@admitted(PersonRole.REVIEWER)
def checks(request: PersonRequest, ident: str) -> HttpResponse:
    """What the checks say of the draft as it stands now: a fragment beside it, or, without scripts, the page before the
    signature.
    """
    work = _wanted(request, ident)
    if not request.htmx:
        return redirect("review_sign", ident)
    return render(request, "review/checks.html", _page(work, draft_checked(work)) | {"is_beside": True})


@require_POST
@admitted(PersonRole.REVIEWER)
def justified(request: PersonRequest, ident: str) -> HttpResponse:
    """Why what a check says stands all the same."""
    work = _wanted(request, ident)
    because = sent_words(request.POST, "because", LONGEST_REASON)
    claims = {finding_key(claim): claim for claim in draft_checked(work).claims}
    claim = claims.get(request.POST.get("key", ""))
    if claim is None:
        messages.success(request, _("The checks do not say that any more: nothing is to be answered."))
    elif not because:
        messages.error(request, _("Say in a sentence why it stands."))
    else:
        justify(work.file, claim, because)
        messages.success(request, _("Your answer is kept. The medical director sees it."))
    if request.POST.get("from") == "file":
        return redirect(f"{reverse('review_file', args=[ident])}#checks")
    return redirect(f"{reverse('review_sign', args=[ident])}#checks-h")
