"""Reading pages: the values of each, from bytes. Nothing but the bytes and the page's number decides them.

The same function runs here, in a pool of processes and on many machines.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

from evenhand.records.legibility import legibility_of
from evenhand.records.opening import open_file
from evenhand.records.page import Legibility, PageValues, TextFrom
from evenhand.records.recognition import RecognizedPage, recognized_page
from evenhand.records.sheet import Sheet
from evenhand.records.tesseract import missing
from evenhand.records.words import lines_of

_AHEAD = 2

UNRECOGNIZED = "READ-UNRECOGNIZED"
"""The fault of a page that is a picture, where nothing reads pictures."""
Recognizer = Callable[[bytes], RecognizedPage]


class PageStream(NamedTuple):
    """The pages of a file as they are read: kind of file, how many there are, why it cannot be read, what in it was
    left alone, the values; `lacks` says what is missing here to read pictures, empty where nothing is.
    """

    media: str
    pages: int
    fault: str
    notes: tuple[str, ...]
    values: Generator[PageValues, None, None]
    lacks: str = ""


def page_values(data: bytes, first: int, last: int) -> tuple[PageValues, ...]:
    """The values of the pages from `first` to `last` (counted from 1) of a file, from the file's bytes.

    Fewer where the file has fewer; none where it cannot be read.
    """
    opened = open_file(data, first=first, last=last)
    recognizer = None if missing() else recognized_page
    return tuple(_values(sheet, recognizer) for sheet in opened.sheets)


def read_pages(data: bytes, *, jobs: int = 1, recognize: Recognizer | None = recognized_page) -> PageStream:
    """The pages of a file, in order; `jobs` pictures are recognized at a time, and few are held.

    `recognize` None leaves pictures unread, as where tesseract is missing.
    """
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, not {jobs}")
    opened = open_file(data)
    lacks = missing()
    values = _read(opened.sheets, jobs, None if lacks else recognize)
    return PageStream(opened.media, opened.pages, opened.fault, opened.notes, values, lacks)


def _read(sheets: Iterator[Sheet], jobs: int, recognize: Recognizer | None) -> Generator[PageValues, None, None]:
    waiting: deque[Future[PageValues] | PageValues] = deque()
    pictures = 0
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="pages")
    try:
        for sheet in sheets:
            if sheet.picture and recognize:
                waiting.append(pool.submit(_values, sheet, recognize))
                pictures += 1
            else:
                waiting.append(_values(sheet, None))
            while waiting and (pictures > jobs * _AHEAD or not isinstance(waiting[0], Future)):
                first = waiting.popleft()
                pictures -= isinstance(first, Future)
                yield first.result() if isinstance(first, Future) else first
        while waiting:
            first = waiting.popleft()
            yield first.result() if isinstance(first, Future) else first
    finally:
        pool.shutdown(cancel_futures=True)  # whoever stops in the middle waits for no page that nobody reads


def _values(sheet: Sheet, recognize: Recognizer | None) -> PageValues:
    """The values of an opened page."""
    page = PageValues(number=sheet.number, width=sheet.width, height=sheet.height)
    if sheet.fault:
        return replace(page, legibility=Legibility.NONE, score=0.0, fault=sheet.fault)
    if sheet.blank:
        return replace(page, blank=True)
    if not sheet.picture:
        return _from_layer(sheet)
    if recognize is None:
        return replace(page, legibility=Legibility.NONE, score=0.0, mark=sheet.mark, fault=UNRECOGNIZED)
    try:
        return _recognized(sheet, recognize(sheet.picture))
    except (OSError, ValueError):  # the program is gone, or answered nothing that can be read
        return replace(page, legibility=Legibility.NONE, score=0.0, mark=sheet.mark, fault="READ-RECOGNITION")


def _from_layer(sheet: Sheet) -> PageValues:
    upright = sheet.rotation % 180 == 0
    wide, high = (sheet.width, sheet.height) if upright else (sheet.height, sheet.width)
    return PageValues(
        number=sheet.number,
        width=sheet.width,
        height=sheet.height,
        rotation=sheet.rotation,
        text_from=TextFrom.LAYER,
        lines=lines_of(sheet.words, aspect=wide / max(high, 1.0)),
        words=sheet.words,
    )


def _recognized(sheet: Sheet, read: RecognizedPage) -> PageValues:
    if not read.words and sheet.words:
        return _from_layer(sheet)
    return PageValues(
        number=sheet.number,
        width=sheet.width,
        height=sheet.height,
        rotation=read.rotation,
        legibility=legibility_of(read.words, read.sure),
        score=round(read.sure, 1),
        text_from=TextFrom.RECOGNITION,
        lines=read.lines,
        words=read.words,
        fault=read.fault,
        mark=sheet.mark,
    )
