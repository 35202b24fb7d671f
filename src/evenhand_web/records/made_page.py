"""What the reading process tells of one page."""

from typing import NamedTuple


class MadePage(NamedTuple):
    """One page: its number from 1, its image as PNG with its size in pixels, and its text; or what was wrong with it.

    A page of plain text has no image.
    """

    number: int
    width: int = 0
    height: int = 0
    text: str = ""
    fault: str = ""
    png: bytes = b""
