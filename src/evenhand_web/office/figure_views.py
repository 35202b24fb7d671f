"""The pages of the figures: a month of a programme, the cases behind a number, and the month as a table."""

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from evenhand.figures.month import Month, Period, read_period
from evenhand.letter.html import html
from evenhand.programme.model import Programme
from evenhand_web.accounts.admission import CASEWORK, PersonRequest, admitted
from evenhand_web.accounts.models import Person
from evenhand_web.figures.keeping import count_changed
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.programmes import programmes
from evenhand_web.office.figure_report import figure_report
from evenhand_web.office.figure_rows import cases_behind, month_of_figures, reads_names
from evenhand_web.office.figure_words import WORDS
from evenhand_web.pages.downloads import made_download
from evenhand_web.pages.table_lines import table_lines

_AT_ONCE = 100
"""How many changed cases are read before a page is shown; the worker reads the others."""


class MonthField(forms.CharField):
    """A month written 2026-11."""

    widget = forms.TextInput(attrs={"placeholder": "2026-11", "inputmode": "numeric"})

    def clean(self, value: str | None) -> Month:
        """The month; ValidationError, in words, where it is none."""
        month = Month.read(super().clean(value or ""))
        if month is None:
            raise forms.ValidationError(_("A month is written year-month, such as 2026-11."))
        return month


class FiguresForm(forms.Form):
    """Which programme and month is wanted."""

    programme = forms.ChoiceField(label=_("Program"))
    month = MonthField(label=_("Month"))

    def __init__(self, person: Person, data: dict[str, str]) -> None:
        super().__init__(data)
        choices = forms.ChoiceField(label=_("Program"), choices=[(law.id, law.title) for law in laws_of(person)])
        self.fields["programme"] = choices


def laws_of(person: Person) -> tuple[Programme, ...]:
    """The programmes whose figures a person may see."""
    limited = person.programmes.split()
    return tuple(law for law in programmes() if not limited or law.id in limited)


@require_GET
@admitted(*CASEWORK)
def figures_page(request: PersonRequest) -> HttpResponse:
    """The figures of a month: of this one and the first programme, where nothing is asked for."""
    laws = laws_of(request.user)
    if not request.GET and laws:
        now = clock.now().astimezone(laws[0].zone)
        return redirect(f"{request.path}?programme={laws[0].id}&month={Month(now.year, now.month)}")
    form = FiguresForm(request.user, {name: request.GET.get(name, "") for name in ("programme", "month")})
    page: dict[str, object] = {"form": form, "section": "figures"}
    if form.is_valid():
        law, month = _law(request.user, form.cleaned_data["programme"]), form.cleaned_data["month"]
        count_changed(law.id, limit=_AT_ONCE)
        page |= month_of_figures(request.user, law, month, clock.now())._asdict()
        page |= {"law": law, "payer": law.label("payer"), "month": month, "minimum": settings.FIGURES_MINIMUM}
    return render(request, "office/figures.html", page, status=200 if form.is_valid() else 422)


@require_GET
@admitted(*CASEWORK)
def figure_cases(request: PersonRequest, programme: str, month: str, measure: str, part: str) -> HttpResponse:
    """The cases behind a number."""
    law, asked_month = _law(request.user, programme), _month(month)
    asked = {"measure": measure, "group": request.GET.get("group", ""), "part": part}
    behind = cases_behind(request.user, asked, law, asked_month, clock.now())
    if behind is None:
        raise Http404
    page = {"law": law, "month": asked_month, "words": WORDS[measure], "behind": behind, "section": "figures"} | asked
    return render(request, "office/figure_cases.html", page)


@require_GET
@admitted(*CASEWORK)
def figures_table(request: PersonRequest, programme: str, month: str) -> HttpResponse:
    """The figures of a month as a table for a spreadsheet, each with its definition."""
    law, asked_month = _law(request.user, programme), _month(month)
    told = month_of_figures(request.user, law, asked_month, clock.now())
    lines = [[str(_("Figure")), str(_("Group")), str(_("Value")), str(_("More")), str(_("Definition"))]]
    for table in told.tables:
        lines += [[str(table.title), str(row.title), row.value, row.more, str(table.definition)] for row in table.rows]
    return made_download(
        "".join(table_lines(lines)).encode(), "text/csv; charset=utf-8", f"figures-{law.id}-{asked_month}.csv"
    )


# What prints is loaded with the first report somebody asks for: it is large, and most who serve pages never need it.
_PRINT = "evenhand.letter.pdf.pdf"


@require_GET
@admitted(*CASEWORK)
def report_page(request: PersonRequest, programme: str, period: str) -> HttpResponse:
    """The report of a month or year as one page that stands alone."""
    law, asked = _law(request.user, programme), _period(period)
    paper = figure_report(law, asked, clock.now(), names_payers=reads_names(request.user))
    return made_download(html(paper).encode(), "text/html; charset=utf-8", f"report-{law.id}-{asked}.html")


@require_GET
@admitted(*CASEWORK)
def report_paper(request: PersonRequest, programme: str, period: str) -> HttpResponse:
    """The report of a month or year as PDF."""
    law, asked, now = _law(request.user, programme), _period(period), clock.now()
    paper = figure_report(law, asked, now, names_payers=reads_names(request.user))
    data = import_string(_PRINT)(paper, now.astimezone(law.zone))
    return made_download(data, "application/pdf", f"report-{law.id}-{asked}.pdf")


def _law(person: Person, ident: str) -> Programme:
    """A programme whose figures the person may see; Http404 where there is none of that id."""
    law = next((law for law in laws_of(person) if law.id == ident), None)
    if law is None:
        raise Http404
    return law


def _period(text: str) -> Period:
    period = read_period(text)
    if period is None:
        raise Http404
    return period


def _month(text: str) -> Month:
    month = Month.read(text)
    if month is None:
        raise Http404
    return month
