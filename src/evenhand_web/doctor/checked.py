"""What a look at one part of an installation gives."""

from enum import StrEnum
from typing import NamedTuple


class Condition(StrEnum):
    """How a part of the installation stands: sound, worth a look, or at fault."""

    SOUND = "sound"
    LOOK = "look"
    FAULT = "fault"


class Checked(NamedTuple):
    """A part of the installation, how it stands, and why, in a sentence that says what to do. No contents of a case."""

    part: str
    condition: Condition
    words: str


def sound(part: str, words: str) -> Checked:
    """A part that is as it should be."""
    return Checked(part, Condition.SOUND, words)


def look(part: str, words: str) -> Checked:
    """A part that somebody should look at."""
    return Checked(part, Condition.LOOK, words)


def fault(part: str, words: str) -> Checked:
    """A part that must be mended."""
    return Checked(part, Condition.FAULT, words)
