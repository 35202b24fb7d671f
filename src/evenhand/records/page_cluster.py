"""Reading the pages of one file on many machines: the same function from bytes to values, sent to where there is room.

Nothing here knows a library of clusters: whatever scatters bytes and submits functions will do (Dask does).
"""

from collections import deque
from collections.abc import Iterator
from typing import Any, Protocol

from evenhand.records.opening import open_file
from evenhand.records.page import PageValues
from evenhand.records.page_reading import page_values

BATCH = 8
"""So many pages are one piece of work: a piece that is lost with its machine is done again elsewhere."""
_AHEAD = 64


class Cluster(Protocol):
    """What runs functions elsewhere, as a client of Dask does."""

    def scatter(self, data: Any) -> Any:
        """Send data to where it will be needed; gives what stands for it."""

    def submit(self, function: Any, *arguments: Any) -> Any:
        """Run a function with arguments; gives what has a `result()`."""


def read_on(cluster: Cluster, data: bytes) -> Iterator[PageValues]:
    """The pages of a file, in order, each read somewhere on a cluster; the bytes are sent once."""
    opened = open_file(data, last=0)
    sent = cluster.scatter(data)
    waiting: deque[Any] = deque()
    for first in range(1, opened.pages + 1, BATCH):
        waiting.append(cluster.submit(page_values, sent, first, min(first + BATCH - 1, opened.pages)))
        if len(waiting) > _AHEAD:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()
