"""What other apps do when an entry is made, in its transaction: each says so in its module `jobs`."""

from collections.abc import Callable

from evenhand.docket.entry import Docket
from evenhand_web.cases.models import Case

Follow = Callable[[Case, Docket, int], None]
_FOLLOWING: list[Follow] = []


def follows(follow: Follow) -> Follow:
    """Say that a function is to be called with a case, its docket, and how many entries that had before."""
    _FOLLOWING.append(follow)
    return follow


def followed(case: Case, docket: Docket, since: int) -> None:
    """Let all that follows from new entries be done: those after the first `since`."""
    for follow in _FOLLOWING:
        follow(case, docket, since)
