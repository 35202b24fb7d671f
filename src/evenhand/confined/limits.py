"""What a process that reads what strangers made may use: little memory and processor time, and no file."""

import os

try:
    import resource

    has_limits = True
except ImportError:  # a system without such limits: the wall clock of the one who waits is left
    has_limits = False

_MEMORY = 1024 * 1024 * 1024
_SECONDS = 10
"""Of processor time for one document or page."""
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONHOME", "SYSTEMROOT")
"""What such a process is told of its surroundings: enough to start, and no secret."""


def environment() -> dict[str, str]:
    """The environment of a confined process."""
    told = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return told | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # threads take room that is not given


def confine() -> None:
    """Limit this process for good: a gigabyte of memory, no file written, no core left behind."""
    if has_limits:
        lower(resource.RLIMIT_AS, _MEMORY)
        lower(resource.RLIMIT_FSIZE, 0)
        lower(resource.RLIMIT_CORE, 0)


def lower(limit: int, most: int, process: int = 0) -> None:
    """Lower a limit of a process (by its id; 0 is this one) for good; one that is lower already stays.

    Raises OSError where the process is another's. A system that cannot limit another process leaves it as it is.
    """
    if process and not hasattr(resource, "prlimit"):
        return
    _, hard = resource.prlimit(process, limit) if process else resource.getrlimit(limit)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    if process:
        resource.prlimit(process, limit, (allowed, allowed))
    else:
        resource.setrlimit(limit, (allowed, allowed))


def allow_the_next() -> None:
    """Allow the next thing to be read its ten seconds of processor time, counted from what was used so far."""
    if has_limits:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        allowed = int(used.ru_utime + used.ru_stime) + _SECONDS
        soft = allowed if hard == resource.RLIM_INFINITY else min(allowed, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
