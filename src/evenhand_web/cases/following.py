"""What follows from an entry in its own transaction: what an app does because something was entered."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from evenhand.docket.entry import DocketEntry
from evenhand.docket.kind import EntryKind
from evenhand.procedure.state import CaseState
from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case


class Entered(NamedTuple):
    """Entries just made: their case, the state they put it in, how long its docket was before, and who keyed them (None
    where nobody did). One entry, but for a docket that was brought in whole.
    """

    case: Case
    state: CaseState
    since: int
    by: Person | None

    @property
    def new(self) -> tuple[DocketEntry, ...]:
        """The entries themselves."""
        return self.state.written.entries[self.since :]


Follow = Callable[[Entered], None]
_FOLLOWING: dict[str, tuple[frozenset[EntryKind], Follow]] = {}


def follows(*kinds: EntryKind) -> Callable[[Follow], Follow]:
    """Say that a function is told of entries of these kinds (of every kind, where none is named), in the transaction
    of the entry: what it writes is written with it, and what it raises undoes it. Apps say so in a module that is
    loaded when they are ready.
    """

    def declare(follow: Follow) -> Follow:
        _FOLLOWING[f"{follow.__module__}.{follow.__name__}"] = frozenset(kinds or EntryKind), follow
        return follow

    return declare


def followed(entered: Entered, done: Collection[Follow] = ()) -> None:
    """Let all that follows from new entries be done, but for what was `done` for many cases at once."""
    told = {entry.kind for entry in entered.new}
    for kinds, follow in _FOLLOWING.values():
        if not kinds.isdisjoint(told) and follow not in done:
            follow(entered)
