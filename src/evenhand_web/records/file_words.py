"""What is to be said of files of the record: why one is not read, what to ask for, what lies beside its pages."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from evenhand.finding import Finding, FindingKind, Place, Severity

FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "READ-PDF": "The file is damaged and cannot be opened.",
        "READ-ENCRYPTED": "The file asks for a password.",
        "READ-EMPTY": "The file holds no page.",
        "READ-IMAGE": "The picture is damaged and cannot be opened.",
        "READ-SIZE": "The picture is larger than a page can be.",
        "READ-BINARY": "The file is no document that can be shown here.",
        "READ-ARCHIVE": "The file holds other files: it is an archive or an e-mail, and no document.",
        "READ-DISGUISED": "The file begins as another kind of file and holds a PDF: its pages depend on who opens it.",
        "READ-JOINED": "The file is several PDFs put one behind the other, and a reader shows only one of them.",
        "READ-PROCESSED": "The file is a text processor's document, or a photograph in a format of telephones.",
        "READ-LIMIT": "Reading the file took more time or memory than a page can need.",
        "READ-PAGE": "The page is damaged and cannot be shown.",
        "READ-FAILED": "Reading the file failed again and again.",
        "ERASED": "The file was erased.",
        "DAMAGED": "The file on our shelf is not as it was stored. It must be sent again.",
    }
)
"""Why a document or a page cannot be read, in words, by the id of the fault."""
_REMEDIES = {
    "READ-ARCHIVE": "Unpack it, and send each of its files as a document of its own.",
    "READ-DISGUISED": "Ask the sender for the PDF alone.",
    "READ-JOINED": "Ask the sender for each of them in a file of its own.",
    "READ-EMPTY": "Look whether the right file was chosen.",
}
_AS_PDF = "Scan it, or print it to PDF, and send that."
_LOOK = "Compare its pages with the paper, and ask the sender for what is missing as a document of its own."
_BESIDE = FindingKind(rule="RECORD-BESIDE", severity=Severity.WARNING, message="{file}: {beside}", remedy=_LOOK)
_NOTES = {
    "READ-ACTIVE": "the file holds programs or commands. They are not run, and only its pages are read.",
    "READ-EMBEDDED": "the file has other files inside it. They are not opened, and only its own pages are read.",
    "READ-FORM": "the file is a form that one maker's program draws: what was filled in may not stand on its pages.",
    "READ-TWO-KINDS": "a PDF or an archive lies in the file too. It is read as what it begins as.",
    "READ-AROUND": "other bytes stand before or behind the PDF in the file. Only the PDF is read.",
}


def refused(fault: str) -> str:
    """Why a file that was sent is not taken, by the id of its fault, and what to do: two sentences."""
    return f"{FAULTS[fault]} {_REMEDIES.get(fault, _AS_PDF)}"


def beside_pages(file: str, notes: Iterable[str]) -> Iterator[Finding]:
    """What lies in a file beside its pages, by the ids of what was noted; `file` says in words which file it is."""
    for note in notes:
        yield _BESIDE.at(Place(key=file), topic=note, file=file, beside=_NOTES[note])
