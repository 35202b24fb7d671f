"""Sorting the record in the browser: papers accepted, joined, parted and named, several at once and by keyboard."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from evenhand.records.sorting import Apart
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.desk.sorting_page import certain, next_wanting, sorting_page, types_of
from evenhand_web.infrastructure.shelf import viewed
from evenhand_web.pages.inputs import day_field
from evenhand_web.pages.sent_numbers import sent_number
from evenhand_web.records.models import Sorting
from evenhand_web.records.proposing import papers_of
from evenhand_web.records.putting_right import (
    Described,
    NotSortedError,
    accept,
    describe_paper,
    judge,
    merge,
    part,
    retype,
)
from evenhand_web.records.sorted_record import SortedDocument, sorted_record


class PaperForm(forms.Form):
    """What somebody says of a paper."""

    type = forms.ChoiceField(label=gettext_lazy("Type"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    author = forms.CharField(label=gettext_lazy("Author"), max_length=120, required=False)
    day = day_field(gettext_lazy("Day of service"), required=False)

    def __init__(self, types: tuple[tuple[str, str], ...], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["type"]
        field.choices = [("", _("Choose one")), *types]


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def sort_record(request: PersonRequest, ident: str) -> HttpResponse:
    """A document of the record beside its papers; what is done with them."""
    case = opened(request.user, ident)
    if request.method == "POST":
        return _done(request, case)
    file, first = request.GET.get("file", ""), sent_number(request.GET, "paper")
    return _shown(request, case, file, first, None, 200)


def _shown(
    request: PersonRequest, case: OpenCase, file: str, first: int, form: PaperForm | None, status: int
) -> HttpResponse:
    page = sorting_page(case, file, first, sent_number(request.GET, "page"))
    if (paper := page.get("paper")) is not None:
        told = {"type": paper.type or "", "title": paper.title, "author": paper.author, "day": paper.day}
        page["form"] = form or PaperForm(page["types"], initial=told)
        reading = getattr(page["document"].document, "reading", None)
        if page["page"].text and reading is not None and reading.text is not None:
            viewed(reading.text, request.user.ident, case.case.ident)  # its text goes with the page
    return render(request, "desk/sorting.html", page, status=status)


def _done(request: PersonRequest, case: OpenCase) -> HttpResponse:
    sent, record = request.POST, sorted_record(case)
    document = record.with_file(sent.get("file", ""))
    if document is None or record.words is None:
        return redirect("sort_record", case.case.ident)
    first, form = sent_number(sent, "paper"), None
    if sent.get("do") == "describe":
        form = PaperForm(types_of(record.words), sent)
        if not form.is_valid():
            return _shown(request, case, document.document.file.ident, first, form, 422)
    try:
        changed = _changed(request, case, document, form)
    except NotSortedError as refused:
        messages.error(request, str(refused))
        return _shown(request, case, document.document.file.ident, first, None, 409)
    after = sent.get("do") in ("accept", "certain", "describe", "apart", "own")
    return _onward(case, SortedDocument(changed, papers_of(changed)), first, is_onward=after)


def _changed(request: PersonRequest, case: OpenCase, document: SortedDocument, form: PaperForm | None) -> Sorting:
    """The papers as they stand after what was asked. Raises NotSortedError."""
    sent, sorting = request.POST, document.sorting
    version, first, do = sent_number(sent, "version"), sent_number(sent, "paper"), sent.get("do", "")
    chosen = [int(each) for each in sent.getlist("chosen") if each.isascii() and each.isdigit()][:5000] or [first]
    if do == "certain":
        chosen = list(certain(document))
    if do in ("accept", "certain"):
        changed = accept(case, sorting, version, chosen)
        _tell_accepted(request, sorting, changed)
        return changed
    if do == "merge":
        return merge(case, sorting, version, first)
    if do == "part":
        return part(case, sorting, version, sent_number(sent, "at"))
    if do == "describe" and form is not None:
        return describe_paper(case, sorting, version, first, Described(**form.cleaned_data))
    if do == "retype":
        return retype(case, sorting, version, chosen, _type_sent(sent.get("many_type", ""), document, case))
    if do in ("apart", "own"):
        return judge(case, sorting, version, chosen, Apart.CONFIRMED if do == "apart" else Apart.REFUTED)
    raise NotSortedError(_("Say what is to be done with the papers."))


def _type_sent(kind: str, document: SortedDocument, case: OpenCase) -> str:
    words = sorted_record(case).words
    if words is None or kind not in words.types:
        raise NotSortedError(_("Choose the type that these papers have."))
    return kind


def _tell_accepted(request: PersonRequest, before: Sorting, after: Sorting) -> None:
    count = before.unaccepted - after.unaccepted
    if count:
        told = ngettext("%(count)s paper accepted.", "%(count)s papers accepted.", count)
        messages.success(request, told % {"count": count})
    else:
        messages.error(
            request,
            _("Nothing was accepted: a paper that cannot be read wants a type, one that may be another's an answer."),
        )


def _onward(case: OpenCase, document: SortedDocument, first: int, *, is_onward: bool) -> HttpResponse:
    """To the next paper that wants somebody in this document, then to the next document; else where one was."""
    ident = case.case.ident
    wanted = next_wanting(document, first) if is_onward else first
    if is_onward and not wanted and sorted_record(case).unaccepted:
        return redirect("sort_record", ident)
    query = urlencode({"file": document.document.file.ident} | ({"paper": wanted} if wanted else {}))
    return redirect(f"{reverse('sort_record', args=[ident])}?{query}")
