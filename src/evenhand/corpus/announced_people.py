"""People whom a title, a label or a degree announces."""

from collections.abc import Iterator

from evenhand.corpus.lettering import Lettering
from evenhand.corpus.neighbors import is_capital, is_initial, is_joined, word_at
from evenhand.corpus.patterns import Hit
from evenhand.corpus.redaction import Certainty, Kind, Span
from evenhand.corpus.vocabulary import WordKind, word_book, word_kind

LONGEST_NAME = 6
"""So many words a name may have."""
NAMELIKE = (WordKind.NAME, WordKind.UNKNOWN, WordKind.EPONYM)
"""What a word of a name may be by itself."""
_SHORTEST = 3


def name_end(letter: Lettering, first: int, *, told: bool) -> int:
    """The index behind the last word of a name that begins with the word of index `first`; `first` where none does.

    `told` says that something before the word announced a name: then its first word may be an ordinary one.
    """
    index, particles = first, word_book().particles
    behind = first
    while index < len(letter.words) and index - first < LONGEST_NAME:
        word = letter.words[index]
        if _may_be_named(letter, index, first_told=told and behind == first):
            behind = index + 1
        elif first < behind == index and _may_end_name(letter, index):
            return index + 1
        elif not (is_initial(letter, index) or word.lower() in particles):
            break
        elif is_initial(letter, index) and behind > first:
            behind = index + 1
        if not is_joined(letter, index):
            break
        index += 1
    return behind


def _may_be_named(letter: Lettering, index: int, *, first_told: bool) -> bool:
    word = letter.words[index]
    kind = word_kind(word)
    if kind in NAMELIKE:
        return True
    if kind is WordKind.BOTH:
        return is_capital(word) or first_told
    if kind is WordKind.ABBREVIATION:
        return first_told
    return (
        first_told
        and is_capital(word)
        and len(word) >= _SHORTEST
        and word.lower().removesuffix("'s") not in word_book().lists["not_named"]
    )


def _may_end_name(letter: Lettering, index: int) -> bool:
    """Whether a capitalized ordinary word right behind a name may be its last word: no other capital follows it."""
    word = letter.words[index]
    if not is_capital(word) or len(word) < _SHORTEST or word.lower() in word_book().lists["not_named"]:
        return False
    if "\n" in letter.plain[letter.ends[index - 1] : letter.starts[index]]:
        return False
    return index + 1 == len(letter.words) or not (is_joined(letter, index) and is_capital(letter.words[index + 1]))


def behind_title(letter: Lettering, hit: Hit) -> Iterator[Span]:
    """The name behind Mr., Dr. and their like."""
    first = word_at(letter, hit.end)
    if first >= len(letter.words) or letter.starts[first] > hit.end + 2:
        return
    if letter.plain[hit.start : hit.end].strip() == "MS" and word_kind(letter.words[first]) is not WordKind.NAME:
        return  # multiple sclerosis, morphine sulfate
    title = letter.plain[hit.start : hit.end].strip(" .\n")
    told = title.lower() in word_book().lists["titles"]
    behind = name_end(letter, first, told=told and (title[0].isupper() or not is_capital(letter.words[first])))
    if not told and behind == first + 1 and word_kind(letter.words[first]) is WordKind.BOTH:
        return
    if behind > first:
        yield _span(letter, first, behind, hit)


def before_degree(letter: Lettering, hit: Hit) -> Iterator[Span]:
    """The name before M.D., PA-C, Esq."""
    last = index = word_at(letter, hit.start) - 1
    if index < 0 or letter.plain[letter.ends[index] : hit.start].strip(" .,\n"):
        return
    while index >= 0 and last - index < LONGEST_NAME and (index == last or is_joined(letter, index)):
        if not _may_stand_in_name(letter, index):
            break
        index -= 1
    named = letter.words[index + 1 : last + 1]
    if any(len(word) > 1 and word_kind(word) in (*NAMELIKE, WordKind.BOTH) for word in named):
        yield _span(letter, index + 1, last + 1, hit)


def _may_stand_in_name(letter: Lettering, index: int) -> bool:
    word = letter.words[index]
    if word.lower() in word_book().particles or is_initial(letter, index):
        return True
    return is_capital(word) and word_kind(word) is not WordKind.ORDINARY


def behind_label(letter: Lettering, hit: Hit) -> Iterator[Span]:
    """The name behind "Patient:", "Treating physician:", "cc:"; "Family, Given" among them."""
    first = word_at(letter, hit.end)
    if first >= len(letter.words) or letter.plain[hit.end : letter.starts[first]].strip(" \t"):
        return
    told = word_kind(letter.words[first]) is not WordKind.ORDINARY
    behind = name_end(letter, first, told=told)
    if behind == first:
        return
    end = letter.ends[behind - 1]
    rest = word_at(letter, end)
    if letter.plain[end : end + 2] == ", " and rest < len(letter.words) and letter.starts[rest] == end + 2:
        further = name_end(letter, rest, told=False)
        behind = further if further > rest else behind
    yield _span(letter, first, behind, hit)


def _span(letter: Lettering, first: int, behind: int, hit: Hit) -> Span:
    start, end = letter.starts[first], letter.ends[behind - 1]
    if letter.plain[end - 2 : end] in ("'s", "'S"):
        end -= 2
    return Span(start, end, Kind.NAME, hit.pattern.why, Certainty.WRITTEN)
