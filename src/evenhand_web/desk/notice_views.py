"""A notice as each party will read it, and issuing it to all of them in one action."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.docket.party import Party
from evenhand.finding import Finding, Severity
from evenhand.letter.case_letter import notice_letter
from evenhand.letter.characters import on_screen
from evenhand.letter.filling import RULE_APPROVAL
from evenhand.notice import OwedNotice
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.contact import as_reached
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.cases.particulars import particulars_of
from evenhand_web.desk.notices_owed import notice_title
from evenhand_web.letters.issuing import NotOwedError, issue_notice, keep_news_address, owed_now
from evenhand_web.letters.letter_on_page import on_page
from evenhand_web.letters.organization import house
from evenhand_web.letters.sending_bar import kept_back
from evenhand_web.pages.answers import entered_since
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.sent_numbers import sent_number


class LengthForm(forms.Form):
    """How long the docket was when the page was opened."""

    length = forms.IntegerField(widget=forms.HiddenInput)


class NewsForm(forms.Form):
    """Where a party is told that a letter is on its way."""

    party = forms.CharField(widget=forms.HiddenInput)
    email = forms.EmailField(
        label=_("Email address for news"),
        required=False,
        help_text=_("Only that a letter is on its way is said there, and nothing of it. Leave empty for none."),
    )


class Preview(NamedTuple):
    """One party's letter: the party, its place in the list, the letter drawn for a page, what bars its making, and what
    keeps it from going to anybody.
    """

    number: int
    label: str
    party: Party
    letter: SafeString
    findings: tuple[Finding, ...]
    is_draft: bool
    is_stopped: bool
    kept_back: tuple[str, ...]


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def notice(request: PersonRequest, ident: str, notice: str, since: int) -> HttpResponse:
    """One notice: a letter for each party to look at, and one button that issues and sends them all."""
    case = opened(request.user, ident)
    if request.method == "POST":
        return _asked(request, case, notice, since)
    owed = owed_now(case, notice, since)
    if not owed:
        raise Http404
    return render(request, "desk/notice.html", _page(case, owed, sent_number(request.GET, "to")))


def _page(case: OpenCase, owed: Sequence[OwedNotice], to: int) -> dict[str, Any]:
    number = to if 1 <= to <= len(owed) else 1
    shown = preview(case, owed[number - 1], number)
    address = case.case.news_addresses.filter(party=shown.party.id).first()
    news = NewsForm(initial={"party": shown.party.id, "email": address.email if address else ""}, auto_id="news_%s")
    parties = [case.state.parties[owed_notice.party] for owed_notice in owed]
    return {
        "case": case.case,
        "head": case_head(case),
        "title": notice_title(case, owed[0].notice),
        "shown": shown,
        "parties": [(place, case.programme.label(party.role), party.name) for place, party in enumerate(parties, 1)],
        "count": len(owed),
        "form": LengthForm(initial={"length": case.length}),
        "news": news,
        "service": case.programme.services[house(case.programme, on_screen).service.method],
        "notice": owed[0].notice,
        "since_entry": owed[0].since.entry,
    }


def preview(case: OpenCase, owed: OwedNotice, number: int) -> Preview:
    """A notice as its party will read it if it is issued today."""
    state = as_reached(case, case.today).state
    known, beside = house(case.programme, on_screen), particulars_of(case.case)
    letter, findings = notice_letter(known, state, owed, case.today, beside)
    party = state.parties[owed.party]
    drawn = on_page(letter)
    told = tuple(finding for finding in findings if finding.severity.rank > Severity.WARNING.rank)
    is_draft = any(finding.rule == RULE_APPROVAL for finding in findings)
    kept = kept_back(case.programme, findings)
    return Preview(number, case.programme.label(party.role), party, drawn, told, is_draft, letter is None, kept)


def _asked(request: PersonRequest, case: OpenCase, notice: str, since: int) -> HttpResponse:
    form = LengthForm(request.POST)
    if not form.is_valid():
        raise Http404
    title, back = notice_title(case, notice), reverse("case_letters", args=[case.case.ident])
    try:
        issue_notice(case, form.cleaned_data["length"], notice, since)
    except NotOwedError:
        raise Http404 from None
    except StaleError as stale:
        return _stale(request, case, notice, since, stale)
    messages.success(request, _("%(title)s: the letters are made once, and then wait to be mailed.") % {"title": title})
    return redirect(back)


def _stale(request: PersonRequest, case: OpenCase, notice: str, since: int, stale: StaleError) -> HttpResponse:
    """The same page on the docket as it has become, with what was entered meanwhile."""
    now = opened(request.user, case.case.ident)
    owed = owed_now(now, notice, since)
    if not owed:
        messages.error(
            request, _("%(notice)s: it is no longer owed. Nothing was issued.") % {"notice": notice_title(now, notice)}
        )
        return redirect("case_docket", now.case.ident)
    page = _page(now, owed, 1) | {"changed": entered_since(now, stale.since)}
    return render(request, "desk/notice.html", page, status=409)


@require_POST
@admitted(PersonRole.COORDINATOR)
def news(request: PersonRequest, ident: str) -> HttpResponse:
    """Keep, change or forget a party's address for news."""
    case = opened(request.user, ident)
    form = NewsForm(request.POST)
    if not form.is_valid() or form.cleaned_data["party"] not in case.state.parties:
        messages.error(request, _("That is no email address. Nothing was changed."))
        return redirect("case_letters", ident)
    party, email = form.cleaned_data["party"], form.cleaned_data["email"]
    keep_news_address(case, party, email)
    kept = gettext("Saved. News goes there when the next letter is issued.")
    messages.success(request, kept if email else _("No news will be sent to this party."))
    return redirect("case_letters", ident)
