"""Writing: each part of the draft saved as it is typed, older texts kept, reasons taken over, questions asked."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.pages.sent_numbers import sent_number
from evenhand_web.pages.sent_words import sent_words
from evenhand_web.review.version_words import version_rows
from evenhand_web.review.workspace_page import workspace_page
from evenhand_web.reviewing.access import drafts_for
from evenhand_web.reviewing.draft_forms import DraftPart, Fault
from evenhand_web.reviewing.open_file import may_write, opened_file
from evenhand_web.reviewing.questions import hand_over
from evenhand_web.reviewing.reused_reasons import NoFactsError, reuse
from evenhand_web.reviewing.saved_parts import NotWritableError, has_part, restore, save_part
from evenhand_web.reviewing.typed_identities import identifying_in
from evenhand_web.reviewing.workspace import workspace

_KEPT = 40
"""How many versions of a part a page lists; older ones stay."""


def _part(file: OpenCase, part: str) -> str:
    """A part of the draft of a case; Http404 for one it does not have."""
    if not has_part(file, part):
        raise Http404
    return part


@require_POST
@admitted(PersonRole.REVIEWER)
def save_typed(request: PersonRequest, ident: str) -> HttpResponse:
    """Save one part. What cannot be kept as it was typed is said with its place, and nothing is saved (422). Where
    another window was first, this text is kept beside, and the page says so (409).
    """
    file = opened_file(request.user, ident)
    part, base = _part(file, request.POST.get("part", "")), sent_number(request.POST, "number")
    typed = DraftPart(part, data=request.POST)
    if faults := typed.faults():
        return _not_saved(request, file, typed, faults)
    try:
        saved = save_part(file, part, base, typed.text())
    except NotWritableError:
        raise Http404 from None
    page = {"case": file.case, "part": part, "saved": saved, "at": clock.now().astimezone(file.programme.zone)}
    page["identifying"] = identifying_in(file, typed.text())
    status = 409 if saved.aside else 200
    if "X-Autosave" in request.headers:
        answer = render(request, "review/saved.html", page, status=status)
        answer.headers["X-Number"] = str(saved.current)
        return answer
    if saved.aside:
        return render(request, "review/versions.html", page | _versions(file, part), status=409)
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('review_file', args=[ident])}#{_anchor(part)}")


def _not_saved(request: PersonRequest, file: OpenCase, typed: DraftPart, faults: tuple[Fault, ...]) -> HttpResponse:
    if not may_write(file):
        raise Http404
    if "X-Autosave" in request.headers:
        return render(request, "review/not_saved.html", {"faults": faults}, status=422)
    page = workspace_page(workspace(file), typed) | {"faults": faults, "section": "review"}
    return render(request, "review/workspace.html", page, status=422)


def _anchor(part: str) -> str:
    return part.replace(":", "-")


@require_GET
@admitted(PersonRole.REVIEWER)
def versions(request: PersonRequest, ident: str) -> HttpResponse:
    """The texts of one part, newest first: also those that came second and were kept beside."""
    file = opened_file(request.user, ident)
    part = _part(file, request.GET.get("part", ""))
    return render(request, "review/versions.html", {"case": file.case, "part": part} | _versions(file, part))


def _versions(file: OpenCase, part: str) -> dict[str, object]:
    draft = drafts_for(file.viewer).filter(case=file.case).first()
    rows = list(draft.versions.filter(part=part).order_by("-number")[:_KEPT]) if draft else []
    current = next((version.number for version in rows if not version.is_aside), 0)
    return {"versions": version_rows(rows, file), "current": current, "anchor": _anchor(part)}


@require_POST
@admitted(PersonRole.REVIEWER)
def restore_version(request: PersonRequest, ident: str) -> HttpResponse:
    """Make an older text the current one, as a new version: nothing is lost by it."""
    file, number = opened_file(request.user, ident), sent_number(request.POST, "number")
    part = _part(file, request.POST.get("part", ""))
    try:
        saved = restore(file, part, number, sent_number(request.POST, "current"))
    except NotWritableError:
        raise Http404 from None
    if saved is None:
        raise Http404
    if saved.aside:
        page = {"case": file.case, "part": part, "saved": saved}
        return render(request, "review/versions.html", page | _versions(file, part), status=409)
    messages.success(request, _("Version %(number)s is the current text again.") % {"number": number})
    return redirect(f"{reverse('review_file', args=[ident])}#{_anchor(part)}")


@require_POST
@admitted(PersonRole.REVIEWER)
def reuse_reasons(request: PersonRequest, ident: str) -> HttpResponse:
    """Take over the reasons of another line, never its finding or its facts: refused until this line has its own."""
    file, back = opened_file(request.user, ident), reverse("review_file", args=[ident])
    line, source = request.POST.get("line", ""), request.POST.get("source", "")
    try:
        reuse(file, line, source)
    except (ValueError, NotWritableError):
        raise Http404 from None
    except NoFactsError:
        messages.error(
            request,
            _("Line %(line)s has no facts of its own yet. State them first, then take the reasons.") % {"line": line},
        )
    else:
        messages.success(
            request,
            _("Line %(line)s has the reasons of line %(source)s now. Adopt them there, or change them.")
            % {"line": line, "source": source},
        )
    return redirect(f"{back}#line-{line}")


@require_POST
@admitted(PersonRole.REVIEWER)
def ask(request: PersonRequest, ident: str) -> HttpResponse:
    """Ask for a question to be put to a party. The coordinator puts it, in the organization's name."""
    file = opened_file(request.user, ident)
    party, question = request.POST.get("party", ""), sent_words(request.POST, "question", 4000)
    if file.omitted:
        messages.error(request, _("After a determination no party is asked any more."))
    elif party not in file.state.parties or not question:
        messages.error(request, _("Choose whom to ask, and write the question."))
    else:
        hand_over(file, party, question)
        messages.success(request, _("Your question is with the coordinator."))
    return redirect(f"{reverse('review_file', args=[ident])}#questions")
