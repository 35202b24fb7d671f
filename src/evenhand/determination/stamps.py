"""Stamps and other tools' page lines that stand among a letter's words: running numbers, fax lines, addresses of pages.

Only a line that can be nothing else is left out, and said. Blanks take its place, so that offsets keep their meaning.
"""

import re

from evenhand.determination.reading_rules import finding
from evenhand.finding import Finding, Place, Severity

_DAY = (
    r"(?:\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d\d-\d\d"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4})"
)
_LINE = re.compile(
    r"(?:^|(?<=\f))[ \t]*(?:"
    rf"(?:https?://|file://|www\.)\S+(?:[ \t]+\d{{1,3}} ?/ ?\d{{1,3}}|[ \t]+{_DAY}[^\n\f]{{0,30}})?|"
    rf"(?:from|to)\b:?[^\n\f]{{0,60}}{_DAY}[ ,]+\d{{1,2}}:\d\d[^\n\f]{{0,30}}\bp(?:age|g|\.)?[ .:]*\d{{1,4}}"
    r"(?: ?/ ?\d{1,4}| of \d{1,4})?|"
    r"[A-Z]{2,12}[-_ ]?\d{5,10}(?:[-_]\d{1,4})?(?:[ \t]+(?:CONFIDENTIAL|COPY|PRIVILEGED|REDACTED))?|"
    r"(?:bates|def|plaintiff|defendant|exhibit)(?:[-_ .#:]|no\b)*[A-Z]*[-_]?\d{3,10}|"
    r"(?:strictly |attorney.client )?(?:confidential|privileged|draft|copy|duplicate|sample|void|redacted"
    r"|unofficial(?: copy)?|"
    r"original|scanned(?: copy| by \w+)?|certified copy|true copy|received|filed|faxed|entered)[ !*.]*|"
    rf"(?:received|filed|scanned|printed|faxed|entered|stamped)(?: (?:on|by|at|date))?:?[ \t]+(?:\w+[ "
    rf"\t]+)?{_DAY}[^\n\f]{{0,30}}|"
    rf"{_DAY}[ \t]+\d{{1,2}}:\d\d[^\n\f]{{0,60}}|"
    r"[^\n\f]{0,40}\bfax\b[^\n\f]{0,40}\bp(?:age|\.)? ?\.?\d{1,4}(?: ?/ ?\d{1,4}| of \d{1,4})?|"
    rf"{_DAY}[ \t]{{2,}}[^\n\f:]{{1,60}}|"
    r"page[ \t]*\d{1,3}[ \t]*(?:of|/)[ \t]*\d{1,3}|\d{6,10}|"
    r"(?:scanned|created|printed|converted) (?:with|by|using|from)\b[^\n\f]{1,60}"
    r")[ \t\r]*(?=$|\f)",
    re.MULTILINE | re.IGNORECASE,
)
_CASE = re.compile(r"[A-Z]{2}\d\d-\d{5,8}", re.IGNORECASE)
_MOST_SAID = 5


def without_stamps(text: str, file: str) -> tuple[str, tuple[Finding, ...]]:
    """The text with lines that are stamps made blank, and a note on each (on the first few of many)."""
    stamps = [match for match in _LINE.finditer(text) if match[0].strip() and not _is_the_letters(text, match)]
    if not stamps:
        return text, ()
    pieces, done = [], 0
    for match in stamps:
        pieces += [text[done : match.start()], " " * len(match[0])]
        done = match.end()
    notes = [_note(text, match, file) for match in stamps[:_MOST_SAID]]
    if len(stamps) > _MOST_SAID:
        message = f"{len(stamps) - _MOST_SAID} more lines like these were left out"
        notes.append(finding("READ-STAMP", message, Severity.NOTE, place=Place(file=file)))
    return "".join([*pieces, text[done:]]), tuple(notes)


def _is_the_letters(text: str, match: re.Match[str]) -> bool:
    """Whether a line that looks like a stamp is a value of the header, or the end of a sentence."""
    words = match[0].strip()
    if _CASE.fullmatch(words) or (words.isdigit() and _goes_on(text, match)):
        return True
    lower = words.lower().rstrip("!*. ")
    if lower.startswith(("http", "www.")) and not re.search(r"\s", words):
        return _goes_on(text, match)
    if lower in ("received", "filed", "entered", "original", "copy", "confidential", "draft", "void", "sample"):
        return _goes_on(text, match) and not words.isupper()
    return lower.startswith("received") and lower.rstrip(": ") == "received"


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether the line before is the beginning of the same sentence."""
    before = text[: match.start()].rstrip()
    return not before.endswith((".", "!", "?", ":"))


def _note(text: str, match: re.Match[str], file: str) -> Finding:
    words = " ".join(match[0].split())[:60]
    place = Place(file=file, line=text.count("\n", 0, match.start()) + 1, start=match.start(), end=match.end())
    return finding(
        "READ-STAMP", f'a stamp or page line was left out of the text: "{words}"', Severity.NOTE, place=place
    )
