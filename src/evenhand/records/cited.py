"""What a decision lists as reviewed, entry by entry, and which document of the file each entry is."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from evenhand.records.author_name import role_of
from evenhand.records.days import written_days
from evenhand.records.page_signs import PageSigns
from evenhand.records.paper_names import PaperNames
from evenhand.records.person_names import doctors, likeness, person_in, signed_names
from evenhand.records.reviewed_list import Entry, ReviewedLists

_THROUGH = re.compile(r"\s*(?:through|thru|to|until|-|\u2013)\s*$", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|from|of)\s+((?:Dr\.? )?[A-Z][\w.'\-]+(?: [A-Z][\w.'\-]*){1,3})")
_BARE_WORDS, _RARE = 10, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A document that a decision lists: type (None where its words tell none), author, day, and on which page."""

    type: str | None
    author: str | None
    day: dt.date | None
    on_page: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A document of the file as citations are held against it."""

    type: str | None
    choices: tuple[str, ...]
    author: str | None
    days: tuple[dt.date, ...]
    other_days: frozenset[dt.date]
    is_recognised: bool
    is_own: bool
    is_certain: bool
    is_day_certain: bool


def citations(pages: Sequence[PageSigns], lists: ReviewedLists) -> tuple[Citation, ...]:
    """The entries of the list of what was reviewed, in a decision of these pages; none where it has no such list.

    An entry that names several days is several papers, but of a range of days the last counts.
    """
    fuzzy = any(page.is_recognised for page in pages)
    return tuple(citation for entry in lists.entries(pages) for citation in _read(entry, lists.names, fuzzy=fuzzy))


def _read(entry: Entry, names: PaperNames, *, fuzzy: bool) -> list[Citation]:
    """The papers an entry names. One of no known type is kept where its words were not misread: its day may tell."""
    author, days = _author(entry.text), written_days(entry.text)
    kind = names.kind_by(entry.text, role_of(author, ""), fuzzy=fuzzy)
    told = []
    for place, written in enumerate(days):
        is_range = place + 1 < len(days) and _THROUGH.search(entry.text[written.end : days[place + 1].start])
        if not is_range:
            told.append(written.day)
    if (kind is None and (fuzzy or not told)) or (not told and len(entry.text.split()) > _BARE_WORDS):
        return []
    each: tuple[dt.date | None, ...] = tuple(dict.fromkeys(told)) or (None,)
    return [Citation(type=kind, author=author, day=day, on_page=entry.page, text=entry.text) for day in each]


def _author(entry: str) -> str | None:
    if signed := signed_names(entry):
        return signed[0][1]
    if named := doctors(entry):
        return named[0]
    if (by := _BY.search(entry)) and person_in(by[1]):
        return person_in(by[1])
    return None


def match(citation: Citation, held: Sequence[Held], taken: frozenset[int]) -> int | None:
    """The place of the document that a citation names; None where it did not come.

    The same type and day; else the same day of a type that was not sure. Of documents that a machine read, also one of
    the type and author whose day is not sure and differs by one figure (or is not known, where few are of the type),
    and one of the type that names the day elsewhere.
    """
    best: tuple[float, int] | None = None
    for place, document in enumerate(held):
        is_rare = sum(other.type == citation.type for other in held) <= _RARE
        score = _fit(citation, document, is_rare=is_rare) - (0.5 if place in taken else 0.0)
        if score > 0 and (best is None or score > best[0]):
            best = (score, place)
    return best[1] if best else None


def _fit(citation: Citation, document: Held, *, is_rare: bool) -> float:
    if not document.is_own:
        return 0.0
    same_type = citation.type == document.type
    alike = citation.author and document.author and likeness(citation.author, document.author) >= 0.75
    if citation.day in document.days and citation.day is not None:
        if same_type:
            return 10.0 + bool(alike)
        is_near = citation.type in document.choices and not document.is_certain
        return 6.0 + bool(alike) if is_near or citation.type is None else 0.0
    if not same_type or citation.day is None:
        return 0.0
    if not document.is_recognised or document.is_day_certain:
        return 0.0
    if citation.author and document.author and not alike:
        return 0.0
    slipped = any(_apart(citation.day, day) <= 1 for day in document.days)
    if alike and (slipped or (is_rare and not document.days)):
        return 5.0
    return 4.0 if citation.day in document.other_days else 0.0


def _apart(day: dt.date, other: dt.date) -> int:
    return sum(a != b for a, b in zip(day.isoformat(), other.isoformat(), strict=True))
