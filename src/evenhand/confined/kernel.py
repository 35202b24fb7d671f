"""The kernel's own calls that the standard library does not offer, through the C library. Linux alone has them."""

import ctypes
import os
import sys

IS_LINUX = sys.platform == "linux"

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_KILL = 9
_LIBRARY = ctypes.CDLL(None, use_errno=True) if IS_LINUX else None


def library() -> ctypes.CDLL:
    """The C library of this process. Raises OSError where the system is not Linux."""
    if _LIBRARY is None:
        raise OSError(f"{sys.platform} is not Linux")
    return _LIBRARY


def done(result: int) -> int:
    """What a call of the C library gave; raises OSError, with the reason that the kernel gave, where it failed."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def _control(option: int, value: int) -> int:
    unused = ctypes.c_ulong(0)
    return done(library().prctl(option, ctypes.c_ulong(value), unused, unused, unused))


def never_more_privileged() -> None:
    """Keep this process, and what it executes, from ever gaining rights. Raises OSError where that cannot be had."""
    _control(_PR_SET_NO_NEW_PRIVS, 1)


def end_with_parent() -> None:
    """Have the kernel end this process with the thread that started it. Raises OSError where that cannot be had."""
    parent = os.getppid()
    _control(_PR_SET_PDEATHSIG, _KILL)
    if os.getppid() != parent:  # it ended in between
        os._exit(1)


def unshare(spaces: int) -> None:
    """Leave the spaces of names (CLONE_NEW..., added up) that this process shares with others. Raises OSError."""
    done(library().unshare(ctypes.c_int(spaces)))
