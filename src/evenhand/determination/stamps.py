"""Stamps and other tools' page lines that stand among a letter's words: running numbers, fax lines, addresses of pages.

Only a line that can be nothing else is left out, and said. Blanks take its place, so that offsets keep their meaning.
Some show by their words (`stamp_words`), others by where they stand: a short line in the middle of a sentence, where
the line before was full and the next goes on in small letters, is none of the sentence.
"""

import re

from evenhand.determination.reading_rules import finding
from evenhand.determination.stamp_words import LATE_STAMP_LINE, STAMP_LINE
from evenhand.finding import Finding, Place, Severity

_CASE = re.compile(r"[A-Z]{2}\d\d-\d{5,8}", re.IGNORECASE)
_RUNNING_LINE = re.compile(rf"{_CASE.pattern}|\d[ \t]{{2,}}[A-Za-z]", re.IGNORECASE)
"""What a page prints above or below each of its pages: the case, or a day and the name of the page."""
_APPLICATION = re.compile(r"\bapplication\s*$", re.IGNORECASE)
_HEADER_ENDS = re.compile(
    r"^[ \t*#>]*(?:how the (?:imr )?(?:final )?determination was made|clinical (?:case )?summary)[ \t:*.]*$",
    re.MULTILINE | re.IGNORECASE,
)
_OUTCOME = re.compile(r":\s*(?:upheld|overturned)\W*$", re.IGNORECASE)
_ADDRESSES = ("http", "www.", "file:", "about:")
_BEFORE = 40
_MOST_SAID = 5
_NARROWEST = 60
"""In a text whose lines are shorter no line shows by being full."""
_FULL, _SHORT = 0.75, 0.55
"""Parts of a usual full line."""
_ENDS = (".", "?", "!", ":", ";")
_MOST_AMID = 6
_RUNNING = 6
_Span = tuple[int, int]


def without_stamps(text: str, file: str) -> tuple[str, tuple[Finding, ...]]:
    """The text with lines that are stamps made blank, and a note on each (on the first few of many)."""
    by_words = [match.span() for match in STAMP_LINE.finditer(text) if match[0].strip()]
    stamps = [span for span in by_words if not _is_the_letters(text, span)]
    stamps += _late(text)
    told = dict(stamps)
    stamps = sorted({*stamps, *(span for span in _amid_sentences(text) if span[0] not in told)})
    if not stamps:
        return text, ()
    pieces, done = [], 0
    for start, end in stamps:
        pieces += [text[done:start], " " * (end - start)]
        done = end
    notes = [_note(text, span, file) for span in stamps[:_MOST_SAID]]
    if len(stamps) > _MOST_SAID:
        message = f"{len(stamps) - _MOST_SAID} more lines like these were left out"
        notes.append(finding("READ-STAMP", message, Severity.NOTE, place=Place(file=file)))
    return "".join([*pieces, text[done:]]), tuple(notes)


def _late(text: str) -> list[_Span]:
    """The lines after the header that are stamps there, if the line before them ends a sentence or a heading."""
    header = _HEADER_ENDS.search(text)
    if header is None:
        return []
    spans = (match.span() for match in LATE_STAMP_LINE.finditer(text, header.end()) if match[0].strip())
    return [span for span in spans if _RUNNING_LINE.search(text, *span) or not _goes_on(text, span)]


def _amid_sentences(text: str) -> list[_Span]:
    """The short lines that break a sentence: the one before is full and unfinished, the next goes on in small
    letters.
    """
    lengths = sorted(len(line) for line in text.split("\n"))
    usual = lengths[len(lengths) * 9 // 10]
    if usual < _NARROWEST:
        return []
    lines = [match.span() for match in re.finditer(r"[^\n\f]+", text) if match[0].strip()]
    amid = [
        line
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if line[1] - line[0] <= usual * _SHORT
        and usual * _FULL <= before[1] - before[0] <= usual * 2
        and text[slice(*after)].strip()[0].islower()
        and not text[slice(*before)].rstrip().endswith(_ENDS)
    ]
    if len(amid) > _MOST_AMID:  # the lines were broken anew, as e-mail does
        return []
    return [line for line in amid if _is_foreign(text[slice(*line)].strip())]


def _is_foreign(words: str) -> bool:
    """Whether some words are none of a sentence: capitals or signs only, or with figures, and without an end."""
    if words.strip("-[]() ").isdigit() and len(words) < _RUNNING:  # a page number, which belongs to the page
        return False
    is_prose = any(word.islower() and len(word) > 1 for word in words.split())
    has_figures = any(map(str.isdigit, words))
    return not is_prose and not words.endswith((*_ENDS, ",")) and (has_figures or words.upper() == words)


def _is_the_letters(text: str, span: _Span) -> bool:
    """Whether a line that looks like a stamp is a value of the header, or the end of a sentence."""
    words = text[slice(*span)].strip()
    if words[:1].islower() and not words.lower().startswith(_ADDRESSES) and _goes_on(text, span):
        return True
    if _CASE.fullmatch(words) or (words.isdigit() and _goes_on(text, span)):
        return True
    lower = words.lower().rstrip("!*. ")
    if lower.startswith(("http", "www.")) and not re.search(r"\s", words):
        return _goes_on(text, span)
    if lower in ("received", "filed", "entered", "original", "copy", "confidential", "draft", "void", "sample", "paid"):
        return _goes_on(text, span) and not words.isupper()
    if lower.startswith("received"):
        return lower.rstrip(": ") == "received" or _APPLICATION.search(text[: span[0]].rstrip()) is not None
    return False


def _goes_on(text: str, span: _Span) -> bool:
    """Whether the line before is the beginning of the same sentence; an outcome ends the name before it."""
    before = text[: span[0]].rstrip()[-_BEFORE:]
    return not before.endswith((".", "!", "?", ":")) and _OUTCOME.search(before) is None


def _note(text: str, span: _Span, file: str) -> Finding:
    start, end = span
    words = " ".join(text[start:end].split())[:60]
    place = Place(file=file, line=text.count("\n", 0, start) + 1, start=start, end=end)
    return finding(
        "READ-STAMP", f'a stamp or page line was left out of the text: "{words}"', Severity.NOTE, place=place
    )
