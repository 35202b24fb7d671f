"""The identities of one case, sought in one pass, however they are spaced, broken, hyphenated or set in capitals."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick
from rapidfuzz.distance import OSA

from evenhand.corpus.identities import Identities
from evenhand.corpus.lettering import Lettering, squeezed_letters, squeezed_places
from evenhand.corpus.needles import Needle, halves, needles
from evenhand.corpus.neighbors import (
    begins_sentence,
    has_title_before,
    is_eponym,
    is_in_title,
    is_initial,
    is_joined,
    word_at,
)
from evenhand.corpus.redaction import Certainty, Kind, Span
from evenhand.corpus.vocabulary import word_book

_WIDEST = 60
"""So many characters may stand between two words of one name: a page break with its blank lines."""
_WIDEST_IN_NUMBER = 6
_LEAST_BROKEN = 5
"""A word of fewer letters is not sought across a line end."""


class _Squeezed(NamedTuple):
    """A letter, its letters and digits alone, and where each of them stands in it."""

    letter: Lettering
    text: str
    places: Sequence[int]


class Match(NamedTuple):
    """A passage that may be a needle: offsets into the text."""

    start: int
    end: int
    needle: Needle


@dataclass(frozen=True, slots=True, eq=False)
class KnownSearch:
    """What is known of a case, made ready to be sought; made once for all letters of the case."""

    identities: Identities
    automaton: ahocorasick.Automaton
    is_empty: bool


def known_search(identities: Identities) -> KnownSearch:
    """Make the identities of a case ready to be sought."""
    by_key: dict[str, list[Needle]] = {}
    for needle in needles(identities):
        for each in halves(needle):
            by_key.setdefault(each.key, []).append(each)
    automaton = ahocorasick.Automaton()
    for key, same in by_key.items():
        automaton.add_word(key, tuple(same))
    automaton.make_automaton()
    return KnownSearch(identities, automaton, not by_key)


def known_spans(letter: Lettering, search: KnownSearch) -> list[Span]:
    """Every passage that is an identity of the case; what is an ordinary word as well may come as unsure."""
    if search.is_empty:
        return []
    sure: list[Match] = []
    plain: list[Match] = []
    text = squeezed_letters(letter)
    hits = list(search.automaton.iter(text))
    if not hits:
        return []
    for match in _matches(_Squeezed(letter, text, squeezed_places(letter)), hits):
        (plain if match.needle.is_plain else sure).append(match)
    spans = dict.fromkeys(map(_span, sure))  # the same passage is found by several needles
    return [*spans, *_plain_spans(letter, sure, plain)]


def _span(match: Match) -> Span:
    return Span(match.start, match.end, match.needle.kind, match.needle.why, Certainty.KNOWN)


def _matches(squeezed: _Squeezed, hits: Iterable[tuple[int, tuple[Needle, ...]]]) -> Iterator[Match]:
    for last, same in hits:
        for needle in same:
            first = last - len(needle.key) + 1
            match = _whole(squeezed, needle, first, last) if not needle.whole else _slipped(squeezed, needle, first)
            if match is not None:
                yield match


def _whole(squeezed: _Squeezed, needle: Needle, first: int, last: int) -> Match | None:
    plain, places = squeezed.letter.plain, squeezed.places
    start, end = places[first], places[last] + 1
    if not _stands_alone(plain, start, end):
        return None
    if end - start != last - first + 1 and not _is_spaced(squeezed, needle, first, last):
        return None
    if needle.is_capitals and not plain[start:end].isupper():
        return None
    while start and plain[start].isalpha() and plain[start - 1].isalpha():
        start -= 1  # a word run together with the name: MrRoe
    return Match(start, end, needle)


def _stands_alone(plain: str, start: int, end: int) -> bool:
    """Whether no letter goes on behind a letter, and no digit behind a digit."""
    before, first = plain[start - 1 : start], plain[start]
    after, last = plain[end : end + 1], plain[end - 1]
    if before.isalnum() and before.isdigit() == first.isdigit():
        return before.islower() and first.isupper()  # MrRoe
    if after.isalnum() and after.isdigit() == last.isdigit():
        return last.islower() and after.isupper()
    return True


def _is_spaced(squeezed: _Squeezed, needle: Needle, first: int, last: int) -> bool:
    """Whether what parts the letters of a match may stand there: between words nearly anything, inside a word a line
    end or the same sign between all of them.
    """
    places, plain = squeezed.places, squeezed.letter.plain
    inner: set[str] = set()
    parted = 0
    for step in range(first, last):
        start, end = places[step] + 1, places[step + 1]
        if start == end:
            continue
        between = plain[start:end]
        if needle.kind is Kind.NUMBER or plain[start - 1].isdigit():
            if end - start > _WIDEST_IN_NUMBER or between.strip(" .-/\n\f#:()"):
                return False
        elif step - first + 1 in needle.breaks:
            if end - start > _WIDEST or "\n\n\n\n" in between:
                return False
        else:
            inner.add(between)
            parted += 1
    return parted == 0 or _is_broken(squeezed, needle, first, last, inner, parted)


def _is_broken(squeezed: _Squeezed, needle: Needle, first: int, last: int, inner: set[str], parted: int) -> bool:
    """Whether a word is broken at a line end, or set with the same sign between all its letters."""
    if parted >= len(needle.key) - 1 - len(needle.breaks):
        return len(inner) == 1 and len(next(iter(inner))) == 1
    if parted > 1 or len(needle.key) < _LEAST_BROKEN:
        return False
    between = next(iter(inner))
    if between.strip(" \t") == "-" or "-" in between:
        return len(between) <= _WIDEST and not between.strip(" -\t\n\f")
    if "\n" not in between and "\f" not in between:
        return False
    book = word_book()
    passage = squeezed.letter.plain[squeezed.places[first] : squeezed.places[last] + 1]
    return not all(part.lower() in book.ordinary for part in passage.split())


def _slipped(squeezed: _Squeezed, half: Needle, first: int) -> Match | None:
    """The whole needle around one of its halves, where one letter or digit of the other half is wrong."""
    text, whole = squeezed.text, half.whole
    if first >= half.skipped and text.startswith(whole, first - half.skipped):
        return None  # found as a whole
    if half.skipped:
        last = first + len(half.key) - 1
        windows = [(last - len(whole) + 1 + shift, last) for shift in (0, 1, -1)]
    else:
        windows = [(first, first + len(whole) - 1 + shift) for shift in (0, -1, 1)]
    needle = half._replace(key=whole, why=f"{half.why}, with a slip")
    for begin, end in windows:
        window = text[max(0, begin) : end + 1]
        if len(window) != end + 1 - begin or window == whole or OSA.distance(window, whole, score_cutoff=1) > 1:
            continue
        start, stop = squeezed.places[begin], squeezed.places[end] + 1
        if _stands_alone(squeezed.letter.plain, start, stop) and stop - start <= 2 * len(whole) + _WIDEST:
            return Match(start, stop, needle)
    return None


def _plain_spans(letter: Lettering, sure: list[Match], plain: list[Match]) -> Iterator[Span]:
    """Which occurrences of names that are ordinary words are meant as names."""
    taken = {(match.start, match.end) for match in sure}
    starts = {match.start for match in [*sure, *plain] if match.needle.kind is Kind.NAME}
    ends = {match.end for match in [*sure, *plain] if match.needle.kind is Kind.NAME}
    for match in plain:
        if (match.start, match.end) in taken:
            continue
        verdict = _verdict(letter, match, starts, ends)
        if verdict is Kind.UNSURE:
            why = f"may be {match.needle.why}: it is an ordinary word too"
            yield Span(match.start, match.end, Kind.UNSURE, why, Certainty.DOUBTED)
        elif verdict is not None:
            yield _span(match)


def _verdict(letter: Lettering, match: Match, starts: set[int], ends: set[int]) -> Kind | None:
    first = word_at(letter, match.start)
    last = word_at(letter, match.end) - 1
    passage = letter.plain[match.start : match.end]
    if not 0 <= first <= last < len(letter.words):
        return match.needle.kind
    beside = (
        (first > 0 and is_joined(letter, first - 1) and letter.ends[first - 1] in ends)
        or (is_joined(letter, last) and letter.starts[last + 1] in starts)
        or (first > 1 and _is_behind_nickname(letter, first) and letter.ends[first - 2] in ends)
    )
    is_called = has_title_before(letter, first, or_role=passage[0].isupper()) or (
        first > 0 and is_initial(letter, first - 1) and is_joined(letter, first - 1)
    )
    if (beside and len(passage) > 1 and _may_stand_beside(passage)) or (is_called and match.needle.kind is Kind.NAME):
        return match.needle.kind
    if match.needle.kind is Kind.ORGANIZATION and first < last and passage.islower():
        medicine = word_book().medicine
        is_telling = last - first > 1 or not medicine.issuperset(letter.words[first : last + 1])
        return Kind.UNSURE if is_telling else None
    if not passage[0].isupper() or (first == last and _is_month(letter, first)):
        return None
    if first == last and passage.lower() in word_book().eponyms and is_eponym(letter, first, strictly=True):
        return None
    if first < last and all(word[0].isupper() for word in letter.words[first : last + 1] if len(word) > 3):
        return match.needle.kind
    if first == last and passage.isupper():
        if passage.lower() in word_book().abbreviations and (len(passage) < 3 or _goes_on(letter, last)):
            return None
        return Kind.UNSURE
    if is_in_title(letter, first):
        return None
    return Kind.UNSURE if begins_sentence(letter, first) else match.needle.kind


_NICKNAME = re.compile(r"\s{1,2}[\"'(]\w[\w ]*[\"')]\s{1,2}")


def _is_behind_nickname(letter: Lettering, index: int) -> bool:
    """Whether a nickname in quotes or brackets stands between the word and the one before it: Grace "Gracie" Roe."""
    return _NICKNAME.fullmatch(letter.plain, letter.ends[index - 2], letter.starts[index]) is not None


def _goes_on(letter: Lettering, index: int) -> bool:
    """Whether a hyphen or a digit goes on behind the word, as in COX-2."""
    after = letter.plain[letter.ends[index] : letter.ends[index] + 1]
    return after == "-" or after.isdigit()


def _may_stand_beside(passage: str) -> bool:
    return passage[0].isupper() or len(passage) > 3


def _is_month(letter: Lettering, index: int) -> bool:
    """Whether the word is a month with a day or a year beside it."""
    word = letter.words[index].lower()
    behind = letter.plain[letter.ends[index] : letter.ends[index] + 4]
    before = letter.plain[max(0, letter.starts[index] - 4) : letter.starts[index]]
    return word in word_book().lists["calendar"] and any(map(str.isdigit, behind + before))
