"""Advisories of the OSV format, read from a folder, held against pinned packages."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from packaging.version import InvalidVersion, Version


class Advisory(NamedTuple):
    """An advisory that holds for a pinned package: its id and other ids, the package, and its own summary."""

    id: str
    aliases: tuple[str, ...]
    package: str
    version: str
    summary: str


def advisories(folder: Path, pinned: Mapping[str, str]) -> Iterator[Advisory]:
    """The advisories of the folder's JSON files that hold for packages at the versions they are pinned to.

    Raises ValueError for a file that is no advisory: what cannot be read is not taken for no advisory.
    """
    for path in sorted(folder.rglob("*.json")):
        try:
            told: Any = json.loads(path.read_text(encoding="utf-8"))
            yield from _holding(told, pinned)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{path} is no advisory of the OSV format: {error}") from error


def _holding(told: Mapping[str, Any], pinned: Mapping[str, str]) -> Iterator[Advisory]:
    ident = told["id"]
    if told.get("withdrawn"):
        return
    for affected in told.get("affected", ()):
        package = affected.get("package", {})
        name = re.sub(r"[-_.]+", "-", package.get("name", "")).lower()
        if package.get("ecosystem") == "PyPI" and name in pinned and _is_affected(affected, pinned[name]):
            yield Advisory(ident, tuple(told.get("aliases", ())), name, pinned[name], told.get("summary", ""))
            return


def _is_affected(affected: Mapping[str, Any], version: str) -> bool:
    if version in affected.get("versions", ()):
        return True
    ranges = (each for each in affected.get("ranges", ()) if each.get("type") in ("ECOSYSTEM", "SEMVER"))
    return any(_is_within(each.get("events", ()), Version(version)) for each in ranges)


def _is_within(events: Iterable[Mapping[str, str]], version: Version) -> bool:
    """Whether a version lies in a range: after an `introduced` and neither at a `fixed` nor past a `last_affected`."""
    is_in = False
    for kind, at in sorted(((kind, at) for event in events for kind, at in event.items()), key=_place):
        if kind == "introduced" and _version(at) <= version:
            is_in = True
        elif (kind == "fixed" and _version(at) <= version) or (kind == "last_affected" and _version(at) < version):
            is_in = False
    return is_in


def _place(event: tuple[str, str]) -> tuple[Version, bool]:
    return _version(event[1]), event[0] != "introduced"


def _version(words: str) -> Version:
    try:
        return Version("0" if words == "0" else words)
    except InvalidVersion as error:
        raise ValueError(f"{words!r} is no version") from error
