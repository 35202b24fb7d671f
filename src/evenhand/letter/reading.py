"""How hard a text is to read: Flesch-Kincaid for English, Fernández-Huerta for Spanish, and which words are measured.

What a reader must act on is measured as it is printed, without the names, days and citations in it: nobody can word
those more simply.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pyphen
from babel import Locale

from evenhand.letter.document import Document, Inline, ListOf, Notice, Paragraph

HARDEST_GRADE = 8.0
"""The highest grade of English that a reader is asked to act on."""
LEAST_EASE = 60.0
"""The lowest ease of Spanish."""
LONGEST_SENTENCE = 30
"""Words."""
_SENTENCE = re.compile(r"[.!?]+(?=[\s”»]|$)|\n\s*\n|\n(?=- )")
_WORD = re.compile(r"[^\W\d_][^\W\d_'’-]*")  # noqa: RUF001 - the letters print this apostrophe
_VOWEL = re.compile(r"[aeiouyáéíóúü]")
_HIATUS = re.compile(r"[íú](?=[aeoáéó])|[aeoáéó](?=[íúaeoáéó])")
"""Two vowels of Spanish side by side in two syllables, which a table of hyphens keeps together."""
_CITATION = re.compile(r"\s*\((?=[^()]*\d)[^()]*(?:\([^()]*\)[^()]*)*\)")
_MARK = re.compile(r"\[[a-z]{1,2}\]")
_DICTIONARIES = {"en": "en_US", "es": "es"}


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
    syllables are the parts that a table of hyphens tells apart. A text without words has grade 0.
    """
    words, sentences, syllables = _counted(text, "en")
    grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59 if words else 0.0
    return ReadingGrade(grade=round(grade, 1), words=words, sentences=sentences, syllables=syllables)


def reading_ease(text: str) -> float:
    """The Fernández-Huerta ease of Spanish prose, 0 (hard) to 100: 206.84 - 60 syllables a word - 1.02 words a
    sentence. A text without words has ease 100.
    """
    words, sentences, syllables = _counted(text, "es")
    return round(206.84 - 60 * syllables / words - 1.02 * words / sentences, 1) if words else 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the words that a reader must act on read in their language; `long` are the sentences of more than
    LONGEST_SENTENCE words.
    """

    language: str
    measure: float
    long: tuple[str, ...]

    @property
    def is_plain(self) -> bool:
        """Whether they are as easy as a letter's reader may expect."""
        easy = self.measure <= HARDEST_GRADE if self.language == "en" else self.measure >= LEAST_EASE
        return easy and not self.long

    @property
    def words(self) -> str:
        """The measure in words."""
        if self.language == "en":
            return f"grade {self.measure} (Flesch-Kincaid; {HARDEST_GRADE:g} at most)"
        return f"an ease of {self.measure} (Fernández-Huerta; {LEAST_EASE:g} at least)"


def reading_of(texts: Iterable[str], language: str, names: Iterable[str] = ()) -> Reading | None:
    """How paragraphs read without the names given, days and citations; None where there are none, or no measure of
    the language is known.
    """
    measured = [without_facts(text, language, names) for text in texts]
    text = "\n\n".join(measured)
    if language not in _DICTIONARIES or not _WORD.search(text):
        return None
    measure = reading_grade(text).grade if language == "en" else reading_ease(text)
    sentences = [sentence.strip() for sentence in _SENTENCE.split(text)]
    long = tuple(sentence for sentence in sentences if len(_WORD.findall(sentence)) > LONGEST_SENTENCE)
    return Reading(language=language, measure=measure, long=long)


def acted_on(document: Document) -> Iterator[str]:
    """Each paragraph, point and box of a letter that its reader must act on, in plain words."""
    for block in document.blocks:
        match block:
            case Paragraph(acts=True):
                yield _plain(block.words)
            case ListOf(acts=True):
                yield from map(_plain, block.items)
            case Notice(acts=True):
                yield from (_plain(block.title), *map(_plain, block.paragraphs))


def without_facts(text: str, language: str, names: Iterable[str] = ()) -> str:
    """A text without citations in brackets, marks, days and the names given."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, "")
    return _days(language).sub("", _MARK.sub("", _CITATION.sub("", text)))


def _plain(words: Inline) -> str:
    return "".join(run.text for run in words)


@cache
def _days(language: str) -> re.Pattern[str]:
    """Days in long form, as the letters of a language print them."""
    months = "|".join(Locale.parse(language).months["format"]["wide"].values())
    return re.compile(rf"\b(?:{months}) \d{{1,2}}, \d{{4}}|\b\d{{1,2}} de (?:{months}) de \d{{4}}")


def _counted(text: str, language: str) -> tuple[int, int, int]:
    """Words, sentences and syllables of a text."""
    words = _WORD.findall(text)
    sentences = sum(1 for part in _SENTENCE.split(text) if _WORD.search(part))
    return len(words), sentences, sum(_syllables(word.lower(), language) for word in words)


@cache
def _hyphens(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=_DICTIONARIES[language], left=1, right=1)


@cache
def _syllables(word: str, language: str) -> int:
    parts = _hyphens(language).inserted(word, "\n").split("\n")
    hiatus = sum(len(_HIATUS.findall(part)) for part in parts) if language == "es" else 0
    return max(1, sum(1 for part in parts if _VOWEL.search(part)) + hiatus)
