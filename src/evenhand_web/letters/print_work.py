"""Gathering letters for the printer: one PDF for both sides of the paper, the determination behind the notice it goes
with, the cover sheet for what its reader may send, a control sheet before them, and behind them a declaration for
whoever mails them.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import pypdfium2
from django.db import transaction

from evenhand.docket.kind import EntryKind
from evenhand.letter.case_letter import batch_declaration
from evenhand.letter.notice_letter import Mailed
from evenhand.letter.pdf import pdf
from evenhand.letter.press import unprintable
from evenhand.programme.model import Programme
from evenhand_web.cases.contact import as_reached
from evenhand_web.cases.models import DocketEntry
from evenhand_web.cases.open_case import OpenCase, opened_by_task
from evenhand_web.infrastructure.handler import Task
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.shelf import put, read
from evenhand_web.letters.control_sheet import Envelope, control_sheet
from evenhand_web.letters.cover_sheet import cover_sheet
from evenhand_web.letters.making import PDF, faults
from evenhand_web.letters.models import Delivery, PrintRun
from evenhand_web.letters.organization import house
from evenhand_web.mailroom.cover_codes import takes_papers

_ENCLOSED = (EntryKind.DETERMINATION_ISSUED, EntryKind.CORRECTED, EntryKind.SUPPLEMENTAL_ISSUED)
"""The kinds of entry whose letter goes out behind the notice that tells of it."""


class _Letter(NamedTuple):
    """A letter to be printed: its papers, one after the other, and what the declaration says of it."""

    programme: Programme
    mailed: Mailed
    papers: tuple[bytes, ...]


def gather(task: Task) -> None:
    """Put the letters of a print run into one PDF on the shelf, unless that was done."""
    run = PrintRun.objects.get(pk=task.payload["run"])
    if run.file_id is None:
        _kept(run, put([_gathered(run, list(_letters(run, task)))], PDF))


def papers(delivery: Delivery) -> Iterator[StoredFile]:
    """What goes into one envelope, in its order."""
    yield from _pdfs(delivery, delivery.entry)
    since = delivery.issue.since
    if DocketEntry.objects.filter(case=delivery.case_id, number=since, kind__in=_ENCLOSED).exists():
        yield from _pdfs(delivery, since)


def _letters(run: PrintRun, task: Task) -> Iterator[_Letter]:
    opened: dict[int, OpenCase] = {}
    deliveries = Delivery.objects.filter(pk__in=run.deliveries).select_related("case").order_by("case_id", "pk")
    for delivery in deliveries:
        task.renew()
        if delivery.case_id not in opened:
            opened[delivery.case_id] = opened_by_task(delivery.case)
        case = opened[delivery.case_id]
        party = as_reached(case, delivery.dated_on).state.known_party(delivery.party)
        if party is not None:
            titles = {notice.id: notice.title for notice in case.programme.notices}
            mailed = Mailed(case.state.case_number, titles.get(delivery.notice, delivery.notice), party)
            own = (b"".join(read(file)) for file in papers(delivery))
            yield _Letter(case.programme, mailed, (*own, *_cover(case, delivery, run)))


def _cover(case: OpenCase, delivery: Delivery, run: PrintRun) -> Iterator[bytes]:
    """The cover sheet that goes with a letter to a party that may still send papers."""
    if takes_papers(case, delivery.party):
        yield cover_sheet(case, delivery.party, run.asked_at)


def _gathered(run: PrintRun, letters: list[_Letter]) -> bytes:
    """Control sheet, letters, declarations: each paper begins on the face of a sheet."""
    envelopes = [
        Envelope(letter.mailed.case_number, letter.mailed.what, letter.mailed.to.name, _page_counts(letter))
        for letter in letters
    ]
    declared, remarks = _declarations(run, letters)
    sheet = pdf(control_sheet(envelopes, run.asked_at.date(), remarks), run.asked_at)
    gathered = pypdfium2.PdfDocument.new()
    for paper in (sheet, *(paper for letter in letters for paper in letter.papers), *declared):
        _add(gathered, paper)
    data = BytesIO()
    gathered.save(data)
    gathered.close()
    return data.getvalue()


def _add(gathered: pypdfium2.PdfDocument, paper: bytes) -> None:
    """A paper, and an empty page behind it where its last would else bear the next paper on its back."""
    printed = pypdfium2.PdfDocument(paper)
    gathered.import_pages(printed)
    if len(printed) % 2:
        gathered.new_page(*printed[0].get_size())
    printed.close()


def _page_counts(letter: _Letter) -> tuple[int, ...]:
    counts = []
    for paper in letter.papers:
        printed = pypdfium2.PdfDocument(paper)
        counts.append(len(printed))
        printed.close()
    return tuple(counts)


def _declarations(run: PrintRun, letters: list[_Letter]) -> tuple[list[bytes], list[str]]:
    """The declaration over the letters of each programme, and why one could not be made."""
    declared, remarks = list[bytes](), list[str]()
    for programme in {letter.programme.id: letter.programme for letter in letters}.values():
        batch = [letter.mailed for letter in letters if letter.programme.id == programme.id]
        letter, findings = batch_declaration(house(programme, unprintable), batch)
        if letter is None:
            remarks += faults(findings)
        else:
            declared.append(pdf(letter, run.asked_at))
    return declared, remarks


def _pdfs(delivery: Delivery, entry: int) -> Iterator[StoredFile]:
    documents = delivery.case.documents.filter(entry=entry, file__media_type=PDF)
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
