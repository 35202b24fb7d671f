"""How the words read that a reader must act on: of a wording before any case fills it, and of a finished letter."""

from collections.abc import Iterable, Iterator

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.letter.document import Document
from evenhand.letter.kind import Kind
from evenhand.letter.phrase import Phrase, Run
from evenhand.letter.reading import LONGEST_SENTENCE, Reading, acted_on, reading_of
from evenhand.letter.wording import Wording, every_block, phrases_of

_HARD = FindingKind(
    rule="LETTER-READING",
    severity=Severity.WARNING,
    message="What a reader of {name} ({language}) must act on asks for {measure}{long}.",
    expected="shorter sentences and simpler words in the blocks with act = true",
    remedy="Say it in words that a reader can follow, or take `act` from what nobody has to act on.",
)
_COUNTED = frozenset({Kind.COUNT, Kind.DAYS, Kind.HOURS})


def wording_reading(wording: Wording) -> Reading | None:
    """How the blocks that a reader must act on read, blanks of names and days left out; None where no block is marked,
    or no measure of the language is known.
    """
    marked = [block for block in every_block(wording.blocks) if block.acts]
    return reading_of([_words(phrase) for block in marked for phrase in phrases_of(block)], wording.language)


def hard_to_read(wording: Wording) -> Iterator[Finding]:
    """That the blocks that a reader must act on are too hard, where they are."""
    yield from _hard(wording_reading(wording), wording.name, wording.place)


def hard_letter(letter: Document, names: Iterable[str]) -> Iterator[Finding]:
    """That what the reader of a finished letter must act on is too hard, where it is; `names` are those of its case."""
    yield from _hard(reading_of(acted_on(letter), letter.language, names), letter.name, Place(key=letter.name))


def _hard(reading: Reading | None, name: str, place: Place) -> Iterator[Finding]:
    if reading is not None and not reading.is_plain:
        long = f", with a sentence of more than {LONGEST_SENTENCE} words: “{reading.long[0]}”" if reading.long else ""
        yield _HARD.at(place, name=name, language=reading.language, measure=reading.words, long=long)


def _words(phrase: Phrase) -> str:
    parts = (part.text if isinstance(part, Run) else "10 days" if part.kind in _COUNTED else "" for part in phrase)
    return "".join(parts)
