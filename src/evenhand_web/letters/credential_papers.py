"""Asking that a credential file be printed: what prints it is loaded by the worker alone."""

from django.db import transaction

from evenhand_web.accounts.models import Person
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.queue import ask
from evenhand_web.panel.day import kept_reviewer
from evenhand_web.panel.models import CredentialPaper

PRINT_FILE = "desk.print_file"
"""The name stands in the rows of jobs that were asked for, and stays."""


def ask_for_credential_paper(reviewer: Person, programme: str, by: Person) -> CredentialPaper:
    """Ask that the credential file of a reviewer be printed under the law of a programme, by id (empty for the only
    one with a panel). Raises ValueError where no file of theirs is kept.
    """
    if kept_reviewer(reviewer.ident) is None:
        raise ValueError(f"no credential file of {reviewer.ident} is kept")
    with transaction.atomic():
        paper = CredentialPaper.objects.create(person=reviewer, asked_by=by, asked_at=clock.now())
        ask("letters", PRINT_FILE, f"credentials:{paper.pk}", {"paper": paper.pk, "programme": programme})
    return paper
