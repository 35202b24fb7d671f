"""A process that reads what strangers made, and can do nothing else: its limits, and how it is heard.

It may use little memory and processor time and may write no file. A document made to break its reader breaks that
process alone; whoever started it starts another.
"""

import os
import select
from time import monotonic

try:
    import resource

    has_limits = True
except ImportError:  # a system without such limits: the wall clock of the one who waits is left
    has_limits = False

_MEMORY = 1024 * 1024 * 1024
_SECONDS = 10
"""Of processor time for one document or page."""


def confine() -> None:
    """Limit this process for good: a gigabyte of memory, no file written, no core left behind."""
    if has_limits:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_the_next() -> None:
    """Allow the next thing to be read its ten seconds of processor time, counted from what was used so far."""
    if has_limits:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + _SECONDS, hard))


def heard(pipe: int, length: int, until: float) -> bytes:
    """So many bytes from a pipe, until an instant of the monotonic clock; raises EOFError where they do not come."""
    pieces = []
    while length:
        ready, _, _ = select.select([pipe], [], [], max(until - monotonic(), 0))
        piece = os.read(pipe, min(length, 1 << 20)) if ready else b""
        if not piece:
            raise EOFError
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
