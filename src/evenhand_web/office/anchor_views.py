"""The page of the anchors: what was sealed when, to be printed and kept elsewhere."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.anchors.models import Anchor
from evenhand_web.anchors.overdue import overdue_since
from evenhand_web.anchors.sealed_heads import anchor_from
from evenhand_web.office.hours import zone

_SHOWN = 30


class AnchorRow(NamedTuple):
    """An anchor as it is kept on paper: its digest stands in groups of eight."""

    number: int
    made_at: str
    cases: int
    trace_lines: int
    digest: str


@require_GET
@admitted(*OFFICE)
def anchors(request: PersonRequest) -> HttpResponse:
    """The newest anchors, and whether one is overdue."""
    kept = list(Anchor.objects.order_by("-number")[:_SHOWN])
    rows = [_row(anchor) for anchor in kept]
    since = overdue_since()
    page = {
        "rows": rows,
        "key": anchor_from(bytes(kept[0].body)).key if kept else "",
        "overdue": since.astimezone(zone()) if since else None,
        "section": "trace",
    }
    return render(request, "office/anchors.html", page)


def _row(anchor: Anchor) -> AnchorRow:
    sealed, digest = anchor_from(bytes(anchor.body)), anchor.digest
    grouped = " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
    made_at = f"{anchor.made_at.astimezone(zone()):%Y-%m-%d %H:%M}"
    return AnchorRow(anchor.number, made_at, sealed.cases, sealed.trace_lines, grouped)
