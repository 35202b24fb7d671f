"""Citations in running text: a body or a title, and what stands beside it in its sentence."""

import re
from dataclasses import dataclass, field

from evenhand.guideline.cited import OTHER, CitedGuideline
from evenhand.guideline.conventions import Body, Title, Work
from evenhand.guideline.outside import body_of
from evenhand.guideline.patterns import Patterns, key
from evenhand.guideline.printed import EDGES, address_of, day_of_edition, pages_of

_FARTHEST = 160
"""So many characters apart, two marks are of two citations."""
_RECOMMENDED = re.compile(
    r"\b(?:recommends?|recommended|addressing|addressed|states?|regarding)\s+(?:that\s+|the\s+)?"
    r"(?P<topic>[A-Za-z][\w-]*(?:\s+[A-Za-z][\w-]*){0,4}?)"
    r"(?=\s+(?:for|as|in|by|to|up|with|is|are|units?|therapy\s+for|of)\b|[.,;]|$)",
    re.IGNORECASE,
)


_LINK = re.compile(r"[\s(,:]*(?:guidelines?)?[\s(,:]*", re.IGNORECASE)
_BESIDE = re.compile(r"\s*(?:Guidelines?)?\.?\s*[(,]?\s*(?:ACOEM|(?:19|20)\d\d|[A-Z][a-z]+ \d{1,2}, (?:19|20)\d\d)")
_MONTH_OF_YEAR = re.compile(r"\d{4}-\d\d")


@dataclass(slots=True)
class _Gathered:
    """What has been read of one citation."""

    start: int
    end: int
    body: str = ""
    work: Work | None = None
    title: Title | None = None
    edition: str | None = None
    chapter: str | None = None
    law: str | None = None
    section: str | None = None
    pages: str | None = None
    address: str | None = None


_DETAILS = ("work", "title", "edition", "chapter", "law", "section", "pages")


@dataclass(slots=True)
class _Reading:
    """A text being read: the citation at hand, and those done."""

    pattern: Patterns
    done: list[_Gathered] = field(default_factory=list)
    at_hand: _Gathered | None = None

    def gathered(self, start: int, end: int, *, apart: bool = False) -> _Gathered:
        """The citation to which a mark belongs: the one at hand, or a new one where it is too far or is set apart."""
        current = self.at_hand
        if current is None or apart or start - current.end > _FARTHEST:
            self.close()
            current = self.at_hand = _Gathered(start, end)
        current.end = end
        return current

    def close(self) -> None:
        """Finish the citation at hand. What names no guideline is none; what says more of the one before joins it."""
        current, self.at_hand = self.at_hand, None
        if current is None or not self._names_a_guideline(current):
            return
        if self.done and _says_more(self.done[-1], current):
            before = self.done[-1]
            before.end = current.end
            for name in _DETAILS:
                setattr(before, name, getattr(before, name) or getattr(current, name))
        else:
            self.done.append(current)

    def _names_a_guideline(self, current: _Gathered) -> bool:
        return bool(current.body or current.title or current.address or _by_law(current, self.pattern))


def _by_law(gathered: _Gathered, pattern: Patterns) -> Title | None:
    """The guideline that a section of law adopts, whatever subdivision is cited."""
    law = f"{pattern.conventions.section_prefix}{gathered.law}" if gathered.law else ""
    return pattern.sections.get(law.partition("(")[0])


def _says_more(before: _Gathered, current: _Gathered) -> bool:
    """Whether a citation only says more of the one before: the same body, near, and nothing told otherwise."""
    if current.address or before.address or current.start - before.end > _FARTHEST:
        return False
    same_body = current.body == before.body or not (current.body and before.body)
    details = ((getattr(before, name), getattr(current, name)) for name in _DETAILS if name != "work")
    return same_body and all(not own or not other or own == other for own, other in details)


def running_citations(text: str, plain: str, span: tuple[int, int], pattern: Patterns) -> list[CitedGuideline]:
    """The citations between two places of a running text, in order.

    Years, days, pages, chapters and sections of law belong to the guideline named beside them in their sentence, before
    or after.
    """
    reading = _Reading(pattern)
    for match in pattern.mark.finditer(plain, *span):
        _take(match, reading)
    reading.close()
    return [_citation(gathered, text, pattern) for gathered in reading.done]


def _take(match: re.Match[str], reading: _Reading) -> None:
    """Take one mark of a text into the citation it belongs to."""
    named = {name: value for name, value in match.groupdict().items() if value}
    start, end = match.span()
    if "stop" in named or "silent" in named:
        reading.close()
    elif "address" in named:
        if not any(body.lower() in named["address"].lower() for body in reading.pattern.conventions.bodies):
            reading.gathered(start, end, apart=True).address = address_of(named["address"])
            reading.close()
    elif "body" in named:
        _take_body(named["body"], match, reading)
    elif "title" in named or "common" in named:
        _take_title(named, match, reading)
    else:
        _take_detail(named, reading.gathered(start, end))


def _take_body(name: str, match: re.Match[str], reading: _Reading) -> None:
    body = body_of(name, reading.pattern)
    work = reading.pattern.works.get(key(name))
    gathered = reading.gathered(*match.span(), apart=_is_of_another(body.id, match, reading.at_hand))
    gathered.body = gathered.body or body.id
    if work and gathered.body == body.id and (gathered.work is None or len(work[1].title) > len(gathered.work.title)):
        gathered.work = work[1]


def _is_of_another(body: str, match: re.Match[str], current: _Gathered | None) -> bool:
    """Whether a body is of another citation than the one at hand: of another body, or not beside a title that the
    schedule shares with it.
    """
    if current is None:
        return False
    if current.body:
        return current.body != body
    if current.title is None or current.title.body == body:
        return False
    return _LINK.fullmatch(match.string, current.end, match.start()) is None


def _take_title(named: dict[str, str], match: re.Match[str], reading: _Reading) -> None:
    title = reading.pattern.titles[key(named.get("title") or named["common"])]
    if "common" in named and _BESIDE.match(match.string, match.end()) is None:
        return
    current = reading.at_hand
    is_second = current is not None and current.title is not None and current.title.section != title.section
    gathered = reading.gathered(*match.span(), apart=is_second)
    gathered.title = gathered.title or title


def _take_detail(named: dict[str, str], gathered: _Gathered) -> None:
    if "day" in named:
        gathered.edition = gathered.edition or day_of_edition(named["day"])
    elif "year" in named:
        gathered.edition = gathered.edition or named["year"]
        gathered.pages = gathered.pages or named.get("page")
    elif "numbered" in named or "version" in named:
        gathered.edition = gathered.edition or named.get("numbered") or named["version"]
    elif "law" in named:
        gathered.law = gathered.law or named["law"]
    elif "pages" in named:
        gathered.pages = gathered.pages or pages_of(named["pages"])
    elif "number" in named or "named" in named:
        chapter = f"Chapter {named['number']}" if "number" in named else f"Chapter on {named['named']}"
        gathered.chapter = gathered.chapter or chapter
    elif "topic" in named:
        gathered.section = gathered.section or named["topic"].strip(EDGES)


def _citation(gathered: _Gathered, text: str, pattern: Patterns) -> CitedGuideline:
    raw = text[gathered.start : gathered.end].strip(EDGES)
    if gathered.address:
        return CitedGuideline(body=OTHER, title=gathered.address, raw=raw)
    law = f"{pattern.conventions.section_prefix}{gathered.law}" if gathered.law else ""
    by_law = _by_law(gathered, pattern)
    title = gathered.title or by_law
    if title and by_law and not by_law.is_guideline:
        title, gathered.body = by_law, by_law.body
    body = gathered.body or (title.body if title else pattern.conventions.schedule_body)
    publisher = pattern.conventions.bodies[body]
    work = gathered.work or publisher.works[0]
    own_place = title.place if title else work.section
    return CitedGuideline(
        body=body,
        title=title.title if title else work.title,
        edition=_edition(gathered.edition, publisher, body == pattern.conventions.schedule_body),
        chapter="; ".join(filter(None, (gathered.chapter, law))) or own_place or None,
        section=gathered.section or (None if title else _topic(gathered, text)),
        pages=gathered.pages,
        raw=raw,
    )


def _edition(printed: str | None, body: Body, is_schedule: bool) -> str | None:
    """An edition as it is cited: the year of a number; of the schedule, which goes by years, the year of a month."""
    if printed is None:
        return None
    if is_schedule and _MONTH_OF_YEAR.fullmatch(printed):
        return printed[:4]
    return body.numbered.get(printed.lower().rstrip("."), printed)


def _topic(gathered: _Gathered, text: str) -> str | None:
    """What a sentence says a body recommends or addresses."""
    after = text[gathered.end : gathered.end + _FARTHEST].partition(". ")[0]
    match = _RECOMMENDED.search(after)
    return match["topic"] if match else None
