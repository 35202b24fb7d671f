"""The papers an entry rests on: each put on the shelf, and listed in what the entry says under an id of the case."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from evenhand.docket.entry import Docket, Occurrence
from evenhand.docket.kind import KIND_OF
from evenhand.docket.listing import BRINGS_DOCUMENTS, documents_of
from evenhand.docket.party import MedicalRecord
from evenhand_web.cases.docketing import Attached
from evenhand_web.infrastructure.shelf import put


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedPaper:
    """A paper as it was sent: its title, its bytes in pieces, their media type, and the ending its file is given."""

    title: str
    pieces: Iterable[bytes]
    media_type: str
    suffix: str


def with_papers(
    happened: Occurrence, papers: Iterable[KeyedPaper], docket: Docket
) -> tuple[Occurrence, tuple[Attached, ...]]:
    """An occurrence that lists the papers it rests on, numbered on from those that the docket has, and their files put
    on the shelf, to be entered with it.

    Papers of the intake are documents of the reviewer's file, and numbered among those (R1); others by themselves (P1).
    """
    is_of_file = KIND_OF[type(happened.payload)] in BRINGS_DOCUMENTS
    numbers = record_numbers(docket) if is_of_file else _paper_numbers(docket)
    listed, attached = list[MedicalRecord](), list[Attached]()
    for paper in papers:
        stored, ident = put(paper.pieces, paper.media_type), next(numbers)
        attached.append(Attached(stored, f"{ident}.{paper.suffix}"))
        listed.append(MedicalRecord(id=ident, title=paper.title, sha256=stored.sha256))
    if not listed:
        return happened, ()
    payload = replace(happened.payload, papers=(*happened.payload.papers, *listed))
    return replace(happened, payload=payload), tuple(attached)


def record_numbers(docket: Docket) -> Iterator[str]:
    """The ids that further documents of the reviewer's file are given, none of which the docket has."""
    return _free("R", {document.id for entry in docket.entries for document in documents_of(entry)})


def _paper_numbers(docket: Docket) -> Iterator[str]:
    return _free("P", {paper.id for entry in docket.entries if entry.payload for paper in entry.payload.papers})


def _free(letter: str, taken: set[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if f"{letter}{number}" not in taken:
            yield f"{letter}{number}"
