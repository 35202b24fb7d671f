"""Whether two names may be one person's.

Two people may bear one name, so SAME says that the names are one, never that the people are. A name is another where
a word of it, given or family, stands against a word that cannot be the same; what is only missing, shortened, joined,
in another order or a slip of the pen away is asked.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from evenhand.names.likeness import Likeness
from evenhand.names.persons import PersonName, Words, person_name
from evenhand.names.slips import FAR, apart, slips_between
from evenhand.names.vocabulary import name_variants, person_words

_MOST_SLIPS = 4
"""How many slips a name may hold in all its words."""
_LONGEST_RUN = 4
"""How many words may have been written as one."""
_SURE_RUN = 6
"""Letters from which on words written as one may hold a slip."""


def same_person(name: str, other: str) -> Likeness:
    """Whether two names may be one person's; ASK where either holds no name, or another script."""
    return same_persons(person_name(name), person_name(other))


def same_persons(left: PersonName, right: PersonName) -> Likeness:
    """Whether two names taken apart may be one person's."""
    if not left.words or not right.words:
        return Likeness.ASK
    if left.written == right.written or _is_same(left, right):
        return Likeness.SAME
    if left.is_cut or right.is_cut or _unlike_scripts(left.words, right.words):
        return Likeness.ASK
    if any(may_be_one(words, others) for words in left.readings for others in right.readings):
        return Likeness.ASK
    return Likeness.OTHER


def _is_same(left: PersonName, right: PersonName) -> bool:
    is_whole = left.is_plain and right.is_plain and len(left.words) > 1
    return is_whole and left.words == right.words and left.generation == right.generation


def _unlike_scripts(left: Words, right: Words) -> bool:
    """Whether one name is written in letters that the other has none of."""
    return any(map(str.isascii, left)) != any(map(str.isascii, right))


_VOWELS = frozenset("aeiouy")


class _Pair(NamedTuple):
    """Words of one name, from the first to before the end, that stand for words of the other."""

    left: int
    left_end: int
    right: int
    right_end: int
    is_initial: bool = False


class _Pairing:
    """The words of two names, paired as far as they can be; `free_left` and `free_right` are the places left over."""

    __slots__ = ("free_left", "free_right", "left", "pairs", "right", "room")

    def __init__(self, left: Words, right: Words) -> None:
        self.left, self.right = left, right
        self.free_left, self.free_right = list(range(len(left))), list(range(len(right)))
        self.pairs: list[_Pair] = []
        self.room = _MOST_SLIPS
        self._pair_words()
        if self.free_left and self.free_right:
            self._pair_runs()
            self._pair_initials()
            self._pair_clumps()

    def _take(self, pair: _Pair, slips: int = 0) -> None:
        self.pairs.append(pair)
        self.room -= slips
        for place in range(pair.left, pair.left_end):
            self.free_left.remove(place)
        for place in range(pair.right, pair.right_end):
            self.free_right.remove(place)

    def _pair_words(self) -> None:
        """Words that are one, or may be: the nearest first, until the name has room for no more slips."""
        near = [
            (slips, place, other)
            for place, word in enumerate(self.left)
            for other, partner in enumerate(self.right)
            if (slips := apart(word, partner) if word != partner else -1) < FAR
        ]
        if len(near) > 1:
            near.sort()
        for slips, place, other in near:
            if slips <= self.room and place in self.free_left and other in self.free_right:
                is_initial = len(self.left[place]) == 1
                self._take(_Pair(place, place + 1, other, other + 1, is_initial), max(slips, 0))

    def _pair_runs(self) -> None:
        """Words that the other name has as one: "Mary Ann" and "Maryann"."""
        for first, end in runs(self.left, self.free_left):
            run = "".join(self.left[first:end])
            may_slip = run_may_slip(self.left, first, end)
            partner = next((other for other in self.free_right if self._is_run(run, self.right[other], may_slip)), None)
            if partner is not None and _are_free(self.free_left, first, end):
                self._take(_Pair(first, end, partner, partner + 1), apart(run, self.right[partner]))
        for first, end in runs(self.right, self.free_right):
            run = "".join(self.right[first:end])
            may_slip = run_may_slip(self.right, first, end)
            partner = next((other for other in self.free_left if self._is_run(run, self.left[other], may_slip)), None)
            if partner is not None and _are_free(self.free_right, first, end):
                self._take(_Pair(partner, partner + 1, first, end), apart(run, self.left[partner]))

    def _is_run(self, run: str, word: str, may_slip: bool) -> bool:
        """Whether words written as one are a word, another spelling of it, or one slip apart where they may be."""
        if run == word or name_variants().are_variants(run, word):
            return True
        return may_slip and self.room > 0 and abs(len(run) - len(word)) < 2 and slips_between(run, word) < 2

    def _pair_initials(self) -> None:
        for place in tuple(self.free_left):
            partner = next((other for other in self.free_right if self._is_initial(place, other)), None)
            if partner is not None:
                self._take(_Pair(place, place + 1, partner, partner + 1, is_initial=True))

    def _is_initial(self, place: int, other: int) -> bool:
        """Whether a word is the other's initial. A middle name's is nobody's first or last, the last nobody's first."""
        word, full = self.left[place], self.right[other]
        if 1 not in (len(word), len(full)) or word[0] != full[0] or not full.isascii():
            return False
        initial, name = (place, len(self.left) - 1), (other, len(self.right) - 1)
        (short, last), (long, end) = (initial, name) if len(word) == 1 else (name, initial)
        return 0 < long < end if 0 < short < last else short != last or long != 0

    def _pair_clumps(self) -> None:
        """Initials written as one word at the beginning: "TJ" for "Thomas James"."""
        if 0 in self.free_left and is_clump(self.left[0]):
            for first, end in runs(self.right, self.free_right):
                if 0 in self.free_left and self.left[0] == "".join(word[0] for word in self.right[first:end]):
                    self._take(_Pair(0, 1, first, end, is_initial=True))
        if 0 in self.free_right and is_clump(self.right[0]):
            for first, end in runs(self.left, self.free_left):
                if 0 in self.free_right and self.right[0] == "".join(word[0] for word in self.left[first:end]):
                    self._take(_Pair(first, end, 0, 1, is_initial=True))


def run_may_slip(words: Words, first: int, end: int) -> bool:
    """Whether words of a name written as one may hold a slip: not all of the name, not an initial, not a short word."""
    run = words[first:end]
    return len(run) < len(words) and min(map(len, run)) > 1 and sum(map(len, run)) >= _SURE_RUN


def is_clump(word: str) -> bool:
    """Whether a word may be initials written as one: two letters, or three or four without a vowel."""
    return len(word) == 2 or (2 < len(word) < 5 and _VOWELS.isdisjoint(word))


def runs(words: Words, free: Sequence[int]) -> list[tuple[int, int]]:
    """Where two free words or more stand side by side, the longest first."""
    count = len(words)
    if len(free) < 2:
        return []
    return [
        (first, first + length)
        for length in range(min(_LONGEST_RUN, len(free)), 1, -1)
        for first in range(count - length + 1)
        if _are_free(free, first, first + length)
    ]


def _are_free(free: Sequence[int], first: int, end: int) -> bool:
    return all(place in free for place in range(first, end))


def may_be_one(left: Words, right: Words) -> bool:
    """Whether two readings of names may be one person's."""
    short, other = given_and_family(left), given_and_family(right)
    if short and other:
        return _are_near(short, other) or _are_near(short, other[::-1])
    pairing = _Pairing(left, right)
    if not pairing.pairs:
        return False
    if any(_telling(left, pairing.free_left)) and any(_telling(right, pairing.free_right)):
        return _ends_meet(pairing)
    return len(pairing.pairs) > 1 or not pairing.pairs[0].is_initial


@lru_cache(maxsize=1 << 14)
def given_and_family(words: Words) -> Words:
    """The given and the family name where a name is these two in full, with initials between them or without; else
    nothing.
    """
    if len(words) < 2 or any(len(word) > 1 for word in words[1:-1]):
        return ()
    ends = (words[0], words[-1])
    return () if min(map(len, ends)) < 2 or any(map(is_clump, ends)) or is_little(words, 0) else ends


def _are_near(left: Words, right: Words) -> bool:
    """Whether a given and a family name may be the other's, word for word."""
    return apart(left[0], right[0]) + apart(left[1], right[1]) <= _MOST_SLIPS


def _telling(words: Words, places: list[int]) -> Iterator[bool]:
    """For each place whether its word stands against the other name: a little word within a name does not, nor an
    initial in its midst.
    """
    last = len(words) - 1
    return (not ((0 < place < last and len(words[place]) == 1) or is_little(words, place)) for place in places)


def is_little(words: Words, place: int) -> bool:
    """Whether a word of a name is a little one that may be left out: "de" within or before it, "van" within it."""
    word = words[place]
    if place == len(words) - 1:
        return False
    return word in person_words().particles if place else word in person_words().leading


def _ends_meet(pairing: _Pairing) -> bool:
    """Whether the first words stand for each other and the last ones too: only middle names differ."""
    ends = len(pairing.left), len(pairing.right)
    begins = any(pair.left == pair.right == 0 for pair in pairing.pairs)
    return begins and any((pair.left_end, pair.right_end) == ends for pair in pairing.pairs)
