"""The values of one page: its words, how they were got, how it lies, and whether it can be read."""

from dataclasses import dataclass
from enum import StrEnum

from evenhand.records.words import Line, Word


class TextFrom(StrEnum):
    """Where the text of a page comes from."""

    LAYER = "layer"
    RECOGNITION = "recognition"
    NONE = "none"


class Legibility(StrEnum):
    """Whether a page can be read."""

    GOOD = "good"
    HARD = "hard"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageValues:
    """What one page gives. Nothing here depends on any other page.

    `number` counts from 1 in its file. `rotation` is by how many degrees clockwise the page as displayed must be turned
    to be read. `score` is the mean sureness of its reader, 0 to 100. `fault` is the id of why the page could not be
    read, empty where it could. `has_strong` holds the numbers of lines set large or bold (where known). `mark` is a
    digest of the picture of the page, for finding the same picture again; empty for a page with a text layer.
    """

    number: int
    width: float = 0.0
    height: float = 0.0
    rotation: int = 0
    legibility: Legibility = Legibility.GOOD
    score: float = 100.0
    text_from: TextFrom = TextFrom.NONE
    blank: bool = False
    lines: tuple[Line, ...] = ()
    words: tuple[Word, ...] = ()
    fault: str = ""
    mark: str = ""

    @property
    def text(self) -> str:
        """The text of the page, one line a line."""
        return "\n".join(line.text for line in self.lines)
