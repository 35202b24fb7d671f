"""The papers an entry rests on, as they are chosen in a form: one or more files, and what they are."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from evenhand_web.cases.papers import KeyedPaper
from evenhand_web.pages.chosen_files import ChosenFilesField
from evenhand_web.records.media import SUFFIXES

_PAPERS = ("paper_title", "papers")


class PapersField(ChosenFilesField):
    """Papers, each a file that pages can be made of."""

    def __init__(self) -> None:
        super().__init__(
            is_multiple=True,
            label=_("Paper it rests on (PDF, image or text)"),
            help_text=_("Application, letter, order, settlement, envelope. Several may be chosen."),
        )


def papers_last(form: forms.Form) -> None:
    """Ask for the papers after all else that a form asks for."""
    form.order_fields([*(name for name in form.fields if name not in _PAPERS), *_PAPERS])


def posted(request: HttpRequest) -> tuple[Any, Any]:
    """What a form that takes papers is made from: fields and files as they were sent; None and None before that."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


class PapersForm(forms.Form):
    """The part of a form that takes the papers an entry rests on."""

    paper_title = forms.CharField(
        label=_("What the paper is"), max_length=200, required=False, help_text=_("As a list of papers names it.")
    )

    def __init__(self, data: Any = None, files: Any = None, **more: Any) -> None:
        super().__init__(data, files, **more)
        self.fields["papers"] = PapersField()

    def clean(self) -> dict[str, Any]:
        """Papers say what they are."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("papers") and not given.get("paper_title"):
            self.add_error("paper_title", _("Say what the paper is."))
        return given

    def keyed_papers(self) -> Iterator[KeyedPaper]:
        """The papers as they were sent. Several of one title are told apart by their number."""
        scans = self.cleaned_data["papers"]
        for number, scan in enumerate(scans, start=1):
            title, kind = self.cleaned_data["paper_title"], scan.kind.media_type
            title = f"{title} ({number} of {len(scans)})" if len(scans) > 1 else title
            yield KeyedPaper(title=title, pieces=scan.pieces, media_type=kind, suffix=SUFFIXES[kind])
