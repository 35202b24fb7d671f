"""Hyphens lost when text was taken from a page: a tool that joins a word broken at its hyphen drops the hyphen too."""

from evenhand.determination.reading_rules import finding
from evenhand.finding import Finding, Place, Severity

_COLUMN = range(60, 130)
"""How many characters a usual full line of a wrapped letter has."""
_OVERLONG = 1.35


def lost_hyphens(text: str, file: str) -> list[Finding]:
    """A note on each line that is two lines joined: a word in it was broken at a hyphen that the text no longer shows.

    Where in the line the hyphen stood cannot be told, so nothing is put back.
    """
    lines = text.split("\n")
    lengths = list(map(len, lines))
    longest = max(lengths)
    usual = sorted(lengths)[len(lengths) * 3 // 4] if longest > _COLUMN.start * _OVERLONG else 0
    if usual not in _COLUMN or longest <= usual * _OVERLONG:
        return []
    findings = []
    start = 0
    for number, length in enumerate(lengths, 1):
        if length > usual * _OVERLONG:
            message = "this line is too long for its column: a hyphen at the end of a line was lost from it"
            place = Place(file=file, line=number, start=start, end=start + length)
            findings.append(finding("READ-HYPHEN", message, Severity.NOTE, place=place, remedy="Read the PDF instead."))
        start += length + 1
    return findings
