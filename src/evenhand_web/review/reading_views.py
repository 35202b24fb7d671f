"""Reading the record: pages seen, documents left out with a reason, a readable copy asked for, a document to print."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure.shelf import viewed
from evenhand_web.pages.sent_words import sent_words
from evenhand_web.review.record_page import document_of, pages_shown, progress
from evenhand_web.reviewing.models import PageSeen
from evenhand_web.reviewing.open_file import opened_file
from evenhand_web.reviewing.reading_record import (
    LONGEST_REASON,
    Group,
    ask_for_copy,
    leave_out,
    leave_out_group,
    see_pages,
)
from evenhand_web.reviewing.workspace import workspace

_MOST_PAGES = 5000
"""Of one document, told at once."""


class SeenForm(forms.Form):
    """Which pages of which document were seen, from one to another, and how."""

    record = forms.CharField(max_length=100)
    first = forms.IntegerField(min_value=1, max_value=100_000)
    last = forms.IntegerField(min_value=1, max_value=100_000)
    how = forms.ChoiceField(choices=PageSeen.How.choices)

    def pages(self) -> range:
        """The numbers of the pages."""
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        return range(first, min(last, first + _MOST_PAGES) + 1)


class GroupForm(forms.Form):
    """Documents that are left out together: their kind, the days between which they lie, and why."""

    kind = forms.CharField(max_length=60)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
    reason = forms.CharField(max_length=LONGEST_REASON)


@require_POST
@admitted(PersonRole.REVIEWER)
def seen(request: PersonRequest, ident: str) -> HttpResponse:
    """Keep that pages were seen; the script of the page tells it page by page, a form does without scripts. What
    cannot have been seen is not there (404).
    """
    file, form = opened_file(request.user, ident), SeenForm(request.POST)
    if not form.is_valid():
        raise Http404
    given = form.cleaned_data
    document = document_of(file, given["record"])
    try:
        see_pages(file, document, form.pages(), PageSeen.How(given["how"]))
    except ValueError:
        raise Http404 from None
    if "X-Seen" not in request.headers:
        return redirect("review_page", ident, document.record.id, given["last"])
    record = workspace(file).record
    now = next(each for each in record.documents if each.document.record.id == document.record.id)
    answer = HttpResponse(progress(now), content_type="text/plain; charset=utf-8")
    answer.headers["X-Wanting"] = str(len(record.wanting))
    answer.headers["X-Whole"] = "1" if now.is_whole else ""
    return answer


@require_POST
@admitted(PersonRole.REVIEWER)
def left_out(request: PersonRequest, ident: str) -> HttpResponse:
    """Leave a document out, or the rest of it, with the reason."""
    file = opened_file(request.user, ident)
    document = document_of(file, request.POST.get("record", ""))
    reason = sent_words(request.POST, "reason", LONGEST_REASON)
    if not reason:
        messages.error(request, _reason_wanted(document.record.id))
    else:
        leave_out(file, document, reason)
        messages.success(request, _("%(id)s is marked as not reviewed, with your reason.") % {"id": document.record.id})
    return _back(file)


def _reason_wanted(what: str) -> str:
    return _(
        "Say in a sentence, of at most %(most)s characters, why %(what)s need not be seen whole, or cannot be."
    ) % {
        "most": f"{LONGEST_REASON:,}",
        "what": what,
    }


@require_POST
@admitted(PersonRole.REVIEWER)
def group_left_out(request: PersonRequest, ident: str) -> HttpResponse:
    """Leave out documents that do not decide, of one kind and between two days, with one reason."""
    file, form = opened_file(request.user, ident), GroupForm(request.POST)
    if not form.is_valid():
        is_day = {"since", "until"} & form.errors.keys()
        messages.error(
            request, _("Write the days as on a calendar.") if is_day else _reason_wanted(gettext("These documents"))
        )
        return _back(file)
    given = form.cleaned_data
    group = Group(kind=given["kind"], since=given["since"], until=given["until"])
    count = leave_out_group(file, workspace(file).record.documents, group, given["reason"])
    told = ngettext(
        "%(count)s document is marked as not reviewed, with your reason.",
        "%(count)s documents are marked as not reviewed, with your reason.",
        count,
    )
    if count:
        messages.success(request, told % {"count": count})
    else:
        messages.error(request, _("No document lies between these days: nothing was left out."))
    return _back(file)


@require_POST
@admitted(PersonRole.REVIEWER)
def copy_asked(request: PersonRequest, ident: str) -> HttpResponse:
    """Ask for a readable copy of a document that cannot be read."""
    file = opened_file(request.user, ident)
    document = document_of(file, request.POST.get("record", ""))
    try:
        ask_for_copy(file, document)
    except ValueError:
        raise Http404 from None
    messages.success(request, _("A readable copy of %(id)s is asked for.") % {"id": document.record.id})
    return _back(file)


@require_GET
@admitted(PersonRole.REVIEWER)
def printed(request: PersonRequest, ident: str, record: str) -> HttpResponse:
    """All pages of one document, to be printed: once they are, they count as seen."""
    file = opened_file(request.user, ident)
    document = document_of(file, record)
    pages = pages_shown(document)
    if document.reading is not None and document.reading.text is not None:
        viewed(document.reading.text, request.user.ident, file.case.ident)
    return render(request, "review/print.html", {"case": file.case, "document": document, "pages": pages})


def _back(file: OpenCase) -> HttpResponse:
    return redirect(f"{reverse('review_file', args=[file.case.ident])}#record")
