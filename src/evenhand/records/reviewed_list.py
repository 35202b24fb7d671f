"""The list in a decision of what its reviewer was given: where it begins and ends, and its entries one by one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from evenhand.records.days import written_days
from evenhand.records.page_signs import PageSigns
from evenhand.records.paper_names import PaperNames
from evenhand.records.plain_words import plain
from evenhand.records.record_words import RecordWords
from evenhand.records.words import Line

_HEADING_ALIKE = 86
_LONGEST_HEADING = 75
_MARKER = re.compile(
    r"^\s*(?:[-\u2022\u00b7*\u25cf\u25aa\u25b8\u25ba>+\u00bb\u2013]|\(?\d{1,2}[.)]|\(?[a-hA-H][.)]|[e\u00a2\u00ab\u00a9o]\s)\s*"
)
_HEAD, _FOOT = 0.055, 0.94
_NUMBER = re.compile(r"^\W*(?:page|pg|p)?\W*\d{1,3}\W*(?:(?:of|/|\|)\W*\d{1,3})?\W*(?:pages?)?\W*$", re.IGNORECASE)
_CONTINUED = re.compile(r"\b(continued|cont ?d)\b")
_INTRODUCTION = 2
_TAIL_WORDS = 5
_COVERED_WORDS, _ROW_WORDS = 8, 14
_TAIL = re.compile(r"\b(?:M\.?D|D\.?O|D\.?C|P\.?T|D\.?P\.?T|Ph\.?D|L\.?Ac)\b|^\(|\)\.?$|\bpages?\b")
"""What the last line of an entry may be: the letters of an author, something in brackets, a number of pages."""
_SPLIT = re.compile(r"\s*;\s*(?:and\s+)?")
_OPEN = (",", ";", " by", " of", " and", " dated", "-", "(", " from", " the")
_FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of such a list: its words, and the page on which it begins."""

    text: str
    page: int


class ReviewedLists:
    """Finds the lists of reviewed papers by a programme's words."""

    def __init__(self, words: RecordWords, names: PaperNames) -> None:
        self.headings = words.reviewed_headings
        self.groups = words.reviewed_groups
        self.names = names

    def entries(self, pages: Sequence[PageSigns]) -> tuple[Entry, ...]:
        """The entries of all such lists on the pages of a decision, in order."""
        lines = [(page.page.number, line) for page in pages for line in page.lines if _is_text(line)]
        blocks = list(self._blocks(lines)) or list(self._bare(lines))
        return tuple(entry for block in blocks for entry in self._parsed(block))

    def heading_end(self, text: str) -> int:
        """Where in a line the heading of such a list ends; -1 where the line is none."""
        head, colon, _ = text.partition(":")
        words = plain(head if colon else text)
        if not words or len(words) > _LONGEST_HEADING or written_days(head):
            return -1
        is_heading = (
            any(heading in words for heading in self.headings)
            or bool(process.extractOne(words, self.headings, scorer=fuzz.ratio, score_cutoff=_HEADING_ALIKE))
            or any(all(_has_any(words, group) for group in row) for row in self.groups)
        )
        return (len(head) + 1 if colon else len(text)) if is_heading else -1

    def _blocks(self, lines: Sequence[tuple[int, Line]]) -> Iterator[list[Entry]]:
        """The lines under each heading as far as the list goes on."""
        place = 0
        while place < len(lines):
            page, line = lines[place]
            end = -1 if _MARKER.match(line.text) and written_days(line.text) else self.heading_end(line.words)
            place += 1
            if end < 0:
                continue
            block = [Entry(text=rest, page=page)] if (rest := line.words[end:].strip(" .")) else []
            skipped = 0
            while place < len(lines):
                page, line = lines[place]
                if not self._belongs(block, line):
                    has_entry = any(map(self._is_entry, block))
                    if (has_entry and not self._goes_on(lines, place)) or skipped >= _INTRODUCTION:
                        break
                    skipped += 1
                else:
                    block.append(Entry(text=line.text, page=page))
                place += 1
            if any(map(self._is_entry, block)):
                yield block

    def _goes_on(self, lines: Sequence[tuple[int, Line]], place: int) -> bool:
        """Whether entries follow a line that is none: what a stamp or dirt covers does not end a list."""
        if lines[place][1].words.endswith(":") or len(lines[place][1].words.split()) > _COVERED_WORDS:
            return False
        return any(self._is_row(line) for _, line in lines[place + 1 : place + 1 + _INTRODUCTION])

    def _is_row(self, line: Line) -> bool:
        """Whether a line names a paper and its day, and little else."""
        is_short = len(line.words.split()) <= _ROW_WORDS
        return is_short and bool(written_days(line.text)) and self.names.kind(line.words) is not None

    def _bare(self, lines: Sequence[tuple[int, Line]]) -> Iterator[list[Entry]]:
        """Lists without a heading: marked lines in a row that name papers and their days."""
        block: list[Entry] = []
        for page, line in lines:
            is_row = bool(_MARKER.match(line.text)) and bool(written_days(line.text)) and self.names.kind(line.words)
            if is_row:
                block.append(Entry(text=line.text, page=page))
            elif len(block) >= _FEWEST_ROWS:
                break
            else:
                block = []
        if len(block) >= _FEWEST_ROWS:
            yield block

    def _is_entry(self, entry: Entry) -> bool:
        return bool(written_days(entry.text)) or self.names.kind(" ".join(entry.text.split())) is not None

    def _belongs(self, block: Sequence[Entry], line: Line) -> bool:
        """Whether a line belongs to the list: it names a paper or a day, or it goes on with the entry before it."""
        text = line.text
        if text.rstrip().endswith(":") and not written_days(text):
            return False
        if written_days(text) and (self.names.kind(line.words) or _MARKER.match(text) or len(line.words.split()) <= 14):
            return True
        is_named = self.names.kind(line.words) is not None
        if is_named and _MARKER.match(text):
            return True
        if not block:
            return is_named and len(line.words.split()) <= 14
        last = block[-1].text.rstrip()
        is_open = last.endswith(_OPEN) or not (written_days(last) or last.endswith("."))
        if is_open or text[:1].islower():
            return not _is_heading(line) or last.endswith(_OPEN)
        return len(line.words.split()) <= _TAIL_WORDS and bool(_TAIL.search(line.words))

    def _parsed(self, block: Sequence[Entry]) -> Iterator[Entry]:
        """The entries of a block: by its marks or lines where it has them, else by its semicolons."""
        starts = [self._starts(block, place) for place in range(len(block))]
        joined: list[Entry] = []
        for entry, begins in zip(block, starts, strict=True):
            text = " ".join(_MARKER.sub("", entry.text).split())
            if begins or not joined:
                joined.append(Entry(text=text, page=entry.page))
            else:
                gap = "" if joined[-1].text.endswith("-") and text[:1].isdigit() else " "
                joined[-1] = Entry(text=f"{joined[-1].text}{gap}{text}", page=joined[-1].page)
        for entry in joined:
            for part in _SPLIT.split(entry.text):
                if part.strip(" ."):
                    yield Entry(text=part.strip(), page=entry.page)

    def _starts(self, block: Sequence[Entry], place: int) -> bool:
        """Whether a line of a block begins an entry."""
        text = block[place].text
        if _MARKER.match(text):
            return True
        if not place:
            return False
        before = block[place - 1].text.rstrip()
        if before.endswith(_OPEN):
            return False
        if written_days(text) and written_days(before) and self.names.kind(" ".join(text.split())):
            return True
        if text[:1].islower():
            return False
        return bool(written_days(text)) and (bool(written_days(before)) or before.endswith("."))


def _is_text(line: Line) -> bool:
    """Whether a line is of the text, and neither a page's number nor what is printed over its head."""
    words = line.words
    if _NUMBER.match(words) or _CONTINUED.search(words.lower()):
        return False
    return line.top > _HEAD and line.bottom < _FOOT


def _is_heading(line: Line) -> bool:
    words = line.words.split()
    is_titled = all(word[:1].isupper() or not word[:1].isalpha() or len(word) < 4 for word in words)
    return len(words) <= 8 and is_titled and not written_days(line.text)


def _has_any(words: str, group: frozenset[str]) -> bool:
    return any(f" {word} " in f" {words} " for word in group)
