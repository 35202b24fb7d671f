"""The papers that the pages of one file make, as a reader proposed them and as a person has put them right.

Every page belongs to exactly one paper, whatever is merged and split: nothing of a file is lost by sorting it.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from evenhand.codec import from_plain, to_plain
from evenhand.finding import Place
from evenhand.records.record import RecordDocument

_RULE = "RECORD-SORTED"


class Apart(StrEnum):
    """Whether a paper is set apart as another person's."""

    NO = "no"
    PROPOSED = "proposed"
    """The reader took it for another person's; nobody but who sorts the record sees it until somebody has looked."""
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    """Somebody looked, and it is of this record."""


APART = frozenset({Apart.PROPOSED, Apart.CONFIRMED})
"""What keeps a paper from everybody but who sorts the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedPaper:
    """A paper of one file. `pages` are numbers in the file, from 1, in their order; the first of them names it there.

    `type` is the id of a type of the programme, None where nobody can tell; `choices` are the likeliest where the
    reader was not sure (`is_certain` false). `day` is the day of service. A paper that somebody `accepted` is as a
    person says, and no later reading changes it.
    """

    pages: tuple[int, ...]
    type: str | None = None
    choices: tuple[str, ...] = ()
    is_certain: bool = False
    title: str = ""
    author: str = ""
    author_role: str = ""
    day: dt.date | None = None
    is_day_certain: bool = False
    report_day: dt.date | None = None
    apart: Apart = Apart.NO
    accepted: bool = False

    @property
    def first(self) -> int:
        """The page by which it is named in its file."""
        return self.pages[0]

    @property
    def is_apart(self) -> bool:
        """Whether its pages are kept from everybody but who sorts the record."""
        return self.apart in APART

    @property
    def is_sure(self) -> bool:
        """Whether its reader was sure of all that it says of it."""
        return self.type is not None and self.is_certain and self.is_day_certain and self.apart is Apart.NO


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedFile:
    """The papers of one file, in the order of their first pages."""

    papers: tuple[SortedPaper, ...] = field(default=())

    @property
    def pages_apart(self) -> frozenset[int]:
        """The pages that are kept from everybody but who sorts the record."""
        return frozenset(page for paper in self.papers if paper.is_apart for page in paper.pages)

    @property
    def is_accepted(self) -> bool:
        """Whether somebody has accepted every paper."""
        return all(paper.accepted for paper in self.papers)

    def paper(self, first: int) -> SortedPaper:
        """The paper named by a page. Raises KeyError where none is."""
        paper = next((paper for paper in self.papers if paper.first == first), None)
        if paper is None:
            raise KeyError(first)
        return paper

    def paper_with(self, page: int) -> SortedPaper:
        """The paper that a page belongs to. Raises KeyError for a page that the file has not."""
        paper = next((paper for paper in self.papers if page in paper.pages), None)
        if paper is None:
            raise KeyError(page)
        return paper


def proposed(documents: Iterable[RecordDocument]) -> SortedFile:
    """The papers of a file as its reader proposes them; none is accepted."""
    return _in_order(
        SortedPaper(
            pages=document.pages,
            type=document.type,
            choices=document.choices,
            is_certain=document.is_certain,
            title=document.title or "",
            author=document.author or "",
            author_role=document.author_role or "",
            day=document.date_of_service,
            is_day_certain=document.is_date_certain,
            report_day=document.report_date,
            apart=Apart.PROPOSED if document.is_other_person else Apart.NO,
        )
        for document in documents
    )


def proposed_anew(standing: SortedFile, proposal: SortedFile) -> SortedFile:
    """A later reading of a file beside what stands: a paper that somebody accepted stays as it is, and so does one that
    is set apart or was, for nobody but a person lets its pages go. What nobody touched is as the later reading says, as
    far as its pages are still free; what is left of a paper is not certain.
    """
    kept = [paper for paper in standing.papers if paper.accepted or paper.apart is not Apart.NO]
    taken = {page for paper in kept for page in paper.pages}
    return _in_order((*kept, *_free(proposal, taken)))


def _free(proposal: SortedFile, taken: Collection[int]) -> Iterator[SortedPaper]:
    """What a proposal says of the pages that no person has spoken of."""
    for paper in proposal.papers:
        pages = tuple(page for page in paper.pages if page not in taken)
        if pages:
            is_whole = pages == paper.pages
            yield replace(paper, pages=pages, is_certain=paper.is_certain and is_whole)


def accepted(file: SortedFile, firsts: Collection[int]) -> SortedFile:
    """The papers named by these pages are as they stand: somebody says so. Raises KeyError for one that is not there.

    One that may be another person's, or whose type nobody knows, is not accepted: it wants an answer of its own.
    """
    for first in firsts:
        file.paper(first)
    return _changed(file, firsts, lambda paper: replace(paper, accepted=paper.accepted or _may_be_accepted(paper)))


def _may_be_accepted(paper: SortedPaper) -> bool:
    return paper.type is not None and paper.apart is not Apart.PROPOSED


def merged(file: SortedFile, first: int) -> SortedFile:
    """A paper joined to the one before it in the file: one paper, named and dated as the earlier one.

    Raises KeyError where it is not there, ValueError where none is before it, or one of the two alone is another
    person's.
    """
    paper = file.paper(first)
    place = file.papers.index(paper)
    if not place:
        raise ValueError("no paper is before the first")
    before = file.papers[place - 1]
    if before.is_apart != paper.is_apart:
        raise ValueError("papers of two persons are not joined")
    joined = replace(before, pages=tuple(sorted((*before.pages, *paper.pages))), accepted=False)
    return _in_order((*file.papers[: place - 1], joined, *file.papers[place + 1 :]))


def split(file: SortedFile, page: int) -> SortedFile:
    """A paper parted before one of its pages: from that page on it is a paper of its own, of a type still to be told.

    Raises KeyError for a page that the file has not, ValueError for the first page of a paper.
    """
    paper = file.paper_with(page)
    if page == paper.first:
        raise ValueError("a paper is parted before a page that is not its first")
    before = tuple(number for number in paper.pages if number < page)
    after = tuple(number for number in paper.pages if number >= page)
    parted = (replace(paper, pages=before, accepted=False), SortedPaper(pages=after, apart=paper.apart))
    return _in_order((*(other for other in file.papers if other is not paper), *parted))


def described(file: SortedFile, first: int, *, type: str, title: str, author: str, day: dt.date | None) -> SortedFile:
    """A paper as a person says: its type, title, author and day of service, and with that accepted, save one that may
    be another person's. Raises KeyError where it is not there.
    """
    paper = file.paper(first)
    told = replace(
        paper,
        type=type,
        choices=(),
        is_certain=True,
        title=title,
        author=author,
        author_role=paper.author_role if author == paper.author else "",
        day=day,
        is_day_certain=True,
    )
    told = replace(told, accepted=_may_be_accepted(told))
    return _changed(file, (first,), lambda _: told)


def retyped(file: SortedFile, firsts: Collection[int], type: str) -> SortedFile:
    """Several papers of one type, as a person says; nothing else of them changes. Raises KeyError for one that is not
    there.
    """
    for first in firsts:
        file.paper(first)
    return _changed(file, firsts, lambda paper: replace(paper, type=type, choices=(), is_certain=True))


def judged(file: SortedFile, firsts: Collection[int], apart: Apart) -> SortedFile:
    """Papers that somebody looked at: another person's (CONFIRMED) or of this record (REFUTED). Raises KeyError for one
    that is not there, ValueError for what nobody can say by looking.
    """
    if apart not in (Apart.CONFIRMED, Apart.REFUTED):
        raise ValueError(f"nobody judges a paper to be {apart}")
    for first in firsts:
        file.paper(first)
    is_settled = apart is Apart.CONFIRMED
    return _changed(file, firsts, lambda paper: replace(paper, apart=apart, accepted=is_settled))


def as_documents(file: SortedFile) -> tuple[RecordDocument, ...]:
    """The papers as documents of the record, as the rules of completeness and the manifest take them."""
    return tuple(
        RecordDocument(
            pages=paper.pages,
            type=paper.type,
            choices=paper.choices,
            is_certain=paper.is_certain or paper.accepted,
            title=paper.title or None,
            author=paper.author or None,
            author_role=paper.author_role or None,
            date_of_service=paper.day,
            is_date_certain=paper.is_day_certain or paper.accepted,
            report_date=paper.report_day,
            is_other_person=paper.is_apart,
        )
        for paper in file.papers
    )


def plain_papers(file: SortedFile) -> Any:
    """The papers of a file as JSON can hold them."""
    return to_plain(file)


def papers_from(plain: Any) -> SortedFile:
    """Papers as they were kept. Raises ValueError for what is none."""
    file, findings = from_plain(SortedFile, plain, Place(), _RULE)
    if file is None:
        raise ValueError("; ".join(finding.message for finding in findings))
    return file


def _changed(file: SortedFile, firsts: Collection[int], change: Any) -> SortedFile:
    return replace(file, papers=tuple(change(paper) if paper.first in firsts else paper for paper in file.papers))


def _in_order(papers: Iterable[SortedPaper]) -> SortedFile:
    return SortedFile(papers=tuple(sorted(_all(papers), key=lambda paper: paper.first)))


def _all(papers: Iterable[SortedPaper]) -> Iterator[SortedPaper]:
    """Papers with their pages in order: the first names each."""
    for paper in papers:
        yield replace(paper, pages=tuple(sorted(paper.pages)))
