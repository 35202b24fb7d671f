"""Whether the documentation tells the truth: its links, the commands and targets it names.

Run as a program it prints every fault of the repository's own pages, and ends with 1 if there is any.
"""

import re
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import click

from tools.cli_reference import fault_in, installed_command
from tools.house import ROOT, tracked_files, tracked_paths
from tools.markdown import anchors, commands, links

_PLACES_FOR_TARGETS = ("README.md", "CONTRIBUTING.md")
_HISTORY = "CHANGELOG.md"  # it may name what is gone
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_TARGET = re.compile(r"^([a-z][a-z0-9-]*):(?!=)", re.MULTILINE)
_HELPED_TARGET = re.compile(r"^([a-z][a-z0-9-]*):[^#\n]*## \S", re.MULTILINE)

Pages = Mapping[PurePosixPath, str]


def broken_links(pages: Pages, files: Collection[PurePosixPath]) -> Iterator[str]:
    """Links of the pages that lead to no file of the repository, or to no heading; `files` are all paths it has."""
    folders = {folder for file in files for folder in file.parents}
    for page, text in pages.items():
        for line, target in links(text):
            if _ELSEWHERE.match(target):
                continue
            path, _, anchor = unquote(target).partition("#")
            pointed = _within(page.parent, path) if path else page
            if pointed is None or (pointed not in folders and pointed not in files):
                yield f"{page}:{line}: the link {target} leads to no file of this repository"
            elif anchor and anchor not in anchors(pages.get(pointed, "")):
                yield f"{page}:{line}: the link {target} leads to no heading of {pointed}"


def _within(folder: PurePosixPath, target: str) -> PurePosixPath | None:
    """The path that a relative link means, from the root; None when it leaves the repository."""
    parts = list(folder.parts)
    for part in PurePosixPath(target).parts:
        if part == "/" or (part == ".." and not parts):
            return None
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)


def unknown_commands(pages: Pages, command: click.Command) -> Iterator[str]:
    """Commands shown that the command line would refuse."""
    for page, text in pages.items():
        for shown in commands(text):
            fault = fault_in(shown.command, command, whole=shown.whole)
            if fault:
                yield f"{page}:{shown.line}: {shown.command}: {fault}"


def unknown_targets(pages: Pages, makefile: str) -> Iterator[str]:
    """Calls of make shown for which the Makefile has no target."""
    targets = set(_TARGET.findall(makefile))
    for page, text in pages.items():
        for shown in commands(text):
            for target in _targets_called(shown.command):
                if target not in targets:
                    yield f"{page}:{shown.line}: make {target}: the Makefile has no such target"


def _targets_called(command: str) -> list[str]:
    """The targets that a call of make names; assignments (`PYTEST=…`) and options are none."""
    words = re.sub(r"\S+=('[^']*'|\"[^\"]*\"|\S*)", "", command.partition("#")[0]).split()
    if words[:1] != ["make"]:
        return []
    return [word for word in words[1:] if not word.startswith("-")]


def silent_targets(pages: Pages, makefile: str) -> Iterator[str]:
    """Targets that `make help` does not explain, or that neither the README nor the contributor's page names."""
    told = [pages.get(PurePosixPath(place), "") for place in _PLACES_FOR_TARGETS]
    named = {target for text in told for shown in commands(text) for target in _targets_called(shown.command)}
    for target in _TARGET.findall(makefile):
        if target not in named:
            yield f"Makefile: {target} is described in neither {' nor '.join(_PLACES_FOR_TARGETS)}"
        if target not in _HELPED_TARGET.findall(makefile):
            yield f"Makefile: {target} has no line of help: write it after ##"


def faults(root: Path = ROOT) -> list[str]:
    """Every fault of the documentation of the repository at `root`."""
    pages = {file.path: file.text for file in tracked_files(root) if file.path.suffix == ".md"}
    lasting = {path: text for path, text in pages.items() if str(path) != _HISTORY}
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    command = installed_command()
    return [
        *broken_links(pages, set(tracked_paths(root))),
        *unknown_commands(lasting, command),
        *unknown_targets(lasting, makefile),
        *silent_targets(pages, makefile),
    ]


if __name__ == "__main__":
    untrue = faults()
    print("\n".join(untrue) or "The documentation tells the truth.")
    sys.exit(bool(untrue))
