"""What sealing and the trace cost of a page: measured on the cases that the pages of the same run show."""

import copy
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple

from tests.bench._web_ask import ASKED_ALONE, alone, asks

MOST_SHARE = 0.10
_TIMES = 5


class Guarded(NamedTuple):
    """Milliseconds of processor time for a case page: all of it, opening what is sealed, and the line of the trace."""

    page: float
    sealing: float
    trace: float

    @property
    def share(self) -> float:
        """What of the page is sealing and trace."""
        return (self.sealing + self.trace) / self.page


def guarded(cases: int) -> Guarded:
    """Read the dockets of the pages sealed and, out of memory, plain; the difference is what sealing costs."""
    models, seam = import_module("evenhand_web.cases.models"), import_module("evenhand_web.cases.seam")
    idents = [ask.path.rsplit("/", 1)[1] for ask in asks("case", cases, ASKED_ALONE)]
    sealed = [list(models.Case.objects.get(ident=ident).entries.select_related("case")) for ident in idents]
    plain = [[_opened(row) for row in rows] for rows in sealed]
    store, line = import_module("evenhand_web.trace.store"), import_module("evenhand_web.trace.line")
    with_seal, without = (_least(partial(_read_all, seam.docket_from, rows)) for rows in (sealed, plain))
    lines = _least(lambda: [store.write(line.Act.CASE, "bench", case=ident) for ident in idents])
    count = len(idents)
    return Guarded(alone("case", cases)[0], (with_seal - without) / count, lines / count)


def _read_all(read: Callable[[Any], object], dockets: list[list[Any]]) -> None:
    for rows in dockets:
        read(rows)


def _opened(row: Any) -> Any:
    """The row as it was before entries were sealed."""
    sealing, plain = import_module("evenhand_web.cases.sealing"), copy.copy(row)
    statement = sealing.opened(row.case, row.number, bytes(row.payload))
    plain.payload, plain.salt = statement.payload, statement.salt
    return plain


def _least(perform: Callable[[], object]) -> float:
    """The least of some runs, in milliseconds of processor time."""
    took = []
    for _ in range(_TIMES):
        began = time.process_time()
        perform()
        took.append((time.process_time() - began) * 1000)
    return min(took)
