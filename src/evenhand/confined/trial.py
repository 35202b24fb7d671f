"""A confined process that tries to leave its walls, so that whoever runs Evenhand is told what stands on this machine.

A request names a `file` to be read, written, cut, moved and removed, and a `program` to be executed.
"""

import errno
import os
from collections.abc import Callable, Iterator

from evenhand.confined.child import Answer, serve_told
from evenhand.confined.gap import Gap
from evenhand.confined.kernel import done, library
from evenhand.confined.message import Message

_UNIX, _INET, _STREAM, _DATAGRAM = 1, 2, 1, 2
ATTEMPTS = {
    "read": "read a file of the service",
    "environment": "read the environment of the service",
    "write": "write into a file",
    "make": "make a file",
    "truncate": "cut a file",
    "rename": "move a file",
    "unlink": "remove a file",
    "tcp": "open a TCP connection",
    "udp": "send over UDP",
    "unix": "speak to a service of this machine",
    "fork": "start a process",
    "signal": "signal to the service",
    "execute": "become another program",
}
"""What is tried, and must be refused, in the words that complete "it tried to"."""


def attempts(head: dict[str, str]) -> dict[str, Callable[[], object]]:
    """How each of ATTEMPTS is made."""
    path, program = head["file"], head["program"]
    return {
        "read": lambda: _opened(path),
        "environment": lambda: _opened(f"/proc/{os.getppid()}/environ"),
        "write": lambda: _opened(path, os.O_WRONLY),
        "make": lambda: _opened(f"{path}.made", os.O_WRONLY | os.O_CREAT),
        "truncate": lambda: os.truncate(path, 0),
        "unlink": lambda: os.unlink(path),
        "rename": lambda: os.rename(path, f"{path}.moved"),
        "tcp": lambda: _socket(_INET, _STREAM),
        "udp": lambda: _socket(_INET, _DATAGRAM),
        "unix": lambda: _socket(_UNIX, _STREAM),
        "fork": _forked,
        "signal": lambda: os.kill(os.getppid(), 0),
        "execute": lambda: os.execv(program, [program]),  # the last: where it is not refused, nothing is left here
    }


def _opened(path: str, flags: int = os.O_RDONLY) -> None:
    os.close(os.open(path, flags))


def _socket(family: int, kind: int) -> None:
    os.close(done(library().socket(family, kind, 0)))


def _forked() -> None:
    if not (child := os.fork()):
        os._exit(0)
    os.waitpid(child, 0)


def _tried(attempt: Callable[[], object]) -> str:
    """The reason for which an attempt was refused; empty where nobody refused it, or it failed by itself."""
    try:
        attempt()
    except OSError as refused:
        return errno.errorcode[refused.errno] if refused.errno in (errno.EPERM, errno.EACCES) else ""
    return ""


def answerer(gaps: tuple[Gap, ...]) -> Answer:
    """What answers for a process with these gaps in its walls."""

    def answer(request: Message) -> Iterator[Message]:
        yield Message({"gaps": list(gaps), "environment": sorted(os.environ)})
        for name, attempt in attempts(request.head).items():
            yield Message({"attempt": name, "refused": _tried(attempt)})

    return answer


if __name__ == "__main__":
    serve_told(answerer)
