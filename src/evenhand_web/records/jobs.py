"""What follows when medical records come in: every document is read, page by page, by the worker."""

import datetime as dt

from evenhand.docket.kind import EntryKind
from evenhand_web.cases.following import Entered, follows
from evenhand_web.cases.models import CaseDocument
from evenhand_web.infrastructure.handler import Effect, Task, duty, handles
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.queue import ask
from evenhand_web.records.reading import FAILED, given_up, read_document

READ = "records.read"
_LEASE = dt.timedelta(minutes=5)


@follows(EntryKind.RECORDS_RECEIVED)
def ask_for_pages(entered: Entered) -> None:
    """Ask for the pages of every document that came with records, in the transaction of their entry."""
    numbers = [entry.number for entry in entered.new if entry.kind is EntryKind.RECORDS_RECEIVED]
    for document in CaseDocument.objects.filter(case=entered.case, entry__in=numbers).order_by("pk"):
        ask("pages", READ, f"read:{document.pk}", {"document": document.pk})


def _case_of(payload: dict[str, int]) -> int | None:
    return CaseDocument.objects.filter(pk=payload["document"]).values_list("case", flat=True).first()


@handles(
    READ,
    Effect.OUTSIDE,
    _LEASE,
    failing="A document could not be read: it is marked as illegible.",
    concerns=_case_of,
)
def read_pages(task: Task) -> None:
    """Read one document."""
    read_document(CaseDocument.objects.select_related("file").get(pk=task.payload["document"]), task.renew)


@duty
def give_up_unreadable() -> None:
    """Mark as illegible what ended its worker in every attempt: no document waits in silence."""
    dead = Job.objects.filter(kind=READ, state=Job.State.DEAD)
    for payload in dead.order_by("pk").values_list("payload", flat=True):
        document = CaseDocument.objects.filter(pk=payload["document"], reading=None).first()
        if document is not None:
            given_up(document, FAILED)
