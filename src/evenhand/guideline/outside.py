"""Citations of anything but the schedule: another body's guideline, a page on the web, a book or a study."""

import re
from typing import NamedTuple

from evenhand.guideline.cited import OTHER, CitedGuideline
from evenhand.guideline.conventions import Body
from evenhand.guideline.patterns import Patterns, key
from evenhand.guideline.printed import ADDRESS, DAY, EDGES, PAGES, UPDATED, YEAR, address_of, day_of_edition, pages_of

_ADDRESS = re.compile(ADDRESS, re.IGNORECASE)
_PAGES = re.compile(PAGES, re.IGNORECASE)
_UPDATED = re.compile(UPDATED, re.IGNORECASE)
_YEAR = re.compile(rf"\b{YEAR}\b")
_DAY = re.compile(DAY, re.IGNORECASE)
_NUMBERED = re.compile(r"\b(?:\d{1,2}(?:st|nd|rd|th)|second|third)\s+ed(?:ition)?\b\.?", re.IGNORECASE)
_CHAPTER = re.compile(r"(?P<chapter>.*?\b(?:chapter|section)\b(?:\s*\([^()]*\))?)", re.IGNORECASE)
_CHAPTER_WORD = re.compile(r"^chapter\s*:\s*", re.IGNORECASE)
_FIRST_PIECE = re.compile(r"(?P<chapter>[^,/:(]+?)(?=\s*[,/:]|\s+-\s)")
_NUMBER = re.compile(r"chapter\s+(?P<number>\d{1,2})\b\W*", re.IGNORECASE)
_WORK_ITSELF = re.compile(
    r"^[\s(,:]*(?:treatment index|treatment in workers'? comp(?:ensation)?|online|web|internet|current edition)\b"
    r"[\s),:]*"
    r"|(?<!\w)\((?:web|online|internet)\)[\s,:]*",
    re.IGNORECASE,
)
"""What a text calls the whole of a body's work, which is no chapter of it."""
_LEADING = re.compile(
    r"(?:\W|\b(?:the|and|per|from|in|also|or|of|see|with|citation|official|other|medical|treatment|guidelines?)\b)*",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?:[\s,;:-]|\b(?:and|the)\b)*$", re.IGNORECASE)
_ANEW = re.compile(r"(?:[.;]\s*|\band\s+(?:the\s+)?)$", re.IGNORECASE)
_WHOLE_BRACKET = re.compile(r"\((?P<inside>(?:[^()]|\([^()]*\))*)\)")


class _Mark(NamedTuple):
    """Where a body is named in a text, or an address stands; `body` is None for an address."""

    start: int
    end: int
    body: Body | None


def outside_citations(text: str, plain: str, span: tuple[int, int], pattern: Patterns) -> list[CitedGuideline]:
    """The citations of a sentence on what is not of the schedule: `span` is what follows its opening words."""
    start, end = span
    also = pattern.also.search(plain, start, end)
    if also:
        first = outside_citations(text, plain, (start, also.start()), pattern)
        return first + outside_citations(text, plain, (also.end(), end), pattern)
    marks = _marks(plain, span, pattern)
    if not marks:
        return _other(text, plain, span)
    cited: list[CitedGuideline] = []
    before = plain[start : marks[0].start]
    is_chapter_first = (
        marks[0].body is not None and _chapter_at(before.strip(EDGES), marks[0].body, pattern) is not None
    )
    if not is_chapter_first and marks[0].body is not None and not _LEADING.fullmatch(before):
        cited += _other(text, plain, (start, marks[0].start))
    for number, mark in enumerate(marks):
        stop = marks[number + 1].start if number + 1 < len(marks) else end
        begin = start if number == 0 and (is_chapter_first or mark.body is None) else mark.start
        raw = text[begin:stop].strip(EDGES)
        if mark.body is None:
            cited.append(_page_on_the_web(plain[mark.start : mark.end], plain[begin:stop], raw))
            continue
        rest = plain[begin:stop] if begin < mark.start else plain[mark.end : stop]
        if number + 1 < len(marks):
            rest = _TRAILING.sub("", rest)
        cited.append(citation_of(mark.body, plain[mark.start : mark.end], rest, raw, pattern))
    return cited


def _marks(plain: str, span: tuple[int, int], pattern: Patterns) -> list[_Mark]:
    """The bodies named and the addresses printed, in order. A body named again inside one citation counts once."""
    marks: list[_Mark] = []
    for match in pattern.body.finditer(plain, *span):
        body = body_of(match[0], pattern)
        before = plain[max(span[0], match.start() - 9) : match.start()]
        is_parted = before.rstrip().endswith(";") or (len(match[0]) > len(body.id) and _ANEW.search(before))
        has_chapter = _chapter_at(plain[match.end() : span[1]].lstrip(EDGES), body, pattern) is not None
        if not marks or marks[-1].body is not body or is_parted or has_chapter:
            marks.append(_Mark(match.start(), match.end(), body))
    own = tuple(body.id.lower() for body in pattern.conventions.bodies.values())
    for match in _ADDRESS.finditer(plain, *span):
        if not any(name in match[0].lower() for name in own):
            marks.append(_Mark(match.start(), match.end(), None))
    return sorted(marks, key=lambda mark: mark.start)


def body_of(name: str, pattern: Patterns) -> Body:
    """The body that a name, or the title of a work, is of."""
    name = key(name.partition("(")[0])
    return pattern.works[name][0] if name in pattern.works else pattern.bodies[name]


def _other(text: str, plain: str, span: tuple[int, int]) -> list[CitedGuideline]:
    """A source that no known body publishes: its words are its title."""
    raw = text[slice(*span)].strip(EDGES)
    if not raw:
        return []
    words = " ".join(plain[slice(*span)].split()).strip(EDGES)
    years = _YEAR.findall(words)
    return [CitedGuideline(body=OTHER, title=words, edition=years[-1] if years else None, raw=raw)]


def _page_on_the_web(address: str, words: str, raw: str) -> CitedGuideline:
    years = _YEAR.findall(words)
    return CitedGuideline(body=OTHER, title=address_of(address), edition=years[-1] if years else None, raw=raw)


def citation_of(body: Body, name: str, rest: str, raw: str, pattern: Patterns) -> CitedGuideline:
    """A citation of a body: `name` is what the text calls the body or its work, `rest` what follows of it."""
    work = pattern.works.get(key(name.partition("(")[0]))
    rest = _without_works(rest, pattern)
    rest = _WORK_ITSELF.sub("", rest)
    edition, rest = _edition(body, rest)
    rest = _WORK_ITSELF.sub("", rest)
    pages = _PAGES.search(rest)
    if pages:
        rest = rest[: pages.start()].rstrip(EDGES + "(") + rest[pages.end() :]
    chapter, section = _chapter_and_section(rest.strip(EDGES), body, pattern)
    return CitedGuideline(
        body=body.id,
        title=work[1].title if work else body.works[0].title,
        edition=edition,
        chapter=chapter,
        section=section,
        pages=pages_of(pages["pages"]) if pages else None,
        raw=raw,
    )


def _without_works(rest: str, pattern: Patterns) -> str:
    """What follows a body's name without the name or the word for its guidelines once more."""
    rest = rest.lstrip(EDGES)
    again = pattern.body.match(rest)
    rest = rest[again.end() :].lstrip(EDGES) if again else rest
    return (
        re.sub(r"^guidelines?\b[\s,:]*(?!$)", "", rest, flags=re.IGNORECASE)
        if re.match(r"guidelines?\b", rest, re.IGNORECASE)
        else rest
    )


def _edition(body: Body, rest: str) -> tuple[str | None, str]:
    """The edition that a citation tells, and its words without what tells nothing else."""
    updated = _UPDATED.search(rest)
    if updated:
        return " ".join(updated[0].split()), rest
    numbered = _NUMBERED.search(rest)
    edition = None
    if numbered:
        words = " ".join(numbered[0].split())
        edition = body.numbered.get(words.lower().rstrip("."), words)
        rest = (rest[: numbered.start()] + rest[numbered.end() :]).strip(EDGES)
    for dated in (_DAY.search(rest), _YEAR.search(rest)):
        if dated:
            left = (rest[: dated.start()].rstrip(EDGES + "(") + " " + rest[dated.end() :].lstrip(EDGES + ")")).strip()
            return day_of_edition(dated[0]) or dated[0], left
    return edition, rest


def _chapter_at(words: str, body: Body, pattern: Patterns) -> str | None:
    """The chapter of a body with which words begin, as printed; None where they begin otherwise."""
    chapters = pattern.chapters.get(body.id)
    match = chapters.match(words) if chapters else None
    return match["chapter"] if match else None


def _chapter_and_section(words: str, body: Body, pattern: Patterns) -> tuple[str | None, str | None]:
    """The chapter that words begin with, and the topic after it; words of one piece are a chapter."""
    words = _CHAPTER_WORD.sub("", words.lstrip(") "))
    number = _NUMBER.match(words)
    if number:
        return f"Chapter {number['number']}", words[number.end() :].strip(EDGES) or None
    chapter = _chapter_at(words, body, pattern)
    if chapter is None:
        named = _CHAPTER.match(words) or _FIRST_PIECE.match(words)
        chapter = named["chapter"] if named else words
    section = words[len(chapter) :].strip(EDGES)
    whole = _WHOLE_BRACKET.fullmatch(section)
    section = whole["inside"] if whole else section
    return (" ".join(chapter.split()) or None), (" ".join(section.split()) or None)
