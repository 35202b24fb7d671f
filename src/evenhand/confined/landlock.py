"""Landlock: this process reads within some folders, executes some files, and touches nothing else that has a path.

Its three calls as the kernel's documentation has them (userspace-api/landlock); each version of them refuses more.
Little is imported here: all of it stands before each call of tesseract.
"""

import ctypes
import os

from evenhand.confined.kernel import done, library

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every architecture
_ASK_VERSION, _RULE_PATH_BENEATH = 1, 1
_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
_FILE_RIGHTS = {1: 0x1FFF, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
"""What a version brought: executing, reading, writing, making and removing; moving; truncating; a device's controls."""
_NET_RIGHTS = {4: 0b11}
"""Binding and connecting TCP."""
_SCOPES = {6: 0b11}
"""Sockets without a path, and signals, of processes outside."""
_RULESET_SIZES = {1: 8, 4: 16, 6: 24}
"""How much of a ruleset a version knows, in bytes."""


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def version() -> int:
    """The version of Landlock's calls that this kernel has; 0 where it has none, or they are switched off."""
    try:
        return done(library().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION)))
    except OSError:
        return 0


def rights(brought: dict[int, int], known: int) -> int:
    """Of rights by the version that brought them, those that the version `known` can refuse."""
    refused = 0
    for since, right in brought.items():
        refused |= right if since <= known else 0
    return refused


def restrict(readable: tuple[str, ...], executable: tuple[str, ...], known: int) -> None:
    """Keep this process for good from every file but these: folders and files to read, files to execute.

    `known` is the `version` to ask for; what it cannot refuse is left to others to refuse. What does not exist is
    passed over. Raises OSError where the kernel refuses.
    """
    ruleset = _Ruleset(rights(_FILE_RIGHTS, known), rights(_NET_RIGHTS, known), rights(_SCOPES, known))
    size = max(length for since, length in _RULESET_SIZES.items() if since <= known)
    call = library().syscall
    rules = done(call(_CREATE_RULESET, ctypes.byref(ruleset), ctypes.c_size_t(size), ctypes.c_uint32(0)))
    try:
        for path in readable:
            _allow(rules, path, _READ_FILE | _READ_DIR)
        for path in executable:
            _allow(rules, path, _READ_FILE | _EXECUTE)
        done(call(_RESTRICT_SELF, ctypes.c_int(rules), ctypes.c_uint32(0)))
    finally:
        os.close(rules)


def _allow(rules: int, path: str, allowed: int) -> None:
    try:
        beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    try:
        rule = _PathBeneath(allowed if os.path.isdir(path) else allowed & ~_READ_DIR, beneath)
        kind = ctypes.c_int(_RULE_PATH_BENEATH)
        done(library().syscall(_ADD_RULE, ctypes.c_int(rules), kind, ctypes.byref(rule), ctypes.c_uint32(0)))
    finally:
        os.close(beneath)
