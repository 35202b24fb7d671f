"""Opening a document of a case: in ranges, as a download, and never without a line in the access log."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from evenhand_web.accounts.admission import CASEWORK, PersonRequest, admitted
from evenhand_web.cases.access import documents_for, may_see
from evenhand_web.cases.open_case import opened
from evenhand_web.desk.case_documents import may_not_see
from evenhand_web.pages.downloads import download


@require_GET
@admitted(*CASEWORK)
def document(request: PersonRequest, ident: str, file: str) -> HttpResponseBase:
    """The bytes of one document, for whoever may see the entry it came with."""
    case = opened(request.user, ident)
    case_document = get_object_or_404(
        documents_for(request.user, case.case).select_related("sorting"), file__ident=file
    )
    entry = case.docket.entries[case_document.entry - 1]
    if not may_see(request.user, entry, case.programme) or may_not_see(case, case_document):
        raise Http404
    return download(request, case_document.file, case_document.name, [case.case.ident])
