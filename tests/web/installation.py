"""An installation with programmes of its own, read anew as when the server starts again."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from evenhand.programme.library import programme_folder
from evenhand_web.diary.duty import stages_over
from evenhand_web.infrastructure.programmes import standings
from evenhand_web.panel import day

WHOLE = programme_folder("ca_wc")
"""A programme with every part that one may have, to be copied under other names."""
SettingsOf = Callable[..., None]


def start_again() -> None:
    """Forget every programme that was read."""
    for known in (standings, stages_over, day._loaded, day.law_of):
        known.cache_clear()


@contextmanager
def own_programmes(folder: Path, settings_of: SettingsOf) -> Iterator[Path]:
    """An installation whose own programmes lie in a folder, its copies of them beside it."""
    own = folder / "own"
    own.mkdir()
    settings_of(PROGRAMMES=own, KEPT_PROGRAMMES=folder / "kept")
    start_again()
    try:
        yield own
    finally:
        start_again()


def put_programme(source: Path, own: Path, ident: str) -> Path:
    """Put a copy of a programme's folder among an installation's own, under another id."""
    target = own / ident
    shutil.copytree(source, target)
    head = target / "programme.toml"
    text = head.read_text(encoding="utf-8")
    lines: Any = [f'id = "{ident}"' if line.startswith("id = ") else line for line in text.splitlines()]
    head.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (target / "seal.txt").unlink(missing_ok=True)
    return target
