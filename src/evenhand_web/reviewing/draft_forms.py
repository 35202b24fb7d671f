"""A part of a draft as a form: what is too long, too much or no page number is said with its place, never cut."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from evenhand.determination.model import ContraryReport, EvidenceCitation, RecordFact, SummaryParagraph
from evenhand.treatment import Necessity
from evenhand_web.reviewing.content import LINE, SUMMARY, LineText, PartText, StatementText, SummaryText, Text

COMPONENTS = "component"
"""The rows in which something is said of each part of a line."""

_LONGEST, _MOST_ROWS, _LAST_PAGE = 8000, 80, 99_999
_NO_PAGE = _(
    "“%s” is no page number. Write the number of the page as it stands below the page shown, or leave it empty."
)
_PAGE_RANGE = _("A page number lies between 1 and 99,999.")
_TOO_LONG = _("This has %(show_value)d characters, and %(limit_value)d can be kept. Shorten it, or divide it.")
_TOO_MANY = _("There are more than %(num)d rows here. Join some of them: nothing was saved, and nothing is lost.")


class _Words(forms.CharField):
    """Words in lines: kept as typed but for blanks around them."""

    def __init__(self, longest: int = _LONGEST) -> None:
        super().__init__(required=False, max_length=longest)
        for validator in self.validators:
            if getattr(validator, "code", "") == "max_length":
                validator.message = _TOO_LONG  # type: ignore[attr-defined]

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value).replace("\r\n", "\n") if value is not None else value)


class _PageNumber(forms.CharField):
    """A page of the record, counted from 1; None where none is named."""

    def clean(self, value: Any) -> Any:
        typed = str(value or "").strip()
        if not typed:
            return None
        if not typed.isascii() or not typed.isdigit():
            raise forms.ValidationError(_NO_PAGE % typed[:40])
        number = int(typed) if len(typed) <= len(str(_LAST_PAGE)) else 0
        if number < 1:
            raise forms.ValidationError(_PAGE_RANGE)
        MaxValueValidator(_LAST_PAGE, _PAGE_RANGE)(number)
        return number


class _Finding(forms.ChoiceField):
    """A finding, or none yet."""

    def __init__(self) -> None:
        named = [(necessity.value, necessity.value) for necessity in Necessity]
        super().__init__(required=False, choices=[("", ""), *named])

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        return Necessity(chosen) if chosen else None


class AnchoredForm(forms.Form):
    """A sentence with the document and the page it comes from."""

    words, record, page = _Words(), _Words(60), _PageNumber(required=False)


class CitationForm(forms.Form):
    """A guideline or study that the physician rests on."""

    cited, tier, edition, section, pages = _Words(300), _Words(40), _Words(200), _Words(200), _Words(100)


class ContraryForm(forms.Form):
    """A report that points the other way, and the answer to it."""

    record, says, answer = _Words(60), _Words(), _Words()


class ComponentForm(forms.Form):
    """What is found of one part of a line."""

    component, necessity, reason = _Words(60), _Finding(), _Words()


class LineForm(forms.Form):
    """What is written once of a line."""

    question, answer, standard, higher_tiers = _Words(), _Words(), _Words(), _Words()
    necessity, reused, adopted = _Finding(), _Words(60), forms.BooleanField(required=False)


class StatementForm(forms.Form):
    """How the physician's practice fits the case."""

    fit = _Words()


class Fault(NamedTuple):
    """What cannot be saved as it was typed: the id of its field on the page, where it stands in words, and why."""

    field: str
    where: str
    why: str


class DraftPart:
    """One part of a draft: its fields written once, and its rows.

    Made from `data` as a browser sends it, or from a text (`text`) to be shown. `where` keeps ids apart on a page that
    shows many parts.
    """

    def __init__(self, part: str, *, data: Any = None, text: Text | None = None) -> None:
        self.part = part
        self.where = part.replace(":", "-")
        told = _initial(text) if text is not None else {}
        form = LineForm if part.startswith(LINE) else forms.Form if part == SUMMARY else StatementForm
        self.form = form(data, initial=told, auto_id=f"{self.where}-%s")
        self.rows = {name: self._rows(name, kind, data, told) for name, kind in _rows_of(part)}

    def _rows(self, name: str, kind: type[forms.Form], data: Any, told: Mapping[str, Any]) -> "forms.BaseFormSet[Any]":
        made = forms.formset_factory(
            kind, extra=int(name != COMPONENTS), max_num=_MOST_ROWS, absolute_max=_MOST_ROWS, validate_max=True
        )
        messages = {"too_many_forms": str(_TOO_MANY)}
        return made(data, initial=told.get(name), prefix=name, auto_id=f"{self.where}-%s", error_messages=messages)

    def faults(self) -> tuple[Fault, ...]:
        """All that cannot be saved as it was typed; empty where the part can be."""
        return tuple(self._faults())

    def _faults(self) -> Iterator[Fault]:
        for name, errors in self.form.errors.items():
            for why in errors:
                yield Fault(f"{self.where}-{name}", str(_FIELD_WORDS.get(name, name)), str(why))
        for prefix, formset in self.rows.items():
            for why in formset.non_form_errors():
                yield Fault(f"{self.where}-{prefix}-0-{_FIRST[prefix]}", str(_ROW_WORDS[prefix]), str(why))
            for number, row in enumerate(formset.forms):
                for name, errors in row.errors.items():
                    place = f"{_ROW_WORDS[prefix]} {number + 1}, {_FIELD_WORDS.get(name, name)}"
                    yield from (Fault(f"{self.where}-{prefix}-{number}-{name}", place, str(why)) for why in errors)

    def text(self) -> Text:
        """The part as it was typed, blank rows passed over; raises ValueError where it has faults."""
        if self.faults():
            raise ValueError(f"{self.part} has faults")
        given = self.form.cleaned_data
        if self.part == SUMMARY:
            return SummaryText(paragraphs=tuple(SummaryParagraph(**row) for row in self._told("paragraph")))
        if not self.part.startswith(LINE):
            return StatementText(**given)
        return LineText(
            **given,
            facts=tuple(RecordFact(**row) for row in self._told("fact")),
            citations=tuple(_citation(row) for row in self._told("cite")),
            parts=tuple(PartText(**row) for row in self._told(COMPONENTS)),
            contrary=tuple(ContraryReport(**row) for row in self._told("contrary")),
        )

    def _told(self, prefix: str) -> Iterable[dict[str, Any]]:
        return (row for row in self.rows[prefix].cleaned_data if any(row.values()))


_FIRST = {"paragraph": "words", "fact": "words", "cite": "cited", "contrary": "record", COMPONENTS: "necessity"}
_ROW_WORDS = {
    "paragraph": _("Sentence"),
    "fact": _("Fact"),
    "cite": _("Citation"),
    "contrary": _("Report that points the other way"),
    COMPONENTS: _("Part"),
}
_FIELD_WORDS = {
    "words": _("what it says"),
    "record": _("document"),
    "page": _("page"),
    "cited": _("guideline or study"),
    "tier": _("rank"),
    "edition": _("edition or date"),
    "section": _("chapter or section"),
    "pages": _("pages"),
    "says": _("what it says"),
    "answer": _("answer"),
    "reason": _("why"),
    "necessity": _("finding"),
    "question": _("question in plain words"),
    "standard": _("clinical reasons"),
    "higher_tiers": _("why no higher rank applies"),
    "fit": _("how your practice fits"),
}


def _rows_of(part: str) -> tuple[tuple[str, type[forms.Form]], ...]:
    if part.startswith(LINE):
        return (
            ("fact", AnchoredForm),
            ("cite", CitationForm),
            (COMPONENTS, ComponentForm),
            ("contrary", ContraryForm),
        )
    return (("paragraph", AnchoredForm),) if part == SUMMARY else ()


def _citation(row: Mapping[str, Any]) -> EvidenceCitation:
    named = {name: words for name, words in row.items() if name != "cited"}
    return EvidenceCitation(title=row["cited"], **named)


def _initial(text: Text) -> dict[str, Any]:
    """A text as the fields of its forms."""
    if isinstance(text, StatementText):
        return {"fit": text.fit}
    if isinstance(text, SummaryText):
        return {"paragraph": [_anchored(paragraph) for paragraph in text.paragraphs]}
    once = ("question", "answer", "standard", "higher_tiers", "necessity", "reused", "adopted")
    return {name: getattr(text, name) for name in once} | {
        "fact": [_anchored(fact) for fact in text.facts],
        "cite": [
            {"cited": cited.title} | {name: getattr(cited, name) for name in ("tier", "edition", "section", "pages")}
            for cited in text.citations
        ],
        "contrary": [
            {"record": report.record, "says": report.says, "answer": report.answer} for report in text.contrary
        ],
        COMPONENTS: [
            {"component": part.component, "necessity": part.necessity, "reason": part.reason} for part in text.parts
        ],
    }


def _anchored(sentence: RecordFact | SummaryParagraph) -> dict[str, Any]:
    return {"words": sentence.words, "record": sentence.record, "page": sentence.page}
