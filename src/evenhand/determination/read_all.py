"""Reading many letters, several at a time and in order; one bad file stops nothing."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import local

from evenhand.determination.pdf_reader import PdfReader
from evenhand.determination.published import PublishedDetermination
from evenhand.determination.reading_rules import finding
from evenhand.determination.source import read_letter
from evenhand.finding import Finding, Place, Severity, is_fatal

LETTER_FILES = (".txt", ".pdf")
"""The endings by which letters are known among the files of a folder."""
_AHEAD = 4


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


def letter_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to read: each file named, and all text and PDF files in each folder named, in the order of their names.

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


def read_all(paths: Iterable[Path], *, jobs: int = 1) -> Iterator[ReadFile]:
    """Read each file, `jobs` at a time, and give them in the order of `paths`, few of them in memory at once."""
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, not {jobs}")
    readers: list[PdfReader] = []
    own = local()

    def read(path: Path) -> ReadFile:
        if not hasattr(own, "reader"):
            own.reader = PdfReader()
            readers.append(own.reader)
        return _read(path, own.reader)

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


def _read(path: Path, reader: PdfReader) -> ReadFile:
    """Read one file; a mistake of this program is said of the file and does not stop the others."""
    try:
        letter, findings = read_letter(path, reader)
    except Exception as fault:
        message = f"cannot be read: this program failed on it ({type(fault).__name__}: {fault})."
        remedy = "Please report the file and this message."
        failed = finding("READ-FAULT", message, Severity.FATAL, place=Place(file=str(path)), remedy=remedy)
        return ReadFile(path=path, letter=None, findings=(failed,))
    return ReadFile(path=path, letter=letter, findings=findings)
