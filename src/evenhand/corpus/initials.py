"""Initials: those of the people of a case, and those that stand beside a name."""

import re
from collections.abc import Iterable, Iterator

from evenhand.corpus.identities import Identities
from evenhand.corpus.lettering import Lettering
from evenhand.corpus.needles import name_words
from evenhand.corpus.neighbors import has_role_before, is_capital, is_initial, is_joined, word_at
from evenhand.corpus.redaction import Certainty, Kind, Span
from evenhand.corpus.vocabulary import word_book

_WHY = "the initials of a person of the case"
_COMMON = frozenset("us usa am pm po ie eg ca dc".split())
"""What points stand in besides initials: hours, countries, states."""
_DEGREES = frozenset("md do dc np pa rn pt ot phd jd ms ma dds dpm ba bs".split())
_TITLES = frozenset("mr mrs ms miss dr prof".split())


def case_initials(identities: Identities) -> frozenset[str]:
    """The initials of everybody known, with and without those of middle names, in small letters."""
    initials: set[str] = set()
    for person in identities.people:
        given, family = name_words(person.name)
        names = [*given, *family]
        if len(names) > 1:
            initials.add("".join(name[0] for name in names))
            initials.update(names[0][0] + name[0] for name in names[1:])
            initials.add("".join(name[0] for name in given[:1] + family))
    return frozenset(initials)


def initial_spans(
    letter: Lettering, identities: Identities, dotted: Iterable[tuple[int, int]]
) -> list[Span]:
    """Initials of the people of the case: with points, or two and three capitals that are no abbreviation.

    An abbreviation in common use that happens to be somebody's initials counts only behind a title or a role.
    """
    initials = case_initials(identities)
    spans = []
    for start, end in dotted:
        letters = re.sub(r"[^a-z]", "", letter.plain[start:end].lower())
        index = word_at(letter, start)
        if letters in initials:
            spans.append(Span(start, end, Kind.NAME, _WHY, Certainty.KNOWN))
        elif letters not in _COMMON and not (letters in _DEGREES and index and is_capital(letter.words[index - 1])):
            spans.append(Span(start, end, Kind.UNSURE, "may be somebody's initials", Certainty.DOUBTED))
    capitals = {each.upper() for each in initials} & set(letter.words)
    if capitals:
        spans += [span for index, word in enumerate(letter.words) if word in capitals for span in _capitals(letter, index)]
    return spans


def _capitals(letter: Lettering, index: int) -> Iterator[Span]:
    word, book = letter.words[index], word_book()
    is_called = has_role_before(letter, index) or (index > 0 and letter.words[index - 1].lower() in _TITLES)
    start, end = letter.starts[index], letter.ends[index]
    if is_called:
        yield Span(start, end, Kind.NAME, _WHY, Certainty.KNOWN)
    elif word.lower() not in book.abbreviations | book.ordinary and not letter.plain[end : end + 1].isdigit():
        yield Span(start, end, Kind.NAME, _WHY, Certainty.KNOWN)


_PARTICLE = re.compile(
    r"(?:\b(?:de|del|dela|de\s+la|de\s+los|de\s+las|la|las|los|da|dos|di|du|van|van\s+der|van\s+den|von|der|ter|bin|ibn|ben|al|el|abu|st|san|santa)[ \n-]|\b(?:Al|AL|A|El|EL)-)\Z",
    re.IGNORECASE,
)


def with_neighbors(letter: Lettering, span: Span) -> Span:
    """A name with the initials right before and behind it and the little words that belong to it: de la, van der, Al-."""
    if span.kind not in (Kind.NAME, Kind.UNSURE):
        return span
    particles = _PARTICLE.search(letter.plain, max(0, span.start - 12), span.start)
    start, end = particles.start() if particles else span.start, span.end
    index = word_at(letter, start) - 1
    for _ in range(2):
        if index >= 0 and is_initial(letter, index) and is_joined(letter, index):
            start, index = letter.starts[index], index - 1
    index = word_at(letter, end)
    if index < len(letter.words) and letter.starts[index] - end <= 2 and _is_last_initial(letter, index, end):
        end = letter.ends[index]
    return span._replace(start=start, end=end)


def _is_last_initial(letter: Lettering, index: int, end: int) -> bool:
    """Whether an initial follows a name: "Roe, J.", "John Q."."""
    if not is_initial(letter, index) or letter.words[index] in ("I", "A"):
        return False
    between = letter.plain[end : letter.starts[index]]
    after = letter.plain[letter.ends[index] : letter.ends[index] + 1]
    return between in (" ", ", ", "\n", ",\n") and after in (".", ",", " ", "\n", "")
