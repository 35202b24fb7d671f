"""Many applications from a table: looked at first, row by row, then opened."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand.application_table.layout import own_columns
from evenhand.application_table.reading import ApplicationTable, read_application_table
from evenhand.programme.model import Programme
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.legal_day import today_under
from evenhand_web.infrastructure.programmes import open_programmes
from evenhand_web.letters.bulk_filing import RowOutcome, RowState, counted, file_table, preview_table

_MOST_BYTES, _MOST_ROWS, _MOST_SHOWN = 1_000_000, 1_000, 200
_STATES = {
    RowState.OPENED: _("opened"),
    RowState.READY: _("would be opened"),
    RowState.HERE: _("here already"),
    RowState.LIKE: _("may be here already"),
    RowState.REFUSED: _("refused"),
}


class BulkForm(forms.Form):
    """A table of applications, and the program they run under. `kept` is the table as it was looked at."""

    programme = forms.ChoiceField(label=_("Program"))
    table = forms.FileField(
        label=_("Table of applications (CSV)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
    )
    allow_likely = forms.BooleanField(
        label=_("Open also what may be here already"),
        required=False,
        help_text=_("Each gets a number of its own; what the two are is then said on the case."),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, laws: Mapping[str, Programme], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        choice: Any = self.fields["programme"]
        choice.choices = [(name, law.title) for name, law in laws.items()]

    def clean(self) -> dict[str, Any]:
        """The bytes of the table that was chosen now, else of the one that was looked at."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = given.get("table")
        if chosen is not None:
            given["data"], given["name"] = chosen.read(_MOST_BYTES + 1), chosen.name
        else:
            given["data"] = _opened(given.get("kept", ""))
        if not given["data"]:
            self.add_error("table", _("Choose a table."))
        elif len(given["data"]) > _MOST_BYTES:
            words = _("A page takes up to 1 MB. Split the table, or have the operator take it in by command.")
            self.add_error("table", words)
        return given


def _opened(kept: str) -> bytes:
    try:
        return base64.b64decode(kept, validate=True)
    except (binascii.Error, ValueError):
        return b""


class ShownRow(NamedTuple):
    """A row as the page shows it."""

    outcome: RowOutcome
    state: Any


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def bulk(request: PersonRequest) -> HttpResponse:
    """The form, what would become of each row of a table, and what became of it."""
    laws = {law.id: law for law in open_programmes()}
    form = BulkForm(laws, request.POST or None, request.FILES or None)
    columns = [(law.title, own_columns(law)) for law in laws.values()]
    page: dict[str, Any] = {"form": form, "columns": columns, "section": "queue"}
    if not form.is_valid():
        return render(request, "desk/bulk.html", page, status=422 if form.is_bound else 200)
    law = laws[form.cleaned_data["programme"]]
    table = read_application_table(form.cleaned_data["data"], form.cleaned_data["name"], law, today_under(law))
    if len(table.rows) > _MOST_ROWS:
        form.add_error("table", gettext("A page takes up to 1,000 rows. Have the operator take it in by command."))
        return render(request, "desk/bulk.html", page, status=422)
    is_done = request.POST.get("do") == "open"
    page |= _looked_at(request, law, table, form, is_done=is_done)
    return render(request, "desk/bulk.html", page)


def _looked_at(
    request: PersonRequest, law: Programme, table: ApplicationTable, form: BulkForm, *, is_done: bool
) -> dict[str, Any]:
    filing, given = (file_table if is_done else preview_table), form.cleaned_data
    outcomes = list(filing(request.user, law, table, allow_likely=given["allow_likely"]))
    counts = counted(outcomes)
    told = [ShownRow(outcome, _STATES[outcome.state]) for outcome in outcomes if outcome.findings or is_done]
    kept = {"kept": base64.b64encode(given["data"]).decode(), "name": given["name"]}
    again = BulkForm({law.id: law}, {"programme": law.id, "allow_likely": given["allow_likely"]} | kept)
    return {
        "table": table,
        "counts": [(count, _STATES[state]) for state, count in counts.items()],
        "rows": told[:_MOST_SHOWN],
        "more": max(len(told) - _MOST_SHOWN, 0),
        "is_done": is_done,
        "may_open": not is_done and counts.get(RowState.READY, 0),
        "again": again,
    }
