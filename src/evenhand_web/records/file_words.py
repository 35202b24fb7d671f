"""What is to be said of files of the record: why one is not read, what to ask for, what lies beside its pages."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from django.utils.translation import gettext, gettext_noop

from evenhand.finding import Finding, FindingKind, Place, Severity

FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "READ-PDF": gettext_noop("The file is damaged and cannot be opened."),
        "READ-ENCRYPTED": gettext_noop("The file asks for a password."),
        "READ-EMPTY": gettext_noop("The file holds no page."),
        "READ-IMAGE": gettext_noop("The picture is damaged and cannot be opened."),
        "READ-SIZE": gettext_noop("The picture is larger than a page can be."),
        "READ-BINARY": gettext_noop("The file is no document that can be shown here."),
        "READ-ARCHIVE": gettext_noop("The file holds other files: it is an archive or an e-mail, and no document."),
        "READ-DISGUISED": gettext_noop(
            "The file begins as another kind of file and holds a PDF: its pages depend on who opens it."
        ),
        "READ-JOINED": gettext_noop(
            "The file is several PDFs put one behind the other, and a reader shows only one of them."
        ),
        "READ-PROCESSED": gettext_noop(
            "The file is a text processor's document, or a photograph in a format of telephones."
        ),
        "READ-LIMIT": gettext_noop("Reading the file took more time or memory than a page can need."),
        "READ-PAGE": gettext_noop("The page is damaged and cannot be shown."),
        "READ-FAILED": gettext_noop("Reading the file failed again and again."),
        "ERASED": gettext_noop("The file was erased."),
        "DAMAGED": gettext_noop("The file on our shelf is not as it was stored. It must be sent again."),
    }
)
"""Why a document or a page cannot be read, in words, by the id of the fault."""
_REMEDIES = {
    "READ-ARCHIVE": gettext_noop("Unpack it, and send each of its files as a document of its own."),
    "READ-DISGUISED": gettext_noop("Ask the sender for the PDF alone."),
    "READ-JOINED": gettext_noop("Ask the sender for each of them in a file of its own."),
    "READ-EMPTY": gettext_noop("Look whether the right file was chosen."),
}
_AS_PDF = gettext_noop("Scan it, or print it to PDF, and send that.")
_LOOK = gettext_noop(
    "Compare its pages with the paper, and ask the sender for what is missing as a document of its own."
)
_BESIDE = FindingKind(
    rule="RECORD-BESIDE", severity=Severity.WARNING, message=gettext_noop("{file}: {beside}"), remedy=_LOOK
)
_NOTES = {
    "READ-ACTIVE": gettext_noop("the file holds programs or commands. They are not run, and only its pages are read."),
    "READ-EMBEDDED": gettext_noop(
        "the file has other files inside it. They are not opened, and only its own pages are read."
    ),
    "READ-FORM": gettext_noop(
        "the file is a form that one maker's program draws: what was filled in may not stand on its pages."
    ),
    "READ-TWO-KINDS": gettext_noop("a PDF or an archive lies in the file too. It is read as what it begins as."),
    "READ-AROUND": gettext_noop("other bytes stand before or behind the PDF in the file. Only the PDF is read."),
}


def fault_words(fault: str) -> str:
    """Why a document or a page cannot be read, in words; empty where it can, the id itself where nobody worded it."""
    return gettext(FAULTS[fault]) if fault in FAULTS else fault


def refused(fault: str) -> str:
    """Why a file that was sent is not taken, by the id of its fault, and what to do: two sentences."""
    return f"{gettext(FAULTS[fault])} {gettext(_REMEDIES.get(fault, _AS_PDF))}"


def beside_pages(file: str, notes: Iterable[str]) -> Iterator[Finding]:
    """What lies in a file beside its pages, by the ids of what was noted; `file` says in words which file it is."""
    for note in notes:
        yield _BESIDE.at(Place(key=file), topic=note, file=file, beside=_NOTES[note])
