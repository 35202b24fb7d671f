"""The programmes of this installation: which version counts, and what keeps a folder out."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from evenhand.finding import Finding
from evenhand.programme.model import Programme
from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.programmes import standings


class ProgrammeRow(NamedTuple):
    """A programme: the version that counts, if any, how many cases stand under it, what keeps its folder out."""

    ident: str
    law: Programme | None
    cases: int
    findings: tuple[Finding, ...]


@require_GET
@admitted(*OFFICE)
def programmes(request: PersonRequest) -> HttpResponse:
    """Every programme that is here or was, those left out first."""
    rows = [
        ProgrammeRow(ident, standing.programme, Case.objects.filter(programme=ident).count(), standing.findings)
        for ident, standing in standings().items()
    ]
    rows.sort(key=lambda row: (not row.findings, row.ident))
    return render(request, "office/programmes.html", {"rows": rows})
