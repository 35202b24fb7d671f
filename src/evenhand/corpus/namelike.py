"""People whom nothing announces: words that look like names, and words that stand in no list."""

from collections.abc import Iterable, Iterator

from evenhand.corpus.announced_people import LONGEST_NAME
from evenhand.corpus.lettering import Lettering
from evenhand.corpus.neighbors import (
    begins_sentence,
    has_role_before,
    is_capital,
    is_cited_author,
    is_eponym,
    is_in_title,
    is_initial,
    is_joined,
    touches_digit,
    word_at,
)
from evenhand.corpus.redaction import Certainty, Kind, Span
from evenhand.corpus.vocabulary import WordKind, word_book, word_kind

_SHORTEST_SMALL = 4
_UNLISTED = "a word that stands in no list of ordinary words"
_LISTED = "written like a person's name"


def namelike(letter: Lettering, known: Iterable[tuple[int, int]], named: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """Words that look like names where nothing announces one.

    A given name with a name behind it is masked as a name; every other word that stands in no list is masked as
    unsure. `known` are the offsets of passages that are already masked, or that stay; `named` those that are names.
    """
    telling = [word for word in letter.distinct - word_book().forms - _SAYS_NOTHING if _is_telling(word)]
    if not telling:
        return
    settled, names = set(_indexes(letter, known)), set(_indexes(letter, named))
    marked = {index for index in _places(letter, telling) if index not in settled and _stands_out(letter, index)}
    near = marked | names
    for index in sorted({index + step for index in near for step in (-2, -1, 1, 2)} - settled - marked):
        if 0 <= index < len(letter.words) and (_stands_out(letter, index) or _goes_with(letter, index, near)):
            marked.add(index)
            near.add(index)
    marked |= {further for index in marked for further in _carried(letter, index, settled)}
    done = -1
    for index in sorted(marked):
        if index <= done:
            continue
        behind = index + 1
        while _goes_on(letter, behind, marked):
            behind += 1
        done = behind - 1
        yield from _judged(letter, index, behind)


def _places(letter: Lettering, words: Iterable[str]) -> Iterator[int]:
    """The indexes at which words stand."""
    for word in words:
        place = letter.plain.find(word)
        while place >= 0:
            index = word_at(letter, place)
            if index < len(letter.words) and letter.starts[index] == place and letter.words[index] == word:
                yield index
            place = letter.plain.find(word, place + 1)


_SAYS_NOTHING: set[str] = set()
"""Words seen before that may not be names by themselves, so that they are not asked again."""
_MOST_KEPT = 1 << 16


def _is_telling(word: str) -> bool:
    """Whether a word may be a name by itself, and not only beside one."""
    kind = word_kind(word)
    if kind is WordKind.BOTH:
        is_telling = is_capital(word) and word.lower().removesuffix("'s") not in word_book().medicine
    else:
        is_telling = kind not in (WordKind.ORDINARY, WordKind.ABBREVIATION)
    if not is_telling and len(_SAYS_NOTHING) < _MOST_KEPT:
        _SAYS_NOTHING.add(word)
    return is_telling


def _indexes(letter: Lettering, passages: Iterable[tuple[int, int]]) -> Iterator[int]:
    for start, end in passages:
        index = word_at(letter, start)
        while index < len(letter.words) and letter.starts[index] < end:
            yield index
            index += 1


def _stands_out(letter: Lettering, index: int) -> bool:
    """Whether a word, by itself and by what stands around it, may be a name."""
    word = letter.words[index]
    kind = word_kind(word)
    if touches_digit(letter, index):
        return False
    if kind in (WordKind.ORDINARY, WordKind.ABBREVIATION):
        return False
    if kind is WordKind.EPONYM:
        return is_capital(word) and not is_eponym(letter, index) and not is_cited_author(letter, index)
    if is_cited_author(letter, index) or (
        word.lower().removesuffix("'s") in word_book().eponyms and is_eponym(letter, index)
    ):
        return False
    if kind is WordKind.NAME:
        return is_capital(word) or len(word) >= _SHORTEST_SMALL or has_role_before(letter, index)
    if kind is WordKind.UNKNOWN:
        if "~" in word and len(word) < 3 and letter.text[letter.starts[index]] in _GREEK:
            return False
        if not is_capital(word) and (_is_broken_name(letter, index) or _is_odd_pair(letter, index)):
            return True
        return (is_capital(word) or has_role_before(letter, index)) and not _is_broken_word(letter, index)
    return is_capital(word) and _is_called(letter, index)


def _is_called(letter: Lettering, index: int) -> bool:
    """Whether an ordinary word that is a name as well is meant as one: a given name beside it, an initial before it, or
    a capital that no sentence and no title explains.
    """
    word, book = letter.words[index].lower().removesuffix("'s"), word_book()
    if _follows_given(letter, index) or _is_turned(letter, index) or _is_hyphenated(letter, index):
        return True
    if index and is_initial(letter, index - 1) and is_joined(letter, index - 1):
        point = letter.plain[letter.ends[index - 1] : letter.ends[index - 1] + 1]
        return point == "." and letter.words[index - 1] not in _SIDES
    if letter.plain[letter.ends[index]] == "-" if letter.ends[index] < len(letter.plain) else False:
        return False  # "Post-operative"
    if has_role_before(letter, index) and word not in book.medicine:
        return True
    if word in book.medicine or word in book.abbreviations or is_in_title(letter, index) or len(word) < 3:
        return False
    if letter.words[index].isupper():
        return not any(len(near) > 1 and near.isupper() for near in letter.words[max(0, index - 1) : index + 2 : 2])
    return begins_sentence(letter, index) or letter.words[index - 1].islower()


_SIDES = ("L", "R", "B")
"""Left, right, both: what an initial before a part of the body stands for."""


def _follows_given(letter: Lettering, index: int) -> bool:
    """Whether a given name stands right before a word, an initial between them or not."""
    before = index - 1
    if before > 0 and is_initial(letter, before) and is_joined(letter, before):
        before -= 1
    if before < 0 or not is_joined(letter, before):
        return False
    word = letter.words[before]
    return is_capital(word) and word.lower() in word_book().given and word_kind(word) is WordKind.NAME


def _is_hyphenated(letter: Lettering, index: int) -> bool:
    """Whether the word is one half of a double name: "Baker-Walker"."""
    for first in (index - 1, index):
        if 0 <= first < len(letter.words) - 1 and letter.plain[letter.ends[first] : letter.starts[first + 1]] == "-":
            halves = letter.words[first], letter.words[first + 1]
            if all(is_capital(half) and len(half) > 2 and word_kind(half) is not WordKind.ORDINARY for half in halves):
                return True
    return False


def _is_turned(letter: Lettering, index: int) -> bool:
    """Whether a word is one of two names turned around: "Rose, Yolanda"."""
    for first in (index - 1, index):
        if 0 <= first < len(letter.words) - 1 and letter.plain[letter.ends[first] : letter.starts[first + 1]] in (
            ", ",
            ",\n",
        ):
            family, given = letter.words[first], letter.words[first + 1]
            names = word_book()
            if (
                is_capital(family)
                and is_capital(given)
                and family.lower() in names.names
                and given.lower() in names.given
            ):
                return WordKind.NAME in (word_kind(family), word_kind(given))
    return False


_GREEK = "\u03b1\u03b2\u03b3\u03b4\u03bc"
"""Greek letters that stand alone in the words of medicine, and the mu of micrograms."""


def _is_odd_pair(letter: Lettering, index: int) -> bool:
    """Whether a small unknown word has an accent, or another unknown one beside it: a name without its capitals."""
    if not letter.text[letter.starts[index] : letter.ends[index]].isascii():
        return True
    for other, joint in ((index - 1, index - 1), (index + 1, index)):
        if 0 <= other < len(letter.words) and is_joined(letter, joint):
            word = letter.words[other]
            if len(word) > 2 and word_kind(word) in (WordKind.UNKNOWN, WordKind.NAME) and len(letter.words[index]) > 2:
                return True
    return False


def _is_broken_name(letter: Lettering, index: int) -> bool:
    """Whether the word is the second half of a capitalized word that a hyphen breaks at a line end."""
    if not index or letter.plain[letter.ends[index - 1] : letter.starts[index]].strip(" \t") != "-\n":
        return False
    before = letter.words[index - 1]
    return is_capital(before) and word_kind(before + letter.words[index]) is not WordKind.ORDINARY


def _is_broken_word(letter: Lettering, index: int) -> bool:
    """Whether the word is the first or the last part of an ordinary word that a line end breaks."""
    plain, words, book = letter.plain, letter.words, word_book()
    for first in (index - 1, index):
        if 0 <= first < len(words) - 1:
            between = plain[letter.ends[first] : letter.starts[first + 1]]
            if "\n" in between and between.strip() in ("", "-"):
                joined = (words[first] + words[first + 1]).lower()
                if joined in book.ordinary and joined not in book.given and joined not in book.family:
                    return True
    return False


def _carried(letter: Lettering, index: int, settled: set[int]) -> Iterator[int]:
    """The capitalized words before and behind an unknown one, which may be one name with it: "Quillhaven Packing"; and
    the second half of a name broken at a line end.
    """
    kind = word_kind(letter.words[index])
    if kind not in (WordKind.UNKNOWN, WordKind.NAME) or not is_capital(letter.words[index]):
        return
    for step in (1, -1):
        other = index + step
        while 0 <= other < len(letter.words) and other not in settled and abs(other - index) < LONGEST_NAME:
            joint = other - 1 if step > 0 else other
            if not is_joined(letter, joint) or touches_digit(letter, other):
                break
            word = letter.words[other]
            is_half = step > 0 and "-\n" in letter.plain[letter.ends[joint] : letter.starts[other]]
            if not (is_capital(word) and len(word) > 1 and kind is WordKind.UNKNOWN) and not is_half:
                break
            if step < 0 and begins_sentence(letter, other):
                break
            yield other
            other += step


def _goes_with(letter: Lettering, index: int, marked: set[int]) -> bool:
    """Whether a word that says little by itself stands right beside one that may be a name."""
    word = letter.words[index]
    kind = word_kind(word)
    if kind is WordKind.ORDINARY or touches_digit(letter, index):
        return False
    if kind is WordKind.BOTH and not is_capital(word):
        if index + 1 in marked and word in word_book().given and letter.words[index + 1].islower():
            return is_joined(letter, index)
        return index - 1 in marked and letter.plain[letter.ends[index - 1] : letter.starts[index]] == "-"
    if (
        index + 2 in marked
        and is_initial(letter, index + 1)
        and is_joined(letter, index)
        and is_joined(letter, index + 1)
    ):
        return True
    if kind is WordKind.ABBREVIATION:
        near = [other for other in (index - 1, index + 1) if other in marked]
        return any(letter.words[other].isupper() and is_joined(letter, min(other, index)) for other in near)
    beside = (index + 1 in marked and is_joined(letter, index)) or (
        index - 1 in marked and is_joined(letter, index - 1) and not _opens_line_of_title(letter, index)
    )
    return beside and not (begins_sentence(letter, index) and index + 1 not in marked)


def _opens_line_of_title(letter: Lettering, index: int) -> bool:
    """Whether a line begins with the word and goes on like a title, as the next label of a form does: "Case Number"."""
    return "\n" in letter.plain[letter.ends[index - 1] : letter.starts[index]] and is_in_title(letter, index)


def _goes_on(letter: Lettering, index: int, marked: set[int]) -> bool:
    if index >= len(letter.words) or not is_joined(letter, index - 1):
        return False
    if index in marked:
        return True
    further = index + 1 in marked and is_joined(letter, index)
    return further and (is_initial(letter, index) or letter.words[index].lower() in word_book().particles)


def _judged(letter: Lettering, first: int, behind: int) -> Iterator[Span]:
    """What a run of words that may be a name is masked as."""
    words = letter.words[first:behind]
    given = word_book().given
    is_named = len(words) > 1 and (
        words[0].lower() in given
        or (first > 0 and has_role_before(letter, first))
        or words[-1].lower() in word_book().family
    )
    start, end = letter.starts[first], letter.ends[behind - 1]
    if _is_broken_name(letter, first):
        start = letter.starts[first - 1]
    if first > 0 and is_initial(letter, first - 1) and is_joined(letter, first - 1):
        start = letter.starts[first - 1]
    if words[0].lower() in given and behind < len(letter.words) and is_joined(letter, behind - 1):
        after = letter.words[behind]
        if is_capital(after) and len(after) > 2 and not is_in_title(letter, behind) and is_named is False:
            end, is_named = letter.ends[behind], True
    if letter.plain[end - 2 : end] in ("'s", "'S"):
        end -= 2
    if is_named:
        yield Span(start, end, Kind.NAME, _LISTED, Certainty.WRITTEN)
    else:
        yield Span(start, end, Kind.UNSURE, _UNLISTED, Certainty.DOUBTED)
