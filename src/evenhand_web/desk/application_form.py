"""The application for review as it is keyed from paper: the form, its parties and its treatments."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.docket.party import PARTY_ROLES, Party, Role
from evenhand.identifier import identifier_key, unseen_signs
from evenhand.letter.kind import is_language, locale_of
from evenhand.panel.people.npi import is_npi
from evenhand.programme.model import Programme
from evenhand.treatment import Component, DisputedTreatment, Units
from evenhand.typed_days import TypedDay
from evenhand_web.cases.intake import KeyedApplication
from evenhand_web.cases.party_ids import PARTY_IDS
from evenhand_web.desk.odd_days import AS_PRINTED, DaysTyped, as_printed_field
from evenhand_web.directory.keeping import known
from evenhand_web.pages.fact_fields import fact_fields, instants_to_come, keyed_facts, typed_days, without_first
from evenhand_web.pages.inputs import LANGUAGES, HourInput, day_field, look_at_moment
from evenhand_web.pages.sent_numbers import sent_number

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_MANNERS = (
    ("mail", _("Mail")),
    ("fax", _("Fax")),
    ("electronic", _("Electronic transmission")),
    ("personal", _("By hand")),
)
_LAST = ("as_printed", "is_signed", "ur_decision_attached")
"""What is asked after the facts."""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class ApplicationForm(forms.Form):
    """What the application says of itself."""

    programme = forms.ChoiceField(label=_("Programme"), widget=forms.HiddenInput)
    case_number = forms.CharField(label=_("Case number"), max_length=40)
    on = day_field(_("Received on"), _("The day it reached the office, not the postmark."))
    hour = forms.TimeField(label=_("Time (optional)"), required=False, widget=HourInput())
    received_by = forms.ChoiceField(label=_("Came by"), choices=_MANNERS)
    as_printed = as_printed_field()
    is_signed = forms.BooleanField(label=_("The application is signed"), required=False)
    ur_decision_attached = forms.BooleanField(label=_("The decision under review is attached"), required=False)

    def __init__(self, programmes: Mapping[str, Programme], law: Programme, now: dt.datetime, data: Any = None) -> None:
        super().__init__(data, initial={"on": now.astimezone(law.zone).date(), "programme": law.id})
        self._law, self._now = law, now
        self.printed_days: tuple[str, ...] = ()
        choice: Any = self.fields["programme"]
        choice.choices = [(name, law.title) for name, law in programmes.items()]
        if law.numbers is not None:
            example = law.numbers.number(now.astimezone(law.zone).year, 1)
            self.fields["case_number"].required = False
            self.fields["case_number"].help_text = gettext(
                "Leave it empty: the case is given the next number, such as %(example)s. Type one only for a case that "
                "this office numbered before."
            ) % {"example": example}
        self.fields.update(fact_fields(law, law.intake))
        self.order_fields([name for name in self.fields if name not in _LAST] + list(_LAST))

    def clean_case_number(self) -> str:
        """The number without blanks around it, and without signs that nobody sees."""
        number: str = self.cleaned_data["case_number"].strip()
        if not number and not self.fields["case_number"].required:
            return ""
        if unseen := unseen_signs(number):
            raise forms.ValidationError(
                gettext("The number holds signs that nobody sees (%(value)s). Type it by hand.")
                % {"value": ", ".join(unseen).lower()}
            )
        if not identifier_key(number):
            raise forms.ValidationError(gettext("A case number has a letter or a digit."))
        return number

    def clean(self) -> dict[str, Any]:
        """Days that have come already, and no last day of a period without its first."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        today = self._now.astimezone(self._law.zone).date()
        look_at_moment(self, today, self._law.zone)
        for name in instants_to_come(self._law, self._law.intake, given, self._now):
            self.add_error(name, _("This hour is still to come."))
        for name in without_first(self._law.intake, given):
            self.add_error(name, _("State the first day of the period as well."))
        return given

    def look_at_order(self, beside: forms.Form) -> None:
        """Say beside its field what day lies out of order, or keep it as printed where that is asked."""
        given = self.cleaned_data
        days = DaysTyped(
            (
                (TypedDay("born_on", gettext("date of birth"), beside.cleaned_data.get("born_on")), beside),
                *((day, self) for day in typed_days(self._law, given)),
                (TypedDay("on", gettext("receipt of the application"), given.get("on")), self),
            )
        )
        self.printed_days = days.put_beside(given.get(AS_PRINTED, ""))

    def keyed(
        self, parties: tuple[Party, ...], treatments: tuple[DisputedTreatment, ...], beside: Mapping[str, Any]
    ) -> KeyedApplication:
        """The application as keyed; `beside` is what it states that its docket has no place for."""
        given = self.cleaned_data
        return KeyedApplication(
            programme=given["programme"],
            case_number=given["case_number"].strip(),
            received_on=given["on"],
            received_at=given["hour"],
            received_by=given["received_by"],
            is_signed=given["is_signed"],
            ur_decision_attached=given["ur_decision_attached"],
            facts=keyed_facts(self._law, self._law.intake, given),
            printed_days=self.printed_days,
            as_printed=given[AS_PRINTED],
            parties=parties,
            treatments=treatments,
            **beside,
        )


class PartyForm(forms.Form):
    """One party as the application names it."""

    name = forms.CharField(label=_("Name"), max_length=120)
    organisation = forms.CharField(label=_("Firm or practice"), max_length=120, required=False)
    npi = forms.CharField(
        label=_("National Provider Identifier"),
        max_length=20,
        required=False,
        help_text=_("Ten digits, as the request for authorization gives it; empty where no paper does."),
    )
    language = forms.ChoiceField(label=_("Language of letters"), initial="en")
    address = forms.CharField(
        label=_("Address"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
        required=False,
        help_text=_("As it goes on the envelope; empty where the directory of organizations knows it."),
    )

    def __init__(
        self, role: Role, label: str, languages: Sequence[tuple[str, "StrOrPromise"]], data: Any = None
    ) -> None:
        super().__init__(
            data, prefix=PARTY_IDS[role], empty_permitted=role is Role.REPRESENTATIVE, use_required_attribute=False
        )
        language: Any = self.fields["language"]
        language.choices = languages
        self.role, self.title = role, label
        if role is not Role.PROVIDER:
            del self.fields["npi"]

    @property
    def is_optional(self) -> bool:
        """Whether there may be no such party."""
        return self.role is Role.REPRESENTATIVE

    def clean(self) -> dict[str, Any]:
        """An address, unless the directory of organizations knows it."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("name") and not given.get("address") and "address" not in self.errors:
            organization = known(given.get("organisation", "")) or known(given["name"])
            if organization is None or not organization.address:
                self.add_error("address", forms.Field.default_error_messages["required"])
        return given

    def clean_npi(self) -> str:
        """The identifier without blanks; its check digit tells a slip."""
        npi = "".join(self.cleaned_data["npi"].split())
        if npi and not is_npi(npi):
            raise forms.ValidationError(
                gettext(
                    "This is no National Provider Identifier: its last digit must check the others (45 CFR 162.406). "
                    "Compare it with the paper, or leave it empty."
                )
            )
        return npi

    def party(self) -> Party | None:
        """The party as keyed; None where there is none."""
        given = self.cleaned_data
        if not given.get("name"):
            return None
        return Party(
            id=PARTY_IDS[self.role],
            role=self.role,
            name=given["name"],
            organisation=given["organisation"],
            address=_lines(given["address"]),
            language=given["language"],
            npi=given.get("npi", ""),
        )


def party_forms(programme: Programme, data: Any = None) -> list[PartyForm]:
    """A form for each role a party can have, under the programme's own label."""
    languages = _languages(programme)
    return [PartyForm(role, programme.label(role), languages, data) for role in PARTY_ROLES]


def _languages(programme: Programme) -> Sequence[tuple[str, "StrOrPromise"]]:
    """The languages letters may be asked for: those known here, and any other that the programme's letters speak."""
    tags = {path.stem.partition(".")[2] for path in (programme.folder / "letters").glob("*.toml")}
    known = dict(LANGUAGES)
    more = sorted(tag for tag in tags if tag not in known and is_language(tag))
    return (*LANGUAGES, *((tag, capfirst(str(locale_of(tag).get_language_name("en")))) for tag in more))


class TreatmentForm(forms.Form):
    """One disputed treatment, in the words of the request."""

    words = forms.CharField(label=_("Treatment, in the words of the request"), max_length=500)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False, help_text=_("Session, tablet, day ..."))
    requested = forms.DecimalField(
        label=_("Requested"), max_digits=10, decimal_places=2, min_value=Decimal(0), required=False
    )
    authorised = forms.DecimalField(
        label=_("Already authorized"), max_digits=10, decimal_places=2, min_value=Decimal(0), required=False
    )
    parts = forms.CharField(
        label=_("Components that may be decided differently"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
        help_text=_("One on each line; empty where it is one thing."),
    )
    given_already = forms.BooleanField(label=_("Already provided (retrospective)"), required=False)
    sudden_stop_may_harm = forms.BooleanField(label=_("Stopping suddenly may harm"), required=False)

    def treatment(self, number: int) -> DisputedTreatment:
        """The line as keyed, under its number."""
        given = self.cleaned_data
        parts = enumerate(_lines(given["parts"]), start=1)
        return DisputedTreatment(
            id=str(number),
            words=given["words"],
            units=Units(unit=given["unit"], requested=given["requested"], authorised=given["authorised"]),
            components=tuple(Component(id=f"{number}.{place}", words=words) for place, words in parts),
            given_already=given["given_already"],
            sudden_stop_may_harm=given["sudden_stop_may_harm"],
        )


TreatmentForms = forms.formset_factory(
    TreatmentForm, extra=0, min_num=1, max_num=40, validate_min=True, validate_max=True
)


def with_one_more(data: Any, prefix: str, most: int) -> Any:
    """What was keyed so far, with room for one more form of a formset."""
    more = data.copy()
    name = f"{prefix}-TOTAL_FORMS"
    more[name] = str(min(sent_number(more, name) + 1, most) if name in more else 2)
    return more
