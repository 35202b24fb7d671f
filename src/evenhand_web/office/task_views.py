"""Tasks: the list, one task, a new one."""

import datetime as dt
import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.access import case_for
from evenhand_web.cases.assignees import watches_over
from evenhand_web.diary.access import tasks_for
from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import EndedMeanwhileError, end, give, raise_task
from evenhand_web.infrastructure import clock
from evenhand_web.office.hours import here, zone
from evenhand_web.office.task_page import MINE, WHOSE, task_page, task_rows
from evenhand_web.pages.inputs import HourInput, day_field
from evenhand_web.pages.sent_numbers import sent_number


def _holders() -> list[tuple[str, str]]:
    people = Person.objects.filter(role__in=OFFICE, is_active=True).order_by("name", "pk")
    return [
        ("", gettext("Unassigned")),
        *((str(person.pk), f"{person.name} ({person.get_role_display()})") for person in people),
    ]


class GiveForm(forms.Form):
    """Whose a task is to be."""

    given_to = forms.ChoiceField(label=_("Assigned to"), required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        field: Any = self.fields["given_to"]
        field.choices = _holders()

    def holder(self) -> Person | None:
        """The person chosen; None for nobody."""
        chosen = self.cleaned_data["given_to"]
        return Person.objects.get(pk=chosen) if chosen else None


class EndForm(forms.Form):
    """What came of a task."""

    outcome = forms.CharField(label=_("What came of it"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class NewTaskForm(GiveForm):
    """A task somebody sets."""

    words = forms.CharField(label=_("What is to be done"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)
    on = day_field(_("Until"), is_planned=True)
    hour = forms.TimeField(label=_("Time"), widget=HourInput(), initial="17:00")
    field_order = ("words", "on", "hour", "given_to")

    def until(self) -> dt.datetime:
        """When it is due."""
        return dt.datetime.combine(self.cleaned_data["on"], self.cleaned_data["hour"], zone())

    def clean(self) -> dict[str, Any]:
        """An hour still to come."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("on") and given.get("hour") and self.until() <= clock.now():
            self.add_error("hour", _("This hour is over."))
        return given


@require_GET
@admitted(*OFFICE)
def tasks(request: PersonRequest) -> HttpResponse:
    """The tasks, by when they are due; further rows as a fragment where the page asks for them."""
    whose = request.GET.get("whose", MINE)
    whose = whose if whose in WHOSE else MINE
    page: dict[str, Any] = {"page": task_page(request.user, whose, request.GET.get("after", "")[:40], clock.now())}
    page |= {"whose": whose, "kinds_of_whose": WHOSE, "section": "tasks"}
    page["sees_unassigned"] = watches_over(request.user) and bool(settings.NEED_TO_KNOW)
    return render(request, "office/task_rows.html" if request.htmx else "office/tasks.html", page)


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def task(request: PersonRequest, task: str) -> HttpResponse:
    """One task: what is to be done, whose it is, and its end."""
    opened_task = get_object_or_404(tasks_for(request.user).select_related("case", "given_to", "done_by"), ident=task)
    wanted = request.POST.get("do", "")
    giving = GiveForm(request.POST if wanted == "give" else None, initial={"given_to": opened_task.given_to_id or ""})
    ending = EndForm(request.POST if wanted == "end" else None)
    page = {
        "row": task_rows(request.user, [opened_task], clock.now())[0],
        "giving": giving,
        "form": ending,
        "section": "tasks",
    }
    if not wanted:
        return render(request, "office/task.html", page)
    if not (giving if wanted == "give" else ending).is_valid():
        return render(request, "office/task.html", page, status=422)
    try:
        if wanted == "give":
            give(opened_task, giving.holder(), sent_number(request.POST, "holder_was") or None)
        else:
            end(opened_task, ending.cleaned_data["outcome"], request.user)
    except EndedMeanwhileError:
        opened_task.refresh_from_db()
        page |= {"row": task_rows(request.user, [opened_task], clock.now())[0], "late": True}
        return render(request, "office/task.html", page, status=409)
    messages.success(request, _("Done and written down.") if wanted == "end" else _("It is passed on."))
    return redirect("tasks")


@require_http_methods(["GET", "POST"])
@admitted(PersonRole.COORDINATOR)
def new_task(request: PersonRequest, ident: str = "") -> HttpResponse:
    """A task somebody sets, of a case or of none."""
    case = case_for(request.user, ident) if ident else None
    start = {"on": here().date(), "given_to": request.user.pk}
    form = NewTaskForm(request.POST if request.method == "POST" else None, initial=start)
    if not form.is_valid():
        page = {"form": form, "case": case, "section": "tasks"}
        return render(request, "office/new_task.html", page, status=422 if form.is_bound else 200)
    key = f"set:{secrets.token_hex(8)}"
    within = form.until() - clock.now()
    raise_task(key, Task.Kind.OTHER, form.cleaned_data["words"], within, case, request.user, form.holder())
    messages.success(request, _("The task is set."))
    return redirect("case_office", ident) if case else redirect("tasks")
