"""Calling tesseract, page by page: words with places from a picture, and how the picture lies."""

import os
import re
import shutil
import subprocess
from typing import NamedTuple

from evenhand.records.words import Word

try:
    import resource

    has_limits = hasattr(resource, "prlimit")
except ImportError:  # a system without such limits: the wall clock is left
    has_limits = False

PROGRAM = "tesseract"
NOT_HERE = (
    "Pages that are pictures cannot be read: the program tesseract is not installed. Install it (Debian and Ubuntu: "
    "apt-get install tesseract-ocr; macOS: brew install tesseract) and read the file again."
)
_SECONDS = 40.0
_ORIENTATION_SECONDS = 15.0
_WORD_LEVEL, _COLUMNS = "5", 12
_MEMORY = 1536 * 1024 * 1024
_ROTATE = re.compile(rb"Rotate: (\d+)")
_CONFIDENCE = re.compile(rb"Orientation confidence: ([\d.]+)")


class TooLongError(Exception):
    """A page took longer to recognize than a page can need."""


class Orientation(NamedTuple):
    """How a picture must be turned clockwise to be read (0, 90, 180 or 270), and how sure that is (from 0)."""

    rotation: int
    sure: float


def is_here() -> bool:
    """Whether tesseract can be called."""
    return shutil.which(PROGRAM) is not None


def recognize(
    picture: bytes, *, sparse: bool = False, block: bool = False, seconds: float = _SECONDS
) -> tuple[Word, ...]:
    """The words on a picture (a portable graymap), by lines and columns as tesseract divides the page; with `sparse`
    wherever they stand, with `block` taking all for one block of lines.

    Raises TooLongError where it takes longer than `seconds`, OSError where tesseract cannot be called.
    """
    told = _called(picture, ["--psm", "11" if sparse else "6" if block else "3", "-l", "eng", "tsv"], seconds)
    width, height = (int(figure) for figure in picture[3:40].split(b"\n", 1)[0].split())
    words = []
    for row in told.decode("utf-8", "replace").splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < _COLUMNS or cells[0] != _WORD_LEVEL or not (text := cells[11].strip()):
            continue
        left, top, across, down = (int(figure) for figure in cells[6:10])
        box = (left / width, top / height, (left + across) / width, (top + down) / height)
        words.append(Word(text, *box, float(cells[10])))
    return tuple(words)


def orientation(picture: bytes) -> Orientation | None:
    """How a picture lies; None where too little is on it to tell or telling takes too long."""
    try:
        told = _called(picture, ["--psm", "0"], _ORIENTATION_SECONDS)
    except TooLongError:
        return None
    rotate, sure = _ROTATE.search(told), _CONFIDENCE.search(told)
    return Orientation(int(rotate[1]), float(sure[1])) if rotate and sure else None


def _called(picture: bytes, options: list[str], seconds: float) -> bytes:
    command = [PROGRAM, "stdin", "stdout", "--dpi", "200", *options]
    surroundings = os.environ | {"OMP_THREAD_LIMIT": "1"}
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=surroundings
    )
    if has_limits:
        resource.prlimit(process.pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    try:
        return process.communicate(picture, timeout=seconds * 3)[0]
    except subprocess.TimeoutExpired as error:
        raise TooLongError from error
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
