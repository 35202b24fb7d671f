"""The manifest of a record: every document numbered, with pages counted and hashed, as it goes to the reviewer.

Once it went it is fixed. The hash is of the full list, also where somebody is shown less of it.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from evenhand.records.page import Legibility
from evenhand.records.plain_words import plain
from evenhand.records.record import FileReading, RecordDocument


class CameFrom(NamedTuple):
    """Where a file came from: who sent it, the day it was received, and the SHA-256 of its bytes."""

    sender: str
    received: dt.date
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestEntry:
    """A document on the list. `number` counts from 1 and never changes; `pages` are counted, `illegible` and `blank`
    among them; `sha256` is of the file and the document's pages in it. `duplicate_of` and `near` are numbers of other
    entries. One that is `set_apart` is of another person: it is counted, and shown to nobody by its title.
    """

    number: int
    type: str | None
    title: str | None
    author: str | None
    day: dt.date | None
    pages: int
    illegible: int
    blank: int
    sha256: str
    sender: str
    received: dt.date
    duplicate_of: int | None = None
    near: int | None = None
    set_apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The list of a record in one of its versions, from 1. `version_of` holds, by entry, in which it came."""

    version: int
    entries: tuple[ManifestEntry, ...]
    version_of: tuple[int, ...]

    @property
    def pages(self) -> int:
        """All pages that are listed, those set apart among them."""
        return sum(entry.pages for entry in self.entries)

    @property
    def pages_set_apart(self) -> int:
        """The pages of other persons."""
        return sum(entry.pages for entry in self.entries if entry.set_apart)

    @property
    def sha256(self) -> str:
        """The hash of the full list: the same entries in the same versions have the same."""
        told = [_told(entry) | {"version": since} for entry, since in zip(self.entries, self.version_of, strict=True)]
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def entries_of(
    files: Sequence[FileReading], sources: Sequence[CameFrom], *, first: int = 1
) -> tuple[ManifestEntry, ...]:
    """The entries of the documents of files, numbered from `first`; `sources` says of each file where it came from.

    Raises ValueError where there is not one source for each file.
    """
    if len(files) != len(sources):
        raise ValueError(f"there are {len(files)} files and {len(sources)} sources")
    entries: list[ManifestEntry] = []
    for file, source in zip(files, sources, strict=True):
        entries += [
            _entry(file, document, source, first + len(entries) + place, first)
            for place, document in enumerate(file.documents)
        ]
    return tuple(entries)


def fixed(entries: Sequence[ManifestEntry]) -> Manifest:
    """The first version, as it goes to the reviewer. Raises ValueError where the numbers do not count from 1."""
    return _checked(Manifest(version=1, entries=tuple(entries), version_of=(1,) * len(entries)))


def listed_for(
    manifest: Manifest, sensitive: frozenset[str], type_names: Mapping[str, str], *, holds_all: bool
) -> tuple[ManifestEntry, ...]:
    """The entries as somebody may see them.

    Titles with one of the `sensitive` words stand by their type only, save to who holds all papers (`holds_all`); what
    is of another person has neither title, author nor day for anybody.
    """
    return tuple(_shown(entry, sensitive, type_names, holds_all=holds_all) for entry in manifest.entries)


def _entry(file: FileReading, document: RecordDocument, source: CameFrom, number: int, first: int) -> ManifestEntry:
    own = [page for page in file.pages if page.number in document.pages]
    numbers = ",".join(map(str, document.pages))
    return ManifestEntry(
        number=number,
        type=document.type,
        title=document.title,
        author=document.author,
        day=document.date_of_service,
        pages=len(document.pages),
        illegible=sum(page.legibility is Legibility.NONE for page in own),
        blank=sum(page.blank for page in own),
        sha256=hashlib.sha256(f"{source.sha256}:{numbers}".encode()).hexdigest(),
        sender=source.sender,
        received=source.received,
        duplicate_of=None if document.duplicate_of is None else document.duplicate_of + first,
        near=None if document.near is None else document.near + first,
        set_apart=document.is_other_person,
    )


def _checked(manifest: Manifest) -> Manifest:
    numbers = [entry.number for entry in manifest.entries]
    if numbers != list(range(1, len(numbers) + 1)):
        raise ValueError("the entries of a manifest are numbered from 1 without a gap")
    return manifest


def _shown(
    entry: ManifestEntry, sensitive: frozenset[str], type_names: Mapping[str, str], *, holds_all: bool
) -> ManifestEntry:
    name = type_names.get(entry.type or "")
    if entry.set_apart:
        return replace(entry, type=None, title=None, author=None, day=None)
    told = plain(f"{entry.title or ''} {entry.author or ''} {name or ''}").split()
    if holds_all or sensitive.isdisjoint(told):
        return entry
    return replace(entry, title=name, author=None)


def _told(entry: ManifestEntry) -> dict[str, Any]:
    """An entry as it is hashed: its fields by name, days as ISO text."""
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name in ManifestEntry.__slots__
        for value in (getattr(entry, name),)
    }
