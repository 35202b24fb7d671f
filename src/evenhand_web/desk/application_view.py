"""An application keyed from paper: its forms, and taking it in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand.procedure.permit import NotAllowed
from evenhand.programme.model import Programme
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.docketing import NumberTakenError
from evenhand_web.cases.intake import Judged, KeyedApplication, MayBeHereError
from evenhand_web.cases.legal_day import today_under
from evenhand_web.cases.models import PairJudged
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.desk.application_form import ApplicationForm, PartyForm, TreatmentForms, party_forms, with_one_more
from evenhand_web.desk.named_form import NamedForm
from evenhand_web.desk.paper_fields import PapersForm
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.programmes import open_programmes
from evenhand_web.letters.filing import file_with_mail
from evenhand_web.mailroom.applications import application_papers, keyed_papers
from evenhand_web.mailroom.filing import NotFiledError, received_in
from evenhand_web.mailroom.models import Item
from evenhand_web.pages.answers import given_back, tell_found
from evenhand_web.pages.chosen_files import let_go_entered
from evenhand_web.pages.claim_facts_form import BesideForm

_MOST_ALIKE, _MOST_LINES = 8, 40
_OF_PAIR = "pair-"
"""What the fields begin with in which somebody says what a case is to the application."""


class _Forms(NamedTuple):
    """The forms an application is keyed in."""

    form: ApplicationForm
    parties: list[PartyForm]
    lines: Any
    beside: BesideForm
    named: NamedForm
    papers: PapersForm

    def are_valid(self) -> bool:
        """Whether every form was keyed as it should be; each is asked, so that every fault is told at once."""
        answers = [
            form.is_valid() for form in (self.form, self.lines, self.beside, self.named, self.papers, *self.parties)
        ]
        self.form.look_at_order(self.beside)
        return all(answers) and self.form.is_valid() and self.beside.is_valid()

    def keyed(self) -> KeyedApplication:
        """The application as keyed."""
        named = tuple(party for form in self.parties if (party := form.party()) is not None)
        treatments = tuple(line.treatment(number) for number, line in enumerate(self.lines, start=1))
        given = self.beside.cleaned_data
        beside = {
            "claim_number": given.get("claim_number", ""),
            "born_on": given["born_on"],
            "named": (*self.beside.subjects(), *self.named.subjects()),
            "papers": tuple(self.papers.keyed_papers()),
        }
        return self.form.keyed(named, treatments, beside)


def _forms(law: Programme, laws: Mapping[str, Programme], data: Any, files: Any) -> _Forms:
    return _Forms(
        ApplicationForm(laws, law, clock.now(), data),
        party_forms(law, data),
        TreatmentForms(data, prefix="lines"),
        BesideForm(law, data),
        NamedForm(law, today_under(law), data),
        PapersForm(data, files, initial={"paper_title": gettext("Application for review")}),
    )


def _chosen(laws: Mapping[str, Programme], ident: str) -> Programme | None:
    """The programme named, or the only one there is; None where it must be asked."""
    return next(iter(laws.values())) if len(laws) == 1 and not ident else laws.get(ident)


def _judged(data: Any) -> Judged:
    """What was said of the cases that the application may be, by their ids."""
    pairs = ((name.removeprefix(_OF_PAIR), data[name]) for name in data if name.startswith(_OF_PAIR))
    return tuple((ident, verdict) for ident, verdict in pairs if verdict in PairJudged.Verdict.values)


def _begin_with(forms: _Forms, mail: Sequence[Item], law: Programme) -> None:
    """Begin with the day on which the first of the papers was received that the application came as."""
    came = received_in(mail[0], law.zone) if mail else None
    if came is not None:
        forms.form.initial["on"] = came.on
        forms.form.initial["hour"] = came.at.time() if came.at else None


def _taken_in(request: PersonRequest, forms: _Forms, mail: Sequence[Item]) -> OpenCase:
    """The case that begins with what was keyed, and with the papers of the mailroom it came as."""
    keyed, data = forms.keyed(), request.POST
    title = forms.papers.cleaned_data["paper_title"] or gettext("Application for review")
    whole = replace(keyed, papers=(*keyed.papers, *keyed_papers(mail, title)))
    return file_with_mail(request.user, whole, mail, data.get("looked_at", ""), _judged(data))


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def new_case(request: PersonRequest) -> HttpResponse:
    """The application as keyed from paper: first under which programme, where there are several, then its facts."""
    data = request.POST if request.method == "POST" else None
    laws = {law.id: law for law in open_programmes()}
    law = _chosen(laws, (data or request.GET).get("programme", ""))
    mail = list(application_papers(request.user, (data or request.GET).getlist("mail")))
    if law is None and data is None:
        return render(request, "desk/new_case_programme.html", {"laws": laws.values(), "mail": mail})
    law = law or next(iter(laws.values()))  # shows again what was keyed under a programme there is none of
    is_adding = data is not None and data.get("do") == "add"
    forms = _forms(law, laws, with_one_more(data, "lines", _MOST_LINES) if is_adding else data, request.FILES)
    others = {"has_others": len(laws) > 1, "mail": mail}
    page: dict[str, Any] = forms._asdict() | {"is_adding": is_adding, "law": law} | others
    if data is None:
        _begin_with(forms, mail, law)
    if data is None or is_adding:
        return given_back(request, "desk/new_case.html", page, 200)
    if not forms.are_valid():
        return given_back(request, "desk/new_case.html", page, 422)
    try:
        case = _taken_in(request, forms, mail)
    except MayBeHereError as likely:
        page |= {"alike": likely.cases[:_MOST_ALIKE], "looked_at": likely.token, "verdicts": PairJudged.Verdict.choices}
        return given_back(request, "desk/new_case.html", page, 409)
    except NumberTakenError as taken:
        forms.form.add_error("case_number", _("There is a case of this number already."))
        return given_back(request, "desk/new_case.html", page | {"taken": taken.case}, 409)
    except (NotAllowed, NotFiledError) as refused:
        reasons = refused.reasons if isinstance(refused, NotAllowed) else (str(refused),)
        return given_back(request, "desk/new_case.html", page | {"refused": reasons}, 409)
    let_go_entered(page)
    messages.success(request, _("The case is open."))
    tell_found(request, case.findings)
    return redirect("case", case.case.ident)
