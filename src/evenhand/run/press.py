"""Making the documents of a case: notices with their proofs of service, the signed analysis, the determination
letter.
"""

import datetime as dt
from functools import lru_cache
from pathlib import Path

from evenhand.codec import canonical
from evenhand.determination.assemble import findings_of
from evenhand.determination.model import Determination
from evenhand.docket.digest import sha256_hex
from evenhand.docket.party import DocumentRef, Party
from evenhand.finding import Finding, Provenance
from evenhand.letter.determination_letter import determination_values
from evenhand.letter.document import Document
from evenhand.letter.filling import document as fill
from evenhand.letter.html import html
from evenhand.letter.notice_letter import notice_values, proof_values
from evenhand.letter.pdf import pdf
from evenhand.letter.text import text
from evenhand.letter.value import Fact, Values
from evenhand.letter.wording import Wording
from evenhand.letter.wording_file import load_wording
from evenhand.notice import OwedNotice
from evenhand.procedure.state import CaseState
from evenhand.programme.load import programme_folder
from evenhand.programme.model import Programme
from evenhand.run.case_folder import CaseFolder, ServicePlan
from evenhand.run.foresee import with_determination_served, with_notice_served
from evenhand.run.runner import DETERMINATION, MadeDocument, Press

ANALYSIS = "determination.json"
_PROOF = "proof_of_service"
_ORIGINAL = "en"

Made = tuple[tuple[MadeDocument, ...], tuple[Finding, ...]]


def press() -> Press:
    """The press of the command line: letters as PDF and HTML, the determination also as text and as the signed
    value.
    """
    return Press(notice=_notice, proof=_proof, analysis=_analysis, determination=_determination)


@lru_cache(maxsize=256)
def _wording(path: Path) -> tuple[Wording | None, tuple[Finding, ...]]:
    return load_wording(path)


def _worded(programme: Programme, name: str, language: str) -> tuple[Wording | None, tuple[Finding, ...]]:
    """A letter's wording in a language; in English, which governs, where there is none."""
    letters = programme_folder(programme.id) / "letters"
    path = letters / f"{name}.{language}.toml"
    return _wording(path if path.is_file() else letters / f"{name}.{_ORIGINAL}.toml")


def _letter(
    programme: Programme, name: str, language: str, values: Values
) -> tuple[Document | None, tuple[Finding, ...]]:
    wording, findings = _worded(programme, name, language)
    if wording is None:
        return None, findings
    made, said = fill(wording, values)
    return made, findings + said


def _made(name: str, media_type: str, data: bytes) -> MadeDocument:
    return MadeDocument(ref=DocumentRef(sha256=sha256_hex(data), name=name, media_type=media_type), data=data)


def _printed(letter: Document, stem: str, on: dt.date, programme: Programme) -> tuple[MadeDocument, ...]:
    at = dt.datetime.combine(on, dt.time(12), programme.zone)
    return (
        _made(f"{stem}.pdf", "application/pdf", pdf(letter, at)),
        _made(f"{stem}.html", "text/html", html(letter).encode()),
    )


def _notice(folder: CaseFolder, state: CaseState, owed: OwedNotice, on: dt.date) -> Made:
    party = state.parties[owed.party]
    served = with_notice_served(state, folder.programme, owed.notice, on, folder.service)
    values = {
        **notice_values(served, folder.programme, party, owed.since, on),
        **_sender(folder),
        "service_method": _marked(folder.programme.services[folder.service.method], folder.service),
    }
    letter, said = _letter(folder.programme, owed.letter, party.language, values)
    if letter is None:
        return (), said
    return _printed(letter, f"notices/{on}-{owed.notice}-{owed.party}", on, folder.programme), said


def _proof(folder: CaseFolder, state: CaseState, what: str, party: Party, on: dt.date) -> Made:
    """The proof of service of a notice, or of the determination, on one party."""
    titles = {notice.id: notice.title for notice in folder.programme.notices}
    values = proof_values(
        state, folder.programme, party, titles.get(what, what), folder.service.method, on, folder.organisation.name
    )
    values = {**values, "method": _marked(values["method"], folder.service), "on": _marked(on, folder.service)}
    letter, said = _letter(folder.programme, _PROOF, _ORIGINAL, {**_sender(folder), **values})
    if letter is None:
        return (), said
    return _printed(letter, f"notices/{on}-{what}-{party.id}-proof", on, folder.programme), said


def _sender(folder: CaseFolder) -> Values:
    organisation = folder.organisation
    return {
        "organisation": organisation.name,
        "organisation_lines": (organisation.name, *organisation.address),
        "organisation_telephone": organisation.telephone or None,
    }


def _marked(value: object, plan: ServicePlan) -> object:
    if plan.provenance is Provenance.STATED:
        return value
    return Fact(value=value, provenance=plan.provenance, reason=plan.because)


def _analysis(determination: Determination) -> MadeDocument:
    return _made(ANALYSIS, "application/json", canonical(determination) + b"\n")


def _determination(folder: CaseFolder, state: CaseState, determination: Determination) -> Made:
    """The letter as PDF, HTML and text, with the days that follow from issuing and mailing it on the day decided."""
    programme, on = folder.programme, determination.decided.on
    findings = findings_of(folder.analysis)
    issued = with_determination_served(state, programme, findings, on, folder.service)
    service = tuple(
        {
            "name": party.name,
            "role": programme.label(party.role),
            "method": _marked(programme.services[folder.service.method], folder.service),
            "on": _marked(on, folder.service),
        }
        for party in state.parties.values()
    )
    digest = _analysis(determination).ref.sha256
    values = {**_sender(folder), **determination_values(determination, issued, programme, service, digest)}
    letter, said = _letter(programme, DETERMINATION, _ORIGINAL, values)
    if letter is None:
        return (), said
    twin = _made(f"{DETERMINATION}.txt", "text/plain", text(letter).encode())
    return (*_printed(letter, DETERMINATION, on, programme), twin), said
