"""The duty roster: who is on duty, entering shifts, taking one out."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.diary.access import shifts_for
from evenhand_web.diary.duty import NEEDED, on_duty, put_on_duty, take_off_duty
from evenhand_web.diary.models import Shift
from evenhand_web.infrastructure import clock
from evenhand_web.office.hours import here, zone
from evenhand_web.office.roster_page import DAYS, day_span, roster_page
from evenhand_web.pages.inputs import HourInput, day_field, look_at_hour, to_choose

_MOST_WEEKS = 26


class ShiftForm(forms.Form):
    """A shift of one person, on one day or on the same day of several weeks."""

    person = forms.ChoiceField(label=_("Who"))
    on = day_field(_("Day"), is_planned=True)
    begins = forms.TimeField(label=_("From"), widget=HourInput(), initial="08:00")
    ends = forms.TimeField(
        label=_("Until"),
        widget=HourInput(),
        initial="17:00",
        help_text=_("No later than “from”: it ends the next day."),
    )
    days = forms.IntegerField(label=_("Days in a row"), min_value=1, max_value=7, initial=1)
    weeks = forms.IntegerField(label=_("Weeks in a row"), min_value=1, max_value=_MOST_WEEKS, initial=1)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"on": here().date()})
        people = Person.objects.filter(role__in=NEEDED, is_active=True).order_by("role", "name", "pk")
        field: Any = self.fields["person"]
        field.choices = to_choose(
            [(str(person.pk), f"{person.name} ({person.get_role_display()})") for person in people]
        )

    def clean(self) -> dict[str, Any]:
        """Hours that there are on each of the days, and which of two where one is twice."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            days = self._days()
            look_at_hour(self, "begins", [day for day, _last in days], zone())
            look_at_hour(self, "ends", [last for _day, last in days], zone())
        if not self.errors and any(_utc(shift.ends_at) <= _utc(shift.begins_at) for shift in self.shifts()):
            self.add_error("ends", _("This hour lies before the one at which the shift begins."))
        return given

    def _days(self) -> list[tuple[dt.date, dt.date]]:
        """The days on which each shift begins and ends."""
        given = self.cleaned_data
        nights = dt.timedelta(days=1 if given["ends"] <= given["begins"] else 0)
        days = [
            given["on"] + dt.timedelta(days=day, weeks=week)
            for week in range(given["weeks"])
            for day in range(given["days"])
        ]
        return [(day, day + nights) for day in days]

    def shifts(self) -> list[Shift]:
        """The shifts as keyed, not yet saved. Hours are those on the wall, whatever summer time does."""
        given = self.cleaned_data
        return [
            Shift(
                person_id=int(given["person"]),
                begins_at=dt.datetime.combine(day, given["begins"], zone()),
                ends_at=dt.datetime.combine(last, given["ends"], zone()),
            )
            for day, last in self._days()
        ]


def _utc(moment: dt.datetime) -> dt.datetime:
    """An instant as others are compared with it: two of one zone are compared by what the clock shows."""
    return moment.astimezone(dt.UTC)


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def roster(request: PersonRequest) -> HttpResponse:
    """Two weeks of the on-call schedule, and entering more."""
    form = ShiftForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        put_on_duty(form.shifts())
        messages.success(request, _("The on-call schedule is changed."))
        return redirect("roster")
    today = here().date()
    begin, end = day_span(today, zone())[0], day_span(today + dt.timedelta(days=DAYS - 1), zone())[1]
    touching = shifts_for(request.user).filter(ends_at__gt=begin, begins_at__lt=end).select_related("person")
    now: dict[str, list[Shift]] = {str(role.label): [] for role in NEEDED}
    for shift in on_duty(clock.now()):
        now[str(PersonRole(shift.person.role).label)].append(shift)
    page = {
        "form": form,
        "days": roster_page(touching, today, zone()),
        "now": now,
        "hour": f"{here():%A, %B %-d, %H:%M}",
        "section": "roster",
    }
    return render(request, "office/roster.html", page, status=422 if form.is_bound else 200)


@require_POST
@admitted(*OFFICE)
def end_shift(request: PersonRequest, shift: int) -> HttpResponse:
    """Take a shift out of the roster; one that has begun ends now, so that who was on duty stays known."""
    kept_shift = shifts_for(request.user).filter(pk=shift, ends_at__gt=clock.now()).first()
    if kept_shift is None:
        messages.error(request, _("That shift is over, or somebody has removed it already."))
    elif take_off_duty(kept_shift):
        messages.success(request, _("The shift ends now."))
    else:
        messages.success(request, _("The shift is removed from the on-call schedule."))
    return redirect("roster")
