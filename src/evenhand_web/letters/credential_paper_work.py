"""Printing a credential file as one PDF, for a survey by an accrediting body."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.finding import is_fatal
from evenhand.letter.approval import approved_by
from evenhand.letter.credential_file import credential_file_values
from evenhand.letter.filling import Boxes, document
from evenhand.letter.pdf import pdf
from evenhand.letter.press import unprintable
from evenhand.letter.wording_file import load_wording
from evenhand.panel.people.credentials import Reviewer
from evenhand_web.cases.legal_day import local_now
from evenhand_web.infrastructure.handler import Task
from evenhand_web.infrastructure.installation import is_demonstration
from evenhand_web.infrastructure.programmes import programme_of, programmes_with_panel
from evenhand_web.infrastructure.shelf import put
from evenhand_web.letters.approving import approvals_of
from evenhand_web.letters.organization import sender
from evenhand_web.panel.day import kept_reviewer, law_of, rules_of
from evenhand_web.panel.models import CredentialPaper


def print_file(task: Task) -> None:
    """Print the credential file that was asked for as it is today, unless that was done."""
    paper = CredentialPaper.objects.select_related("person").get(pk=task.payload["paper"])
    reviewer = kept_reviewer(paper.person.ident)
    if paper.file_id is not None or paper.said or reviewer is None:
        return
    data, paper.said = _printed(reviewer, task.payload.get("programme", ""))
    with transaction.atomic():
        if data:
            stored = put([data], "application/pdf")
            stored.save(force_insert=True)
            paper.file = stored
        paper.save(update_fields=("file", "said"))


def _printed(reviewer: Reviewer, named: str) -> tuple[bytes, str]:
    """The PDF under the law of a programme, by id; or nothing and why it cannot be made."""
    with_panel = programmes_with_panel()
    if not named and len(with_panel) != 1:
        return b"", _("Choose the program under whose law the credential file is printed.")
    programme = programme_of(named) if named else with_panel[0]
    day: dt.date = local_now(programme).date()
    wording, findings = load_wording(
        programme.folder / "panel" / f"credential_file.{programme.language}.toml", unprintable
    )
    if wording is None:
        return b"", " ".join(finding.message for finding in findings)
    values = credential_file_values(
        reviewer,
        law_of(programme.id, day),
        rules_of(programme.id),
        programme=programme.title,
        organisation=sender(programme).organisation.name,
    )
    wording = approved_by(wording, approvals_of(programme))
    boxes = Boxes(is_made_up=programme.made_up, is_demonstration=is_demonstration())
    made, findings = document(wording, values, unprintable, boxes)
    if made is None or is_fatal(findings):
        return b"", " ".join(finding.message for finding in findings)
    return pdf(made, dt.datetime.combine(day, dt.time(12), programme.zone)), ""
