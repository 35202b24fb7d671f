"""Names of the case written with a slip: a letter lost, doubled, changed, or two of them swapped."""

from collections.abc import Iterator

from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from evenhand.corpus.identities import Identities
from evenhand.corpus.lettering import Lettering
from evenhand.corpus.needles import name_words, plain_words, why_person
from evenhand.corpus.neighbors import begins_sentence, is_capital, is_eponym, is_in_title
from evenhand.corpus.redaction import Certainty, Kind, Span
from evenhand.corpus.vocabulary import WordKind, word_book, word_kind

_SHORTEST = 4
_TWO_SLIPS = 8
"""A word of so many letters may hold two slips."""
_SHORTEST_ORDINARY = 5
"""A shorter ordinary word is not taken for a name misspelt."""


def told_words(identities: Identities) -> tuple[tuple[str, Kind, str], ...]:
    """The single words of names that may be found misspelt, with what they are and why they are masked."""
    book = word_book()
    words: dict[str, tuple[str, Kind, str]] = {}
    for person in identities.people:
        given, family = name_words(person.name)
        for word in (*given, *family, "".join(family)):
            if len(word) >= _SHORTEST and word not in book.particles:
                words[word] = (word, Kind.NAME, f"{why_person(person)}, perhaps misspelt")
    for organization in identities.organizations:
        for word in plain_words(organization):
            if len(word) > _SHORTEST and word not in book.ordinary and not word.isdigit():
                words.setdefault(word, (word, Kind.ORGANIZATION, "an organization of the case, perhaps misspelt"))
    return tuple(words.values())


def misspelt_spans(letter: Lettering, told: tuple[tuple[str, Kind, str], ...]) -> Iterator[Span]:
    """Words that are a slip away from a word of a known name.

    A word that is no ordinary one is masked as the name; an ordinary word with a capital that nothing explains is
    masked as unsure.
    """
    if not told:
        return
    by_small: dict[str, list[str]] = {}
    for word in letter.distinct - _NEVER_A_NAME:
        if bare := _bare(word):
            by_small.setdefault(bare, []).append(word)
        elif len(_NEVER_A_NAME) < _MOST_KEPT:
            _NEVER_A_NAME.add(word)
    small = list(by_small)
    distances = cdist([word for word, _, _ in told], small, scorer=OSA.distance, score_cutoff=2)
    slips: dict[str, tuple[Kind, str]] = {}
    for row, column in zip(*(distances <= 2).nonzero(), strict=True):
        word, kind, why = told[row]
        if distances[row, column] <= _allowed(word, small[column]):
            same = distances[row, column] == 0  # found elsewhere, but for an apostrophe in the wrong place
            forms = [form for form in by_small[small[column]] if not same or "'" in form]
            slips.update(dict.fromkeys(forms, (kind, why)))
    if slips:
        for index, word in enumerate(letter.words):
            if word in slips:
                yield from _judged(letter, index, *slips[word])


_NEVER_A_NAME: set[str] = set()
"""Words seen before that cannot be a name misspelt, so that they are not asked again."""
_MOST_KEPT = 1 << 16


def _bare(word: str) -> str:
    """The word in small letters, if it may be a name misspelt; empty where it cannot be one."""
    if len(word) < _SHORTEST:
        return ""
    if word_kind(word) is WordKind.ORDINARY:
        is_candidate = len(word) >= _SHORTEST_ORDINARY and is_capital(word) and not word.isupper()
        if not is_candidate or word.lower() in word_book().medicine:
            return ""
    return word.lower() if "'" not in word else word.lower().removesuffix("'s").replace("'", "")


def _allowed(word: str, other: str) -> int:
    two = len(word) >= _TWO_SLIPS and word_kind(other.capitalize()) in (WordKind.UNKNOWN, WordKind.NAME)
    return 2 if two else 1


def _judged(letter: Lettering, index: int, kind: Kind, why: str) -> Iterator[Span]:
    word, end = letter.words[index], letter.ends[index]
    if word[-2:] in ("'s", "'S"):
        end -= 2
    what = word_kind(word)
    if what in (WordKind.UNKNOWN, WordKind.NAME):
        yield Span(letter.starts[index], end, kind, why, Certainty.KNOWN)
        return
    if what is WordKind.EPONYM and is_eponym(letter, index):
        return
    if len(word) < _SHORTEST_ORDINARY or not is_capital(word) or word.isupper():
        return
    if word.lower() in word_book().medicine or begins_sentence(letter, index) or is_in_title(letter, index):
        return
    yield Span(letter.starts[index], end, Kind.UNSURE, why, Certainty.DOUBTED)
