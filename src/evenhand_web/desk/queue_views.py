"""The queue as pages: the list, the views a person keeps, and the list as a table for a spreadsheet."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from evenhand.programme.model import Programme
from evenhand_web.accounts.admission import CASEWORK, PersonRequest, admitted
from evenhand_web.cases.assignees import kept_back
from evenhand_web.desk.mailroom_page import mail_that_waits
from evenhand_web.desk.queue_cells import columns_shown, lists_shown, options_shown, rows_shown, titles_shown
from evenhand_web.desk.queue_page import cases_asked_for, counters, queue_page, shown_rows
from evenhand_web.desk.queue_wanted import COLUMNS, SORTS, wanted_of
from evenhand_web.diary.saved_views import MOST, TooManyViewsError, remove_view, save_view, views_shown
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.programmes import open_programmes
from evenhand_web.pages.queue_rows import QueueRow, joined, stage_title
from evenhand_web.pages.sent_numbers import sent_number
from evenhand_web.pages.table_lines import table_lines


class ViewForm(forms.Form):
    """The name under which a view is kept, and what it asks for, as the template of the queue sends them."""

    name = forms.CharField(max_length=60)
    query = forms.CharField(max_length=400, required=False)


@require_GET
@admitted(*CASEWORK)
def queue(request: PersonRequest) -> HttpResponse:
    """The queue; further rows as a fragment where the page asks for them."""
    now, wanted = clock.now(), wanted_of(request.user, request.GET)
    rows = queue_page(request.user, wanted, now)
    page: dict[str, Any] = {"page": rows, "wanted": wanted, "next": wanted.query(after=rows.after)}
    page["columns"] = {name: str(COLUMNS[name]) for name in wanted.columns}
    page["shown"] = rows_shown(rows.rows, page["columns"].items())
    if request.htmx:
        return render(request, "desk/queue_rows.html", page)
    laws = open_programmes()
    counted = counters(request.user, wanted, now)
    page |= {
        "counters": counted,
        "lists": lists_shown(counted.lists),
        "titles": titles_shown(page["columns"].values()),
        "kept_back": kept_back(request.user),
        "mail": mail_that_waits(request.user),
        "every_column": columns_shown({name: str(title) for name, title in COLUMNS.items()}, wanted.columns),
        "sorts": options_shown({name: str(title) for name, title in SORTS.items()}, wanted.sort),
        "views": views_shown(request.user),
        "query": wanted.query(),
        "stages": options_shown(_stages(laws), wanted.stage),
        "holders": options_shown(_holders(laws), wanted.holder),
        "section": "queue",
    }
    return render(request, "desk/queue.html", page)


def _stages(laws: Iterable[Programme]) -> dict[str, str]:
    return joined((stage.id, stage_title(law, stage.id)) for law in laws for stage in law.procedure.stages)


def _holders(laws: Iterable[Programme]) -> dict[str, str]:
    holders = joined((rule.holder, law.label(rule.holder)) for law in laws for rule in law.clocked)
    return {ident: capfirst(called) for ident, called in holders.items()}


@require_POST
@admitted(*CASEWORK)
def queue_view(request: PersonRequest) -> HttpResponse:
    """A view kept under a name, or removed."""
    if request.POST.get("do") == "remove":
        remove_view(request.user, sent_number(request.POST, "view"))
        messages.success(request, _("The view is removed."))
        return redirect("queue")
    form = ViewForm(request.POST)
    query = wanted_of(request.user, QueryDict(request.POST.get("query", "")[:400])).query()
    if not form.is_valid():
        messages.error(request, _("A view needs a name of at most 60 letters."))
    else:
        try:
            save_view(request.user, form.cleaned_data["name"], query)
            messages.success(request, _("The view is kept."))
        except TooManyViewsError:
            words = gettext("You keep %(most)s views already. Remove one, or keep this under the name of another.")
            messages.error(request, words % {"most": MOST})
    return redirect(f"{reverse('queue')}?{query}")


@require_GET
@admitted(*CASEWORK)
def queue_table(request: PersonRequest) -> StreamingHttpResponse:
    """The whole list as a table for a spreadsheet, every column and every row."""
    now, wanted = clock.now(), wanted_of(request.user, request.GET)
    whole = wanted._replace(columns=tuple(COLUMNS))
    rows = shown_rows(cases_asked_for(request.user, whole, now), whole, now)
    name = f"cases-{wanted.work_list.ident}-{now:%Y%m%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(table_lines(_table(rows)), content_type="text/csv; charset=utf-8", headers=headers)


def _table(rows: Iterable[QueueRow]) -> Iterator[Iterable[str]]:
    titles = {"number": gettext("Case"), **{name: str(title) for name, title in COLUMNS.items()}}
    yield [*titles.values(), gettext("Priority")]
    for row in rows:
        due = f"{row.risk.words}; {row.due}" if row.due else row.risk.words
        yield (
            row.number, row.name, row.claim_number, due, row.due_label, row.due_holder, row.stage,
            row.coordinators, row.received_on.isoformat(), row.priority,
        )  # fmt: skip
