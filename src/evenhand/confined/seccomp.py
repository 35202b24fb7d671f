"""Filtering the calls of this process to the kernel, through libseccomp (2.5 or newer; Debian: libseccomp2)."""

import ctypes
import errno
import os

from evenhand.confined.calls import ANSWERED, BOUND, OF_ITSELF, PLAIN, WHOLE, Where
from evenhand.confined.kernel import IS_LINUX

_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_UNKNOWN, _MASKED = -1, 7
_OPTION_NO_NEW_PRIVILEGES, _OPTION_ALL_THREADS, _OPTION_TREE = 3, 4, 8


class _Compared(ctypes.Structure):
    _fields_ = (
        ("argument", ctypes.c_uint),
        ("way", ctypes.c_int),
        ("first", ctypes.c_uint64),
        ("second", ctypes.c_uint64),
    )


def _library() -> ctypes.CDLL:
    if not IS_LINUX:
        raise OSError("only Linux filters calls")
    seccomp = ctypes.CDLL("libseccomp.so.2")
    seccomp.seccomp_init.restype = ctypes.c_void_p
    seccomp.seccomp_init.argtypes = (ctypes.c_uint32,)
    seccomp.seccomp_release.argtypes = seccomp.seccomp_load.argtypes = (ctypes.c_void_p,)
    seccomp.seccomp_attr_set.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_uint32)
    seccomp.seccomp_syscall_resolve_name.argtypes = (ctypes.c_char_p,)
    compared = ctypes.POINTER(_Compared)
    seccomp.seccomp_rule_add_array.argtypes = (
        ctypes.c_void_p,
        ctypes.c_uint32,
        ctypes.c_int,
        ctypes.c_uint,
        compared,
    )
    return seccomp


class _Filter:
    """A filter while it is made."""

    def __init__(self) -> None:
        self._seccomp = _library()
        self._filter = self._seccomp.seccomp_init(_REFUSE | errno.EPERM)
        if not self._filter:
            raise OSError("libseccomp makes no filter")
        for option, value in ((_OPTION_NO_NEW_PRIVILEGES, 1), (_OPTION_ALL_THREADS, 1), (_OPTION_TREE, 2)):
            self._checked(self._seccomp.seccomp_attr_set(self._filter, option, value))

    def add(self, action: int, call: str, *conditions: Where) -> None:
        """Say what becomes of a call whose arguments are as stated; one that this architecture lacks is passed over."""
        number = self._seccomp.seccomp_syscall_resolve_name(call.encode())
        if number == _UNKNOWN:
            return
        compared = (_Compared * len(conditions))(
            *(_Compared(argument, _MASKED, mask, value) for argument, mask, value in conditions)
        )
        added = self._seccomp.seccomp_rule_add_array(self._filter, action, number, len(conditions), compared)
        self._checked(added)

    def load(self) -> None:
        """Filter the calls of this process from here on."""
        try:
            self._checked(self._seccomp.seccomp_load(self._filter))
        finally:
            self._seccomp.seccomp_release(self._filter)

    def _checked(self, result: int) -> None:
        if result < 0:
            raise OSError(-result, os.strerror(-result))


def filter_calls(executed: int = 0) -> None:
    """Refuse for good every call but those of `calls`; `executed` is where in memory the one path stands that may be
    executed, 0 where nothing may. Raises OSError where that cannot be had.
    """
    made = _Filter()
    for call in PLAIN:
        made.add(_ALLOW, call)
    for call, condition in BOUND:
        made.add(_ALLOW, call, condition)
    for call in OF_ITSELF:
        made.add(_ALLOW, call, (0, WHOLE, os.getpid()))
    for call, reason in ANSWERED:
        made.add(_REFUSE | reason, call)
    if executed:
        made.add(_ALLOW, "execve", (0, WHOLE, executed))
    made.load()
