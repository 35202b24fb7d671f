"""Finding, among many words, those that a word is a slip of the pen away from."""

from collections import defaultdict
from collections.abc import Callable

from rapidfuzz.distance import DamerauLevenshtein


class SlipIndex:
    """The words met so far, and which of them a word is a slip of the pen away from.

    Two words are near where taking a letter or two away from each can make them equal; each is kept under what so
    remains of it. `allowed` tells how many slips a word may hold.
    """

    def __init__(self, allowed: Callable[[str], int]) -> None:
        self._allowed = allowed
        self._under: dict[str, list[str]] = defaultdict(list)
        self._words: set[str] = set()
        self._near: dict[str, tuple[str, ...]] = {}

    def add(self, word: str) -> None:
        """Keep a word under all that remains of it when the slips it may hold are taken out."""
        if word not in self._words:
            self._words.add(word)
            for remains in self._remains(word):
                self._under[remains].append(word)

    def near(self, word: str) -> tuple[str, ...]:
        """The words met that are a slip away, the word itself among them, in no order."""
        near_words = self._near.get(word)
        if near_words is None:
            near_words = self._near[word] = tuple(other for other in self.met(word) if self._is_near(word, other))
        return near_words

    def met(self, word: str) -> set[str]:
        """The words met that may be a slip away: all that are, and some that are not."""
        under = self._under
        return {other for remains in self._remains(word) if remains in under for other in under[remains]}

    def _remains(self, word: str) -> set[str]:
        """What remains of a word when as many letters are taken away as it may hold slips, or fewer."""
        remains = shorter = {word}
        for _ in range(self._allowed(word)):
            shorter = {part[:place] + part[place + 1 :] for part in shorter for place in range(len(part))}
            remains = remains | shorter
        return remains

    def _is_near(self, word: str, other: str) -> bool:
        allowed = max(self._allowed(word), self._allowed(other))
        return word == other or DamerauLevenshtein.distance(word, other, score_cutoff=allowed) <= allowed
