"""How hard a text is to read: the Flesch-Kincaid grade, for English."""

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[.!?]+(?=\s|$)|\n\s*\n")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")  # noqa: RUF001 - the letters print this apostrophe
_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingGrade:
    """The U.S. school grade a text asks for, and what it was counted from."""

    grade: float
    words: int
    sentences: int
    syllables: int


def reading_grade(text: str) -> ReadingGrade:
    """The Flesch-Kincaid grade of English prose: 0.39 words a sentence + 11.8 syllables a word - 15.59.

    Lines without a full stop that stand between blank lines (headings, table rows) count as sentences of their own;
    syllables are counted by groups of vowels, a silent final e left out. A text without words has grade 0.
    """
    words = _WORD.findall(text)
    sentences = sum(1 for part in _SENTENCE.split(text) if _WORD.search(part))
    syllables = sum(_syllables(word.lower()) for word in words)
    if not words:
        return ReadingGrade(grade=0.0, words=0, sentences=0, syllables=0)
    grade = 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
    return ReadingGrade(grade=round(grade, 1), words=len(words), sentences=sentences, syllables=syllables)


def _syllables(word: str) -> int:
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and count > 1:
        count -= 1
    return max(count, 1)
