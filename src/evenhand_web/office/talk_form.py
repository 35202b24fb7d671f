"""A call or letter as it is keyed."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand_web.accounts.models import Person
from evenhand_web.cases.access import cases_for
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.diary.models import Talk
from evenhand_web.infrastructure import clock
from evenhand_web.office.hours import here, zone
from evenhand_web.pages.inputs import LANGUAGES, HourInput, day_field, look_at_moment, parties_named


class TalkForm(forms.Form):
    """Who, when, and what about in the speaker's own words."""

    manner = forms.ChoiceField(label=_("Came by"), choices=Talk.Manner.choices)
    number = forms.CharField(label=_("Case number, where it is known"), max_length=40, required=False)
    party = forms.ChoiceField(label=_("Party"), required=False)
    speaker = forms.CharField(label=_("Who spoke or wrote"), max_length=120)
    telephone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    on = day_field(_("Day"))
    hour = forms.TimeField(label=_("Time"), widget=HourInput())
    about = forms.CharField(
        label=_("What about, in their own words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )
    answered = forms.CharField(
        label=_("What was answered"), widget=forms.Textarea(attrs={"rows": 2}), max_length=4000, required=False
    )
    language = forms.ChoiceField(label=_("Language spoken"), choices=LANGUAGES)
    interpreter = forms.BooleanField(label=_("An interpreter is needed"), required=False)
    call_back = forms.BooleanField(label=_("They are to be called back"), required=False)
    may_be_danger = forms.BooleanField(
        label=_("It may point to an imminent and serious threat"),
        required=False,
        help_text=_("Within the hour somebody asks the physician whether they certify it. The case stays as it is."),
    )

    def __init__(self, person: Person, case: OpenCase | None, data: Any = None) -> None:
        super().__init__(data, initial={"on": here().date(), "hour": f"{here():%H:%M}", "language": "en"})
        self._person, self._case = person, case
        if case is None:
            del self.fields["party"]
            return
        del self.fields["number"]
        field: Any = self.fields["party"]
        field.choices = [("", gettext("Somebody else")), *parties_named(case)]

    def clean_number(self) -> Case | None:
        """The case of the number, where there is one."""
        number = self.cleaned_data["number"].strip()
        if not number:
            return None
        case = cases_for(self._person).filter(number__in=(number, number.upper())).first()
        if case is None:
            raise forms.ValidationError(_("There is no case of this number. Leave it empty where it is not known."))
        return case

    def clean(self) -> dict[str, Any]:
        """An hour that was and has come already, and a case where there may be danger."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        look_at_moment(self, here().date(), zone())
        if given.get("on") and given.get("hour") and self.at() > clock.now():
            self.add_error("hour", _("This hour is still to come."))
        if given.get("may_be_danger") and self.case() is None and "number" not in self.errors:
            message = gettext(
                "Name the case: somebody must know about whom to ask. Ask the caller's name and what the case is about."
            )
            self.add_error("number", message)
        return given

    def at(self) -> dt.datetime:
        """When it was."""
        return dt.datetime.combine(self.cleaned_data["on"], self.cleaned_data["hour"], zone())

    def case(self) -> Case | None:
        """The case it is about: the one it was opened from, else the one of the number keyed; None where it is about
        none.
        """
        return self._case.case if self._case else self.cleaned_data.get("number")

    def talk(self) -> Talk:
        """The row, not yet saved."""
        kept = ("manner", "speaker", "telephone", "about", "answered", "language", "interpreter", "may_be_danger")
        given = {name: self.cleaned_data[name] for name in kept}
        party = self.cleaned_data.get("party", "")
        taken = {"taken_by": self._person, "taken_at": clock.now()}
        return Talk(case=self.case(), at=self.at(), party=party, **given, **taken)
