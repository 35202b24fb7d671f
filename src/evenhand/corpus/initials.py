"""Initials: those of the people of a case, and those that stand beside a name."""

import re
from collections.abc import Iterable

from evenhand.corpus.identities import Identities
from evenhand.corpus.lettering import Lettering
from evenhand.corpus.needles import name_words
from evenhand.corpus.neighbors import has_title_before, is_capital, is_initial, is_joined, word_at
from evenhand.corpus.redaction import Certainty, Kind, Span
from evenhand.corpus.vocabulary import word_book

_WHY = "the initials of a person of the case"


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


def initial_spans(letter: Lettering, initials: frozenset[str], dotted: Iterable[tuple[int, int]]) -> list[Span]:
    """Initials of the people of the case: with points, or two and three capitals that are no abbreviation.

    An abbreviation in common use that happens to be somebody's initials counts only behind a title or a role.
    """
    lists = word_book().lists
    spans = []
    for start, end in dotted:
        letters = re.sub(r"[^a-z]", "", letter.plain[start:end].lower())
        index = word_at(letter, start)
        if letters in initials:
            spans.append(Span(start, end, Kind.NAME, _WHY, Certainty.KNOWN))
        elif letters not in lists["not_initials"] and not _is_degree(letter, index, letters):
            spans.append(Span(start, end, Kind.UNSURE, "may be somebody's initials", Certainty.DOUBTED))
    capitals = letter.distinct.intersection(map(str.upper, initials))
    if capitals:
        spans += [
            Span(letter.starts[index], letter.ends[index], Kind.NAME, _WHY, Certainty.KNOWN)
            for index, word in enumerate(letter.words)
            if word in capitals and _is_somebody(letter, index)
        ]
    return spans


def _is_degree(letter: Lettering, index: int, letters: str) -> bool:
    """Whether letters with points are a degree behind a name."""
    return letters in word_book().lists["degrees"] and index > 0 and is_capital(letter.words[index - 1])


def _is_somebody(letter: Lettering, index: int) -> bool:
    """Whether two or three capitals are initials: behind a title, or where they mean nothing else."""
    if has_title_before(letter, index):
        return True
    is_common = word_book().is_common(letter.words[index].lower())
    return not is_common and not letter.plain[letter.ends[index] : letter.ends[index] + 1].isdigit()


_PARTICLE = re.compile(
    r"(?:\b(?:de|del|dela|de\s+la|de\s+los|de\s+las|la|las|los|da|dos|di|du|van|van\s+der|van\s+den|von|der|ter|bin|ibn|ben"
    r"|al|el|abu|st|san|santa)[ \n-]|\b(?:Al|AL|A|El|EL)-)\Z",
    re.IGNORECASE,
)


def with_neighbors(letter: Lettering, span: Span) -> Span:
    """A name with the initials right before and behind it and the little words that belong to it: de la, van der."""
    if span.kind not in (Kind.NAME, Kind.UNSURE):
        return span
    particles = _PARTICLE.search(letter.plain, max(0, span.start - 12), span.start)
    start, end = particles.start() if particles else span.start, span.end
    index = word_at(letter, start) - 1
    for _ in range(2):
        if index >= 0 and is_initial(letter, index) and is_joined(letter, index):
            start, index = letter.starts[index], index - 1
    index = word_at(letter, end)
    if (
        index < len(letter.words)
        and letter.starts[index] - end <= 2
        and _is_last_initial(letter, index, end, known=span.certainty is Certainty.KNOWN)
    ):
        end = letter.ends[index]
    return span._replace(start=start, end=end)


def _is_last_initial(letter: Lettering, index: int, end: int, *, known: bool) -> bool:
    """Whether an initial follows a name: "Roe, J.", "John Q."; "I" and "A" only where the name is one of the case."""
    if not is_initial(letter, index):
        return False
    between = letter.plain[end : letter.starts[index]]
    after = letter.plain[letter.ends[index] : letter.ends[index] + 1]
    if after == "." and letter.plain[letter.ends[index] + 1 : letter.ends[index] + 2].isalpha():
        return False  # the first letter of a degree: "Roe, M.D."
    if letter.words[index] in ("I", "A") and not known and not (after == "." and "," in between):
        return False  # words of their own
    return between in (" ", ", ", "\n", ",\n") and after in ("", *".,;:)] \n")
