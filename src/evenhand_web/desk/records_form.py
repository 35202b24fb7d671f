"""Medical records as they are keyed: who sent them, each document, and its scan where there is one."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.docket.kind import EntryKind
from evenhand.docket.party import PARTY_ROLES
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.desk.entry_form import OccurrenceForm, services_named
from evenhand_web.pages.chosen_files import ChosenFilesField
from evenhand_web.pages.inputs import to_choose
from evenhand_web.records.kept_files import ChosenFile
from evenhand_web.records.taking_in import KeyedRecord, KeyedRecords


class RecordsForm(OccurrenceForm):
    """Who sent the records, and how."""

    method = forms.ChoiceField(label=_("Came by"))
    may_be_danger = forms.BooleanField(
        label=_("A document may point to an imminent and serious threat"),
        required=False,
        help_text=_("Within the hour somebody asks the physician whether they certify it. The case stays as it is."),
    )

    def __init__(self, case: OpenCase, data: Any = None) -> None:
        super().__init__(case, EntryKind.RECORDS_RECEIVED, data)
        del self.fields["papers"], self.fields["paper_title"]  # its papers are the documents themselves
        self._field("by").label = gettext("Sent by")
        self._actors = [actor for actor in self._actors if actor.role in PARTY_ROLES]
        self._field("by").choices = to_choose([(str(actor), self._said(actor)) for actor in self._actors])
        self._field("method").choices = to_choose(services_named(case))

    def keyed(self, documents: tuple[KeyedRecord, ...]) -> KeyedRecords:
        """The records as keyed, with their documents."""
        given = self.cleaned_data
        return KeyedRecords(
            sender=self.keyed_actor(),
            method=given["method"],
            on=given["on"],
            at=self.keyed_instant(),
            documents=documents,
            may_be_danger=given["may_be_danger"],
        )


class RecordForm(forms.Form):
    """One document of the record, as it will be listed to every party."""

    title = forms.CharField(label=_("Title"), max_length=200)
    author = forms.CharField(label=_("Author"), max_length=120, required=False)
    dated = forms.CharField(
        label=_("Dated"), max_length=60, required=False, help_text=_("As it is dated, or that it is not.")
    )
    pages = forms.IntegerField(
        label=_("Pages"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_(
            "Of a paper without a scan, as its sender states them: page and letter then say so. The pages of a file "
            "are counted; where both differ, it is said."
        ),
    )
    answers = forms.MultipleChoiceField(
        label=_("Required class it answers"), widget=forms.CheckboxSelectMultiple(), required=False
    )
    cited_only = forms.BooleanField(label=_("Cited somewhere, but not received"), required=False)
    scan = ChosenFilesField(is_multiple=False, label=_("Scan (PDF, image or text)"))

    def __init__(self, *args: Any, classes: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["answers"]
        field.choices = classes

    def clean(self) -> dict[str, Any]:
        """A document that has not come has no scan and answers nothing."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("cited_only") and (given.get("scan") or given.get("answers")):
            raise forms.ValidationError(
                _("A document that has not come cannot have a scan or answer a required class.")
            )
        return given

    def record(self) -> KeyedRecord:
        """The document as keyed."""
        given = self.cleaned_data
        scan: ChosenFile | None = next(iter(given["scan"]), None)
        return KeyedRecord(
            title=given["title"],
            author=given["author"],
            dated=given["dated"],
            pages=given["pages"],
            answers=tuple(given["answers"]),
            is_received=not given["cited_only"],
            scan=(scan.pieces, scan.kind.media_type) if scan is not None else None,
            notes=scan.kind.notes if scan is not None else (),
        )


RecordForms = forms.formset_factory(RecordForm, extra=0, min_num=1, max_num=60, validate_min=True, validate_max=True)
