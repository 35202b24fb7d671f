"""The walls around a process that handles what strangers made, raised by itself and for good; what is missing is told.

Each wall stands alone: where the platform cannot give one, the others stand all the same. `gap` has the words for what
is missing. Little is imported here: all of it stands before each call of tesseract.
"""

import os

from evenhand.confined import landlock
from evenhand.confined.kernel import IS_LINUX, end_with_parent, never_more_privileged, unshare
from evenhand.confined.places import SYSTEM, executed_for
from evenhand.confined.seccomp import filter_calls

TYPE_CHECKING = False  # that of `typing` would bring its module along
if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS, PARENT, USER, SPACES, PRIVILEGES, CALLS = "limits", "parent", "user", "spaces", "privileges", "calls"
FILES, FILES_CUT, FILES_TCP, FILES_SCOPES = "files", "files_cut", "files_tcp", "files_scopes"
_SINCE = {FILES_CUT: 3, FILES_TCP: 4, FILES_SCOPES: 6}
"""The version of Landlock from which on it refuses to cut, to connect, to signal."""
_NET, _IPC, _UTS, _USER = 0x40000000, 0x08000000, 0x04000000, 0x10000000  # CLONE_NEW...
_NOBODY = 65534


def around_program(path: bytes, where: int, readable: tuple[str, ...]) -> list[str]:
    """Confine this process, which is about to execute the program of a path and nothing else; `where` is the address
    at which the path stands in memory. Gives what could not be had.
    """
    program = os.fsdecode(path)
    return walled((*SYSTEM, *readable, program), executed_for(program), where)


def walled(readable: tuple[str, ...], executable: tuple[str, ...] = (), where: int = 0) -> list[str]:
    """Raise every wall around this process that can be raised; gives those that could not be.

    `readable` are the files and folders to read, `executable` the files to execute, by a path at the address `where`.
    """
    gaps = _apart(readable)
    known = landlock.version()
    gaps += _gap(PARENT, end_with_parent)
    gaps += _gap(PRIVILEGES, never_more_privileged)
    try:
        if not known:
            raise OSError("no Landlock")
        landlock.restrict(readable, executable, known)
        gaps += [gap for gap, version in _SINCE.items() if known < version]
    except OSError:
        gaps.append(FILES)
    gaps += _gap(CALLS, filter_calls, where)
    return gaps


def _gap(gap: str, raise_wall: "Callable[..., object]", *arguments: object) -> list[str]:
    """Raise a wall; the gap that is left where it cannot be."""
    try:
        raise_wall(*arguments)
    except OSError:
        return [gap]
    return []


def _apart(readable: tuple[str, ...]) -> list[str]:
    """Give this process a user and spaces of its own.

    Root hands all rights over to nobody, where nobody may read what must be read. Whoever has no rights to hand over is
    in a space of users of its own, in which it is nobody.
    """
    if not IS_LINUX:
        return [USER, SPACES]
    if os.geteuid():
        return _gap(SPACES, unshare, _USER | _NET | _IPC | _UTS)
    gaps = _gap(SPACES, unshare, _NET | _IPC | _UTS)
    gaps += _gap(USER, _become_nobody, readable)
    _gap(SPACES, unshare, _USER)  # it takes the rights that root is left with
    return gaps


def _become_nobody(readable: tuple[str, ...]) -> None:
    """Raises OSError, and changes nothing, where nobody may not read what must be read."""
    needed = [path for path in readable if os.path.exists(path)]
    os.setegid(_NOBODY)
    os.seteuid(_NOBODY)
    try:
        for path in needed:
            if not os.access(path, os.R_OK, effective_ids=True):
                raise PermissionError(f"{path} is closed to others")
    finally:
        os.seteuid(0)
        os.setegid(0)
    os.setgroups(())
    os.setresgid(_NOBODY, _NOBODY, _NOBODY)
    os.setresuid(_NOBODY, _NOBODY, _NOBODY)
