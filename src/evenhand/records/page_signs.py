"""What one page says of the document it belongs to: titles, words, numbers, names, days, how it begins and ends."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evenhand.records.days import written_days
from evenhand.records.known_words import KNOWN
from evenhand.records.labelled_days import DayLabels, LabelledDay
from evenhand.records.labels import Labelled, labelled
from evenhand.records.numbering import PageNumber, body_lines, page_numbers
from evenhand.records.page import Legibility, PageValues, TextFrom
from evenhand.records.page_title import PageTitle, TitleFinder
from evenhand.records.paper_names import PaperNames
from evenhand.records.person_names import name_parts, person_in, signed_names
from evenhand.records.phrase_score import PhraseIndex
from evenhand.records.plain_words import plain
from evenhand.records.record_words import RecordWords
from evenhand.records.report_parts import ReportParts
from evenhand.records.words import Line

_SIGNS_OFF = re.compile(
    r"^(sincerely|very truly yours|yours truly|respectfully( submitted)?|best regards|regards|"
    r"electronically signed.*|signature|signed( by)?.*|dictated( but not read)?.*|cc|enclosures?|"
    r"executed (on|at|this).*|thank you for allowing.*)$"
)
_SIGNED_BY = re.compile(
    r"\b(sign\w*|reviewed|reviewer|interpreted|read|dictated|performed|radiologist|examiner|director) ?(by)?$"
)
_WEAK_LABELS = frozenset({"name", "subject", "insured", "by", "case of"})
_LETTER_LABELS = frozenset({"re", "regarding", "in re", "client", "customer"})
"""In letters, and misread more easily than believed."""
_OPEN_END = re.compile(r"[a-z0-9,\-]$")
_HEAD = 0.06
_LISTED, _STEP = 3, 3
"""From so many lines on that name a paper and its day, a page lists papers."""
_LISTING_ROWS, _LISTING_KINDS, _LISTING_SHARE, _SAYS_MORE = 4, 3, 0.5, 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NameOnPage:
    """A name under a label of whose record it is; `weak` labels stand before other names too."""

    name: str
    weak: bool
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSigns:
    """What one page says. `scores` weigh its words for each type, those of the lines (`listed`) that list papers left
    out; `parts` are the parts of a report that begin on it. `heads_section` says that its strongest title is also what
    sections of reports are headed with.
    """

    page: PageValues
    titles: tuple[PageTitle, ...]
    heads_section: bool
    scores: Mapping[str, float]
    parts: frozenset[int]
    is_listing: bool
    listed: frozenset[int]
    words: tuple[str, ...]
    numbers: tuple[PageNumber, ...]
    names: tuple[NameOnPage, ...]
    born: tuple[tuple[dt.date, float], ...]
    days: tuple[LabelledDay, ...]
    stated: frozenset[dt.date]
    fields: int
    fields_stated: tuple[Labelled, ...]
    head: str
    letterhead: str
    begins_low: bool
    ends_open: bool
    ends_signed: bool
    bottom: float
    lines: tuple[Line, ...]

    @property
    def is_told(self) -> bool:
        """Whether the page has words to go by."""
        return bool(self.words) and self.page.legibility is not Legibility.NONE

    @property
    def is_recognised(self) -> bool:
        """Whether a machine read its text from a picture."""
        return self.page.text_from is TextFrom.RECOGNITION

    def said_words(self) -> tuple[str, ...]:
        """Its plain words without the lines that list papers."""
        if not self.listed:
            return self.words
        told = (line for place, line in enumerate(self.lines) if place not in self.listed)
        return tuple(word for line in told for word in plain(line.words).split())

    def title(self) -> PageTitle | None:
        """Its strongest title that is no mere hint."""
        return next((title for title in self.titles if not title.is_hint), None)


class SignReader:
    """Reads the signs of pages by a programme's words."""

    def __init__(self, words: RecordWords) -> None:
        self.words = words
        service = {label for kind in words.types.values() for label in kind.service}
        self.days = DayLabels(frozenset(service | words.other_days | words.report_days | words.born | words.injured))
        kept = service - words.other_days - words.report_days
        self.service = frozenset(label for label in kept if len(label.split()) > 1 or label == "dos")
        self.names = PaperNames(words)
        self.titles = TitleFinder(words.types)
        self.index = PhraseIndex(words.types)
        self.parts = ReportParts(words.report_parts)
        self.known = (
            words.person | words.born | words.injured | self.days.known | frozenset(words.author) | words.other_names
        )

    def signs(self, page: PageValues) -> PageSigns:
        """What a page says of the document it belongs to: titles, numbers, days, persons, the words of each type."""
        lines = tuple(body_lines(page.lines))
        fuzzy = page.text_from is TextFrom.RECOGNITION
        words = tuple(word for line in lines for word in plain(line.words).split())
        days = self.days.days(lines, fuzzy=fuzzy)
        labelled_lines = {day.line for day in days if day.label and not day.in_column}
        rows = {place: kind for place, kind in self.names.rows(lines).items() if place not in labelled_lines}
        listed = _listed(rows) if len(set(rows.values())) > 1 else frozenset()
        told = [line for place, line in enumerate(lines) if place not in listed]
        scores = self.index.scores((word for line in told for word in plain(line.words).split()), fuzzy=fuzzy)
        titles = self.titles.titles(lines, skipped=listed, fuzzy=fuzzy) if lines else ()
        fields = labelled(lines, self.known)
        body = [line for line in lines if line.top > _HEAD and line.bottom < 0.93] or list(lines)
        first, last = (body[0].words, body[-1].words) if body else ("", "")
        return PageSigns(
            page=page,
            titles=titles,
            heads_section=bool(titles) and plain(titles[0].text) in self.words.sections,
            scores=scores,
            parts=self.parts.on(lines),
            is_listing=_is_listing(lines, rows, scores),
            listed=listed,
            words=words,
            numbers=page_numbers(lines),
            names=tuple(self._names(fields, fuzzy)),
            born=tuple((day.day, day.sure) for day in days if day.label in self.words.born),
            days=days,
            stated=frozenset(d.day for d in days if d.label in self.service and d.top < 0.4 and not d.in_column),
            fields=sum(field.label in self.known and _HEAD < lines[field.line].top < 0.5 for field in fields),
            fields_stated=fields,
            head=_head(lines),
            letterhead=plain(" ".join(line.words for line in lines[:2])),
            begins_low=bool(first[:1].islower()),
            ends_open=bool(_OPEN_END.search(last)) and len(last.split()) > 5,
            ends_signed=_ends_signed(body),
            bottom=max((line.bottom for line in body), default=0.0),
            lines=lines,
        )

    def _names(self, fields: Sequence[Labelled], fuzzy: bool) -> list[NameOnPage]:
        names = []
        for field in fields:
            if field.label in self.words.person and (name := person_in(field.value)) and not self._is_phrase(name):
                is_weak = field.label in _WEAK_LABELS or (fuzzy and field.label in _LETTER_LABELS)
                names.append(NameOnPage(name=name, weak=is_weak, sure=field.sure))
        return names

    def _is_phrase(self, name: str) -> bool:
        """Whether what stands like a name is words of such papers ("Request For Treatment")."""
        parts = name_parts(name)
        return sum(part in self.index.known or part in KNOWN for part in parts) * 2 >= len(parts)


def _head(lines: Sequence[Line]) -> str:
    """What is printed at the head of a page, without its figures: pages of one document often share it."""
    top = [line for line in lines if line.top < 0.085][:2]
    return plain(re.sub(r"\d+", " ", " ".join(line.words for line in top)))


def _listed(rows: Mapping[int, str]) -> frozenset[int]:
    """The lines that list papers: several near one another that name a paper and its day, and what stands between."""
    runs: list[list[int]] = []
    for place in sorted(rows):
        if runs and place - runs[-1][-1] <= _STEP:
            runs[-1].append(place)
        else:
            runs.append([place])
    return frozenset(place for run in runs if len(run) >= _LISTED for place in range(run[0], run[-1] + 1))


def _is_listing(lines: Sequence[Line], rows: Mapping[int, str], scores: Mapping[str, float]) -> bool:
    """Whether a page lists papers and is none of them: most of its lines name a paper and a day, and little else stands
    there.
    """
    told = [line for line in lines if len(line.words) > 3]
    prose = sum(len(line.words.split()) > 8 and not written_days(line.words) for line in lines)
    is_long = len(rows) >= _LISTING_ROWS and len(set(rows.values())) >= _LISTING_KINDS
    return (
        is_long
        and len(rows) >= _LISTING_SHARE * len(told)
        and prose <= 2
        and max(scores.values(), default=0) < _SAYS_MORE
    )


def _ends_signed(body: Sequence[Line]) -> bool:
    tail = [line.words for line in body[-6:]]
    return any(_SIGNS_OFF.match(plain(text)) or _is_signature(text) for text in tail)


def _is_signature(text: str) -> bool:
    """Whether a line begins with a name and the letters of a profession, or says who signed or reviewed."""
    names = signed_names(text)
    if not names:
        return False
    lead = plain(text[: text.find(names[0][0])])
    return not lead or bool(_SIGNED_BY.search(lead))
