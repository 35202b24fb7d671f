"""Sending files in parts: begun, sent part by part, put together, taken away. Answers are named values, and words.

A browser that does without its program sends a file with the form instead, and needs none of this.
"""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evenhand_web.accounts.admission import CASEWORK, PersonRequest, admitted
from evenhand_web.infrastructure.not_kept import not_kept
from evenhand_web.pages.downloads import shown
from evenhand_web.records import uploads
from evenhand_web.records.kept_files import title_of
from evenhand_web.records.models import KeptFile, Upload
from evenhand_web.records.uploads import UploadError

_MOST_DIGITS = 12


@require_http_methods(["GET", "POST"])
@admitted(*CASEWORK)
def all_uploads(request: PersonRequest) -> HttpResponse:
    """What this person began to send and did not end; or, sent to, the beginning of one more."""
    if request.method == "GET":
        told = [_coming(upload) for upload in uploads.unfinished(request.user)]
        kept = [_kept(upload) for upload in uploads.not_entered(request.user)]
        return JsonResponse({"unfinished": told, "kept": kept, "token": get_token(request)})
    size = request.POST.get("size", "")
    length = int(size) if size.isascii() and size.isdecimal() and len(size) <= _MOST_DIGITS else 0
    mark = request.POST.get("mark", "") or secrets.token_urlsafe(16)
    try:
        upload = uploads.begin(request.user, request.POST.get("name", "") or "file", length, mark)
    except UploadError as refusal:
        return _refused(refusal)
    digests = [part.file.sha256 for part in uploads.parts_of(upload)]
    return JsonResponse(_coming(upload) | {"digests": digests}, status=201)


@require_http_methods(["PUT"])
@admitted(*CASEWORK)
def one_part(request: PersonRequest, upload: int, start: int) -> HttpResponse:
    """One part of a file, as the body of the request."""
    coming = get_object_or_404(Upload, pk=upload, person=request.user)
    digest = request.headers.get("X-Part-Digest", "")
    try:
        received = uploads.take_part(coming, start, _body(request), digest)
    except UploadError as refusal:
        return _refused(refusal)
    except OSError as fault:
        full = not_kept(fault)
        if full is None:
            raise
        return JsonResponse({"words": full.content.decode()}, status=507)
    return JsonResponse({"received": received})


def _body(request: HttpRequest) -> bytes:
    """What came of a part; less than there should be where the connection was cut."""
    pieces, left = list[bytes](), uploads.PART + 1
    try:
        while left and (piece := request.read(left)):
            pieces.append(piece)
            left -= len(piece)
    except OSError:
        pass  # the rest did not come: the part is refused as too short
    return b"".join(pieces)


@require_POST
@admitted(*CASEWORK)
def whole_upload(request: PersonRequest, upload: int) -> HttpResponse:
    """The parts put together: the file as it is kept for the form, or why it is not."""
    coming = get_object_or_404(Upload, pk=upload, person=request.user)
    try:
        coming = uploads.finish(coming)
    except UploadError as refusal:
        return _refused(refusal)
    except OSError as fault:
        full = not_kept(fault)
        if full is None:
            raise
        return JsonResponse({"words": full.content.decode()}, status=507)
    return JsonResponse(_kept(coming))


@require_POST
@admitted(*CASEWORK)
def remove_upload(request: PersonRequest, upload: int) -> HttpResponse:
    """A file taken away that was on its way, or is kept."""
    uploads.remove(get_object_or_404(Upload, pk=upload, person=request.user))
    return JsonResponse({})


@require_GET
@admitted(*CASEWORK)
def first_page(request: PersonRequest, kept: int) -> HttpResponseBase:
    """The picture of the first page of a file that this person sent and has not entered."""
    file = get_object_or_404(KeptFile.objects.select_related("first_page"), pk=kept, person=request.user)
    return shown(request, file.first_page)


def _coming(upload: Upload) -> dict[str, Any]:
    of_all = {"received": upload.received, "size": upload.size, "part": uploads.PART}
    return {
        "number": upload.pk,
        "name": upload.name,
        "mark": upload.mark,
        "large": filesizeformat(upload.size),
    } | of_all


def _kept(upload: Upload) -> dict[str, Any]:
    """A file that is here whole, as a form takes it; empty where it is gone meanwhile."""
    kept = upload.kept
    if kept is None:
        return {}
    picture = reverse("first_page", args=[kept.pk]) if kept.first_page_id else ""
    told = {"name": kept.name, "title": title_of(kept.name), "large": filesizeformat(kept.file.size)}
    return {"number": upload.pk, "kept": kept.ident, "pages": kept.pages, "picture": picture} | told


def _refused(refusal: UploadError) -> JsonResponse:
    return JsonResponse({"words": str(refusal)}, status=refusal.status)
