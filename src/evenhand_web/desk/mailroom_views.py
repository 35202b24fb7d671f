"""The mailroom in the browser: its lists, what is uploaded, and a paper beside the cases that it may be of."""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from evenhand.mailroom.received import Manner
from evenhand.procedure.permit import NotAllowed
from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.access import cases_in_reach
from evenhand_web.cases.case_search import case_numbered
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase, opened, opened_through
from evenhand_web.desk.mailroom_page import LISTS, item_page, listed, lists_shown, seen_files, services_of
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.shelf import viewed
from evenhand_web.mailroom.access import items_for, waiting_for
from evenhand_web.mailroom.doors import UPLOADED
from evenhand_web.mailroom.filing import (
    Filing,
    NotFiledError,
    file_item,
    move_item,
    put_aside,
    stamp,
    unfile_item,
    usual_title,
)
from evenhand_web.mailroom.late import keep_late
from evenhand_web.mailroom.models import Delivery, Item
from evenhand_web.mailroom.outcome import settle
from evenhand_web.mailroom.taking import Arrived, take_in
from evenhand_web.pages.answers import refusal
from evenhand_web.pages.downloads import download, shown
from evenhand_web.pages.inputs import HourInput, day_field
from evenhand_web.pages.sent_words import sent_words

_MOST_FILES = 40
_ASIDE = {
    "application": (Item.State.APPLICATION, gettext_lazy("Kept for a new application.")),
    "apart": (Item.State.APART, gettext_lazy("Set apart as another person's paper.")),
    "no_record": (Item.State.NO_RECORD, gettext_lazy("Marked as no paper of a record.")),
    "waiting": (Item.State.WAITING, gettext_lazy("It waits again, as a paper of its own.")),
}


def _hour() -> forms.TimeField:
    return forms.TimeField(label=gettext_lazy("At this hour"), widget=HourInput(), required=False)


class FilesInput(forms.FileInput):
    """A field for several files of any kind."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Every file that was chosen."""
        return files.getlist(name)


class FilesField(forms.FileField):
    """Several files of any kind: what cannot be read is kept, and it is said why."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file; ValidationError where there is none, or one is empty."""
        if not data:
            raise forms.ValidationError(self.error_messages["required"])
        if len(data) > _MOST_FILES:
            raise forms.ValidationError(_("Send at most 40 files at once."))
        return [super(FilesField, self).clean(file) for file in data]


class UploadForm(forms.Form):
    """Files that somebody brings to the mailroom, how they reached the house, and the stamp of paper."""

    papers = FilesField(
        label=gettext_lazy("Files"),
        widget=FilesInput({"multiple": True}),
        help_text=gettext_lazy("PDF, images, text, e-mails (.eml), or a ZIP of them. Nothing has to be sorted."),
    )
    manner = forms.ChoiceField(label=gettext_lazy("How it reached the house"), choices=Delivery.Manner.choices)
    stamped_on = day_field(gettext_lazy("Stamped as received on"), required=False)
    stamped_at = _hour()

    def clean(self) -> dict[str, Any]:
        """A stamp where it is paper, and nowhere else."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        is_paper = given.get("manner") == Delivery.Manner.PAPER
        if is_paper and not given.get("stamped_on") and "stamped_on" not in self.errors:
            self.add_error("stamped_on", _("Paper was received on the day of its stamp: enter it."))
        if given.get("stamped_on") and not is_paper:
            self.add_error("stamped_on", _("Only paper bears a stamp: fax and e-mail are received as they arrive."))
        return given


class StampForm(forms.Form):
    """The stamp and the postmark on a paper."""

    stamped_on = day_field(gettext_lazy("Stamped as received on"))
    stamped_at = _hour()
    postmarked_on = day_field(gettext_lazy("Postmarked"), required=False)


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def mailroom(request: PersonRequest) -> HttpResponse:
    """The lists of the mailroom, the oldest paper first; and what is uploaded."""
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        return _uploaded(request, form)
    chosen = request.GET.get("list", "waiting")
    chosen = chosen if chosen in LISTS else "waiting"
    rows, after = listed(request.user, chosen, request.GET.get("after", ""))
    page: dict[str, Any] = {
        "lists": lists_shown(request.user, chosen),
        "chosen": chosen,
        "title": LISTS[chosen][0],
        "rows": rows,
        "after": after,
        "form": form,
        "section": "mailroom",
    }
    return render(request, "desk/mailroom.html", page, status=422 if form.is_bound else 200)


def _uploaded(request: PersonRequest, form: UploadForm) -> HttpResponse:
    given, count = form.cleaned_data, 0
    for file in given["papers"]:
        delivery = take_in(
            Arrived(
                door=UPLOADED,
                mark=secrets.token_hex(8),
                manner=Manner(given["manner"]),
                name=file.name,
                data=file.read(),
                arrived_at=clock.now(),
                stamped_on=given["stamped_on"],
                stamped_at=given["stamped_at"],
                is_message=file.name.lower().endswith(".eml"),
                taken_by=request.user,
            )
        )
        count += delivery.items.count()
    words = ngettext(
        "%(count)s paper came in, and is being read.", "%(count)s papers came in, and are being read.", count
    )
    messages.success(request, words % {"count": count})
    return redirect("mailroom")


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def mailroom_item(request: PersonRequest, item: str) -> HttpResponse:
    """A paper beside the cases that it may be of, and what is done with it."""
    paper = get_object_or_404(items_for(request.user), ident=item)
    form = StampForm(initial=_stamp_of(paper))
    if request.method == "POST":
        try:
            answer = _done(request, paper)
        except (NotFiledError, StaleError, NotAllowed) as refused:
            for reason in (str(refused),) if isinstance(refused, NotFiledError) else refusal(refused):
                messages.error(request, reason)
            return _shown(request, paper, form, 409)
        if answer is not None:
            return answer
        form = StampForm(request.POST)
    return _shown(request, paper, form, 422 if form.is_bound and not form.is_valid() else 200)


def _stamp_of(paper: Item) -> dict[str, Any]:
    return {name: getattr(paper.delivery, name) for name in ("stamped_on", "stamped_at", "postmarked_on")}


def _shown(request: PersonRequest, paper: Item, form: StampForm, status: int) -> HttpResponse:
    paper = get_object_or_404(items_for(request.user), pk=paper.pk)
    came_with = Q(mailed__delivery=paper.delivery, mailed__state=Item.State.FILED)
    looked_up = Q(ident=request.GET.get("with", ""))
    added = cases_in_reach(request.user).filter(came_with | looked_up).distinct()
    added = added.exclude(pk=paper.case_id) if paper.case_id else added
    page = item_page(request.user, paper, added) | {"form": form, "title": usual_title(paper)}
    page["services"] = services_of(paper, page["beside"])
    for file in seen_files(paper):
        viewed(file, request.user.ident, paper.case.ident if paper.case else "")
    return render(request, "desk/mailroom_item.html", page, status=status)


def _done(request: PersonRequest, paper: Item) -> HttpResponse | None:
    """The answer to what was done; None where a stamp has to be keyed again."""
    if chosen := request.POST.get("file", ""):
        return _filed(request, paper, *chosen.partition(" ")[::2])
    if chosen := request.POST.get("late", ""):
        return _kept_late(request, paper, *chosen.partition(" ")[::2])
    do, because = request.POST.get("do", ""), sent_words(request.POST, "because", 400)
    if do == "look":
        return _looked_up(request, paper)
    if do == "stamp":
        return _stamped(request, paper)
    if do == "unfile" and paper.case is not None:
        unfile_item(paper, opened(request.user, paper.case.ident), because)
        messages.success(request, _("It is out of the record, and waits again."))
        return redirect("mailroom_item", paper.ident)
    if do not in _ASIDE:
        return redirect("mailroom_item", paper.ident)
    state, words = _ASIDE[do]
    put_aside(paper, state, request.user, because)
    if state is Item.State.WAITING:
        settle(Item.objects.get(pk=paper.pk))
    messages.success(request, words)
    return _onward(request.user)


def _filed(request: PersonRequest, paper: Item, ident: str, party: str) -> HttpResponse:
    case = get_object_or_404(cases_in_reach(request.user), ident=ident)
    filing = Filing(
        party=party,
        title=sent_words(request.POST, "title", 200),
        method=request.POST.get("method", ""),
        because=sent_words(request.POST, "because", 400) or _("Somebody looked at it, and filed it."),
    )
    if paper.state == Item.State.FILED and paper.case is not None:
        move_item(paper, opened(request.user, paper.case.ident), _opened(case, request.user), filing)
        messages.success(request, _("Moved to case %(number)s. Both cases tell it.") % {"number": case.number})
    else:
        file_item(paper, _opened(case, request.user), filing)
        messages.success(request, _("Filed in case %(number)s.") % {"number": case.number})
    return _onward(request.user)


def _kept_late(request: PersonRequest, paper: Item, ident: str, party: str) -> HttpResponse:
    case = get_object_or_404(cases_in_reach(request.user), ident=ident)
    keep_late(paper, _opened(case, request.user), party)
    words = _("Kept with case %(number)s. A task has its sender told.")
    messages.success(request, words % {"number": case.number})
    return _onward(request.user)


def _opened(case: Case, person: Person) -> OpenCase:
    """A case as a paper is filed in it, by whoever may know of it: nothing of it is shown."""
    return opened_through(case, person)


def _looked_up(request: PersonRequest, paper: Item) -> HttpResponse:
    number = sent_words(request.POST, "number", 60)
    case = case_numbered(number, cases_in_reach(request.user)) if number else None
    if case is None:
        messages.error(request, _("There is no case of this number."))
        return redirect("mailroom_item", paper.ident)
    return redirect(f"{reverse('mailroom_item', args=[paper.ident])}?with={case.ident}")


def _stamped(request: PersonRequest, paper: Item) -> HttpResponse | None:
    form = StampForm(request.POST)
    if not form.is_valid():
        return None
    given = form.cleaned_data
    stamp(paper.delivery, given["stamped_on"], given["stamped_at"], given["postmarked_on"], request.user)
    for item in paper.delivery.items.filter(state=Item.State.WAITING):
        settle(item)
    messages.success(request, _("The stamp is entered, for every paper of its batch."))
    return redirect("mailroom_item", paper.ident)


def _onward(person: Person) -> HttpResponse:
    """To the next paper that waits, or back to the list."""
    after = waiting_for(person).first()
    return redirect("mailroom_item", after.ident) if after is not None else redirect("mailroom")


@require_GET
@admitted(PersonRole.COORDINATOR)
def mailroom_page(request: PersonRequest, item: str, number: int) -> HttpResponseBase:
    """The picture of a page of a paper. The access log tells who looked."""
    paper = get_object_or_404(items_for(request.user), ident=item)
    page = get_object_or_404(paper.page_set.select_related("image"), number=number)
    return shown(request, page.image, [paper.case.ident if paper.case else ""])


@require_GET
@admitted(PersonRole.COORDINATOR)
def mailroom_file(request: PersonRequest, item: str) -> HttpResponseBase:
    """A paper whole, as it came."""
    paper = get_object_or_404(items_for(request.user), ident=item)
    return download(request, paper.file, paper.name or "paper", [paper.case.ident if paper.case else ""])
