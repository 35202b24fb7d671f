"""Mail that came back: its better address, the letter made out anew, and from which service rights run."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand.docket.assignment import Deposited
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.contact import ContactStaleError, Reached, newest, reached
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.cases.spoken_days import weekday_dated
from evenhand_web.desk.notices_owed import notice_title
from evenhand_web.letters.serving_again import CameBack, came_back, serve_again
from evenhand_web.pages.answers import entered_since, moved_on
from evenhand_web.pages.case_head import case_head


class ServeAgainForm(forms.Form):
    """Where the party is reached, how that is known, and why its rights run anew, where they do."""

    length = forms.IntegerField(widget=forms.HiddenInput)
    opened_on = forms.IntegerField(widget=forms.HiddenInput)
    address = forms.CharField(
        label=_("Address"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=600,
        help_text=_("As it goes on the envelope."),
    )
    how = forms.CharField(label=_("Who told it, and how"), max_length=200)
    anew = forms.CharField(
        label=_("Why the party's rights run from this service"),
        required=False,
        max_length=300,
        help_text=_(
            "Left empty, they run from the first service, and the letter tells the days that follow from that. Every "
            "party sees this line."
        ),
    )

    def lines(self) -> tuple[str, ...]:
        """The lines of the envelope."""
        return tuple(line.strip() for line in self.cleaned_data["address"].splitlines() if line.strip())


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def returned(request: PersonRequest, ident: str, number: int) -> HttpResponse:
    """What came back by one entry, to be served again."""
    case = opened(request.user, ident)
    mail = next((mail for mail in came_back(case) if mail.entry.number == number), None)
    if mail is None:
        raise Http404
    form = ServeAgainForm(request.POST if request.method == "POST" else None, initial=_start(case, mail))
    if not form.is_valid():
        return _shown(request, case, mail, form, 422 if form.is_bound else 200)
    given = form.cleaned_data
    told = Reached(form.lines(), *_ways(case, mail), case.today)
    try:
        serve_again(case, given["length"], number, told, given["how"], given["opened_on"], given["anew"])
    except ContactStaleError:
        form.add_error("address", _("Somebody has entered another address meanwhile. Look at it; send yours again."))
        return _shown(request, case, mail, form, 409)
    except StaleError as stale:
        changed = entered_since(case, stale.since)
        return _shown(request, case, mail, moved_on(form, case), 409, changed=changed)
    messages.success(request, _("The letter is being made out anew. It then waits under Outgoing mail."))
    return redirect("case", ident)


def _ways(case: OpenCase, mail: CameBack) -> tuple[str, str, str]:
    """The other ways by which the party is reached: they stay as they are."""
    now = reached(case.state, case.case, case.state.parties[mail.returned.party], case.today)
    return now.telephone, now.fax, now.email


def _start(case: OpenCase, mail: CameBack) -> dict[str, Any]:
    now = reached(case.state, case.case, case.state.parties[mail.returned.party], case.today)
    opened_on = newest(case.case, mail.returned.party)
    return {"length": case.length, "opened_on": opened_on, "address": "\n".join(now.address)}


def _shown(
    request: PersonRequest, case: OpenCase, mail: CameBack, form: ServeAgainForm, status: int, **more: Any
) -> HttpResponse:
    same = (mail.returned.notice, mail.returned.party)
    mailed = [
        weekday_dated(entry.on)
        for entry in case.state.standing()
        if isinstance(entry.payload, Deposited) and (entry.payload.notice, entry.payload.party) == same
    ]
    page = {
        "case": case.case,
        "head": case_head(case),
        "form": form,
        "title": notice_title(case, mail.returned.notice),
        "party": case.state.parties[mail.returned.party],
        "mailed": mailed,
        "back": weekday_dated(mail.entry.on),
        "reason": mail.returned.reason,
    }
    return render(request, "desk/returned.html", page | more, status=status)
