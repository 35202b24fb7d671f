"""Page furniture: page numbers and running lines that a page adds to a letter and that are no part of its words."""

import re

_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-\u2013 ]*(\d{1,3})[-\u2013 ]*(?:(?:of|/)\s*(\d{1,3}))?", re.IGNORECASE)
_RUNNING = re.compile(
    r"(?P<title>(?:imr\s+)?(?:final\s+)?determination(?:\s+letter)?\s+(?:for\s+)?)?"
    r"(?:imr\s+|maximus\s+)?case\s+(?:number|no\.?)?:?\s*[a-z]{2}\d\d-\d{5,8}"
    r"(?P<page>\s+(?:page\s*)?\d{1,3}(?:\s+of\s+\d{1,3})?)?",
    re.IGNORECASE,
)
"""A running line names the paper or numbers the page; a case number alone may begin the header of another letter."""
_LONGEST_NUMBER = 20
_LONGEST = 90
_WINDOW = 200
_BREAKS = 4
_NEVER_LAST = frozenset("abcdefghijklmnopqrstuvwxyz.,:;")
"""What page furniture never ends in; most pages end in one of these."""
_LINES = 2
"""How many lines of furniture a page may have above, and how many below."""


def without_furniture(text: str, body: str, plain: str) -> tuple[str, str]:
    """Blank the page furniture in two texts of the same length as `text`, whose form feeds show where pages end.

    A bare number is a page number only at the edge of a page and only if it counts the pages; in a text that has lost
    its form feeds "Page 2 of 4" is one wherever it has a line to itself.
    """
    spans = _edges(text) + ([] if "\f" in text else _numbered(plain))
    return (_blanked(body, spans), _blanked(plain, spans)) if spans else (body, plain)


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with spaces in place of the spans."""
    pieces, done = [], 0
    for start, end in sorted(spans):
        if end > done:
            start = max(start, done)
            pieces += [text[done:start], " " * (end - start)]
            done = end
    return "".join([*pieces, text[done:]])


def _edges(text: str) -> list[tuple[int, int]]:
    """The lines of furniture at the foot of every page and at the top of every page but the first."""
    spans: list[tuple[int, int]] = []
    page, feed = 1, text.find("\f")
    while feed >= 0:
        if page > 1 or text[:feed].strip():
            if text[max(feed - _BREAKS, 0) : feed].rstrip()[-1:] not in _NEVER_LAST:
                spans += _foot(text, feed, page)
            page += 1
            if _may_be_furniture(text, feed + 1):
                spans += _top(text, feed + 1, page)
        feed = text.find("\f", feed + 1)
    return spans + _foot(text, len(text), page)


def _may_be_furniture(text: str, start: int) -> bool:
    """Whether the first line of a page is short, or names a case: any other is no furniture."""
    if text[start : start + 1].islower():
        return False
    end = text.find("\n", start)
    return end - start <= _LONGEST_NUMBER or "ase" in text[start:end].lower() or text[start : start + 1].isspace()


def _foot(text: str, end: int, page: int) -> list[tuple[int, int]]:
    """The furniture on the last lines before an offset."""
    spans = []
    for _ in range(_LINES):
        low = max(end - _WINDOW, 0)
        window = text[low:end].rstrip()
        line = window[max(window.rfind("\n"), window.rfind("\f")) + 1 :]
        if len(line) == len(window) or not _is_furniture(line, page):
            break
        spans.append((low + len(window) - len(line), low + len(window)))
        end = spans[-1][0]
    return spans


def _top(text: str, start: int, page: int) -> list[tuple[int, int]]:
    """The furniture on the first lines from an offset on."""
    spans = []
    for _ in range(_LINES):
        window = text[start : start + _WINDOW]
        line = window.lstrip()
        start += len(window) - len(line)
        end = line.find("\n")
        if end < 0 or (end > _LONGEST_NUMBER and "ase" not in line[:_LONGEST].lower()):
            break
        if not _is_furniture(line[:end], page):
            break
        spans.append((start, start + end))
        start += end
    return spans


def _is_furniture(line: str, page: int) -> bool:
    line = line.strip()
    if not line or len(line) > (_LONGEST if "case" in line.lower() else _LONGEST_NUMBER):
        return False
    if running := _RUNNING.fullmatch(line):
        return bool(running["title"] or running["page"])
    match = _PAGE_NUMBER.fullmatch(line)
    return match is not None and (match[2] is not None or "page" in line.lower() or abs(int(match[1]) - page) <= 1)


def _numbered(plain: str) -> list[tuple[int, int]]:
    """Lines that read "page 2 of 4" anywhere, for texts that have lost their form feeds."""
    spans = []
    at = plain.find("\nPage ")
    while at >= 0:
        end = plain.find("\n", at + 1)
        end = len(plain) if end < 0 else end
        match = _PAGE_NUMBER.fullmatch(plain[at + 1 : end].strip())
        if match and match[2]:
            spans.append((at + 1, end))
        at = plain.find("\nPage ", end)
    return spans
