"""What follows when medical records come in: every document is read, page by page, by the worker."""

import datetime as dt

from evenhand.docket.listing import BRINGS_DOCUMENTS
from evenhand_web.cases.following import Entered, follows
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.seam import state_of
from evenhand_web.diary.models import Task as Duty
from evenhand_web.diary.tasks import raise_task
from evenhand_web.infrastructure.handler import Effect, Task, duty, handles
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.queue import ask
from evenhand_web.records.kept_files import erase_old
from evenhand_web.records.models import Reading, Sorting
from evenhand_web.records.overdue import tell_of_late_records
from evenhand_web.records.paper_check import paper_findings
from evenhand_web.records.proposing import read_whole, sort_document
from evenhand_web.records.reading import FAILED, given_up, read_document
from evenhand_web.records.seam import record_of
from evenhand_web.records.uploads import erase_unfinished

READ, WHOLE = "records.read", "records.whole"
_BY_TOMORROW = dt.timedelta(days=1)
_LEASE = dt.timedelta(minutes=5)


@follows(*BRINGS_DOCUMENTS)
def ask_for_pages(entered: Entered) -> None:
    """Ask for the pages of every document that came into the reviewer's file, in the transaction of its entry."""
    numbers = [entry.number for entry in entered.new if entry.kind in BRINGS_DOCUMENTS]
    for document in entered.case.documents.filter(entry__in=numbers).order_by("pk"):
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
    """Read one document, and have somebody look where it cannot be read, or its listing and its file disagree.

    Its papers are told apart first: no page of another person can be seen before it is set apart.
    """
    document = CaseDocument.objects.select_related("file", "case").get(pk=task.payload["document"])
    sort_document(document, task.renew)
    read_document(document, task.renew)
    _tell_of_listing(document)
    _ask_for_whole(document.case)


def _ask_for_whole(case: Case) -> None:
    """Ask that the whole record be read together, once the last document that came was read."""
    brought = [entry.number for entry in state_of(case).written.entries if entry.kind in BRINGS_DOCUMENTS]
    waiting = case.documents.filter(entry__in=brought, file__erased_at=None, reading=None)
    if not waiting.exists():
        read = Sorting.objects.filter(document__case=case).count()
        ask("pages", WHOLE, f"whole:{case.pk}:{read}", {"case": case.pk})


@handles(
    WHOLE,
    Effect.OUTSIDE,
    _LEASE,
    failing="The papers of a record could not be held against one another: look at each of them.",
    concerns=lambda payload: payload["case"],
)
def read_together(task: Task) -> None:
    """Read all documents of a case together: copies, and what its decisions cite."""
    read_whole(Case.objects.get(pk=task.payload["case"]))


def _tell_of_listing(document: CaseDocument) -> None:
    """Raise a task for a document that cannot be read, and for what the listing of one says otherwise than its file;
    the same thing is told once.
    """
    case, ident = document.case, document.name.rpartition(".")[0]
    state = state_of(case)
    record = record_of(case, state)
    for listed in record:
        if listed.record.id == ident and listed.fault:
            words = (
                f"{ident}, {listed.record.title}, cannot be read: {listed.fault} Ask its sender for a readable copy."
            )
            raise_task(f"unreadable:{document.pk}", Duty.Kind.OTHER, words, _BY_TOMORROW, case)
    for finding in paper_findings(record):
        if finding.place.key == ident:
            key = f"listing:{document.pk}:{finding.rule}"
            raise_task(key, Duty.Kind.OTHER, f"{finding.message} {finding.remedy}", _BY_TOMORROW, case)


@duty
def give_up_unreadable() -> None:
    """Mark as illegible what ended its worker in every attempt: no document waits in silence."""
    dead = Job.objects.filter(kind=READ, state=Job.State.DEAD)
    for payload in dead.order_by("pk").values_list("payload", flat=True):
        document = CaseDocument.objects.select_related("case").filter(pk=payload["document"], reading=None).first()
        if document is not None:
            given_up(document, FAILED)
            _tell_of_listing(document)


@duty
def see_to_late_records() -> None:
    """Have somebody see to cases in which the payer's day for the record has passed."""
    tell_of_late_records()


@duty
def forget_kept_files() -> None:
    """Erase what was chosen in forms that nobody sent again, and what nobody went on sending."""
    erase_old()
    erase_unfinished()
