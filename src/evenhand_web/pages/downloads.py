"""A kept file on its way to a browser: in ranges, sandboxed, and never without a line in the access log."""

import re
from collections.abc import Iterable

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from evenhand_web.accounts.admission import PersonRequest
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.shelf import viewed

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def download(
    request: PersonRequest, file: StoredFile | None, name: str, cases: Iterable[str] = ("",)
) -> HttpResponseBase:
    """The bytes of a file under a name, or the range of them that is asked for (RFC 9110, one range).

    The access log gets a line for each of the `cases` the file is of, by their opaque ids; one without a case where it
    is of none. Http404 where there is no file yet, or it was lawfully erased.
    """
    response = shown(request, file, cases)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response


def shown(request: PersonRequest, file: StoredFile | None, cases: Iterable[str] = ("",)) -> HttpResponseBase:
    """The same for what a page shows in its place, such as the image of a page."""
    if file is None or file.wrapped_key is None:
        raise Http404
    span = _span(request.headers.get("Range", ""), file.size)
    if span is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    start, stop = span
    is_part = (start, stop) != (0, file.size)
    bodies = [viewed(file, request.user.ident, case, start, stop) for case in cases]
    response = StreamingHttpResponse(bodies[-1], content_type=file.media_type, status=206 if is_part else 200)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Length"] = str(stop - start)
    if is_part:
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{file.size}"
    return response


def made_download(data: bytes, media_type: str, name: str) -> HttpResponse:
    """Bytes that were made for this answer and are kept nowhere, as a download."""
    disposition = content_disposition_header(True, name)
    return HttpResponse(data, content_type=media_type, headers={"Content-Disposition": disposition or "attachment"})


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
