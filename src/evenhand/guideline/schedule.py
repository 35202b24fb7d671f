"""Citations in a sentence on the schedule: one or more of its titles, each with its year, topics and pages."""

import re

from evenhand.guideline.cited import CitedGuideline
from evenhand.guideline.patterns import Patterns, key
from evenhand.guideline.printed import EDGES, PAGES, YEAR, pages_of

_TOPIC = re.compile(r",?\s*\bSections?(?:\s*\(s\))?\s*:\s*(?P<topic>.*)", re.IGNORECASE | re.DOTALL)
_PAGES = re.compile(PAGES, re.IGNORECASE)
_LAST_YEAR = re.compile(rf"(?P<title>.*?),?\s*\(?\b(?P<year>{YEAR})\)?(?:\s+Guidelines?)?\s*$", re.DOTALL)
_CHAPTER = re.compile(r"\bchapter\s+(?P<number>\d{1,2})\b", re.IGNORECASE)


def schedule_citations(text: str, plain: str, span: tuple[int, int], pattern: Patterns) -> list[CitedGuideline]:
    """The citations of a sentence on the schedule: `span` is what follows its opening words.

    A title that is not known is given as printed, without chapter or section of law.
    """
    start, end = span
    items = list(pattern.item.finditer(plain[start:end]))
    if not items or items[0].start() > 0:
        first = items[0].start() if items else end - start
        unknown = _unknown(text, plain, (start, start + first), pattern)
    else:
        unknown = []
    ends = [start + item.start() for item in items[1:]] + [end]
    return unknown + [_known(text, plain, item, (start, ends[number]), pattern) for number, item in enumerate(items)]


def _known(text: str, plain: str, item: re.Match[str], span: tuple[int, int], pattern: Patterns) -> CitedGuideline:
    place = "first" if item["first"] else "later"
    name, year = item[place], item[f"{place}_year"]
    title = pattern.titles[key(name)]
    topic, pages = topic_and_pages(plain[span[0] + item.end() : span[1]])
    edition = year or (title.edition_of_pages if pages else "") or None
    printed = title.title if key(name) != key(title.title) else " ".join(name.split())
    begin = span[0] + item.start(place)
    return CitedGuideline(
        body=pattern.conventions.schedule_body,
        title=printed,
        edition=edition,
        chapter=title.place,
        section=topic,
        pages=pages,
        raw=text[begin : span[1]].strip(EDGES),
    )


def topic_and_pages(rest: str) -> tuple[str | None, str | None]:
    """What follows a title: the topics as printed, and the pages."""
    match = _PAGES.search(rest)
    pages = pages_of(match["pages"]) if match else None
    if match:
        rest = rest[: match.start()] + rest[match.end() :]
    named = _TOPIC.search(rest)
    topic = " ".join((named["topic"] if named else rest).split()).strip(EDGES)
    return topic or None, pages


def _unknown(text: str, plain: str, span: tuple[int, int], pattern: Patterns) -> list[CitedGuideline]:
    """A sentence whose title is not known: the words up to the year, the topics or the pages are its title,
    and where there are none that of the schedule itself.
    """
    words = plain[span[0] : span[1]].strip(EDGES)
    if not words:
        return []
    topic = _TOPIC.search(words)
    pages = _PAGES.search(words)
    cut = min((match.start() for match in (topic, pages) if match), default=len(words))
    head, rest = words[:cut].strip(EDGES), words[cut:]
    number = _CHAPTER.search(head)
    head = head[number.end() :].strip(EDGES) or head if number else head
    dated = _LAST_YEAR.fullmatch(head)
    section, numbers = topic_and_pages(rest)
    schedule = pattern.conventions.bodies[pattern.conventions.schedule_body]
    return [
        CitedGuideline(
            body=pattern.conventions.schedule_body,
            title=(dated["title"].strip(EDGES) if dated else head) or schedule.works[0].title,
            edition=dated["year"] if dated else None,
            chapter=f"Chapter {number['number']}" if number else None,
            section=section,
            pages=numbers,
            raw=text[span[0] : span[1]].strip(EDGES),
        )
    ]
