"""Gathering letters for the printer: one PDF, party by party, the determination behind the notice it goes with."""

from collections.abc import Iterator
from io import BytesIO

import pypdfium2
from django.db import transaction

from evenhand.docket.kind import EntryKind
from evenhand_web.cases.models import CaseDocument, DocketEntry
from evenhand_web.infrastructure.handler import Task
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.shelf import put, read
from evenhand_web.letters.making import PDF
from evenhand_web.letters.models import Delivery, PrintRun

_ENCLOSED = (EntryKind.DETERMINATION_ISSUED, EntryKind.CORRECTED, EntryKind.SUPPLEMENTAL_ISSUED)
"""The kinds of entry whose letter goes out behind the notice that tells of it."""


def gather(task: Task) -> None:
    """Put the letters of a print run into one PDF on the shelf, unless that was done."""
    run = PrintRun.objects.get(pk=task.payload["run"])
    if run.file_id is not None:
        return
    gathered = pypdfium2.PdfDocument.new()
    for delivery in Delivery.objects.filter(pk__in=run.deliveries).order_by("case_id", "pk"):
        task.renew()
        for file in papers(delivery):
            letter = pypdfium2.PdfDocument(b"".join(read(file)))
            gathered.import_pages(letter)
            letter.close()
    data = BytesIO()
    gathered.save(data)
    gathered.close()
    _kept(run, put([data.getvalue()], PDF))


def papers(delivery: Delivery) -> Iterator[StoredFile]:
    """What goes into one envelope, in its order."""
    yield from _pdfs(delivery, delivery.entry)
    since = delivery.issue.since
    if DocketEntry.objects.filter(case=delivery.case_id, number=since, kind__in=_ENCLOSED).exists():
        yield from _pdfs(delivery, since)


def _pdfs(delivery: Delivery, entry: int) -> Iterator[StoredFile]:
    documents = CaseDocument.objects.filter(case=delivery.case_id, entry=entry, file__media_type=PDF)
    for document in documents.select_related("file").order_by("pk"):
        if document.file.wrapped_key is not None:
            yield document.file


def _kept(run: PrintRun, file: StoredFile) -> None:
    with transaction.atomic():
        held = PrintRun.objects.select_for_update().get(pk=run.pk)
        if held.file_id is None:
            file.save(force_insert=True)
            held.file = file
            held.save(update_fields=("file",))
