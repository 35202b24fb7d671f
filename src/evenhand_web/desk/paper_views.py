"""A credential file as a paper: asked for, printed by the worker, opened with a line in the access log."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from evenhand_web.accounts.admission import OFFICE, PersonRequest, admitted
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.desk.panel_choice import panel_choice
from evenhand_web.letters.credential_papers import ask_for_credential_paper
from evenhand_web.pages.downloads import download
from evenhand_web.panel.models import CredentialPaper


@require_POST
@admitted(*OFFICE)
def ask_for_paper(request: PersonRequest, person: str) -> HttpResponse:
    """Ask that the credential file of a reviewer be printed."""
    reviewer = get_object_or_404(Person.objects.filter(role=PersonRole.REVIEWER), ident=person)
    law = panel_choice(request).programme
    try:
        ask_for_credential_paper(reviewer, law.id if law else "", request.user)
    except ValueError:
        raise Http404 from None
    messages.success(request, _("The credential file is being printed. It stands here in a moment."))
    return redirect("profile", person=person)


@require_GET
@admitted(*OFFICE)
def paper(request: PersonRequest, person: str, number: int) -> HttpResponseBase:
    """A printed credential file, as a download."""
    credential_paper = get_object_or_404(
        CredentialPaper.objects.select_related("file"), pk=number, person__ident=person
    )
    return download(request, credential_paper.file, f"credential-file-{person}.pdf")
