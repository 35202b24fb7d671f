"""What a decision lists as reviewed, entry by entry, and which document of the file each entry is."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from evenhand.records.days import written_days
from evenhand.records.page_signs import PageSigns
from evenhand.records.paper_names import PaperNames
from evenhand.records.person_names import doctors, likeness, person_in, signed_names
from evenhand.records.plain_words import plain
from evenhand.records.record_words import RecordWords

_HEADING_ALIKE = 86
_MARKER = re.compile(r"^\s*(?:[-\u2022\u00b7*\u25cf\u25aa>+]|\(?\d{1,2}[.)]|[a-z][.)]|[e\u00a2\u00ab]\s)\s*")
_THROUGH = re.compile(r"\s*(?:through|thru|to|until|-|\u2013)\s*$", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|from|of)\s+((?:Dr\.? )?[A-Z][\w.'\-]+(?: [A-Z][\w.'\-]*){1,3})")
_LONGEST = 60
_MISSES = 2


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
    is_recognised: bool
    is_own: bool
    is_certain: bool


def citations(pages: Sequence[PageSigns], words: RecordWords) -> tuple[Citation, ...]:
    """The entries of the list of what was reviewed, in a decision of these pages; none where it has no such list."""
    reader = _Reader(words)
    found: list[Citation] = []
    for page, entry in _entries(pages, reader):
        found += reader.read(entry, page)
    return tuple(found)


class _Reader:
    def __init__(self, words: RecordWords) -> None:
        self.headings = words.reviewed_headings
        self.groups = words.reviewed_groups
        self.names = PaperNames(words)

    def heading_end(self, text: str) -> int:
        """Where in a line a heading of such a list ends; -1 where the line is none."""
        head, colon, _ = text.partition(":")
        words = plain(head if colon else text)
        if not words or len(words) > 110:
            return -1
        is_short = len(words) <= 75 and not written_days(head)
        is_heading = is_short and (
            any(heading in words for heading in self.headings)
            or bool(process.extractOne(words, self.headings, scorer=fuzz.ratio, score_cutoff=_HEADING_ALIKE))
            or any(all(_has_any(words, group) for group in row) for row in self.groups)
        )
        return (len(head) + 1 if colon else len(text)) if is_heading else -1

    def kind(self, text: str) -> str | None:
        """The type of the paper that an entry names."""
        return self.names.kind(text, True)

    def is_entry(self, text: str) -> bool:
        """Whether a line names a paper or a day."""
        return bool(written_days(text)) or self.kind(text) is not None

    def read(self, entry: str, page: int) -> list[Citation]:
        """The papers that an entry names: one for each day, but of a range the last."""
        kind, author, days = self.kind(entry), _author(entry), written_days(entry)
        told = []
        for place, one in enumerate(days):
            is_range = place + 1 < len(days) and _THROUGH.search(entry[one.end : days[place + 1].start])
            if not is_range:
                told.append(one.day)
        if kind is None and not told:
            return []
        return [
            Citation(type=kind, author=author, day=day, on_page=page, text=entry)
            for day in (dict.fromkeys(told) if told else (None,))
        ]


def _has_any(words: str, group: frozenset[str]) -> bool:
    return any(f" {word} " in f" {words} " for word in group)


def _author(entry: str) -> str | None:
    if signed := signed_names(entry):
        return signed[0][1]
    if named := doctors(entry):
        return named[0]
    if (by := _BY.search(entry)) and person_in(by[1]):
        return person_in(by[1])
    return None


def _entries(pages: Sequence[PageSigns], reader: _Reader) -> Iterator[tuple[int, str]]:
    """Each entry of the list with its page: from its heading on, until lines come that name no paper and no day."""
    is_in, misses, seen = False, 0, 0
    pending: tuple[int, str] | None = None
    for page in pages:
        for line in page.lines:
            text = line.text
            end = reader.heading_end(line.words)
            if end >= 0 and not (is_in and written_days(text)):
                is_in, misses = True, 0
                if pending:
                    yield pending
                rest = line.words[end:].strip()
                pending = (page.page.number, rest) if rest else None
                continue
            if not is_in:
                continue
            is_marked = bool(_MARKER.match(text))
            if reader.is_entry(text) and not (pending and _goes_on(pending[1], text, is_marked)):
                if pending:
                    yield from _parts(pending)
                pending, misses = (page.page.number, _MARKER.sub("", text)), 0
                seen += 1
                if seen > _LONGEST:
                    return
            elif pending and _goes_on(pending[1], text, is_marked):
                pending = (pending[0], f"{pending[1]} {text}")
            else:
                misses += 1
                if seen and misses >= 1 and _ends_list(line.words):
                    is_in = False
                    if pending:
                        yield from _parts(pending)
                        pending = None
                elif misses > _MISSES:
                    is_in = False
    if pending:
        yield from _parts(pending)


def _goes_on(entry: str, text: str, is_marked: bool) -> bool:
    """Whether a line goes on with the entry before it: it has no mark of its own and the entry is not at its end."""
    if is_marked:
        return False
    return text[:1].islower() or entry.rstrip().endswith((",", ";", " by", " of", " and", " dated", "-")) or (
        not written_days(entry) and not text[:1].isdigit()
    )


def _ends_list(text: str) -> bool:
    words = plain(text).split()
    return bool(words) and len(words) <= 6 or len(words) > 6


def _parts(entry: tuple[int, str]) -> Iterator[tuple[int, str]]:
    """An entry that names several papers parted by semicolons, one by one."""
    page, text = entry
    yield from ((page, part.strip()) for part in text.split(";") if part.strip())


def match(found: Citation, held: Sequence[Held], taken: frozenset[int]) -> int | None:
    """The place of the document that a citation names; None where it did not come.

    The same type and day; else the same day and author of a type that was second likeliest; else, where a machine read
    one of the two, a day that differs by one figure with the same type and author.
    """
    best: tuple[float, int] | None = None
    for place, document in enumerate(held):
        score = _fit(found, document) - (0.5 if place in taken else 0.0)
        if score > 0 and (best is None or score > best[0]):
            best = (score, place)
    return best[1] if best else None


def _fit(found: Citation, document: Held) -> float:
    if not document.is_own:
        return 0.0
    same_type = found.type == document.type
    near_type = found.type in document.choices or found.type is None
    alike = found.author and document.author and likeness(found.author, document.author) >= 0.75
    if found.day in document.days and found.day is not None:
        if same_type:
            return 10.0 + bool(alike)
        return 6.0 if near_type and not document.is_certain else 0.0
    if not same_type or found.day is None:
        return 0.0
    slipped = any(_apart(found.day, day) <= 1 for day in document.days)
    if slipped and document.is_recognised and alike:
        return 5.0
    return 0.0


def _apart(one: dt.date, other: dt.date) -> int:
    return sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True))
