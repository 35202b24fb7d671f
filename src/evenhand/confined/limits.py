"""What a process that reads what strangers made may use: little memory and processor time, and no file."""

try:
    import resource

    has_limits = True
except ImportError:  # a system without such limits: the wall clock of the one who waits is left
    has_limits = False

_MEMORY = 1024 * 1024 * 1024
_SECONDS = 10
"""Of processor time for one document or page."""
_MOST_FILES = 64
"""Open at once."""


def confine(memory: int = _MEMORY) -> None:
    """Limit this process for good: so much memory (bytes), few files open, none written, no core left behind."""
    if has_limits:
        _lower(resource.RLIMIT_AS, memory)
        _lower(resource.RLIMIT_FSIZE, 0)
        _lower(resource.RLIMIT_CORE, 0)
        _lower(resource.RLIMIT_NOFILE, _MOST_FILES)


def limit_program(memory: int, seconds: int) -> None:
    """Limit this process for good, before it becomes a program: so much memory (bytes) and processor time, few files
    open, none written, no core left behind.
    """
    confine(memory)
    if has_limits:
        _lower(resource.RLIMIT_CPU, seconds)


def _lower(limit: int, most: int) -> None:
    """Lower a limit; one that is lower already stays."""
    _, hard = resource.getrlimit(limit)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(limit, (allowed, allowed))


def allow_the_next() -> None:
    """Allow the next thing to be read its ten seconds of processor time, counted from what was used so far."""
    if has_limits:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        allowed = int(used.ru_utime + used.ru_stime) + _SECONDS
        soft = allowed if hard == resource.RLIM_INFINITY else min(allowed, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
