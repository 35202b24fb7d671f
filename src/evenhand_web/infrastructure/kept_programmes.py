"""The last good version of every programme: a copy of its folder, kept in the data folder under its fingerprint.

A programme's folder may be changed at any time, and wrongly. Cases go on under the version that was last found sound,
so each such version is copied, and never written again: what is found changed in the copy is not used.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from evenhand.letter.characters import on_screen
from evenhand.programme.load import fingerprint
from evenhand.programme.model import Programme
from evenhand.soundness import examined

_LAST = "last-good"
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def keep(programme: Programme, shelf: Path) -> None:
    """Keep a copy of a sound programme as the last good version of its id; nothing where that is kept already. Raises
    OSError where the disk refuses.
    """
    if not _SAFE.fullmatch(programme.id):
        return
    home = shelf / programme.id
    copy = home / programme.fingerprint
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not copy.is_dir():
        making = Path(tempfile.mkdtemp(prefix=".making-", dir=home))
        shutil.copytree(programme.folder, making, dirs_exist_ok=True)
        try:
            making.rename(copy)
        except OSError:  # another process was first, and its copy is the same
            shutil.rmtree(making, ignore_errors=True)
    _point(home, programme.fingerprint)


def _point(home: Path, to: str) -> None:
    pointer = home / _LAST
    if pointer.is_file() and pointer.read_text(encoding="ascii").strip() == to:
        return
    handle, name = tempfile.mkstemp(dir=home)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(f"{to}\n")
    Path(name).replace(pointer)


def kept_ids(shelf: Path) -> Iterator[str]:
    """The ids of the programmes of which a good version is kept, in alphabetical order."""
    yield from (pointer.parent.name for pointer in sorted(shelf.glob(f"*/{_LAST}")))


def last_good(ident: str, shelf: Path) -> Programme | None:
    """The last good version of a programme, by id; None where none is kept, or its copy was changed."""
    pointer = shelf / ident / _LAST
    if not _SAFE.fullmatch(ident) or not pointer.is_file():
        return None
    mark = pointer.read_text(encoding="ascii", errors="replace").strip()
    copy = shelf / ident / mark
    if not _SAFE.fullmatch(mark) or not copy.is_dir() or fingerprint(copy) != mark:
        return None
    return examined(copy, on_screen)[0]
