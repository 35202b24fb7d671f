"""What a measurement was made on, and on one core of it."""

import os
import platform
import time
from collections.abc import Callable
from pathlib import Path


def heading(title: str) -> str:
    """The title of a table with the day and the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    python = f"{platform.python_implementation()} {platform.python_version()}"
    made = f"{time.strftime('%Y-%m-%d')}; {_processor()}, {cores} cores, {memory:.0f} GiB; {python}; on one core"
    return f"{title}\n{made}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def seconds(action: Callable[[], object]) -> float:
    """The processor time an action takes, in seconds; what else the machine does is not counted."""
    started = time.process_time()
    action()
    return time.process_time() - started


def best(action: Callable[[], object], rounds: int = 3) -> float:
    """The shortest processor time of a few rounds, in seconds: what the others took more was the machine's doing."""
    return min(seconds(action) for _ in range(rounds))
