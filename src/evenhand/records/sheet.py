"""One page as the confined process hands it over: its words, or the picture that has to be recognized."""

from dataclasses import dataclass
from typing import Any

from evenhand.records.words import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page of a file, opened. `picture` (a portable graymap) is there where the page has to be recognized.

    `words` are of its text layer, if it has one that is words; `rotation` is by how much the page as displayed must be
    turned clockwise to read them. `fault` is the id of why the page could not be made; `mark` a digest of its picture.
    """

    number: int
    width: float = 0.0
    height: float = 0.0
    words: tuple[Word, ...] = ()
    rotation: int = 0
    blank: bool = False
    fault: str = ""
    mark: str = ""
    picture: bytes = b""

    def head(self) -> dict[str, Any]:
        """All but the picture, as it goes through a pipe."""
        return {
            "number": self.number,
            "width": self.width,
            "height": self.height,
            "words": self.words,
            "rotation": self.rotation,
            "blank": self.blank,
            "fault": self.fault,
            "mark": self.mark,
        }


def sheet_of(told: dict[str, Any], picture: bytes) -> Sheet:
    """The page that came through a pipe; raises KeyError, TypeError or ValueError where that is none."""
    return Sheet(
        number=int(told["number"]),
        width=float(told["width"]),
        height=float(told["height"]),
        words=tuple(Word(str(word[0]), *(float(value) for value in word[1:6])) for word in told["words"]),
        rotation=int(told["rotation"]),
        blank=bool(told["blank"]),
        fault=str(told["fault"]),
        mark=str(told["mark"]),
        picture=picture,
    )
