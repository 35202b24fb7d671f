"""The pages of the desk: fetch, ask the core, call one action, render."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from evenhand.docket.kind import EntryKind
from evenhand.eligibility.reading import EligibilityReading, eligibility
from evenhand.programme.model import OwnKind
from evenhand_web.accounts.admission import CASEWORK, OFFICE, PersonRequest, admitted
from evenhand_web.accounts.seam import part
from evenhand_web.cases.duplicates import unjudged
from evenhand_web.cases.earlier_applications import earlier_applications
from evenhand_web.cases.entering import enter_keyed
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.cases.papers import shelved_document
from evenhand_web.cases.transfer import export_docket
from evenhand_web.desk.application_form import with_one_more
from evenhand_web.desk.case_page import overview_page
from evenhand_web.desk.document_forms import DOCUMENTED
from evenhand_web.desk.entry_form import WITH_DOCUMENT, EntryForm
from evenhand_web.desk.next_steps import may_key, steps
from evenhand_web.desk.own_entry_form import OwnEntryForm
from evenhand_web.desk.paper_fields import posted
from evenhand_web.desk.records_form import RecordForms, RecordsForm
from evenhand_web.pages.answers import answered, given_back, keyed_page
from evenhand_web.pages.downloads import made_download
from evenhand_web.records.taking_in import take_in_records


@require_GET
@admitted(*CASEWORK)
def case(request: PersonRequest, ident: str) -> HttpResponse:
    """What state a case is in, what is next in it, by when and by whom."""
    return render(request, "desk/case.html", overview_page(opened(request.user, ident)))


@require_GET
@admitted(*OFFICE)
def docket_file(request: PersonRequest, ident: str) -> HttpResponse:
    """The docket of a case as the file it is. The chain runs over who made each entry, the physicians among them, so
    that the file is for the organisation's own people.
    """
    open_now = opened(request.user, ident)
    data = export_docket(open_now.case, part(request.user))
    return made_download(data, "application/jsonl", f"docket-{open_now.case.ident}.jsonl")


@require_http_methods(["GET", "POST"])
@admitted(*CASEWORK)
def enter(request: PersonRequest, ident: str, kind: str) -> HttpResponseBase:
    """One entry, keyed. A kind that is not open to this person in this case is not there."""
    open_now = opened(request.user, ident)
    if (own := open_now.programme.procedure.own_kinds.get(kind)) is not None:
        return _own_entry(request, open_now, own)
    if kind not in set(EntryKind) or not may_key(open_now, EntryKind(kind)):
        raise Http404
    # A form sent on a step that has closed since is answered by the docket, which says why.
    if request.method == "GET" and kind not in {step.kind for step in steps(open_now)}:
        raise Http404
    if kind == EntryKind.RECORDS_RECEIVED:
        return _records(request, open_now)
    if kind in WITH_DOCUMENT:
        return _documented(request, open_now, EntryKind(kind))
    return _entry(request, open_now, EntryKind(kind))


def _documented(request: PersonRequest, open_now: OpenCase, kind: EntryKind) -> HttpResponse:
    form = DOCUMENTED[kind](open_now, *posted(request))
    page = keyed_page(open_now, kind, form)
    if not form.is_valid():
        return given_back(request, "desk/enter.html", page, 422 if form.is_bound else 200)

    def send() -> OpenCase:
        document, attached = shelved_document(form.keyed_document())
        happened = form.occurrence(form.payload(document))
        return enter_keyed(open_now, form.cleaned_data["length"], happened, [attached])

    return answered(request, open_now, "desk/enter.html", page, send)


def _entry(request: PersonRequest, open_now: OpenCase, kind: EntryKind) -> HttpResponse:
    form = EntryForm(open_now, kind, *posted(request))
    page = keyed_page(open_now, kind, form)
    if kind is EntryKind.ELIGIBILITY_FOUND:
        page["reading"] = _reading(open_now)
    if not form.is_valid():
        return given_back(request, "desk/enter.html", page, 422 if form.is_bound else 200)

    def send() -> OpenCase:
        happened = form.occurrence(form.payload())
        return enter_keyed(open_now, form.cleaned_data["length"], happened, papers=form.keyed_papers())

    return answered(request, open_now, "desk/enter.html", page, send)


def _own_entry(request: PersonRequest, open_now: OpenCase, own: OwnKind) -> HttpResponse:
    if request.method == "GET" and own.id not in {step.kind for step in steps(open_now)}:
        raise Http404
    form = OwnEntryForm(open_now, own, *posted(request))
    page = keyed_page(open_now, EntryKind.OWN_ENTRY, form, own.id)
    if not form.is_valid():
        return given_back(request, "desk/enter.html", page, 422 if form.is_bound else 200)

    def send() -> OpenCase:
        happened = form.occurrence(form.payload())
        return enter_keyed(open_now, form.cleaned_data["length"], happened, papers=form.keyed_papers())

    return answered(request, open_now, "desk/enter.html", page, send)


def _reading(open_now: OpenCase) -> EligibilityReading:
    earlier, pairs = earlier_applications(open_now.case), unjudged(open_now.case)
    return eligibility(open_now.state, open_now.programme, open_now.now, earlier, unjudged=pairs)


def _records(request: PersonRequest, open_now: OpenCase) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    is_adding = data is not None and data.get("do") == "add"
    keyed = with_one_more(data, "records", 60) if is_adding else data
    classes = {"classes": [(record.id, record.title) for record in open_now.programme.required_records]}
    form = RecordsForm(open_now, keyed)
    records = RecordForms(keyed, request.FILES or None, prefix="records", form_kwargs=classes)
    page = keyed_page(open_now, EntryKind.RECORDS_RECEIVED, form) | {"records": records, "is_adding": is_adding}
    if data is None or is_adding or not all([form.is_valid(), records.is_valid()]):
        return given_back(request, "desk/records.html", page, 200 if data is None or is_adding else 422)

    def send() -> OpenCase:
        documents = tuple(document.record() for document in records)
        return take_in_records(open_now, form.cleaned_data["length"], form.keyed(documents))

    return answered(request, open_now, "desk/records.html", page, send)
