"""The conventions of citing as patterns, made once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evenhand.guideline.conventions import Body, Conventions, Title, Work
from evenhand.guideline.printed import ADDRESS, DAY, ENDINGS, PAGES, YEAR

_ONE_FORM = str.maketrans({"&": " and ", "\u2019": "'", ",": " ", "-": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """What a reader of citations looks for. `titles`, `works` and `bodies` lead from a name, as `key` gives it, to
    what it names.
    """

    conventions: Conventions
    gate: tuple[str, ...]
    statement: re.Pattern[str]
    also: re.Pattern[str]
    item: re.Pattern[str]
    words: frozenset[str]
    body: re.Pattern[str]
    mark: re.Pattern[str]
    chapters: Mapping[str, re.Pattern[str]]
    titles: Mapping[str, Title]
    works: Mapping[str, tuple[Body, Work]]
    bodies: Mapping[str, Body]
    sections: Mapping[str, Title]


_OWN_WORDS = "section sections page pages chapter edition guideline guidelines updated"
_JOINED = r",?\s*(?:and|&)\s*"


def key(name: str) -> str:
    """A name in the one form in which it is looked up: lower case, `and` for `&`, one space."""
    return " ".join(name.lower().translate(_ONE_FORM).split())


def _spelled(name: str) -> str:
    """A pattern for a name: any space, `and` or `&`, either apostrophe, a comma before `and` or none."""
    words = [re.escape(word).replace("'", "['\u2019]") for word in name.replace("&", "and").split()]
    return r"[\s-]+".join(words).replace(r"[\s-]+and[\s-]+", _JOINED).replace("," + _JOINED, _JOINED)


def _any_of(names: Iterable[str]) -> str:
    return "|".join(_spelled(name) for name in sorted(set(names), key=lambda name: (-len(name), name)))


def patterns(conventions: Conventions) -> Patterns:
    """The patterns of a programme's conventions."""
    bodies = conventions.bodies.values()
    return Patterns(
        conventions=conventions,
        gate=_gate(conventions),
        statement=_statement(conventions),
        also=re.compile(rf"(?:{_any_of(conventions.also)})[\s:]*", re.IGNORECASE),
        item=_item(conventions),
        words=_words(conventions),
        body=re.compile(
            rf"(?<![\w/.-])(?:{_names(conventions)})(?![\w-])(?:\s*\((?:{_names(conventions)})\)?)?", re.IGNORECASE
        ),
        mark=_mark(conventions),
        chapters={body.id: _chapters(body) for body in bodies if body.chapters},
        titles={key(name): title for title in conventions.titles for name in title.names},
        works={key(name): (body, work) for body in bodies for work in body.works for name in work.names},
        bodies={key(name): body for body in bodies for name in body.names},
        sections={title.section: title for title in reversed(conventions.titles)},
    )


def _names(conventions: Conventions) -> str:
    """A pattern for every name of a body or of a work."""
    bodies = conventions.bodies.values()
    works = [name for body in bodies for work in body.works for name in work.names]
    return _any_of([*(name for body in bodies for name in body.names), *works])


def _titles(conventions: Conventions, *, are_common: bool) -> str:
    """A pattern for the titles that count alone, or for those of words too common to."""
    return _any_of(name for title in conventions.titles if title.needs_edition == are_common for name in title.names)


def _words(conventions: Conventions) -> frozenset[str]:
    """Every word of a name, a title or a statement, by which a misread word is known."""
    titles = (name for title in conventions.titles for name in title.names)
    patterns_of_names = (_names(conventions), *titles, *_statements(conventions), _OWN_WORDS)
    return frozenset(re.findall(r"[a-z]{3,}", " ".join(patterns_of_names).lower()))


def _mark(conventions: Conventions) -> re.Pattern[str]:
    """Everything in running text that is of a citation, or parts one from the next."""
    section = rf"{re.escape(conventions.section_pattern)}\d(?:\.\d+)*(?:\([a-z0-9]+\))*"
    return re.compile(
        rf"(?P<silent>{_any_of(conventions.silent)})|(?P<address>{ADDRESS})|(?P<day>{DAY})"
        rf"|(?P<title>\b(?:{_titles(conventions, are_common=False)})\b)"
        rf"|(?P<common>\b(?:{_titles(conventions, are_common=True)})\b)"
        rf"|(?P<body>(?<![\w-])(?:{_names(conventions)})(?![\w-]))|(?P<law>{section})|{PAGES}"
        rf"|(?P<year>\b{YEAR}\b)(?::(?P<page>\d{{1,4}})\b)?|\bchapter\s+(?P<number>\d{{1,2}})\b"
        r"|(?P<numbered>\b(?:\d(?:st|nd|rd|th)|second|third)\s+ed(?:ition)?\b\.?)"
        r"|(?P<stop>(?<!\bCal)(?<!\bReg)(?<!\bCode)(?<!\bed)(?<!\bNo)[.;?!]\s+(?=[A-Z]))"
        r"|\bSections?(?:\(s\))?:\s*(?P<topic>[^.;]+)|(?P<version>\bv\.?\s?\d+\b)"
        r"|\bChapter\s+on\s+(?P<named>[A-Z]\w+(?:\s+\([^)]*\))?)",
        re.IGNORECASE,
    )


def _gate(conventions: Conventions) -> tuple[str, ...]:
    """The fewest words in lower case of which one stands in every text that cites anything: of each name its longest,
    the beginning of a section of law, and what an address holds.
    """
    names = [name for body in conventions.bodies.values() for name in body.names]
    names += [name for body in conventions.bodies.values() for work in body.works for name in work.names]
    names += [name for title in conventions.titles for name in title.names if not title.needs_edition]
    names += _statements(conventions)
    longest = {max(key(name).split(), key=len) for name in names}
    words = longest | {conventions.section_pattern, "www.", "http", *ENDINGS}
    return tuple(sorted(word for word in words if not any(other in word for other in words - {word})))


def _item(conventions: Conventions) -> re.Pattern[str]:
    """A title in a sentence on the schedule: at its beginning, whatever follows (`first`), or after a joining word, a
    body or a chapter's number, where it ends as a title does (`later`).
    """
    scheduled = [title for title in conventions.titles if title.body == conventions.schedule_body]
    titles = _any_of(name for title in scheduled for name in title.names)
    work = f"(?:{_any_of(name for body in conventions.bodies.values() for each in body.works for name in each.names)})"
    chapter = r"chapter\s+\d{1,2}\b[\s,:-]*"
    led_to = rf"(?:{work}(?:\s+guidelines?)?,?\s*)?(?:{chapter})?"
    joined = rf"(?:,\s*|\s)and\s+{led_to}|;\s*{led_to}|,?\s*{work}(?:\s+guidelines?)?,?\s*{chapter}"
    end = r"(?=\s*(?:[,.;(]|$|and\b|Section|Page))"

    def dated(group: str) -> str:
        return rf"(?:\s+Guidelines?)?(?:,?\s*\(?(?P<{group}>{YEAR})\)?)?(?:\s+Guidelines?)?"

    first = rf"^{led_to}(?P<first>{titles})\b{dated('first_year')}"
    later = rf"(?:{joined})(?P<later>{titles})\b{dated('later_year')}{end}"
    return re.compile(f"{first}|{later}", re.IGNORECASE)


def _statements(conventions: Conventions) -> tuple[str, ...]:
    return conventions.outside_statements + conventions.schedule_statements


def _statement(conventions: Conventions) -> re.Pattern[str]:
    outside, schedule = _any_of(conventions.outside_statements), _any_of(conventions.schedule_statements)
    return re.compile(rf"(?:(?P<outside>{outside})|(?P<schedule>{schedule}))(?![\w/])[\s:]*", re.IGNORECASE)


def _chapters(body: Body) -> re.Pattern[str]:
    """A chapter of a body at the beginning of a text, with what belongs to its name: `(Acute & Chronic)`, `Chapter`."""
    names = _any_of(body.chapters)
    bracket = r"(?:\s*\((?:[^()]*\b(?:acute|chronic|updated|online|trauma|lumbar|thoracic)\b[^()]*)\))"
    region = rf"(?:{names})(?:\s*(?:[-,&]|and)\s*(?:lumbar\s*(?:and|&)\s*)?thoracic)?"
    kind = r"(?:\s+(?:Chapter|Section|Procedure\s+Summary(?:\s+Online\s+Version)?|Disorders|Complaints)\b)"
    joined = rf"{region}(?:\s*(?:and|&)\s*(?:the\s+)?{region}(?={bracket}?{kind}))?"
    return re.compile(rf"(?P<chapter>(?:{joined}){bracket}*{kind}?{bracket}*)(?=$|\W)", re.IGNORECASE)
