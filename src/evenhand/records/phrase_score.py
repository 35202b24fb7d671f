"""How much the words of a page speak for each type of document: weighted phrases, found by walking the words once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from evenhand.records.record_words import DocumentType

_AGAIN = 0.25
"""What a phrase that stands there again adds, as a share of its weight; at most twice."""
_SHORTEST_MENDED = 6


class PhraseIndex:
    """The weighted phrases of all types, ready to be looked for."""

    def __init__(self, types: Mapping[str, DocumentType]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], list[tuple[str, int]]]]] = {}
        phrases: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
        for kind in types.values():
            for phrase, weight in kind.phrases.items():
                phrases[tuple(phrase.split())].append((kind.id, weight))
        for words, weights in phrases.items():
            self._by_first.setdefault(words[0], []).append((words, weights))
        vocabulary = sorted({word for words in phrases for word in words})
        self.known = frozenset(vocabulary)
        self._mendable = [word for word in vocabulary if len(word) >= _SHORTEST_MENDED]
        self._mend = lru_cache(maxsize=50_000)(self._nearest)

    def scores(self, words: Iterable[str], *, fuzzy: bool) -> dict[str, float]:
        """The weight of all phrases that stand in the words of a text, by type; `fuzzy` forgives a misread letter."""
        tokens = [self._mend(word) if fuzzy and word not in self.known else word for word in words]
        times: dict[tuple[str, ...], int] = defaultdict(int)
        weights_of = {}
        for place, token in enumerate(tokens):
            for phrase, weights in self._by_first.get(token, ()):
                if tuple(tokens[place : place + len(phrase)]) == phrase:
                    times[phrase] += 1
                    weights_of[phrase] = weights
        scores: dict[str, float] = defaultdict(float)
        for phrase, number in times.items():
            for kind, weight in weights_of[phrase]:
                scores[kind] += weight * (1 + _AGAIN * min(number - 1, 2))
        return dict(scores)

    def _nearest(self, word: str) -> str:
        if len(word) < _SHORTEST_MENDED or word.isdigit():
            return word
        best = process.extractOne(word, self._mendable, scorer=OSA.distance, score_cutoff=1)
        return best[0] if best else word
