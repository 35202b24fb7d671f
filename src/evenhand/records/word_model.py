"""A model of words: how much each word and pair of words of a document speaks for each type, learned from made-up ones.

The weights are data (`records/words.json` of a programme), made by `tools.record_words`; nothing is learned in use.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt
from pathlib import Path

from evenhand.finding import Finding, FindingKind, Place, Severity

RULE = "RECORD-WORDS"
FORMAT = "evenhand record words 1"
FILE = "words.json"
_NO_MODEL = FindingKind(
    rule=RULE,
    severity=Severity.FATAL,
    message="The programme has no usable model of words of its papers: {reason}.",
    remedy="Make it anew with `make record-words`.",
)
SCALE = 100
"""Weights are stored as whole numbers, so many times as large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordModel:
    """The types in the order of the weights; for each word or pair of words its rarity, then types and weights in turn.

    `made_from` is the digest of what the model was learned from.
    """

    types: tuple[str, ...]
    terms: dict[str, tuple[int, ...]]
    made_from: str

    def scores(self, words: Sequence[str]) -> dict[str, float]:
        """How much the plain words of a document speak for each type: from about -1 to 4."""
        totals = [0.0] * len(self.types)
        length = 0.0
        for term, times in Counter(terms(words)).items():
            weights = self.terms.get(term)
            if weights is None:
                continue
            value = (1 + log(times)) * weights[0] / SCALE
            length += value * value
            for place in range(1, len(weights), 2):
                totals[weights[place]] += value * weights[place + 1]
        norm = sqrt(length) * SCALE or 1.0
        return {kind: total / norm for kind, total in zip(self.types, totals, strict=True)}


def terms(words: Sequence[str]) -> list[str]:
    """The words of a text without figures, and the pairs they form."""
    kept = [word for word in words if word.isalpha()]
    return kept + [f"{word} {next_word}" for word, next_word in pairwise(kept)]


def load_word_model(folder: Path) -> tuple[WordModel | None, tuple[Finding, ...]]:
    """The model of the programme in `folder`; None, and what is wrong, where there is no usable one."""
    path = folder / "records" / FILE
    try:
        data = json.loads(path.read_bytes())
        if data["format"] != FORMAT:
            raise ValueError(f"its format is {data['format']!r}")
        model = WordModel(
            types=tuple(data["types"]),
            terms={str(term): tuple(map(int, weights)) for term, weights in data["terms"].items()},
            made_from=str(data["made_from"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return None, (_NO_MODEL.at(Place(file=str(path)), reason=error),)
    return model, ()
