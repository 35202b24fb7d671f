"""The pages of publication: which letters wait, and one letter with its passages, which a person lifts or masks."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from evenhand.corpus.redaction import Kind
from evenhand.docket.kind import EntryKind
from evenhand.procedure.permit import NotAllowed
from evenhand_web.accounts.admission import CASEWORK, PersonRequest, admitted
from evenhand_web.accounts.seam import part
from evenhand_web.cases.access import cases_for
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.pages.answers import refusal
from evenhand_web.pages.case_head import case_head
from evenhand_web.pages.inputs import to_choose
from evenhand_web.publication.models import KIND_WORDS, Preparation
from evenhand_web.publication.publishing import publish
from evenhand_web.publication.reading import (
    NotToBeDone,
    PreparedPage,
    Step,
    lift,
    mask,
    newest_preparation,
    note_read,
    prepared_page,
    step_of,
)

_AT_ONCE = 200
_WAITS = {
    Step.READ: _("to be read"),
    Step.SECOND: _("to be read by a second person"),
    Step.READY: _("ready to be published"),
    Step.PUBLISHED: _("published"),
}
_REFUSED = {
    "published": _("It was published meanwhile. Take it down first, with the reason, and then change it."),
    "changed": _("Somebody else decided about this letter since you opened the page. Look at it again, and repeat."),
    "same": _("A second person reads it: you were the first."),
    "nothing": _("Nobody has to read it now."),
    "unread": _("It cannot be published before it was read."),
    "policy": _("What the program publishes cannot be read, so that nothing is published."),
}


class LiftForm(forms.Form):
    """Passages that identify nobody, and why."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    passages = forms.MultipleChoiceField(
        label=_("Passages that identify nobody"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    why = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("It stays in the log: repeat no name and no number in it.")
    )

    def __init__(self, page: PreparedPage, data: Any = None) -> None:
        super().__init__(data, initial={"seen": page.judgments}, prefix="lift")
        listed: Any = self.fields["passages"]
        listed.choices = [
            (str(number), f"{number + 1}. {_shown(page.text[mask.start : mask.end])} ({KIND_WORDS[mask.kind]})")
            for number, mask in enumerate(page.masks)
        ]


class MaskForm(forms.Form):
    """Words that identify somebody, what they are, and why."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Words to mask"), max_length=300, help_text=_("They are masked wherever they stand in the letter.")
    )
    kind = forms.ChoiceField(label=_("What they would tell"))
    why = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, page: PreparedPage, data: Any = None) -> None:
        super().__init__(data, initial={"seen": page.judgments}, prefix="mask")
        kinds: Any = self.fields["kind"]
        kinds.choices = to_choose([(kind.value, str(words)) for kind, words in KIND_WORDS.items()])


class ReadForm(forms.Form):
    """That the letter was read, or is to be published."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    length = forms.IntegerField(widget=forms.HiddenInput)
    read = forms.BooleanField(label=_("I read all of the letter as it is masked now"))

    def __init__(self, case: OpenCase, page: PreparedPage, data: Any = None) -> None:
        super().__init__(data, initial={"seen": page.judgments, "length": case.length})
        if step_of(page.preparation) is Step.READY:
            del self.fields["read"]


class Piece(NamedTuple):
    """A piece of a letter: its words, and where it is masked, its number, kind and reason."""

    words: str
    number: int = 0
    kind: str = ""
    why: str = ""
    is_doubted: bool = False


class WaitingRow(NamedTuple):
    """A prepared letter in the list: its case, what it waits for, how many passages are masked, and why it is read."""

    preparation: Preparation
    waits: str
    passages: int
    reasons: tuple[str, ...]


@require_GET
@admitted(*CASEWORK)
def publications(request: PersonRequest) -> HttpResponse:
    """The letters that are prepared for publication and not published."""
    waiting = Preparation.objects.filter(published_as=None, case__in=cases_for(request.user))
    waiting = waiting.select_related("case").order_by("pk")
    rows = [
        WaitingRow(each, str(_WAITS[step_of(each)]), len(each.masks), tuple(each.reasons))
        for each in waiting[:_AT_ONCE]
    ]
    page = {"rows": rows, "more": max(0, waiting.count() - _AT_ONCE), "section": "publication"}
    return render(request, "desk/publications.html", page)


@require_http_methods(["GET", "POST"])
@admitted(*CASEWORK)
def publication(request: PersonRequest, ident: str) -> HttpResponse:
    """A letter prepared for publication, as served, with what is masked in it marked."""
    case = opened(request.user, ident)
    kept = newest_preparation(case)
    if kept is None:
        raise Http404
    page = prepared_page(case, kept)
    if page is None or request.method == "GET":
        return _answer(request, case, kept, page)
    act = _ACTS.get(request.POST.get("do", ""))
    if act is None:
        return _answer(request, case, kept, page, 422)
    try:
        outcome = act(request, case, page)
    except NotToBeDone as refused:
        return _answer(request, case, kept, page, 409, refused=(_REFUSED[str(refused)],))
    except (StaleError, NotAllowed) as refused:
        return _answer(request, case, kept, page, 409, refused=refusal(refused))
    if isinstance(outcome, forms.Form):
        return _answer(request, case, kept, page, 422, **{request.POST["do"]: outcome})
    messages.success(request, outcome)
    return redirect("publication", ident)


def _lifted(request: PersonRequest, case: OpenCase, page: PreparedPage) -> str | forms.Form:
    form = LiftForm(page, request.POST)
    if not form.is_valid():
        return form
    numbers = [int(number) for number in form.cleaned_data["passages"]]
    lift(_as_seen(page, form), case.viewer, numbers, form.cleaned_data["why"])
    words = ngettext("%(count)s passage lifted.", "%(count)s passages lifted.", len(numbers))
    return words % {"count": len(numbers)}


def _masked(request: PersonRequest, case: OpenCase, page: PreparedPage) -> str | forms.Form:
    form = MaskForm(page, request.POST)
    if not form.is_valid():
        return form
    given = form.cleaned_data
    count = mask(_as_seen(page, form), case.viewer, given["words"], Kind(given["kind"]), given["why"])
    if not count:
        form.add_error("words", gettext("These words do not stand in the letter. Copy them from it as they stand."))
        return form
    return ngettext("Masked in %(count)s place.", "Masked in %(count)s places.", count) % {"count": count}


def _read(request: PersonRequest, case: OpenCase, page: PreparedPage) -> str | forms.Form:
    form = ReadForm(case, page, request.POST)
    if not form.is_valid():
        return form
    note_read(_as_seen(page, form), case.viewer)
    return gettext("Kept: you read it.")


def _published(request: PersonRequest, case: OpenCase, page: PreparedPage) -> str | forms.Form:
    form = ReadForm(case, page, request.POST)
    if not form.is_valid():
        return form
    publish(case, form.cleaned_data["length"], _as_seen(page, form))
    return gettext("Entered: published without identities, with the text as it was published.")


_ACTS: dict[str, Callable[[PersonRequest, OpenCase, PreparedPage], str | forms.Form]] = {
    "lift": _lifted,
    "mask": _masked,
    "read": _read,
    "publish": _published,
}


def _as_seen(page: PreparedPage, form: forms.Form) -> PreparedPage:
    """The page with as many judgments as it had when the person looked at it."""
    return page._replace(judgments=form.cleaned_data["seen"])


def _answer(
    request: PersonRequest,
    case: OpenCase,
    kept: Preparation,
    page: PreparedPage | None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    step = step_of(kept)
    shown: dict[str, Any] = {
        "case": case.case,
        "head": case_head(case),
        "preparation": kept,
        "step": step,
        "waits": _WAITS[step],
        "reasons": kept.reasons,
        "section": "publication",
    }
    if page is not None:
        log = kept.judgments.select_related("by").order_by("-pk")
        may_publish = part(case.viewer) in case.programme.procedure.rule(EntryKind.PUBLISHED).by
        shown |= {
            "pieces": tuple(_pieces(page)),
            "lift": LiftForm(page),
            "mask": MaskForm(page),
            "read": ReadForm(case, page),
            "may_publish": may_publish,
            "log": [(row, row.why) for row in _of_one(log, kept)],
        }
    return render(request, "desk/publication.html", shown | more, status=status)


def _of_one(rows: Any, kept: Preparation) -> list[Any]:
    judgments = list(rows)
    for row in judgments:
        row.preparation = kept
    return judgments


def _pieces(page: PreparedPage) -> list[Piece]:
    pieces, place = list[Piece](), 0
    for number, span in enumerate(page.masks, start=1):
        pieces.append(Piece(page.text[place : span.start]))
        is_doubted = span.kind in (Kind.UNSURE, Kind.STORY)
        words = page.text[span.start : span.end]
        pieces.append(Piece(words, number, str(KIND_WORDS[span.kind]), span.why, is_doubted))
        place = span.end
    return [*pieces, Piece(page.text[place:])]


def _shown(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else f"{line[:57]}..."
