"""Processes that begin others: one ends when its parent is gone, and one that is told to end does so in time."""

import os
import signal
import subprocess
import threading
from collections.abc import Callable
from types import FrameType

_LOOK_SECONDS = 1.0


def watch_parent(parent: int, gone: Callable[[], object]) -> None:
    """Call `gone`, from a thread of its own, once the process `parent` is no longer the parent of this one."""
    threading.Thread(target=_watch, args=(parent, gone), daemon=True).start()


def _watch(parent: int, gone: Callable[[], object]) -> None:
    waiting = threading.Event()
    while os.getppid() == parent:
        waiting.wait(_LOOK_SECONDS)
    gone()


def end(process: "subprocess.Popen[bytes]", seconds: float) -> None:
    """Tell a process that was begun here to end, and kill it where it has not after so many seconds. A worker loses
    nothing by that: what it had in hand comes up again with its lease.
    """
    process.terminate()
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def stopped_by_signal() -> threading.Event:
    """What is set once this process is told to end, by SIGTERM or SIGINT."""
    stopping = threading.Event()

    def stop(_: int, __: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopping
