"""What was typed when a session ended, at an address that cannot show it in its form: as words, to be used again."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from evenhand_web.accounts.admission import PersonRequest, admitted
from evenhand_web.accounts.kept_forms import form_kept
from evenhand_web.pages.returned_form import words_of


@require_GET
@admitted()
def typed(request: PersonRequest, form: str) -> HttpResponse:
    """What this person had typed."""
    kept = form_kept(request.user, form)
    if kept is None:
        raise Http404
    return render(request, "typed.html", {"words": words_of(kept)})
