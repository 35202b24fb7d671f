"""Finding a case by name or number. What is looked for stands in the body of the request, where no log sees it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts.admission import CASEWORK, PersonRequest, admitted
from evenhand_web.cases.access import cases_in_reach
from evenhand_web.cases.case_search import case_numbered, find
from evenhand_web.cases.models import CaseName
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.programmes import standing_programme
from evenhand_web.pages.queue_rows import QueueRow, queue_row
from evenhand_web.pages.sent_words import sent_words

LONGEST = 120


class FoundRow(NamedTuple):
    """A case as it was found: the name it was found by, whose that is, and its row."""

    written: str
    whose: str
    row: QueueRow


@require_http_methods(["GET", "POST"])
@admitted(*CASEWORK)
def find_cases(request: PersonRequest) -> HttpResponse:
    """Cases by part of a name or number; a whole number leads to its case at once."""
    asked = sent_words(request.POST, "words", LONGEST)
    if not asked:
        return render(request, "desk/find.html", {"sought": ""})
    after = request.POST.get("after", "")
    if not after and (case := case_numbered(asked, cases_in_reach(request.user))):
        return redirect("case", case.ident)
    matches, now = find(request.user, asked, after), clock.now()
    page: dict[str, Any] = {
        "sought": asked,
        "rows": tuple(_rows(matches.names, now)),
        "alike": tuple(_rows(matches.alike, now)),
        "after": matches.after,
    }
    return render(request, "desk/found_rows.html" if request.htmx else "desk/find.html", page)


def _rows(names: Iterable[CaseName], now: dt.datetime) -> Iterable[FoundRow]:
    return (FoundRow(name.written, _whose(name), queue_row(name.case, now)) for name in names)


def _whose(name: CaseName) -> str:
    programme = standing_programme(name.case.programme)
    return programme.label(name.role) if programme is not None and name.role else ""
