"""The few places in which a confined process that runs Python may read: its packages, system libraries, typefaces."""

import sys
import sysconfig
from collections.abc import Iterator

from evenhand.confined.places import SYSTEM

_TYPEFACES = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/usr/share/X11/fonts",
    "/usr/share/fontconfig",
    "/etc/fonts",
)


def of_python() -> tuple[str, ...]:
    """Where this process reads: Python, the packages installed for it and those loaded, system libraries, typefaces."""
    installed = (sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    return tuple(dict.fromkeys((*SYSTEM, *_TYPEFACES, *installed, *_loaded())))


def _loaded() -> Iterator[str]:
    """The folders of the packages that are loaded and stand in no other."""
    for name, module in tuple(sys.modules.items()):
        if "." not in name:
            yield from getattr(module, "__path__", ())
