"""Initials: those of the people of a case, and those that stand beside a name."""

import re
from collections.abc import Iterable, Iterator

from evenhand.corpus.identities import Identities
from evenhand.corpus.lettering import Lettering
from evenhand.corpus.needles import name_words
from evenhand.corpus.neighbors import has_role_before, is_initial, is_joined, word_at
from evenhand.corpus.redaction import Certainty, Kind, Span
from evenhand.corpus.vocabulary import word_book

_WHY = "the initials of a person of the case"
_TITLES = frozenset("mr mrs ms miss dr prof".split())


def case_initials(identities: Identities) -> frozenset[str]:
    """The initials of everybody known, with and without those of middle names, in small letters."""
    initials: set[str] = set()
    for person in identities.people:
        given, family = name_words(person.name)
        names = [*given, *family]
        if len(names) > 1:
            initials.add("".join(name[0] for name in names))
            initials.add(names[0][0] + names[-1][0])
            initials.add(names[0][0] + (family or names)[0][0])
    return frozenset(initials)


def initial_spans(
    letter: Lettering, identities: Identities, dotted: Iterable[tuple[int, int]], named: Iterable[Span]
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
        elif has_role_before(letter, index) or (index and letter.words[index - 1].lower() in _TITLES):
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


def with_initials(letter: Lettering, named: Iterable[Span]) -> Iterator[Span]:
    """The spans, those of names taking in the initials that stand right before or behind them."""
    for span in named:
        if span.kind is not Kind.NAME:
            yield span
            continue
        start, end = span.start, span.end
        index = word_at(letter, start) - 1
        for _ in range(2):
            if index >= 0 and is_initial(letter, index) and is_joined(letter, index):
                start, index = letter.starts[index], index - 1
        index = word_at(letter, end)
        if index < len(letter.words) and is_initial(letter, index) and letter.plain[end : letter.starts[index]] in (" ", ", ", "\n", ",\n"):
            if letter.words[index] not in ("I", "A") and letter.plain[letter.ends[index] : letter.ends[index] + 1] in (".", ",", " ", "\n", ""):
                end = letter.ends[index]
        yield span._replace(start=start, end=end)
