"""The walls around a process that handles what strangers made, raised by itself and for good; what is missing is told.

Each wall stands alone: where the platform cannot give one, the others stand all the same, and `Gap` says what is open.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from evenhand.confined import landlock
from evenhand.confined.kernel import IS_LINUX, end_with_parent, never_more_privileged, unshare
from evenhand.confined.limits import confine, has_limits
from evenhand.confined.places import executed_for, of_programs, of_python
from evenhand.confined.seccomp import filter_calls

_NET, _IPC, _UTS, _USER = 0x40000000, 0x08000000, 0x04000000, 0x10000000  # CLONE_NEW...
_NOBODY = 65534
_CUTS_KNOWN, _TCP_KNOWN, _SCOPES_KNOWN = 3, 4, 6  # versions of Landlock


class Gap(StrEnum):
    """A wall that could not be raised here."""

    LIMITS = "limits"
    PARENT = "parent"
    USER = "user"
    SPACES = "spaces"
    PRIVILEGES = "privileges"
    FILES = "files"
    FILES_CUT = "files_cut"
    FILES_TCP = "files_tcp"
    FILES_SCOPES = "files_scopes"
    CALLS = "calls"


WORDS = {
    Gap.LIMITS: "Memory and processor time are not limited: this system has no such limits.",
    Gap.PARENT: "It is not ended by the system with the process that started it.",
    Gap.USER: "It runs as the user of the service: its Python or Evenhand lies where no other user may read.",
    Gap.SPACES: "It shares the network and the users of the machine: the system allows no namespaces of its own.",
    Gap.PRIVILEGES: "Nothing keeps what it might execute from gaining rights.",
    Gap.FILES: "Any file that the service may read or write is open to it: this kernel has no Landlock, or it is off.",
    Gap.FILES_CUT: "Landlock is too old to keep files from being cut (it is older than Linux 6.2).",
    Gap.FILES_TCP: "Landlock is too old to keep it from connecting (it is older than Linux 6.7).",
    Gap.FILES_SCOPES: "Landlock is too old to keep it from signals and sockets without a path (older than Linux 6.12).",
    Gap.CALLS: "It may open connections and start programs: its calls are not filtered (libseccomp is missing).",
}
"""What each gap means, in words."""
BENIGN = (Gap.FILES_CUT, Gap.FILES_TCP, Gap.FILES_SCOPES)
"""Gaps that the filter of calls closes where it stands."""


def around_reader() -> tuple[Gap, ...]:
    """Confine this process, which reads in Python what strangers made; gives what could not be had."""
    confine()
    gaps = [] if has_limits else [Gap.LIMITS]
    return (*gaps, *_raised(of_python(), ()))


def around_program(path: bytes, where: int, readable: Sequence[Path]) -> tuple[Gap, ...]:
    """Confine this process, which is about to execute the program of a path and nothing else; `where` is the address
    at which the path stands in memory. Gives what could not be had.
    """
    program = Path(os.fsdecode(path))
    return _raised((*of_programs(), *readable, program), executed_for(program), where)


def _raised(readable: Iterable[Path], executable: Iterable[Path], executed: int | None = None) -> tuple[Gap, ...]:
    places = tuple(readable)
    gaps = [*_apart(places)]
    gaps += _tried(Gap.PARENT, end_with_parent)
    gaps += _tried(Gap.PRIVILEGES, never_more_privileged)
    known = landlock.version()
    missed = _tried(Gap.FILES, lambda: landlock.restrict(places, executable, known)) if known else [Gap.FILES]
    gaps += missed or _beyond(known)
    gaps += _tried(Gap.CALLS, lambda: filter_calls(executed))
    return tuple(gaps)


def _beyond(known: int) -> list[Gap]:
    """What a version of Landlock cannot refuse."""
    since = {Gap.FILES_CUT: _CUTS_KNOWN, Gap.FILES_TCP: _TCP_KNOWN, Gap.FILES_SCOPES: _SCOPES_KNOWN}
    return [gap for gap, version in since.items() if known < version]


def _tried(gap: Gap, raise_wall: Callable[[], None]) -> list[Gap]:
    """Raise a wall; the gap that is left where it cannot be."""
    try:
        raise_wall()
    except OSError:
        return [gap]
    return []


def _apart(places: Sequence[Path]) -> list[Gap]:
    """Give this process a user and spaces of its own.

    Root hands all rights over to nobody, where nobody may read what must be read. Whoever has no rights to hand over is
    in a space of users of its own, in which it is nobody.
    """
    if not IS_LINUX:
        return [Gap.USER, Gap.SPACES]
    is_root = os.geteuid() == 0
    if not is_root:
        return _tried(Gap.SPACES, lambda: unshare(_USER | _NET | _IPC | _UTS))
    gaps = _tried(Gap.SPACES, lambda: unshare(_NET | _IPC | _UTS))
    gaps += _tried(Gap.USER, lambda: _become_nobody(places))
    _tried(Gap.SPACES, lambda: unshare(_USER))  # it takes the rights that root is left with
    return gaps


def _become_nobody(places: Sequence[Path]) -> None:
    """Raises OSError, and changes nothing, where nobody may not read what must be read."""
    needed = [path for path in places if path.exists()]
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
