"""Who came into a case after it began: since which entry, and in whose place."""

from collections.abc import Mapping
from typing import NamedTuple


class Joined(NamedTuple):
    """How a party came in: by which entry, in the place of which party (empty: beside the others).

    `is_served_anew` where the one before was never a party of this dispute: what was sent to that one counts for
    nobody.
    """

    entry: int
    replaces: str = ""
    is_served_anew: bool = False


def is_owed(joined: Mapping[str, Joined], issued_to: Mapping[str, int], party: str, since: int) -> bool:
    """Whether a party is owed a notice that an entry made owed: not what was owed before it came in, but for what the
    one whose place it takes was owed and had not been issued (`issued_to`: the entry that did, by party).
    """
    came = joined.get(party)
    if came is None or came.entry <= since or came.is_served_anew:
        return True
    if not came.replaces or issued_to.get(came.replaces, 0) >= since:
        return False
    return is_owed(joined, issued_to, came.replaces, since)


def holders(joined: Mapping[str, Joined], party: str) -> tuple[str, ...]:
    """A party and all who took its place since, one after the other."""
    taken = {came.replaces: name for name, came in joined.items() if came.replaces}
    line = [party]
    while line[-1] in taken:
        line.append(taken[line[-1]])
    return tuple(line)


def present_holder(joined: Mapping[str, Joined], party: str) -> str:
    """Who is in the place of a party now: the party itself where nobody took it."""
    return holders(joined, party)[-1]
