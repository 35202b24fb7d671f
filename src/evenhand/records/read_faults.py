"""Why a file or a page of a record cannot be read, in words."""

from evenhand.finding import Finding, Place, Severity
from evenhand.records.media import Media
from evenhand.records.page import PageValues
from evenhand.records.page_reading import UNRECOGNIZED
from evenhand.records.tesseract import NOT_HERE

_FILE = {
    "READ-PDF": "The file is damaged and cannot be opened as a PDF.",
    "READ-ENCRYPTED": "The file asks for a password.",
    "READ-EMPTY": "The file holds no page.",
    "READ-IMAGE": "The picture is damaged and cannot be opened.",
    "READ-SIZE": "The file holds a picture, or unpacks to more, than a page of a record can be.",
    "READ-BINARY": "The file is of no kind that records are read from.",
    "READ-ARCHIVE": "The file holds other files: it is an archive or an e-mail, and is not unpacked here.",
    "READ-DISGUISED": "The file begins as another kind of file and holds a PDF: its pages depend on who opens it.",
    "READ-JOINED": "The file is several PDFs put one behind the other, and a reader shows only one of them.",
    "READ-DOCX": "The document is damaged and cannot be opened.",
    "READ-LIMIT": "Opening the file took more time or memory than a file can need.",
    "READ-NOT-STARTED": "The process that opens files of records does not start on this machine.",
    "READ-MISSING": "There is no such file, or it cannot be opened",
    "READ-LARGE": "The file is larger than a gigabyte.",
}
_REMEDY = {
    "READ-ENCRYPTED": "Ask the sender for the file without a password.",
    "READ-BINARY": "Send it as PDF, TIFF, JPEG, PNG, HEIC, DOCX or plain text.",
    "READ-ARCHIVE": "Unpack it, and read each of its files.",
    "READ-DISGUISED": "Ask the sender for the PDF alone.",
    "READ-JOINED": "Ask the sender for each of them in a file of its own.",
    "READ-LARGE": "Send it in parts.",
    "READ-NOT-STARTED": "Nothing is wrong with the file. Install all that the extra 'ocr' names, and read it again.",
    "READ-MISSING": "Name the file as it is called on this machine.",
}
_EXPECTED = "a PDF, TIFF, JPEG, PNG, HEIC, DOCX or plain text file that opens without a password"
_AGAIN = "Ask the sender to send it again."
_LEFT = {
    "READ-ACTIVE": "The file holds programs or commands. They were not run, and only its pages were read.",
    "READ-EMBEDDED": "The file has other files inside it. They were not opened, and only its own pages were read.",
    "READ-FORM": "The file is a form that one maker's program draws: what was filled in may not stand on its pages.",
    "READ-AROUND": "Other bytes stand before or behind the PDF in the file. Only the PDF was read.",
    "READ-TWO-KINDS": "A PDF or an archive lies in the file too. It was read as what it begins as.",
}
_PAGE = {
    "READ-PAGE": "The page is damaged and cannot be drawn.",
    "READ-SIZE": "The page is larger than a page of a record can be.",
    "READ-LIMIT": "Reading the page took more time or memory than a page can need.",
    "READ-RECOGNITION": "The program that reads pictures failed on the page.",
}


def file_fault(fault: str, file: str, detail: str = "") -> Finding:
    """That a file cannot be read, and what to do."""
    message = _FILE.get(fault, f"The file cannot be read ({fault}).").rstrip(".")
    return Finding(
        rule=fault,
        message=f"{message}: {detail}." if detail else f"{message}.",
        severity=Severity.FATAL,
        place=Place(file=file),
        expected="" if fault == "READ-NOT-STARTED" else _EXPECTED,
        remedy=_REMEDY.get(fault, _AGAIN),
    )


def page_fault(page: PageValues, file: str) -> Finding | None:
    """That a page could not be read; None where it was, or where the whole file says so."""
    if not page.fault or page.fault == UNRECOGNIZED:
        return None
    message = _PAGE.get(page.fault, f"The page cannot be read ({page.fault}).")
    place = Place(file=file, page=page.number)
    return Finding(rule=page.fault, message=message, severity=Severity.MAJOR, place=place, remedy=_AGAIN)


def unrecognized(count: int, file: str, lacks: str = "") -> Finding:
    """That so many pages are pictures, and that no program that reads them is here, or what it lacks."""
    pages = f"{count} page is a picture." if count == 1 else f"{count} pages are pictures."
    return Finding(
        rule=UNRECOGNIZED, message=f"{pages} {lacks or NOT_HERE}", severity=Severity.MAJOR, place=Place(file=file)
    )


def missing_pages(read: int, stated: int, file: str) -> Finding:
    """That a file has more pages than could be read."""
    return Finding(
        rule="READ-PAGES",
        message=f"The file has {stated:,} pages, and {read:,} were read.",
        severity=Severity.MAJOR,
        place=Place(file=file),
        remedy="Ask the sender for the rest in a file of its own.",
    )


def left_alone(note: str, file: str) -> Finding:
    """That a file holds something beside its pages which was neither run nor opened."""
    return Finding(
        rule=note,
        message=_LEFT[note],
        severity=Severity.WARNING,
        place=Place(file=file),
        remedy="Open the original only where you trust the sender.",
    )


def layout_note(media: str, file: str) -> Finding | None:
    """That the layout of a text processor's document is not kept; None for other files."""
    if media != Media.DOCX:
        return None
    return Finding(
        rule="READ-LAYOUT",
        message="Text and tables of the document are set on pages of our own: its layout is not kept.",
        severity=Severity.NOTE,
        place=Place(file=file),
        remedy="The original stays as it came; look there where the layout matters.",
    )
