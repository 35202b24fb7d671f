"""Entries that come with a document made elsewhere: a published decision, a supplemental determination as signed."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, get_type_hints

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from evenhand.docket.aftermath import Published, SupplementalIssued
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import DocumentRef
from evenhand.docket.payload import Payload
from evenhand.docket.review import LineFinding
from evenhand.treatment import DisputedTreatment, Necessity, Units
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.papers import KeyedPaper
from evenhand_web.desk.entry_form import OccurrenceForm, field_input
from evenhand_web.pages.chosen_files import ChosenFilesField
from evenhand_web.pages.inputs import to_choose
from evenhand_web.records.media import SUFFIXES
from evenhand_web.reviewing.omissions import next_line


class DocumentedForm(OccurrenceForm):
    """A keyed entry with the one document it is about; `stem` is the name its file is given."""

    kind: EntryKind
    stem: str
    document = ChosenFilesField(is_multiple=False, required=True, label=_("Document"))

    def __init__(self, case: OpenCase, data: Any = None, files: Any = None) -> None:
        super().__init__(case, self.kind, data, files=files)
        del self.fields["papers"], self.fields["paper_title"]  # the document is its paper

    def keyed_document(self) -> KeyedPaper:
        """The document as it was sent."""
        (scan,) = self.cleaned_data["document"]
        kind = scan.kind.media_type
        return KeyedPaper(title=self.stem, pieces=scan.pieces, media_type=kind, suffix=SUFFIXES[kind])

    def payload(self, document: DocumentRef) -> Payload:
        """What the entry says, its document named."""
        raise NotImplementedError


class PublishedForm(DocumentedForm):
    """That a decision was published without identities, with the text as it was published."""

    kind, stem = EntryKind.PUBLISHED, "published"

    def __init__(self, case: OpenCase, data: Any = None, files: Any = None) -> None:
        super().__init__(case, data, files)
        self._field("document").label = _("The decision as it was published, without identities")

    def payload(self, document: DocumentRef) -> Published:
        """The publication, with its text."""
        return Published(document=document)


class SupplementalForm(DocumentedForm):
    """A determination on a line that the application, and so the first determination, omitted: as its physician signed
    it.
    """

    kind, stem = EntryKind.SUPPLEMENTAL_ISSUED, "supplemental"
    words = forms.CharField(label=_("The line that was omitted, in the words of the request"), max_length=500)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    requested = forms.DecimalField(label=_("Requested"), max_digits=10, decimal_places=2, min_value=0, required=False)
    necessity = forms.ChoiceField(label=_("What the physician found, as the signed paper says"))

    def __init__(self, case: OpenCase, data: Any = None, files: Any = None) -> None:
        super().__init__(case, data, files)
        hints = get_type_hints(SupplementalIssued)
        reviewer = next(field for field in fields(SupplementalIssued) if field.name == "reviewer")
        self.fields["reviewer"] = field_input(case, SupplementalIssued, reviewer, hints["reviewer"])
        named = [(finding.value, capfirst(finding.value.replace("_", " "))) for finding in Necessity]
        self._field("necessity").choices = to_choose(named)
        self._field("document").label = _("The determination on it, as the physician signed it")
        self.order_fields([*(name for name in self.fields if name != "document"), "document"])

    def payload(self, document: DocumentRef) -> SupplementalIssued:
        """The determination on the omitted line, which takes the next free number."""
        given = self.cleaned_data
        line = next_line(self._case)
        units = Units(unit=given["unit"], requested=given["requested"])
        return SupplementalIssued(
            reviewer=given["reviewer"],
            treatments=(DisputedTreatment(id=line, words=given["words"], units=units),),
            findings=(LineFinding(line=line, necessity=Necessity(given["necessity"])),),
            documents=(document,),
        )


DOCUMENTED: Mapping[EntryKind, type[DocumentedForm]] = MappingProxyType(
    {form.kind: form for form in (PublishedForm, SupplementalForm)}
)
"""The form of each kind that comes with a document."""
