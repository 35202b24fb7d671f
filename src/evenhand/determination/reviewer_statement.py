"""The reviewer as a letter describes him or her: in lines of licensure and specialty (2016) or in a sentence (2014)."""

import re
from functools import lru_cache
from typing import NamedTuple

from evenhand.determination.headings import Headings, documents_heading
from evenhand.determination.letter_text import LetterText, cut
from evenhand.determination.published import Layout, Span
from evenhand.determination.recognised import state

_LICENSURE = re.compile(r"^[ \t]*state(?:\(s\)|s)?\s+(?:of\s+)?licensure[ ]*:", re.IGNORECASE | re.MULTILINE)
_SPECIALTY = re.compile(
    r"^[ \t]*(?:certification(?:\(s\)|s)?\s*/\s*)?specialt(?:y\(ies\)|y|ies)[ ]*:", re.IGNORECASE | re.MULTILINE
)
_STATES = re.compile(r"[,;]|\band\b", re.IGNORECASE)
_LICENSED = re.compile(
    r"\blicensed\s+(?:to\s+practice\s+(?:medicine\s+)?)?in\s+(?:the\s+states?\s+of\s+)?([^.]*)", re.IGNORECASE
)
_CERTIFIED = re.compile(
    r"\b(?:is|are)\s+(?:board[-\s]+certified\s+in\s+|an?\s+)(.{1,300}?)"
    r"(?:[,;]?\s+(?:and\s+)?(?:(?:is|holds|who\s+is)\s+)?(?:also\s+|currently\s+)?(?:an?\s+)?(?:active\s+)?licen[cs]ed?\b|\.\s|\.$)",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE = re.compile(r"\b(?:is|was|were|has|have|had|the|this|that)\b")
_NO_SPECIALTY = re.compile(r"\d|://|\bwww\.")
_LAST_NAMES = re.compile(r"(?:[A-Z][a-z]+|[&/]|and|of)(?:,? (?:[A-Z][a-z]+|[&/]|and|of)){0,7}")
"""Names on the one line that follows, where nothing else does."""
_NEARLY_FULL = 42
"""So many characters beside the label leave no room for another certification on its line."""
_MOST_WORDS = 12
_USUAL = 5000
"""Characters. A longer section is read and not remembered."""
_LONGEST = 20_000
"""Characters. A section longer still has lost the heading after it, and what follows speaks of something else."""
_CREDENTIALS = "has the following credentials"
_SUBSPECIALTY = re.compile(r",?\s+(?:and\s+)?has\s+(?:a\s+)?sub-?specialt(?:y|ies)\s+in\s+", re.IGNORECASE)


class ReviewerStatement(NamedTuple):
    """The reviewer's states of licence and specialty as printed, the statement, and the layout that prints them so."""

    licensure: tuple[str, ...] = ()
    specialty: str | None = None
    how_made: str | None = None
    layout: Layout = Layout.UNKNOWN
    spans: tuple[tuple[str, Span], ...] = ()
    misread: tuple[str, ...] = ()
    """The words among the states of licence that name none, or one by its shape only."""


_NOTHING = ReviewerStatement()


def reviewer_statement(letter: LetterText, sections: Headings) -> ReviewerStatement:
    """Read the section on how the determination was made; empty where the letter has lost it."""
    if sections.how < 0:
        return _NOTHING
    ends = (sections.summary_head, sections.issues_head, sections.end)
    end = next(end for end in ends if end >= 0)
    return read_statement(letter.body[sections.how : end], sections.how)


def read_statement(section: str, start: int) -> ReviewerStatement:
    """Read the words that describe the reviewer; `start` is where they stand in the letter."""
    read = _read(section) if len(section) < _USUAL else _read.__wrapped__(section[:_LONGEST])
    return read._replace(spans=tuple([(name, (first + start, last + start)) for name, (first, last) in read.spans]))


@lru_cache(maxsize=1024)
def _read(section: str) -> ReviewerStatement:
    """Read the section by itself, once for all letters of a reviewer: its words are the same in each of them."""
    documents = documents_heading(section.lower(), 0, len(section))
    if documents >= 0 and not _SPECIALTY.search(section, documents):
        section = section[:documents]
    licensed = _LICENSURE.search(section)
    certified = _SPECIALTY.search(section)
    statement, span = cut(
        section, 0, min([match.start() for match in (licensed, certified) if match] or [len(section)])
    )
    read = ReviewerStatement(how_made=statement, spans=(("how_made", span),))
    return _listed(section, licensed, certified, read) if licensed or certified else _told(section, read)


def _listed(
    section: str, licensed: re.Match[str] | None, certified: re.Match[str] | None, read: ReviewerStatement
) -> ReviewerStatement:
    """The lines of licensure and specialty, each up to the other or to the section's end."""
    states = specialty = None
    spans = read.spans
    if licensed:
        until = certified.start() if certified and certified.start() > licensed.end() else len(section)
        states, span = cut(section, licensed.end(), until)
        spans += (("licensure", span),)
    if certified:
        until = licensed.start() if licensed and licensed.start() > certified.end() else len(section)
        specialty, span = cut(section, certified.end(), _listed_until(section, certified.end(), until))
        spans += (("specialty", span),)
    return read._replace(
        licensure=_states(states or ""),
        specialty=specialty,
        layout=Layout.CREDENTIALS_2016,
        spans=spans,
        misread=_misread(states or ""),
    )


def _listed_until(section: str, start: int, end: int) -> int:
    """Where a list of certifications ends: with its line, unless that breaks off in the list.

    A list that fills its line goes on below; a heading or a sentence that follows it does not belong to it.
    """
    stop = section.find("\n", start, end)
    while stop >= 0:
        line = section[start:stop].strip()
        following = section[stop + 1 : end].lstrip().split("\n", 1)[0].strip()
        is_open = not line or line.endswith((",", "&", "/", " and", " of")) or len(line) > _NEARLY_FULL
        is_open = is_open or _LAST_NAMES.fullmatch(section[stop:end].strip()) is not None
        if not is_open or not following or following.isupper() or following.endswith((".", ":")):
            return stop
        if _SENTENCE.search(following) or len(following.split()) > _MOST_WORDS or _NO_SPECIALTY.search(following):
            return stop
        start = section.index(following, stop)
        stop = section.find("\n", start, end)
    return end


def _told(section: str, read: ReviewerStatement) -> ReviewerStatement:
    """The sentence of 2014: board certified in one thing, with a subspecialty in another, licensed in some states."""
    states: tuple[str, ...] = ()
    specialty = None
    spans = read.spans
    if licensed := _LICENSED.search(section):
        printed, span = cut(section, *licensed.span(1))
        states = _states(printed or "")
        spans += (("licensure", span),)
    if certified := _CERTIFIED.search(section):
        printed, span = cut(section, *certified.span(1))
        specialty = _SUBSPECIALTY.sub(", ", printed or "").strip(" ,") or None
        spans += (("specialty", span),)
    layout = Layout.GRID_2014 if states or specialty else Layout.UNKNOWN
    if _CREDENTIALS in " ".join(section.lower().split()):
        layout = Layout.CREDENTIALS_2016
    return read._replace(licensure=states, specialty=specialty, layout=layout, spans=spans)


def _states(printed: str) -> tuple[str, ...]:
    return tuple([state(part)[0] for part in map(_bare, _STATES.split(printed)) if part])


def _bare(part: str) -> str:
    return part.strip().rstrip(".").rstrip()


def _misread(licensure: str) -> tuple[str, ...]:
    return tuple([part for part in map(_bare, _STATES.split(licensure)) if part and not state(part)[1]])
