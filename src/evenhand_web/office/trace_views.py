"""The page of the trace, and taking it away: for the medical director and for who keeps the accounts of the office."""

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.anchors.overdue import overdue_since
from evenhand_web.diary.unusual_reading import reading_alarms
from evenhand_web.office.hours import zone
from evenhand_web.office.trace_page import TraceForm, trace_rows
from evenhand_web.pages.downloads import made_download
from evenhand_web.pages.sent_numbers import sent_number
from evenhand_web.trace.line import as_json
from evenhand_web.trace.store import Asked, lines

_NOTHING = Asked(who="-")


@require_GET
@admitted(*OFFICE)
def trace(request: PersonRequest) -> HttpResponse:
    """Who read or did what, and when: by person, case and day."""
    form = _form(request)
    asked = form.asked(request.user) if form.is_valid() else _NOTHING
    rows, before = trace_rows(request.user, asked, sent_number(request.GET, "before") or None)
    since = overdue_since()
    page = {
        "form": form,
        "rows": rows,
        "before": before,
        "wanted": _wanted(request),
        "overdue": since.astimezone(zone()) if since else None,
        "alarms": reading_alarms(request.user),
        "section": "trace",
    }
    return render(request, "office/trace.html", page, status=200 if form.is_valid() else 422)


@require_GET
@admitted(*OFFICE)
def trace_export(request: PersonRequest) -> HttpResponse:
    """The same lines, all of them and with their digests, as a file: JSON, one a line."""
    form = _form(request)
    asked = form.asked(request.user) if form.is_valid() else _NOTHING
    data = "".join(f"{as_json(line)}\n" for line in lines(asked)).encode()
    return made_download(data, "application/x-ndjson", "trace.jsonl")


def _form(request: PersonRequest) -> TraceForm:
    """What is asked for. To who does not watch over the trace the page does not exist."""
    if request.user.role != PersonRole.MEDICAL_DIRECTOR and not request.user.keeps_accounts:
        raise Http404
    return TraceForm({name: request.GET.get(name, "") for name in ("who", "case", "day")})


def _wanted(request: PersonRequest) -> str:
    kept = QueryDict(mutable=True)
    kept.update({name: request.GET[name] for name in ("who", "case", "day") if request.GET.get(name)})
    return kept.urlencode()
