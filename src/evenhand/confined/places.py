"""The few places in which a confined process may read: its programs, their libraries and typefaces."""

import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

_SYSTEM = (
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/local/lib",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/usr/share/zoneinfo",
    "/dev/null",
    "/dev/urandom",
)
_TYPEFACES = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/usr/share/X11/fonts",
    "/usr/share/fontconfig",
    "/etc/fonts",
)
_FIRST_LINE = 256


def of_python() -> tuple[Path, ...]:
    """Where this process reads: Python, the packages installed for it and those loaded, system libraries, typefaces."""
    installed = (sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    return tuple(dict.fromkeys(map(Path, (*_SYSTEM, *_TYPEFACES, *installed, *_loaded()))))


def _loaded() -> Iterator[str]:
    """The folders of the packages that are loaded and stand in no other."""
    for name, module in tuple(sys.modules.items()):
        if "." not in name:
            yield from getattr(module, "__path__", ())


def of_programs() -> tuple[Path, ...]:
    """Where any program reads to start: the system's libraries."""
    return tuple(map(Path, _SYSTEM))


def executed_for(program: Path) -> tuple[Path, ...]:
    """What the kernel executes where a program is started: itself, its loader, what interprets a script."""
    loaders = (path for folder in ("/lib", "/lib64") for path in Path(folder).glob("ld-*.so*"))
    with program.open("rb") as stream:
        first = stream.readline(_FIRST_LINE)
    interpreter = first[2:].split()[:1] if first.startswith(b"#!") else []
    return (program, *loaders, *(Path(os.fsdecode(path)) for path in interpreter))
