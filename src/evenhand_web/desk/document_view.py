"""Opening a document of a case: in ranges, as a download, and never without a line in the access log."""

import re

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.access import documents_for, may_see
from evenhand_web.cases.open_case import opened
from evenhand_web.infrastructure.shelf import viewed

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@require_GET
@admitted(PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR, PersonRole.REGULATOR)
def document(request: PersonRequest, ident: str, file: str) -> HttpResponseBase:
    """The bytes of one document, or the range of them that is asked for (RFC 9110, one range)."""
    case = opened(request.user, ident)
    case_document = get_object_or_404(documents_for(request.user, case.case), file__ident=file)
    entry = case.docket.entries[case_document.entry - 1]
    if case_document.file.wrapped_key is None or not may_see(request.user, entry, case.programme):
        raise Http404
    size = case_document.file.size
    span = _span(request.headers.get("Range", ""), size)
    if span is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, stop = span
    body = viewed(case_document.file, request.user.ident, case.case.ident, start, stop)
    is_part = (start, stop) != (0, size)
    response = StreamingHttpResponse(body, content_type=case_document.file.media_type, status=206 if is_part else 200)
    response.headers["Content-Disposition"] = f'attachment; filename="{case_document.name}"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Length"] = str(stop - start)
    if is_part:
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return response


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """The bytes asked for, end excluded; None where there are none such. What is no single range asks for all."""
    match = _RANGE.fullmatch(asked.strip())
    if match is None or match.groups() == ("", ""):
        return 0, size
    first, last = match.groups()
    if not first:
        return (max(size - int(last), 0), size) if int(last) and size else None
    start, stop = int(first), min(int(last) + 1, size) if last else size
    return (start, stop) if start < stop else None
