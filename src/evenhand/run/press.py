"""Making the documents of a case: notices with their proofs of service, the signed analysis, the determination
letter.
"""

import datetime as dt
from collections.abc import Sequence

from evenhand.codec import canonical
from evenhand.determination.model import Determination
from evenhand.docket.digest import sha256_hex
from evenhand.docket.party import DocumentRef, Party
from evenhand.finding import Finding
from evenhand.letter.case_letter import House, determination_letter, notice_letter, proof_letter
from evenhand.letter.document import Document
from evenhand.letter.html import html
from evenhand.letter.pdf import pdf
from evenhand.letter.press import unprintable
from evenhand.letter.text import text
from evenhand.notice import OwedNotice
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand.run.case_folder import CaseFolder
from evenhand.run.runner import MadeDocument, Press, Signed, name_of_determination

Made = tuple[tuple[MadeDocument, ...], tuple[Finding, ...]]


def press() -> Press:
    """The press of the command line: letters as PDF and HTML, the determination also as text and as the signed
    value.
    """
    return Press(notice=_notice, proof=_proof, analysis=_analysis, determination=_determination)


def _made(name: str, media_type: str, data: bytes) -> MadeDocument:
    return MadeDocument(ref=DocumentRef(sha256=sha256_hex(data), name=name, media_type=media_type), data=data)


def _printed(letter: Document, stem: str, on: dt.date, programme: Programme) -> tuple[MadeDocument, ...]:
    at = dt.datetime.combine(on, dt.time(12), programme.zone)
    return (
        _made(f"{stem}.pdf", "application/pdf", pdf(letter, at)),
        _made(f"{stem}.html", "text/html", html(letter).encode()),
    )


def _house(folder: CaseFolder) -> House:
    return House(
        programme=folder.programme,
        organisation=folder.organisation,
        service=folder.service,
        unprintable=unprintable,
        approvals=folder.approvals,
    )


def _notice(folder: CaseFolder, state: CaseState, owed: OwedNotice, on: dt.date) -> Made:
    letter, findings = notice_letter(_house(folder), state, owed, on, folder.particulars)
    if letter is None:
        return (), findings
    return _printed(letter, f"notices/{on}-{owed.notice}-{owed.party}", on, folder.programme), findings


def _proof(folder: CaseFolder, state: CaseState, what: str, party: Party, on: dt.date) -> Made:
    letter, findings = proof_letter(_house(folder), state, what, party, on)
    if letter is None:
        return (), findings
    return _printed(letter, f"notices/{on}-{what}-{party.id}-proof", on, folder.programme), findings


def _analysis(determination: Determination, name: str) -> MadeDocument:
    return _made(name, "application/json", canonical(determination) + b"\n")


def _determination(folder: CaseFolder, state: CaseState, deciding: Signed, signed: Sequence[Signed]) -> Made:
    """The letter as PDF, HTML and text, with the days that follow from issuing and mailing it on the day decided."""
    determination, digest = deciding.determination, deciding.document.ref.sha256
    analyses = [each.determination for each in signed]
    letter, findings = determination_letter(
        _house(folder), state, determination, digest, analyses=analyses, particulars=folder.particulars
    )
    if letter is None:
        return (), findings
    name = name_of_determination(state)
    twin = _made(f"{name}.txt", "text/plain", text(letter).encode())
    return (*_printed(letter, name, determination.decided.on, folder.programme), twin), findings
