"""Calling tesseract, page by page: words with places from a picture, and how the picture lies."""

import os
import re
import shutil
import signal
import subprocess
from typing import NamedTuple

from evenhand.confined.limits import has_limits, lower
from evenhand.records.words import Word

if has_limits:
    import resource

PROGRAM = "tesseract"
NOT_HERE = (
    "Pages that are pictures cannot be read: the program tesseract is not installed. Install it (Debian and Ubuntu: "
    "apt-get install tesseract-ocr; macOS: brew install tesseract) and read the file again."
)
NO_ENGLISH = (
    "Pages that are pictures cannot be read: the program tesseract is installed without its English data. Install them "
    "(Debian and Ubuntu: apt-get install tesseract-ocr-eng) and read the file again."
)
_SECONDS = 40.0
_ORIENTATION_SECONDS = 15.0
_LIST_SECONDS = 20.0
_LANGUAGE = "eng"
_WORD_LEVEL, _COLUMNS = "5", 12
_MEMORY = 1536 * 1024 * 1024
_OUT_OF_TIME = (-signal.SIGKILL, -signal.SIGXCPU) if has_limits else ()
_ROTATE = re.compile(rb"Rotate: (\d+)")
_CONFIDENCE = re.compile(rb"Orientation confidence: ([\d.]+)")


class TooLongError(Exception):
    """A page took longer to recognize than a page can need."""


class Orientation(NamedTuple):
    """How a picture must be turned clockwise to be read (0, 90, 180 or 270), and how sure that is (from 0)."""

    rotation: int
    sure: float


def missing() -> str:
    """Why no picture can be read here, in words, with what to do; empty where tesseract can be called."""
    program = shutil.which(PROGRAM)
    if program is None:
        return NOT_HERE
    try:
        answer = subprocess.run([program, "--list-langs"], capture_output=True, timeout=_LIST_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return NOT_HERE
    return "" if _LANGUAGE.encode() in (answer.stdout + answer.stderr).split() else NO_ENGLISH


def recognize(
    picture: bytes, *, sparse: bool = False, block: bool = False, seconds: float = _SECONDS
) -> tuple[Word, ...]:
    """The words on a picture (a portable graymap), by lines and columns as tesseract divides the page; with `sparse`
    wherever they stand, with `block` taking all for one block of lines.

    Raises TooLongError where it takes longer than `seconds`, OSError where tesseract cannot be called or fails: a page
    without words is one that it has read.
    """
    mode = "11" if sparse else "6" if block else "3"
    told, code = _called(picture, ["--psm", mode, "-l", _LANGUAGE, "tsv"], seconds)
    if code:
        raise OSError(f"{PROGRAM} ended with {code}")
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
        told, _ = _called(picture, ["--psm", "0"], _ORIENTATION_SECONDS)  # it fails where too little is there to tell
    except TooLongError:
        return None
    rotate, sure = _ROTATE.search(told), _CONFIDENCE.search(told)
    return Orientation(int(rotate[1]), float(sure[1])) if rotate and sure else None


def _called(picture: bytes, options: list[str], seconds: float) -> tuple[bytes, int]:
    """What tesseract answers, and the code that it ends with."""
    command = [PROGRAM, "stdin", "stdout", "--dpi", "200", *options]
    surroundings = os.environ | {"OMP_THREAD_LIMIT": "1"}
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=surroundings
    )
    if has_limits:
        lower(resource.RLIMIT_AS, _MEMORY, process.pid)
        lower(resource.RLIMIT_CPU, int(seconds) + 1, process.pid)
    try:
        answer = process.communicate(picture, timeout=seconds * 3)[0]
    except subprocess.TimeoutExpired as error:
        raise TooLongError from error
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    if process.returncode in _OUT_OF_TIME:
        raise TooLongError
    return answer, process.returncode
