"""The receipt of an application as a page to print: handed over at the counter, or put into the envelope."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from evenhand.docket.kind import EntryKind
from evenhand.notice import notices
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.open_case import opened
from evenhand_web.desk.notice_views import preview
from evenhand_web.pages.sent_numbers import sent_number


@require_GET
@admitted(PersonRole.COORDINATOR)
def receipt(request: PersonRequest, ident: str) -> HttpResponse:
    """What the program has said at once of an application, as one of those it goes to reads it (`to`, from 1)."""
    case = opened(request.user, ident)
    made = {rule.id for rule in case.programme.notices if rule.at_once}
    every = notices(case.state, case.programme, case.today)
    owed = [each for each in every if each.notice in made and each.since.name == EntryKind.APPLICATION_RECEIVED]
    if not owed:
        raise Http404
    number = sent_number(request.GET, "to")
    number = number if 1 <= number <= len(owed) else 1
    parties = [case.state.parties[each.party] for each in owed]
    page = {
        "case": case.case,
        "shown": preview(case, owed[number - 1], number),
        "parties": [(place, case.programme.label(party.role)) for place, party in enumerate(parties, 1)],
    }
    return render(request, "desk/receipt.html", page)
