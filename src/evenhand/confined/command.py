"""The command lines of confined processes, and the surroundings they are told of: none."""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from evenhand.confined.limits import has_limits

_START = str(Path(__file__).with_name("start.py"))
_LAUNCH = str(Path(__file__).with_name("launch.py"))


def command_of(module: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs a module as a confined process; the module calls `child.serve`."""
    folders = os.pathsep.join(folder for folder in sys.path if os.path.isabs(folder))
    return (sys.executable, "-I", *_kept(), _START, module, folders, *arguments)


def command_of_program(
    command: Sequence[str], readable: Sequence[Path], *, memory: int, seconds: int
) -> tuple[str, ...]:
    """The command that runs a program confined: so much memory (bytes) and processor time, and, beside the system's
    libraries, only `readable` to read. Raises OSError where there is no such program.
    """
    program = shutil.which(command[0])
    if program is None:
        raise FileNotFoundError(f"{command[0]} is not installed")
    if not has_limits:
        return (program, *command[1:])
    folders = tuple(map(str, readable))
    limits = (str(memory), str(seconds), str(len(folders)))
    return (sys.executable, "-I", "-S", *_kept(), _LAUNCH, *limits, *folders, program, *command[1:])


def _kept() -> tuple[str, ...]:
    """Where compiled modules are kept, if not beside their sources."""
    return ("-X", f"pycache_prefix={sys.pycache_prefix}") if sys.pycache_prefix else ()


def environment(told: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a confined process: nothing but what is told here, and what Windows starts no process
    without.
    """
    needed = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}
    return needed | dict(told or {})
