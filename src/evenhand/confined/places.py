"""What a program reads and executes to start: the system's libraries, itself, and what loads it."""

import os

SYSTEM = (
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
"""Read by every program."""
_FIRST_LINE = 256


def executed_for(program: str) -> tuple[str, ...]:
    """What the kernel executes where a program is started: itself, its loader, what interprets a script."""
    loaders = [
        f"{folder}/{name}"
        for folder in ("/lib", "/lib64")
        if os.path.isdir(folder)
        for name in os.listdir(folder)
        if name.startswith("ld-") and ".so" in name
    ]
    with open(program, "rb") as stream:
        first = stream.readline(_FIRST_LINE)
    interpreter = first[2:].split()[:1] if first.startswith(b"#!") else []
    return (program, *loaders, *map(os.fsdecode, interpreter))
