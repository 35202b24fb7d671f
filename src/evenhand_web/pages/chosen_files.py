"""Files as they are chosen in a form: looked at whole, and kept for the next try where the form comes back."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.forms.formsets import BaseFormSet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from evenhand.records.whole_file import HeldFile
from evenhand_web.accounts.models import Person
from evenhand_web.records.file_words import refused
from evenhand_web.records.kept_files import ChosenFile, as_chosen, keep, kept_file, let_go
from evenhand_web.records.media import SUFFIXES, FileKind, kind_of_file
from evenhand_web.records.models import KeptFile

_ACCEPTED = ",".join(SUFFIXES)
_MOST_KEPT = 60


def scan_kind(scan: Any) -> FileKind:
    """The kind of a file that somebody sent, by the whole of it. Raises ValidationError where it is larger than one
    upload may be, or no page can be made of it.
    """
    if (scan.size or 0) > settings.UPLOAD_BYTES:
        raise forms.ValidationError(
            _(
                "A file that comes with its form may hold up to 32 MB. A larger one is sent in parts by a browser that "
                "runs the programs of these pages; else split it."
            )
        )
    kind = kind_of_file(HeldFile(scan.read()))
    scan.seek(0)
    if kind.fault:
        raise forms.ValidationError(refused(kind.fault))
    return kind


class _Gone(NamedTuple):
    """A file that was kept for a form and is kept no longer."""


class ChosenFilesInput(forms.FileInput):
    """A field for files that remembers those which were chosen before, when the form comes back."""

    def __init__(self, *, is_multiple: bool) -> None:
        self.allow_multiple_selected = is_multiple  # asked by Django in the next line
        super().__init__({"accept": _ACCEPTED} | ({"multiple": True} if is_multiple else {}))
        self.kept: tuple[KeptFile, ...] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Every file that was chosen, now or before; where one may be chosen, the newest."""
        chosen = files.getlist(name) if hasattr(files, "getlist") else list(filter(None, [files.get(name)]))
        if chosen and not self.allow_multiple_selected:
            return chosen[:1]
        idents = data.getlist(f"{name}-kept") if hasattr(data, "getlist") else []
        return [*(kept_file(ident) or _Gone() for ident in idents[:_MOST_KEPT]), *chosen]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether nothing was chosen, now or before."""
        return name not in files and f"{name}-kept" not in data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The field, and beneath it what is kept."""
        field = super().render(name, None, attrs, renderer)
        page = {"name": name, "kept": self.kept, "field": field, "is_multiple": self.allow_multiple_selected}
        return render_to_string("kept_files.html", page)


class ChosenFilesField(forms.FileField):
    """Files that pages can be made of: one, or several."""

    def __init__(self, *, is_multiple: bool, required: bool = False, **more: Any) -> None:
        super().__init__(required=required, widget=ChosenFilesInput(is_multiple=is_multiple), **more)

    def clean(self, data: Any, initial: Any = None) -> list[ChosenFile]:
        """Each file with its kind."""
        if self.required and not data:
            raise forms.ValidationError(self.error_messages["required"])
        return [self._chosen(file) for file in data or []]

    def _chosen(self, file: Any) -> ChosenFile:
        if isinstance(file, _Gone):
            raise forms.ValidationError(_("The file you chose before was kept for a day and is gone. Choose it again."))
        if isinstance(file, KeptFile):
            return as_chosen(file)
        scan: Any = super().clean(file)
        return ChosenFile(scan.name, scan.size, scan_kind(scan), scan.chunks())


def keep_chosen(person: Person, page: Mapping[str, Any]) -> None:
    """Keep every sound file that was chosen in the forms of a page, and offer it when they are shown again."""
    for field, chosen in _chosen_in(page):
        widget: Any = field.widget
        widget.kept = tuple(kept for file in chosen if (kept := _kept(person, field, file)) is not None)


def let_go_entered(page: Mapping[str, Any]) -> None:
    """Erase what was kept for the forms of a page, now that they were entered with it."""
    for _field, chosen in _chosen_in(page):
        for file in chosen:
            if isinstance(file, KeptFile):
                let_go(file)


def _chosen_in(page: Mapping[str, Any]) -> Iterator[tuple[ChosenFilesField, list[Any]]]:
    """Each field for files in the forms of a page that came back, with what was chosen in it, now or before."""
    for name in ("form", "papers", "records"):
        held = page.get(name)
        for form in held.forms if isinstance(held, BaseFormSet) else (held,):
            if isinstance(form, forms.BaseForm) and form.is_bound:
                yield from _fields_of(form)


def _fields_of(form: forms.BaseForm) -> Iterator[tuple[ChosenFilesField, list[Any]]]:
    for name, field in form.fields.items():
        if isinstance(field, ChosenFilesField):
            yield field, field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))


def _kept(person: Person, field: ChosenFilesField, file: Any) -> KeptFile | None:
    if isinstance(file, KeptFile):
        return file
    try:
        (chosen,) = field.clean([file])
    except forms.ValidationError:
        return None
    return keep(person, chosen)
