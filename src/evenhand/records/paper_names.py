"""What papers are called where others list them: "PT notes 3/4/2021" names therapy notes."""

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from evenhand.records.days import written_days
from evenhand.records.plain_words import plain
from evenhand.records.record_words import RecordWords
from evenhand.records.words import Line

_ALIKE = 88
_LONG = 13
_ROW_WORDS = 22
_ACRONYM = 3
_PHYSICIAN = "treating physician"
_ALIKE_LETTERS = (
    frozenset("oqgc0"),
    frozenset("il1tj"),
    frozenset("bhr8"),
    frozenset("mnw"),
    frozenset("s5"),
    frozenset("uv"),
)


class PaperNames:
    """Knows the names of papers of every type."""

    def __init__(self, words: RecordWords) -> None:
        self._cites = [(cite, kind.id) for kind in words.types.values() for cite in (*kind.cites, *kind.titles)]
        self._types = dict(reversed(self._cites))
        self._by_role = {kind.id: kind.written_by for kind in words.types.values() if kind.written_by}
        self._physicians = frozenset(kind.id for kind in words.types.values() if kind.role == _PHYSICIAN)
        self._long = [cite for cite in self._types if len(cite) >= _LONG]
        self._rows = [(kind.id, row) for kind in words.types.values() for row in kind.groups]
        self._short = sorted({word for cite in self._types for word in cite.split() if len(word) == _ACRONYM})
        self.kind = lru_cache(maxsize=20_000)(self._kind)

    def _kind(self, text: str, fuzzy: bool = False) -> str | None:
        """The type of the paper that a text names: by the longest name that fits; None where none does."""
        words = f" {' '.join(self._mended(plain(text).split()) if fuzzy else plain(text).split())} "
        fitting = [(len(cite), kind) for cite, kind in self._cites if f" {cite} " in words or f" {cite}s " in words]
        fitting += [(covered, kind) for kind, row in self._rows if (covered := _covered(row, words))]
        if fitting:
            return max(fitting)[1]
        best: tuple[float, int, str] | None = None
        for cite in self._long if fuzzy else ():
            ratio = fuzz.partial_ratio(cite, words, score_cutoff=_ALIKE)
            if ratio and (best is None or (ratio, len(cite)) > best[:2]):
                best = (ratio, len(cite), cite)
        return self._types[best[2]] if best else None

    def kind_by(self, text: str, role: str | None, *, fuzzy: bool) -> str | None:
        """The type of the paper that a text names, whose author plays a part: the notes of those who treat but are no
        physicians are of their own type, whatever they are called.
        """
        kind = self.kind(text, fuzzy)
        own = next((name for name, types in self._by_role.items() if role in types), None)
        return own if own and kind in self._physicians else kind

    def _mended(self, words: Sequence[str]) -> list[str]:
        """The words with acronyms mended of which one letter was read as another that looks like it."""
        return [
            next((short for short in self._short if _looks_like(word, short)), word)
            if len(word) == _ACRONYM and word not in self._short
            else word
            for word in words
        ]

    def rows(self, lines: Sequence[Line]) -> dict[int, str]:
        """The lines that name a paper and its day, by place, each with the type it names."""
        rows = {}
        for place, line in enumerate(lines):
            text = line.words
            if len(text.split()) <= _ROW_WORDS and written_days(text) and (kind := self.kind(text)):
                rows[place] = kind
        return rows


def _looks_like(word: str, short: str) -> bool:
    """Whether two words of one length differ in one letter, and that by letters that look alike."""
    apart = [{sign, other} for sign, other in zip(word, short, strict=True) if sign != other]
    return len(apart) == 1 and any(apart[0] <= alike for alike in _ALIKE_LETTERS)


def _covered(row: Sequence[frozenset[str]], words: str) -> int:
    """How many letters of a text are words of every group of a row; 0 where one group has none there."""
    covered: set[str] = set()
    for group in row:
        there = [word for word in group if f" {word} " in words]
        if not there:
            return 0
        covered.update(part for word in there for part in word.split())
    return sum(map(len, covered))
