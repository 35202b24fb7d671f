"""Who is told of an entry, in its own transaction: what an app above the cases does because something was entered."""

from collections.abc import Callable
from typing import NamedTuple

from evenhand.docket.entry import Docket, DocketEntry
from evenhand.docket.kind import EntryKind
from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case


class Entered(NamedTuple):
    """An entry just made: its case, the docket that now ends with it, and who keyed it (None where nobody did)."""

    case: Case
    docket: Docket
    by: Person | None

    @property
    def entry(self) -> DocketEntry:
        """The entry itself."""
        return self.docket.entries[-1]


Witness = Callable[[Entered], None]
_WITNESSES: dict[str, tuple[frozenset[EntryKind], Witness]] = {}


def witness(*kinds: EntryKind) -> Callable[[Witness], Witness]:
    """Say that a function is told of every entry of these kinds, in the transaction of the entry: what it writes is
    written with it, and what it raises undoes it. Apps say so in their module `jobs`.
    """

    def declare(perform: Witness) -> Witness:
        _WITNESSES[f"{perform.__module__}.{perform.__name__}"] = frozenset(kinds), perform
        return perform

    return declare


def tell(entered: Entered) -> None:
    """Tell everybody who wants to know of this entry."""
    for kinds, perform in _WITNESSES.values():
        if entered.entry.kind in kinds:
            perform(entered)
