"""The papers of a made-up record: small real PDFs that say in their footer that nothing in them happened."""

import datetime as dt
from typing import NamedTuple

import pypdfium2

from evenhand.docket.digest import sha256_hex
from evenhand.docket.party import DocumentRef, MedicalRecord
from evenhand.letter.document import Block, Document, Heading, Inline, Paragraph
from evenhand.letter.pdf import pdf
from evenhand.letter.phrase import Run
from evenhand_web.demonstration.disputes import Dispute
from evenhand_web.demonstration.names import Household

PDF, TEXT = "application/pdf", "text/plain"
_FOOTER = "Made up for a demonstration. No such person, case or paper exists."


class Paper(NamedTuple):
    """A paper: its file name and its bytes."""

    name: str
    data: bytes

    @property
    def ref(self) -> DocumentRef:
        """The paper as a docket names it."""
        return DocumentRef(sha256=sha256_hex(self.data), name=self.name, media_type=PDF)


class Sheet(NamedTuple):
    """What a paper of the record says, and what it answers of what the programme requires."""

    title: str
    author: str
    answers: tuple[str, ...]
    says: tuple[str, ...]


def printed(name: str, title: str, sender: str, says: tuple[str, ...], on: dt.datetime) -> Paper:
    """A paper printed on an instant: a paragraph that begins with `#` is a heading."""
    blocks = tuple(_block(number, words) for number, words in enumerate(says))
    document = Document(
        name="paper",
        language="en",
        title=_words(title),
        sender=_words(sender),
        footer=_words(_FOOTER),
        page_words=("Page", "of"),
        blocks=blocks,
    )
    return Paper(name, pdf(document, on))


def _words(text: str) -> Inline:
    return (Run(text=text),)


def _block(number: int, words: str) -> Block:
    if words.startswith("#"):
        return Heading(id=f"part-{number}", level=1, words=_words(words[1:].strip()))
    return Paragraph(words=_words(words))


def record(ident: str, sheet: Sheet, dated: dt.date, at: dt.datetime) -> tuple[MedicalRecord, Paper]:
    """A paper of the record and its line in the list that every party receives."""
    says = (f"Dated {dated:%B} {dated.day}, {dated.year}.", *sheet.says)
    paper = printed(f"{ident}.pdf", sheet.title, sheet.author, says, at)
    listed = MedicalRecord(
        id=ident,
        title=sheet.title,
        author=sheet.author,
        dated=dated.isoformat(),
        pages=_pages(paper.data),
        answers=sheet.answers,
        sha256=sha256_hex(paper.data),
    )
    return listed, paper


def typed(ident: str, sheet: Sheet) -> tuple[MedicalRecord, Paper]:
    """A paper of the intake as plain text, and its line in the list."""
    data = "\n\n".join((sheet.title, *sheet.says, _FOOTER)).encode()
    listed = MedicalRecord(id=ident, title=sheet.title, author=sheet.author, sha256=sha256_hex(data))
    return listed, Paper(f"{ident}.txt", data)


def as_applied(people: Household, disputes: list[Dispute]) -> Sheet:
    """The application as the worker sends it."""
    says = f"I ask for an independent review of the decision on {_listed(disputes)}."
    return Sheet("Application, as it was sent", people.worker.name, (), (says, f"Signed: {people.worker.name}"))


def as_decided(people: Household, disputes: list[Dispute]) -> Sheet:
    """The decision under review as the worker sends it with the application."""
    says = f"{people.payer.name} denies {_listed(disputes)}."
    return Sheet("Decision under review, as the employee sent it", people.payer.name, (), (says, *_DENIED))


def _pages(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def from_payer(people: Household, disputes: list[Dispute], decided_on: dt.date) -> tuple[Sheet, ...]:
    """What a claims administrator sends: the decision, what went to the employee, the form."""
    asked = _listed(disputes)
    sentence = f"{people.worker.name} asked through {people.physician.name} for {asked}."
    return (
        Sheet(
            "Utilization review decision",
            people.payer.name,
            ("basis_of_decision",),
            (sentence, "#Decision", f"The request is denied as of {decided_on}.", "#Reason", *_DENIED),
        ),
        Sheet(
            "Letter to the employee on the decision",
            people.payer.name,
            ("given_to_employee",),
            (f"To {people.worker.name}.", "Your request was denied. An application for review is enclosed."),
        ),
        Sheet(
            "Application for Independent Medical Review",
            people.worker.name,
            ("application_form",),
            (f"I ask for an independent review of the decision on {asked}.", f"Signed: {people.worker.name}"),
        ),
    )


_DENIED = (
    "The reviewing physician found no recent examination enclosed and no account of what earlier treatment achieved.",
    "This reason is made up; a real decision names the guideline and the page it rests on.",
)


def from_physician(people: Household, disputes: list[Dispute]) -> tuple[Sheet, ...]:
    """What a requesting physician sends: the last report with the request, notes of earlier treatment, a study."""
    places = " and ".join(dict.fromkeys(dispute.place for dispute in disputes))
    who, doctor = people.worker.name, people.physician.name
    return (
        Sheet(
            "Progress report with the request for authorization",
            doctor,
            ("treating_reports", "submitted_in_support"),
            (
                "#What the patient says",
                f"{who} reports complaints of the {places}, worse after a day of standing and better after rest.",
                "#Examination",
                f"Motion of the {places} is limited at its end. Strength is full. Sensation is intact.",
                "#Plan",
                f"Requested: {_listed(disputes)}. Return in six weeks.",
            ),
        ),
        Sheet(
            "Notes of earlier therapy",
            "Placeholder Rehabilitation",
            (),
            tuple(
                f"Visit {number}. {who} arrived on time and did the exercises shown. The {places} felt "
                f"{('the same', 'somewhat better', 'better for two days')[number % 3]} afterwards."
                for number in range(1, 7)
            ),
        ),
        Sheet(
            "Report of imaging",
            "Specimen Imaging",
            (),
            (f"Study of the {places}.", "#Impression", "Mild changes of wear. Nothing acute."),
        ),
    )


def _listed(disputes: list[Dispute]) -> str:
    return "; ".join(dispute.words for dispute in disputes)
