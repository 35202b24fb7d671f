"""What a page answers when the docket says no: stale, or not allowed. What was keyed is never lost."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from evenhand.docket.kind import EntryKind
from evenhand.finding import Finding
from evenhand.procedure.permit import NotAllowed
from evenhand_web.accounts.admission import PersonRequest
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.cases.spoken_days import weekday_dated
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.chosen_files import keep_chosen, let_go_entered
from evenhand_web.pages.entry_words import EntryRow, entry_rows

_CHANGED = _("The case has changed since you opened this page. Nothing was entered. Look at it again, and repeat.")
F = TypeVar("F", bound=forms.Form)


def answered(
    request: PersonRequest, case: OpenCase, template: str, page: dict[str, Any], send: Callable[[], OpenCase]
) -> HttpResponse:
    """Send what was keyed (`send` enters it and gives the case with the entry) and answer. A refused entry comes back
    as it was keyed, with every reason, as status 409; where the docket has grown meanwhile, with what was entered
    since.
    """
    form: forms.Form = page["form"]
    try:
        longer = send()
    except StaleError as stale:
        now = opened(request.user, case.case.ident)
        page |= {"changed": entered_since(now, stale.since), "form": moved_on(form, now)}
        return given_back(request, template, page, 409)
    except NotAllowed as refused:
        page["refused"] = refused.reasons
        return given_back(request, template, page, 409)
    let_go_entered(page)
    messages.success(request, _("Entered: %(title)s.") % {"title": page["title"]})
    tell_found(request, longer.findings)
    return redirect("case", case.case.ident)


def given_back(request: PersonRequest, template: str, page: dict[str, Any], status: int) -> HttpResponse:
    """A form as it was keyed, with the files that were chosen in it: whoever sends it again chooses none anew."""
    keep_chosen(request.user, page)
    return render(request, template, page, status=status)


def tell_found(request: PersonRequest, findings: Iterable[Finding]) -> None:
    """Say on the next page what a write found, each thing with what to do and its authority: law that should have been
    looked at and that nobody has read yet. It barred nothing, and somebody has to know.
    """
    for finding in dict.fromkeys(findings):
        authority = ", ".join(filter(None, (finding.rule, finding.citation)))
        messages.warning(request, f"{finding.message} {finding.remedy} ({authority})")


def entered_since(now: OpenCase, length: int) -> tuple[EntryRow, ...]:
    """What was entered in a case since its docket was `length` entries long, the newest first."""
    return tuple(row for row in entry_rows(now) if row.number > length)


def moved_on(form: F, now: OpenCase) -> F:
    """The same form, keyed as before, now made on the docket as it has become."""
    keyed: Any = form.data
    data = keyed.copy()
    data["length"] = str(now.length)
    form.data = data
    return form


def refusal(error: StaleError | NotAllowed) -> tuple[str, ...]:
    """Why nothing was entered, in words, for whoever may not see what was entered since."""
    return error.reasons if isinstance(error, NotAllowed) else (str(_CHANGED),)


def keyed_page(case: OpenCase, kind: EntryKind, form: forms.Form, own_kind: str = "") -> dict[str, Any]:
    """What every page of a keyed entry shows; `own_kind` is the id of a kind of the programme's own."""
    rule = case.programme.procedure.rule(kind, own_kind)
    return {
        "case": case.case,
        "kind": own_kind or kind.value,
        "title": rule.title,
        "citation": rule.citation,
        "form": form,
        "head": case_head(case),
        "today": weekday_dated(case.today),
    }
