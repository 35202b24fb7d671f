"""What concerns the person signed in: told with the place that it leads to, read or unread."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.models import Notification, Person, PersonRole
from evenhand_web.accounts.notifications import mark, notifications_of, read_all, unread_of
from evenhand_web.cases.access import cases_in_reach
from evenhand_web.cases.models import Case
from evenhand_web.pages.sent_numbers import sent_number

_WITHOUT_CASE = ("tasks", "task", "roster", "emergencies")


class ToldRow(NamedTuple):
    """Something a person was told, with the number of its case where the person may know it."""

    told: Notification
    number: str

    @property
    def is_read(self) -> bool:
        """Whether the person has read it."""
        return self.told.read_at is not None


@require_http_methods(["GET", "POST"])
@admitted()
def notifications(request: PersonRequest) -> HttpResponse:
    """The list; a form marks one as read and leads to its place, marks it as unread again, or marks all."""
    if request.method == "POST":
        return _done(request)
    told = list(notifications_of(request.user))
    page = {"rows": list(_rows(request.user, told)), "section": "notifications"}
    return render(request, "office/notifications.html", page | {"unread": unread_of(request.user).count()})


def _done(request: PersonRequest) -> HttpResponse:
    if request.POST.get("do") == "all":
        read_all(request.user)
        return redirect("notifications")
    told = get_object_or_404(Notification, pk=sent_number(request.POST, "told"), person=request.user)
    is_opened = request.POST.get("do") != "unread"
    mark(told, is_read=is_opened)
    return redirect(place_of(told)) if is_opened else redirect("notifications")


def place_of(told: Notification) -> str:
    """The address that something told leads to."""
    named = [told.about] if told.about else [] if told.place in _WITHOUT_CASE else [told.case]
    return reverse(told.place, args=named)


def _rows(person: Person, told: Iterable[Notification]) -> Iterator[ToldRow]:
    numbers = _numbers(person, {row.case for row in told if row.case})
    for row in told:
        yield ToldRow(row, numbers.get(row.case, ""))


def _numbers(person: Person, idents: set[str]) -> Mapping[str, str]:
    """The numbers of cases that a person may know of: by the role, or by a seat."""
    is_reviewer = person.role == PersonRole.REVIEWER
    cases = Case.objects.filter(seats__reviewer=person) if is_reviewer else cases_in_reach(person)
    return dict(cases.filter(ident__in=idents).values_list("ident", "number")) if idents else {}
