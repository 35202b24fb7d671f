"""The papers an entry rests on, as they are chosen in a form: one or more files, and what they are."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from evenhand_web.cases.papers import KeyedPaper
from evenhand_web.records.file_words import refused
from evenhand_web.records.media import SUFFIXES, FileKind, kind_of_file

ACCEPTED = ",".join(SUFFIXES)
_PAPERS = ("paper_title", "papers")


def scan_kind(scan: Any) -> FileKind:
    """The kind of a file that somebody sent, by the whole of it. Raises ValidationError where it is larger than one
    upload may be, or no page can be made of it.
    """
    if (scan.size or 0) > settings.UPLOAD_BYTES:
        raise forms.ValidationError(_("One file may hold up to 32 MB. Split it and send the parts."))
    kind = kind_of_file(scan.read())
    scan.seek(0)
    if kind.fault:
        raise forms.ValidationError(refused(kind.fault))
    return kind


class _SeveralFiles(forms.FileInput):
    """A field for files in which several may be chosen."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Every file that was chosen."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name) or []


class PapersField(forms.FileField):
    """Papers, each a file that pages can be made of."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Paper it rests on (PDF, image or text)"),
            help_text=_("Application, letter, order, settlement, envelope. Several may be chosen."),
            required=False,
            widget=_SeveralFiles(attrs={"accept": ACCEPTED, "multiple": True}),
        )

    def clean(self, data: Any, initial: Any = None) -> list[tuple[Any, FileKind]]:
        """Each file with its kind."""
        return [(scan, scan_kind(scan)) for file in data or [] if (scan := super(PapersField, self).clean(file))]


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
            self.add_error("paper_title", _("Say what the paper is, and choose it again."))
        return given

    def keyed_papers(self) -> Iterator[KeyedPaper]:
        """The papers as they were sent. Several of one title are told apart by their number."""
        scans = self.cleaned_data["papers"]
        for number, (scan, kind) in enumerate(scans, start=1):
            title = self.cleaned_data["paper_title"]
            title = f"{title} ({number} of {len(scans)})" if len(scans) > 1 else title
            suffix = SUFFIXES[kind.media_type]
            yield KeyedPaper(title=title, pieces=scan.chunks(), media_type=kind.media_type, suffix=suffix)
