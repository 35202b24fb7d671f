"""Publishing a prepared letter, and what follows where it is taken down: entries of what the regulator did."""

import datetime as dt

from django.utils.module_loading import import_string

from evenhand.corpus.redaction import masked
from evenhand.docket.aftermath import Published
from evenhand.docket.kind import EntryKind
from evenhand_web.cases.docketing import Attached
from evenhand_web.cases.entering import enter_own
from evenhand_web.cases.following import Entered
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure.seam import document_ref
from evenhand_web.infrastructure.shelf import put
from evenhand_web.publication.models import Preparation
from evenhand_web.publication.reading import NotToBeDone, PreparedPage, Step, step_of
from evenhand_web.publication.served import policy_of

# What prints is loaded with the first letter somebody publishes: it is large, and most who serve pages never need it.
_PRINT = "evenhand.letter.plain_print.plain_pdf"
_PDF = "application/pdf"


def published_text(case: OpenCase, page: PreparedPage) -> str:
    """The text of a prepared letter with everything masked that is masked now. Raises NotToBeDone where the policy
    of the programme cannot be read.
    """
    policy = policy_of(case.programme)
    if policy is None:
        raise NotToBeDone("policy")
    return masked(page.text, page.masks, policy.masks)


def publish(case: OpenCase, length: int, page: PreparedPage) -> OpenCase:
    """Enter, in the name of the person who has the case open, that the prepared letter is published, with the PDF.

    Raises NotToBeDone where somebody has still to read it or it was changed since, StaleError and NotAllowed as every
    entry. The letter as served is not touched.
    """
    if step_of(page.preparation) is not Step.READY:
        raise NotToBeDone("unread")
    name = f"{_file_name(case.case.number)}.pdf"
    noon = dt.datetime.combine(case.today, dt.time(12), case.programme.zone)
    printed = import_string(_PRINT)(published_text(case, page), case.case.number, noon)
    file = put([printed], _PDF)
    payload = Published(document=document_ref(file, name))
    return enter_own(case, length, payload, (Attached(file, name),))


def _file_name(number: str) -> str:
    """A case number as the name of a file."""
    return "".join(char if char.isalnum() or char in "-_" else "-" for char in number)[:100]


def keep_published(entered: Entered) -> None:
    """Mark what is published, and have it read anew once it is taken down: something in it was amiss."""
    for entry in entered.new:
        rows = Preparation.objects.filter(case=entered.case)
        if entry.kind is EntryKind.PUBLISHED and (newest := rows.order_by("-issue__pk").first()) is not None:
            rows.filter(pk=newest.pk).update(published_as=entry.number)
        elif entry.kind is EntryKind.TAKEN_DOWN:
            anew = {"must_be_read": True, "read_by": None, "read_at": None, "second_by": None, "second_at": None}
            rows.exclude(published_as=None).update(published_as=None, **anew)
