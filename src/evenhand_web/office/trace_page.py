"""The trace as those read it who watch over it: the newest lines first, of a person, a case or a day."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand_web.accounts.models import Person
from evenhand_web.cases.access import cases_in_reach
from evenhand_web.cases.case_search import case_numbered
from evenhand_web.office.hours import zone
from evenhand_web.pages.inputs import TypedDayField
from evenhand_web.trace.line import OPERATOR, Act, TraceLine
from evenhand_web.trace.store import Asked, newest_lines

PAGE = 50
WORDS = {
    Act.QUEUE: _("Looked at a list of cases"),
    Act.CASE: _("Looked at a case"),
    Act.DOCKET: _("Took the docket"),
    Act.SEARCH: _("Searched"),
    Act.NOTICE: _("Looked at a notice"),
    Act.DOCUMENT: _("Opened a document"),
    Act.LETTER: _("Looked at the post"),
    Act.OFFICE: _("Looked at the office's papers"),
    Act.PANEL: _("Looked at the panel"),
    Act.TRACE: _("Read the trace"),
    Act.SENT: _("Sent something"),
    Act.REFUSED: _("Was refused"),
    Act.COMMAND: _("Gave a command"),
    Act.SIGNED_IN: _("Signed in"),
    Act.SIGN_IN_REFUSED: _("Was not let in"),
    Act.EMERGENCY: _("Opened a case in an emergency, or looked at such an opening"),
    Act.RIGHTS: _("Looked at, or changed, somebody's rights"),
}


class TraceForm(forms.Form):
    """Which lines are wanted."""

    who = forms.ChoiceField(label=_("Person"), required=False)
    case = forms.CharField(label=_("Case number"), required=False, max_length=60)
    day = TypedDayField(label=_("Day"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        people: Any = self.fields["who"]
        everybody = Person.objects.order_by("name", "pk").values_list("ident", "name")
        named = ((ident, f"{name} ({ident})") for ident, name in everybody)
        people.choices = [("", _("Everybody")), (OPERATOR, _("The operator")), *named]

    def asked(self, reader: Person) -> Asked:
        """What is asked for; a case that the reader may not open has no lines."""
        given = self.cleaned_data
        case = case_numbered(given["case"], cases_in_reach(reader)) if given["case"].strip() else None
        ident = case.ident if case else ("-" if given["case"].strip() else "")
        if not given["day"]:
            return Asked(given["who"], ident)
        since = dt.datetime.combine(given["day"], dt.time(), zone())
        until = dt.datetime.combine(given["day"] + dt.timedelta(days=1), dt.time(), zone())
        return Asked(given["who"], ident, since, until)


class TraceRow(NamedTuple):
    """A line as people read it."""

    line: TraceLine
    when: str
    name: str
    words: Any
    number: str
    about: str
    more: str


def trace_rows(reader: Person, asked: Asked, before: int | None) -> tuple[list[TraceRow], int | None]:
    """At most PAGE lines, and the number below which the next ones begin; None where these are the last."""
    lines = newest_lines(asked, PAGE + 1, before)
    shown = lines[:PAGE]
    idents = {ident for line in shown for ident in (line.who, line.about)}
    names = dict(Person.objects.filter(ident__in=idents).values_list("ident", "name"))
    cases = cases_in_reach(reader).filter(ident__in={line.case for line in shown})
    rows = list(_rows(shown, names, dict(cases.values_list("ident", "number"))))
    return rows, shown[-1].number if len(lines) > PAGE else None


def _rows(lines: Iterable[TraceLine], names: Mapping[str, str], numbers: Mapping[str, str]) -> Iterable[TraceRow]:
    for line in lines:
        when = f"{line.at.astimezone(zone()):%Y-%m-%d %H:%M:%S}"
        words = WORDS[Act(line.act)]
        more = ", ".join(f"{name}: {value}" for name, value in line.more.items())
        name = names.get(line.who, line.who or "?")
        yield TraceRow(
            line, when, name, words, numbers.get(line.case, line.case), names.get(line.about, line.about), more
        )
