"""A named translator's version of the reasons, typed passage by passage beside the physician's own words."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from evenhand.letter.reasons_translated import Passage, language_name, passages_of
from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.letters.letter_on_page import on_page
from evenhand_web.letters.reasons_versions import (
    SignedText,
    keep_version,
    languages_offered,
    newest_version,
    signed_texts,
    version_document,
)
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.inputs import day_field, to_choose

_LONGEST = 20_000
_TITLES = {
    "summary": _("Summary"),
    "treatment": _("Treatment"),
    "question": _("Question"),
    "answer": _("Answer"),
    "facts": _("Facts"),
    "standard": _("How the evidence applies"),
    "higher_tiers": _("Why no higher rank applies"),
    "components": _("Components"),
    "contrary": _("Reports that point the other way"),
}


class VersionForm(forms.Form):
    """Who translated, into what, when; and a field for each passage of the reasons, beside its words."""

    language = forms.ChoiceField(label=_("Into which language"))
    translator = forms.CharField(
        label=_("The translator's name"), max_length=120, help_text=_("It stands in the letter, with the day.")
    )
    credential = forms.CharField(
        label=_("By what the translator is qualified"), max_length=160, required=False,
        help_text=_("A certificate and its number, where there is one."),
    )  # fmt: skip
    on = day_field(_("Day of the translation"))

    def __init__(self, case: OpenCase, text: SignedText, language: str, data: Any = None) -> None:
        kept = newest_version(case, text, language)
        start = {"language": language, "on": case.today}
        if kept is not None:
            start |= {"translator": kept.translator, "credential": kept.credential, "on": kept.on}
            start |= {_field(key): words for key, words in kept.words.items()}
        super().__init__(data, initial=start)
        self._today, self.passages = case.today, passages_of(text.determination)
        names = [(each, capfirst(language_name(each, get_language() or "en"))) for each in languages_offered(case)]
        choice: Any = self.fields["language"]
        choice.choices = to_choose(names)
        for passage in self.passages:
            rows = max(2, len(passage.words) // 90 + passage.words.count("\n") + 1)
            self.fields[_field(passage.key)] = forms.CharField(
                label=_title(passage), max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": rows})
            )

    def clean_on(self) -> Any:
        """No translation is of a day to come."""
        if self.cleaned_data["on"] > self._today:
            raise forms.ValidationError(gettext("This day is still to come."))
        return self.cleaned_data["on"]

    def words(self) -> dict[str, str]:
        """The version by passage."""
        return {passage.key: self.cleaned_data[_field(passage.key)] for passage in self.passages}

    def pairs(self) -> list[tuple[Passage, Any]]:
        """Each passage with its field."""
        return [(passage, self[_field(passage.key)]) for passage in self.passages]

    def about(self) -> list[Any]:
        """The fields that tell of the translation."""
        return [self[name] for name in ("language", "translator", "credential", "on")]


def _field(key: str) -> str:
    return f"passage-{key}"


def _title(passage: Passage) -> str:
    what = str(_TITLES[passage.key.rpartition(".")[2]])
    if not passage.line:
        return what
    return gettext("Line %(line)s: %(what)s") % {"line": passage.line, "what": what}


@require_http_methods(["GET", "POST"])
@admitted(*OFFICE)
def reasons(request: PersonRequest, ident: str) -> HttpResponse:
    """The reasons of a case as they were signed, beside a translator's version of them."""
    case = opened(request.user, ident)
    texts, languages = signed_texts(case), languages_offered(case)
    if not texts or not languages:
        raise Http404
    asked = request.GET.get("of", "")
    text = next((each for each in texts if each.sha256 == asked), texts[0])
    language = request.GET.get("language", "")
    language = language if language in languages else languages[0]
    form = VersionForm(case, text, language, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _shown(request, case, text, form, language, 422 if form.is_bound else 200)
    given = form.cleaned_data
    about = (given["language"], given["translator"], given["credential"], given["on"])
    keep_version(case, text, *about, form.words())
    messages.success(request, _("Kept. It goes out with letters in that language that are made from now on."))
    return redirect(f"{reverse('reasons', args=[ident])}?of={text.sha256}&language={given['language']}")


def _shown(
    request: PersonRequest, case: OpenCase, text: SignedText, form: VersionForm, language: str, status: int
) -> HttpResponse:
    kept = newest_version(case, text, language)
    paper = version_document(case, text, kept) if kept else None
    page = {
        "case": case.case,
        "head": case_head(case),
        "form": form,
        "text": text,
        "texts": signed_texts(case),
        "governing": case.programme.language,
        "language": language,
        "language_name": language_name(language, get_language() or "en"),
        "kept": kept,
        "paper": on_page(paper),
    }
    return render(request, "desk/reasons.html", page, status=status)
