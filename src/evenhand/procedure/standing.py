"""A docket as it is to be read: every corrected entry in the place of the one it takes the place of."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from evenhand.docket.entry import Docket, DocketEntry
from evenhand.docket.kind import EntryKind

_NONE: Mapping[int, int] = MappingProxyType({})


class AsRead(NamedTuple):
    """A docket to be read from its first entry to its last.

    In `docket` a corrected entry stands under the number of the one it corrects, so that what came of that one comes
    of it; it keeps its own place too, to be passed over. `struck` are the numbers of entries that count no more,
    `corrected` gives, for an entry that was corrected, the number of the entry that says it rightly.
    """

    docket: Docket
    struck: frozenset[int]
    corrected: Mapping[int, int]

    def counts(self, entry: DocketEntry) -> bool:
        """Whether an entry counts in the place it stands in."""
        return entry.number not in self.struck and (entry.instead_of is None or entry.kind is EntryKind.STRUCK)


def as_read(docket: Docket) -> AsRead:
    """The docket as it is to be read. Of several corrections of one entry the last that stands holds."""
    undoing = [entry for entry in docket.entries if entry.instead_of is not None]
    if not undoing:
        return AsRead(docket, frozenset(), _NONE)
    struck = frozenset(entry.instead_of or 0 for entry in undoing if entry.kind is EntryKind.STRUCK)
    corrected = {
        entry.instead_of or 0: entry.number
        for entry in undoing
        if entry.kind is not EntryKind.STRUCK and entry.number not in struck
    }
    entries = list(docket.entries)
    for number, by in corrected.items():
        entries[number - 1] = replace(entries[by - 1], number=number, instead_of=None)
    return AsRead(Docket(entries=tuple(entries)), struck, MappingProxyType(corrected))
