"""The folder a demonstration lives in: its own, known by a mark, and nothing of an organisation's."""

import os
import shutil
from collections.abc import MutableMapping
from pathlib import Path

MARK = "MADE-UP"
_MAKING, _MADE = "is being made", "is made"
_SAID = "A demonstration {state} here. Nothing in it is real, and `evenhand demo` without --keep replaces it.\n"
_KEPT = ("EVENHAND_HOSTS", "EVENHAND_FONTS", "EVENHAND_PROGRAMMES")


class NotOursError(Exception):
    """The folder holds something else than a demonstration."""


def is_made(folder: Path) -> bool:
    """Whether a folder holds a whole demonstration."""
    mark = folder / MARK
    return mark.is_file() and _MADE in mark.read_text(encoding="utf-8")


def make_room(folder: Path) -> None:
    """Leave a folder that holds nothing but the mark of a demonstration in the making.

    Raises NotOursError, and touches nothing, where the folder holds anything without that mark: an organisation's
    database is never replaced.
    """
    if folder.exists() and not (folder.is_dir() and (_is_empty(folder) or (folder / MARK).is_file())):
        raise NotOursError(
            f"{folder} holds something else than a demonstration, and is left as it is. Name another folder."
        )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    (folder / MARK).write_text(_SAID.format(state=_MAKING), encoding="utf-8")


def is_whole(folder: Path) -> None:
    """Write down that the demonstration in a folder is complete."""
    (folder / MARK).write_text(_SAID.format(state=_MADE), encoding="utf-8")


def _is_empty(folder: Path) -> bool:
    return next(folder.iterdir(), None) is None


def settle_in(folder: Path, environment: MutableMapping[str, str] = os.environ) -> None:
    """Let everything of the shell be kept in a folder: no variable of an organisation's own database, keys or mail
    counts any more. Programmes of its own are shown beside the others, those of made-up law among them.
    """
    for name in [name for name in environment if name.startswith("EVENHAND_") and name not in _KEPT]:
        del environment[name]
    environment["EVENHAND_DATA"] = str(folder.absolute())
    environment["EVENHAND_MFA"] = "offered"  # nothing in it is real, and whoever looks around has no second telephone
    environment["EVENHAND_MADE_UP"] = "1"
