"""Reading many letters, several at a time and in order; one bad file stops nothing."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import local

from evenhand.determination.pdf_reader import PdfReader
from evenhand.determination.published import PublishedDetermination
from evenhand.determination.reading_rules import finding
from evenhand.determination.source import ReadText, letter_of, read_file
from evenhand.finding import Finding, Place, Severity, is_fatal

LETTER_FILES = (
    ".txt", ".pdf", ".htm", ".html", ".xhtml", ".mht", ".mhtml", ".eml", ".rtf", ".docx",
    ".doc", ".odt", ".msg", ".wpd", ".tif", ".tiff",
)  # fmt: skip
"""The endings by which letters are known among the files of a folder; those of the second line are named and
refused."""
_FORM_FOLDERS = ("pdf", "pdfs", "txt", "text", "texts")
_AHEAD = 4
Read = Callable[[ReadText], tuple[PublishedDetermination | None, tuple[Finding, ...]]]
"""What makes a letter of a text that could be read; no letter, and why, where it holds none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """One file and the letter in it; `letter` is `None`, and a FATAL Finding says why, where it could not be read."""

    path: Path
    letter: PublishedDetermination | None
    findings: tuple[Finding, ...]

    @property
    def is_usable(self) -> bool:
        """Whether a letter that holds a decision was read."""
        return self.letter is not None and not is_fatal(self.findings)

    @property
    def unclear(self) -> int:
        """How many lines have an outcome that is not exactly one of the words, or were left out for being cut off."""
        lines = self.letter.treatments if self.letter else ()
        cut_off = sum(1 for finding in self.findings if finding.rule == "PARSE-TREATMENTS" and finding.place.start == 0)
        return sum(1 for line in lines if line.outcome is None) + (cut_off if lines else 0)


def without_copies(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The files to read, and the text copies left aside: text of the same name as a PDF in the same folder, or in the
    folder beside it (`pdf/` and `txt/`). The PDF decides; a copy may have lost hyphens.
    """
    files = list(paths)
    pdfs = {folder / path.stem for path in files if path.suffix.lower() == ".pdf" for folder in _near(path)}
    kept: list[Path] = []
    copies: list[Path] = []
    for path in files:
        is_copy = path.suffix.lower() == ".txt" and any(folder / path.stem in pdfs for folder in _near(path))
        (copies if is_copy else kept).append(path)
    return kept, copies


def _near(path: Path) -> tuple[Path, ...]:
    """The folders in which a copy of a letter lies: its own, and where that is named by a form of file, that around
    it."""
    return (path.parent, path.parent.parent) if path.parent.name.lower() in _FORM_FOLDERS else (path.parent,)


def letter_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to read: each file named, and all letters' files in each folder named, in the order of their names.

    A folder that cannot be listed is given as if it were a file, so that reading it says so.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        unlisted: list[OSError] = []
        for folder, folders, files in os.walk(path, onerror=unlisted.append):
            folders.sort()
            yield from (Path(folder, name) for name in sorted(files) if name.lower().endswith(LETTER_FILES))
        yield from (Path(fault.filename) for fault in unlisted if fault.filename)


def read_all(paths: Iterable[Path], *, jobs: int = 1, read_text: Read = letter_of) -> Iterator[ReadFile]:
    """Read each file, `jobs` at a time, and give them in the order of `paths`, few of them in memory at once.

    `read_text` is what reads the letter in a text; published determinations alone where none is given.
    """
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, not {jobs}")
    readers: list[PdfReader] = []
    own = local()

    def read(path: Path) -> ReadFile:
        if not hasattr(own, "reader"):
            own.reader = PdfReader()
            readers.append(own.reader)
        return _read(path, own.reader, read_text)

    pool = ThreadPoolExecutor(jobs, thread_name_prefix="letters")
    waiting: deque[Future[ReadFile]] = deque()
    try:
        for path in paths:
            waiting.append(pool.submit(read, path))
            if len(waiting) > jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
        for reader in readers:
            reader.close()


def _read(path: Path, reader: PdfReader, read_text: Read) -> ReadFile:
    """Read one file; a mistake of this program is said of the file and does not stop the others."""
    try:
        text = read_file(path, reader)
        letter, findings = (None, text.findings) if text.text is None else read_text(text)
    except Exception as fault:
        message = f"cannot be read: this program failed on it ({type(fault).__name__}: {fault})."
        remedy = "Please report the file and this message."
        failed = finding("READ-FAULT", message, Severity.FATAL, place=Place(file=str(path)), remedy=remedy)
        return ReadFile(path=path, letter=None, findings=(failed,))
    return ReadFile(path=path, letter=letter, findings=findings)
