"""Where one document ends and the next begins; a document is a list of pages, for a stray page may lie inside another.

The weights are the house's own, learned from no data: each says how much a sign speaks for a new document (above zero)
or for the same one (below). A page begins a document where the signs together are above zero.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from evenhand.records.known_words import KNOWN
from evenhand.records.numbering import PageNumber
from evenhand.records.page import Legibility
from evenhand.records.page_signs import PageSigns
from evenhand.records.person_names import likeness, signed_names, stands_in

_CONTINUED = re.compile(r"\b(continued|cont d|contd|cont)\b")
_ADDRESS = re.compile(
    r"\d{3}[).\- ]+\d{4}|\b[A-Z]{2}\.? \d{5}\b|\b(?:suite|ste|street|avenue|boulevard|blvd)\b", re.IGNORECASE
)
_SALUTATION = re.compile(r"^(dear|to whom it may concern)\b", re.IGNORECASE)
_MOST_LOOSE = 40
_FULL = 0.85
"""How far down the text of a page goes that is full."""
_TAIL = 25
"""So few words with a signature first are the end of what is before."""
_SAME_RUN, _SAME = 4, 0.85
_EDGE = 0.05
_CLEAR = 11.0
_NEAR = 10
"""A stray page lies no further than so many documents from its own."""
_RUN, _NEARLY_ALL = 12, 0.9
"""So many pages in a row whose numbers count on tell that the file is numbered, not its documents."""


class Sign(NamedTuple):
    """One reason for or against a new document, with its weight."""

    reason: str
    weight: float


def split(pages: Sequence[PageSigns]) -> list[list[int]]:
    """The documents of a file as lists of places in `pages` (from 0), each in order, themselves by their first page."""
    numbers = document_numbers(pages)
    runs: list[list[int]] = []
    before: int | None = None
    for place, page in enumerate(pages):
        if page.page.blank and runs:
            runs[-1].append(place)
            continue
        if before is None or not runs or _begins(pages, numbers, before, place):
            runs.append([place])
        else:
            runs[-1].append(place)
        before = place
    return _joined(runs, pages, numbers)


def _begins(pages: Sequence[PageSigns], numbers: Sequence[PageNumber | None], before: int, place: int) -> bool:
    return sum(sign.weight for sign in signs_of_start(pages[before], pages[place], numbers[before], numbers[place])) > 0


def document_numbers(pages: Sequence[PageSigns]) -> list[PageNumber | None]:
    """The number that each page bears in its document, without those that count the file."""
    whole = len(pages) * _NEARLY_ALL
    own = [
        [number for number in page.numbers if not (number.firm and len(pages) > _RUN and number.total >= whole)]
        for page in pages
    ]
    numbers = [options[0] if options else None for options in own]
    for begin, end in _file_runs(numbers):
        for place in range(begin, end):
            numbers[place] = own[place][1] if len(own[place]) > 1 else None
    return [None if number and not number.firm and number.number > _MOST_LOOSE else number for number in numbers]


def _file_runs(numbers: Sequence[PageNumber | None]) -> Iterator[tuple[int, int]]:
    """Stretches of pages numbered on and on, longer than documents that say no total are."""
    begin = 0
    for place in range(1, len(numbers) + 1):
        before, number = numbers[place - 1], numbers[place] if place < len(numbers) else None
        counts_on = bool(before and number and number.number == before.number + 1 and number.total == before.total)
        if not counts_on:
            first = numbers[begin]
            if (
                place - begin >= _RUN
                and first
                and not (
                    first.firm
                    and first.total == place - begin
                    and first.number == 1
                    and first.total < len(numbers) * 0.8
                )
            ):
                yield begin, place
            begin = place


def signs_of_start(
    before: PageSigns, page: PageSigns, number_before: PageNumber | None, number: PageNumber | None
) -> Iterator[Sign]:
    """Every sign that a page begins a document, or goes on with that of the page before."""
    yield Sign("many pages begin one", 0.2)
    if not page.is_told or not before.is_told:
        yield from _unreadable(before, page, number_before)
        return
    yield from _numbers(number_before, number)
    yield from _title(before, page, number)
    yield from _edges(before, page)
    if _is_tail(page):
        yield Sign("it is a signature and nothing else", -4.0)
    if _says_the_same(before, page):
        yield Sign("it says what the page before says", 6.0)
    yield from _looks(before, page)
    yield from _contents(before, page)


def _is_tail(page: PageSigns) -> bool:
    """Whether a page holds a signature and what stands under one, and does not begin as papers do."""
    first = next((line.words for line in page.lines if line.top > _EDGE), "")
    return len(page.words) <= _TAIL and bool(signed_names(first)) and not _opens(page)


def _says_the_same(before: PageSigns, page: PageSigns) -> bool:
    """Whether two pages have nearly all runs of words in common: two copies, one behind the other."""
    runs, others = (
        {told.words[at : at + _SAME_RUN] for at in range(len(told.words) - _SAME_RUN + 1)} for told in (before, page)
    )
    return min(len(runs), len(others)) > _TAIL and len(runs & others) > _SAME * max(len(runs), len(others))


def _unreadable(before: PageSigns, page: PageSigns, number_before: PageNumber | None) -> Iterator[Sign]:
    if number_before and number_before.number < number_before.total:
        yield Sign("the page before is not the last of its own", -2.0)
    if before.is_told and before.bottom > _FULL and not before.ends_signed:
        yield Sign("the page before is full", -0.6)
    if before.page.legibility is Legibility.NONE and page.is_told and page.numbers and page.numbers[0].number > 1:
        yield Sign("it is no first page, and the one before cannot be read", -1.0)


def _numbers(before: PageNumber | None, number: PageNumber | None) -> Iterator[Sign]:
    if number and before and number.number == before.number + 1 and number.total == before.total:
        yield Sign("its number follows", -6.0 if number.firm else -4.5)
        return
    if number and number.number == 1:
        yield Sign("it is page 1", 4.0 if number.firm else 2.5)
    elif number and before and number.firm and before.firm:
        yield Sign("its number does not follow", 4.0)
    elif number and number.number > 1:
        yield Sign("it is no page 1", -2.5 if number.firm else -1.2)
    if before and before.firm:
        yield (
            Sign("the page before is the last", 3.0)
            if before.number == before.total
            else Sign("more were to come", -2.0)
        )


def _title(before: PageSigns, page: PageSigns, number: PageNumber | None) -> Iterator[Sign]:
    title, last = page.title(), before.title()
    if title is None:
        return
    is_running = (
        last is not None and last.text == title.text and page.lines[title.line].top < 0.1 and page.head == before.head
    )
    if is_running and not (number and number.number == 1):
        return
    weight = 4.5 * title.strength * (1.0 if title.line <= 9 else 0.5)
    if number and number.number > 1:
        weight *= 0.4
    if not _begins_otherwise(page):
        weight *= 0.0 if page.heads_section else 0.6
    yield Sign("it bears a title", weight)


def _edges(before: PageSigns, page: PageSigns) -> Iterator[Sign]:
    if page.begins_low:
        yield Sign("it begins within a sentence", -3.0 if before.ends_open else -1.5)
    elif before.ends_open and before.bottom > 0.8:
        yield Sign("the page before ends within a sentence", -0.8)
    if before.ends_signed:
        yield Sign("the page before ends signed", 1.3)
    if before.bottom < 0.62:
        yield Sign("the page before is not full", 0.9)
    elif before.bottom > _FULL and not before.ends_signed:
        yield Sign("the page before is full", -0.6)
    if any(_CONTINUED.search(line.words.lower()) for line in page.lines[:3]):
        yield Sign("it says that it continues", -3.0)


def _looks(before: PageSigns, page: PageSigns) -> Iterator[Sign]:
    if page.page.text_from is not before.page.text_from:
        yield Sign("it came in another way", 1.2)
    if page.head and page.head == before.head and _is_running(page):
        yield Sign("the same running head", -2.5)
    top = page.lines[:6]
    if any(_ADDRESS.search(line.words) for line in top) and not _is_running(page):
        same = fuzz.ratio(page.letterhead, before.letterhead) > 90
        yield Sign("it bears a letterhead", 1.0 if same else 1.6)
    if _greets(page):
        yield Sign("it begins a letter", 1.5)
    if page.fields >= 3:
        yield Sign("it says whose and what it is", 2.0 if page.fields >= 5 else 1.3)
    if _is_sheet(page):
        yield Sign("it is a sheet by itself", 1.5 if page.titles else -3.0 if _is_running(page) else -0.5)
    elif not _opens(page):
        yield Sign("it does not begin as papers do", -2.4 - (1.0 if page.ends_signed and len(page.words) < 60 else 0.0))


def _opens(page: PageSigns) -> bool:
    """Whether a page begins as papers begin: with a title, a letterhead, whose and what it is, a day, a salutation."""
    has_title = any(title.strength >= 0.5 for title in page.titles) and not page.heads_section
    return has_title or _begins_otherwise(page)


def _begins_otherwise(page: PageSigns) -> bool:
    has_head = any(_ADDRESS.search(line.words) for line in page.lines[:6])
    has_day = any(day.alone and day.top < 0.25 for day in page.days)
    return has_head or has_day or page.fields >= 3 or _greets(page)


def _greets(page: PageSigns) -> bool:
    return any(_SALUTATION.match(line.words) for line in page.lines if line.top < 0.55)


def _is_running(page: PageSigns) -> bool:
    """Whether the head of a page names a person or says that it goes on, as running heads do and letterheads do not."""
    words = page.head.split()
    return any(stands_in(name.name, words) for name in page.names) or bool(
        {"page", "continued", "dos", "dob", "re", "patient", "claim", "claimant", "name"} & set(words)
    )


def _contents(before: PageSigns, page: PageSigns) -> Iterator[Sign]:
    first, other = (
        next((name.name for name in page_of_two.names if not name.weak), "") for page_of_two in (before, page)
    )
    if first and other and likeness(first, other) < 0.5:
        yield Sign("it names another person", 4.0)
    days, days_before = page.stated, before.stated
    if days and days_before:
        yield Sign("another day", 1.8) if not days & days_before else Sign("the same day", -0.8)
    top, top_before = _likeliest(page), _likeliest(before)
    if top and top_before:
        clear = 1.8 if _is_clear(page) and _is_clear(before) else 0.9
        yield Sign("words of another type", clear) if top != top_before else Sign("words of the same type", -0.4)
    if before.is_listing and not page.is_listing and page.words:
        yield Sign("the page before lists papers", 3.0)
    if _is_sheet(before):
        yield Sign("the page before is a sheet by itself", 3.0)


def _likeliest(page: PageSigns) -> str:
    best = max(page.scores, key=lambda kind: page.scores[kind], default="")
    return best if best and page.scores[best] >= 6 else ""


def _is_clear(page: PageSigns) -> bool:
    """Whether the words of a page speak for one type, and for no other half as much."""
    first, second = ([*sorted(page.scores.values(), reverse=True), 0.0, 0.0])[:2]
    return first >= _CLEAR and first >= 2 * second


def _is_sheet(page: PageSigns) -> bool:
    return len(page.words) <= 14


# --- strays ----------------------------------------------------------------------------------------------------------


def _joined(runs: list[list[int]], pages: Sequence[PageSigns], numbers: Sequence[PageNumber | None]) -> list[list[int]]:
    """Runs that are parts of one document put together: the numbers of their pages complete one another."""
    joined: list[list[int]] = []
    for run in runs:
        number = numbers[run[0]]
        host = None
        if number and number.number > 1:
            hosts = [other for other in reversed(joined[-_NEAR:]) if _completes(other, run, pages, numbers)]
            host = max(hosts, key=lambda other: _kinship(pages[other[-1]], pages[run[0]]), default=None)
        if host is None:
            joined.append(run)
        else:
            host += run
    return joined


def _kinship(page_before: PageSigns, other: PageSigns) -> float:
    """How much two pages have in common: the running head, the type their words tell, words that few pages have."""
    rare, others = (
        {word for word in page.words if len(word) > 4 and word not in KNOWN} for page in (page_before, other)
    )
    shared = len(rare & others) / max(min(len(rare), len(others)), 1)
    return (
        2.0 * bool(page_before.head and page_before.head == other.head)
        + 0.3 * (_likeliest(page_before) == _likeliest(other))
        + shared
    )


def _completes(
    host: list[int], run: list[int], pages: Sequence[PageSigns], numbers: Sequence[PageNumber | None]
) -> bool:
    told = [place for place in host if not pages[place].page.blank]
    last, first = numbers[told[-1]] if told else None, numbers[run[0]]
    if not last or not first or first.number != last.number + 1 or first.total != last.total:
        return False
    page_before, other = pages[told[-1]], pages[run[0]]
    names = [next((name.name for name in page.names if not name.weak), "") for page in (page_before, other)]
    if all(names) and likeness(*names) < 0.5:
        return False
    if page_before.head and page_before.head == other.head:
        return True
    if _is_running(page_before) and _is_running(other) and page_before.head != other.head:
        return False
    return first.firm
