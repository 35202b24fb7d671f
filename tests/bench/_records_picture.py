"""Pictures of the pages on which something failed, for looking at."""

import re
from collections.abc import Iterable
from pathlib import Path

import pypdfium2

_PAGES = re.compile(r"\bpages? \[?(\d+)")
_SCALE = 1.0


def draw_failures(path: Path, failed: Iterable[str], folder: Path) -> None:
    """Draw each page that a failure names, and write beside it what failed there."""
    told: dict[int, list[str]] = {}
    for line in failed:
        if pages := _PAGES.search(line):
            told.setdefault(int(pages[1]), []).append(line)
    if not told:
        return
    folder.mkdir(parents=True, exist_ok=True)
    document = pypdfium2.PdfDocument(path)
    for number, lines in told.items():
        name = f"{path.stem}-{number:04d}"
        document[number - 1].render(scale=_SCALE).to_pil().save(folder / f"{name}.png")
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    document.close()
