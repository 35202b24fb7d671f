"""Run as a script: becomes a program that handles what strangers made, behind the walls of a confined process.

Its arguments are how much memory (bytes) and processor time (seconds) it may have, how many folders of its own it
reads, those folders, the program by its whole path, and its arguments. Its environment is the one given here. Little is
imported, and no `site`: it stands before each call of tesseract.
"""

import ctypes
import os
import sys

if __name__ == "__main__":
    sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

from evenhand.confined.kernel import IS_LINUX, library
from evenhand.confined.limits import limit_program
from evenhand.confined.walls import around_program

_NOT_EXECUTED = 126
"""How the process ends where the program could not be executed."""


def become(readable: tuple[str, ...], command: list[str]) -> int:
    """Execute a program behind the walls; gives back only where it cannot be executed, what to end with."""
    if not IS_LINUX:
        os.execve(command[0], command, os.environ)  # the limits are all the walls there are
    arguments = [os.fsencode(argument) for argument in command]
    path, listed = ctypes.create_string_buffer(arguments[0]), _listed(arguments)
    told = _listed([b"=".join(pair) for pair in os.environb.items()])
    execute = library().execve
    around_program(arguments[0], ctypes.addressof(path), readable)
    execute(path, listed, told)
    return _NOT_EXECUTED


def _listed(texts: list[bytes]) -> "ctypes.Array[ctypes.c_char_p]":
    return (ctypes.c_char_p * (len(texts) + 1))(*texts, None)


if __name__ == "__main__":
    memory, seconds, count, *rest = sys.argv[1:]
    limit_program(int(memory), int(seconds))
    sys.exit(become(tuple(rest[: int(count)]), rest[int(count) :]))
