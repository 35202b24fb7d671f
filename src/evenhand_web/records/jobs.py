"""What follows when medical records come in: every document is read, page by page, by the worker."""

import datetime as dt

from evenhand.docket.listing import BRINGS_DOCUMENTS
from evenhand.procedure.state import read_case
from evenhand_web.cases.following import Entered, follows
from evenhand_web.cases.models import CaseDocument
from evenhand_web.cases.seam import docket_of
from evenhand_web.diary.models import Task as Duty
from evenhand_web.diary.tasks import raise_task
from evenhand_web.infrastructure.handler import Effect, Task, duty, handles
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.infrastructure.queue import ask
from evenhand_web.records.models import Reading
from evenhand_web.records.paper_check import paper_findings
from evenhand_web.records.reading import FAILED, given_up, read_document
from evenhand_web.records.seam import record_of

READ = "records.read"
_BY_TOMORROW = dt.timedelta(days=1)
_LEASE = dt.timedelta(minutes=5)


@follows(*BRINGS_DOCUMENTS)
def ask_for_pages(entered: Entered) -> None:
    """Ask for the pages of every document that came into the reviewer's file, in the transaction of its entry."""
    numbers = [entry.number for entry in entered.new if entry.kind in BRINGS_DOCUMENTS]
    for document in CaseDocument.objects.filter(case=entered.case, entry__in=numbers).order_by("pk"):
        ask("pages", READ, f"read:{document.pk}", {"document": document.pk})


def _case_of(payload: dict[str, int]) -> int | None:
    return CaseDocument.objects.filter(pk=payload["document"]).values_list("case", flat=True).first()


def read_anew(payload: dict[str, int]) -> None:
    """Forget that a document was given up, before it is read again."""
    Reading.objects.filter(document=payload["document"], fault=FAILED, pages=0).delete()


@handles(
    READ,
    Effect.OUTSIDE,
    _LEASE,
    failing="A document could not be read: it is marked as illegible.",
    concerns=_case_of,
    revived=read_anew,
)
def read_pages(task: Task) -> None:
    """Read one document, and have somebody look where its listing and its file disagree."""
    document = CaseDocument.objects.select_related("file", "case").get(pk=task.payload["document"])
    read_document(document, task.renew)
    _tell_of_listing(document)


def _tell_of_listing(document: CaseDocument) -> None:
    """Raise a task for what the listing of a document says otherwise than its file; the same thing is told once."""
    case, ident = document.case, document.name.rpartition(".")[0]
    state = read_case(docket_of(case), programme_of(case.programme))
    for finding in paper_findings(record_of(case, state)):
        if finding.place.key == ident:
            key = f"listing:{document.pk}:{finding.rule}"
            raise_task(key, Duty.Kind.OTHER, f"{finding.message} {finding.remedy}", _BY_TOMORROW, case)


@duty
def give_up_unreadable() -> None:
    """Mark as illegible what ended its worker in every attempt: no document waits in silence."""
    dead = Job.objects.filter(kind=READ, state=Job.State.DEAD)
    for payload in dead.order_by("pk").values_list("payload", flat=True):
        document = CaseDocument.objects.filter(pk=payload["document"], reading=None).first()
        if document is not None:
            given_up(document, FAILED)
