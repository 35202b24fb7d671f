"""The order in which letters are released, and the one that comes next."""

from typing import NamedTuple

from evenhand_web.director.queue_page import ReleaseQueue, ReleaseRow


class Neighbors(NamedTuple):
    """Where a letter stands among those that wait to be read: its place, how many there are, the one before and the one
    after; empty where there is none.
    """

    place: int
    waiting: int
    before: str
    after: str


def neighbors(queue: ReleaseQueue, ident: str) -> Neighbors:
    """The neighbors of a case in the queue, those alone that wait to be read or stopped."""
    idents = [row.ident for row in queue.rows if row.waits or row.ident == ident]
    if ident not in idents:
        return Neighbors(0, len(idents), "", idents[0] if idents else "")
    place = idents.index(ident)
    after = idents[place + 1 : place + 2]
    return Neighbors(place + 1, len(idents), idents[place - 1] if place else "", after[0] if after else "")


def next_row(queue: ReleaseQueue) -> ReleaseRow | None:
    """The first letter that waits to be read; None where none does."""
    return next((row for row in queue.rows if row.waits), None)
