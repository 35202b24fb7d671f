"""Cases that are told in folders of their own: run as `evenhand run` runs them, and brought in as any docket is."""

from pathlib import Path

from evenhand.docket.assignment import Deposited, NoticeIssued
from evenhand.docket.entry import DocketEntry
from evenhand.docket.file import encode
from evenhand.docket.party import DocumentRef
from evenhand.docket.review import DeterminationIssued, DeterminationSigned
from evenhand.finding import is_fatal
from evenhand.run.case_folder import read_case_folder
from evenhand.run.press import press
from evenhand.run.runner import Run, run_case
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.transfer import import_docket
from evenhand_web.infrastructure.shelf import put


class NotTakenInError(Exception):
    """A folder holds no case that can be run and brought in; the message says every fault."""


def take_in(folder: Path) -> Case:
    """Run the case of a folder and bring docket and documents into the database.

    Raises NotTakenInError where the folder holds no case that can be run, or its number is in use.
    """
    told, findings = read_case_folder(folder)
    if told is None:
        raise NotTakenInError("\n".join(map(str, findings)))
    run = run_case(told, press())
    case, faults = import_docket(encode(run.docket), str(folder), told.programme.id)
    if case is None or is_fatal(run.findings):
        raise NotTakenInError("\n".join(map(str, (*run.findings, *faults))))
    _shelve(case, run)
    return case


def _shelve(case: Case, run: Run) -> None:
    """Put every document the docket names on the shelf, with the first entry that names it."""
    data = {document.ref.sha256: document for document in run.documents}
    for entry in run.docket.entries:
        for ref in _named_by(entry):
            made = data.pop(ref.sha256, None)
            if made is not None:
                file = put([made.data], made.ref.media_type)
                file.save()
                CaseDocument.objects.create(case=case, file=file, entry=entry.number, name=Path(ref.name).name)


def _named_by(entry: DocketEntry) -> tuple[DocumentRef, ...]:
    match entry.payload:
        case NoticeIssued() | DeterminationIssued():
            return entry.payload.documents
        case DeterminationSigned():
            return (entry.payload.document,)
        case Deposited():
            return entry.payload.proof
        case _:
            return ()
