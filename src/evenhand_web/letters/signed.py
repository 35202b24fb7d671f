"""The analyses physicians signed, read back from where they are kept."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from evenhand.codec import from_plain, read_json
from evenhand.determination.model import Determination
from evenhand.docket.review import DeterminationSigned, LineFinding
from evenhand.finding import Place
from evenhand.procedure.tally import prevailing as counted_in
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure.shelf import read, viewed

_RULE = "ARCHIVE-SIGNED"


class Unreadable(Exception):
    """A signed analysis that is not on the shelf as its docket entry names it. Only ids are named."""


class Signature(NamedTuple):
    """One signed analysis: the docket entry it came with, its day, its digest, and what it says."""

    entry: int
    on: dt.date
    sha256: str
    determination: Determination


def signature(case: OpenCase, number: int, viewer: str = "") -> Signature:
    """The analysis signed by an entry; where a person looks at it, the access log says who (`viewer`, by opaque id).

    Raises Unreadable where its bytes are not those the entry commits to.
    """
    entry = case.docket.entries[number - 1]
    if not isinstance(entry.payload, DeterminationSigned):
        raise Unreadable(f"entry {number} of case {case.case.ident} is no signature")
    kept = case.case.documents.filter(entry=number, file__sha256=entry.payload.document.sha256)
    document = kept.select_related("file").first()
    if document is None or document.file.wrapped_key is None:
        raise Unreadable(f"the analysis of entry {number} of case {case.case.ident} is not here")
    data = viewed(document.file, viewer, case.case.ident) if viewer else read(document.file)
    plain, _ = read_json(b"".join(data), Place(), _RULE)
    determination, findings = from_plain(Determination, plain, Place(), _RULE)
    if determination is None:
        raise Unreadable(f"the analysis of entry {number} of case {case.case.ident}: {len(findings)} faults")
    return Signature(number, entry.on, document.file.sha256, determination)


def signing_entries(case: OpenCase) -> tuple[int, ...]:
    """The numbers of the entries by which the case's analyses were signed, the earliest first, struck ones left out."""
    return tuple(entry.number for entry in case.state.standing() if isinstance(entry.payload, DeterminationSigned))


def panel_analyses(case: OpenCase) -> tuple[Determination, ...]:
    """What each reviewer who decides a case has signed, in the order of the signatures; raises Unreadable as
    `signature` does.
    """
    last: dict[str, int] = {}
    for number in signing_entries(case):
        payload = case.docket.entries[number - 1].payload
        if isinstance(payload, DeterminationSigned) and payload.reviewer in case.state.reviewers.assigned:
            last[payload.reviewer] = number
    return tuple(signature(case, number).determination for number in sorted(last.values()))


def prevailing(case: OpenCase) -> tuple[LineFinding, ...]:
    """What the assigned physicians found, counted; empty where one of them has still to sign."""
    reviewers = case.state.reviewers
    if not reviewers.assigned or reviewers.assigned.keys() - reviewers.signed.keys():
        return ()
    counted = counted_in(case.state)
    return tuple(LineFinding(line=line, necessity=necessity) for line, necessity in counted.items())


def deciding_entry(case: OpenCase) -> int | None:
    """The number of the last signature whose findings prevail: its analysis is the one that is issued. None where a
    physician has still to sign, or no analysis alone says what prevails.
    """
    necessities = {finding.line: finding.necessity for finding in prevailing(case)}
    for number in reversed(signing_entries(case)):
        payload = case.docket.entries[number - 1].payload
        is_of_panel = isinstance(payload, DeterminationSigned) and payload.reviewer in case.state.reviewers.assigned
        if necessities and is_of_panel and _says(payload, necessities):
            return number
    return None


def _says(payload: object, necessities: Mapping[str, object]) -> bool:
    return (
        isinstance(payload, DeterminationSigned)
        and {finding.line: finding.necessity for finding in payload.findings} == necessities
    )
