"""The seal of a programme: a digest of every rule and block, so that one wrong byte is said with its place.

A schema catches what is malformed and worked examples catch a wrong number; a changed word of a citation or a note
passes both. The seal is made when people have read a change, and the check then holds every byte to it.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from evenhand.finding import Finding, FindingKind, Place, Severity

SEAL = "seal.txt"
_RULE = "PROGRAMME-SEAL"
_BROKEN = FindingKind(
    rule=_RULE,
    severity=Severity.FATAL,
    message="{what}.",
    expected="every byte as it was when people last read it",
    remedy="Undo the change, or read it, check the programme and seal it anew with `evenhand programme seal`.",
)


_KEY = rb"(?:[A-Za-z0-9_-]+|\"[^\"\n]*\")"
_HEADER = re.compile(rb"\[\[" + _KEY + rb"\]\]|\[" + _KEY + rb"(?:\." + _KEY + rb")?\]")
"""A header of one key or two: a rule with all its versions, a block of a letter, a kind of entry."""


class SealedTable(NamedTuple):
    """A stretch of a file from one header of at most two keys to the next: the header, its first line, its digest."""

    file: str
    header: str
    line: int
    digest: str


def sealed_tables(folder: Path) -> tuple[SealedTable, ...]:
    """Every table of every TOML file of a programme, its letters and examples included, in order."""
    tables: list[SealedTable] = []
    for path in sorted(folder.rglob("*.toml")):
        tables += _tables(path.relative_to(folder).as_posix(), path.read_bytes())
    return tuple(tables)


def _tables(file: str, data: bytes) -> Iterator[SealedTable]:
    header, first, begun = "(head)", 1, 0
    lines = data.splitlines(keepends=True)
    for number, line in enumerate(lines, start=1):
        if not _HEADER.match(line):
            continue
        if number > 1:
            yield _sealed(file, header, first, lines[begun : number - 1])
        first, begun = number, number - 1
        header = line.strip().decode("utf-8", "replace")
    yield _sealed(file, header, first, lines[begun:])


def _sealed(file: str, header: str, line: int, lines: list[bytes]) -> SealedTable:
    return SealedTable(file, header, line, hashlib.sha256(b"".join(lines)).hexdigest()[:16])


def seal_text(folder: Path) -> str:
    """The seal of a programme as it stands: one line a table, its digest, file and header."""
    return "".join(f"{table.digest} {table.file} {table.header}\n" for table in sealed_tables(folder))


def check_seal(folder: Path) -> tuple[Finding, ...]:
    """Every table that is not as it was sealed, added or gone, with its place; nothing where a programme bears no
    seal.
    """
    path = folder / SEAL
    if not path.is_file():
        return ()
    sealed = path.read_text(encoding="utf-8", errors="replace")
    if sealed == seal_text(folder):
        return ()
    return tuple(_differences(folder, sealed)) or (
        _BROKEN.at(Place(file=str(path)), what="The seal is not written as it was made"),
    )


def _differences(folder: Path, sealed: str) -> Iterator[Finding]:
    before: dict[tuple[str, str], list[str]] = {}
    for line in sealed.splitlines():
        digest, _, rest = line.partition(" ")
        file, _, header = rest.partition(" ")
        before.setdefault((file, header), []).append(digest)
    for table in sealed_tables(folder):
        digests = before.get((table.file, table.header), [])
        if table.digest in digests:
            digests.remove(table.digest)
        else:
            yield _BROKEN.at(
                _place(folder, table.file, table.header, table.line), what="This table is not as it was sealed"
            )
    now = {(table.file, table.header) for table in sealed_tables(folder)}
    for (file, header), digests in before.items():
        if digests and (file, header) not in now:
            yield _BROKEN.at(_place(folder, file, header, None), what="This table was sealed and is gone")


def _place(folder: Path, file: str, header: str, line: int | None) -> Place:
    return Place(file=str(folder / file), line=line, key=header.strip("[]"))
