"""A confined process as whoever starts it sees it: asked, heard within a time, ended and started again."""

import json
import os
import select
import subprocess
from collections.abc import Generator, Sequence
from time import monotonic

from evenhand.confined.command import environment
from evenhand.confined.message import LENGTHS, Message, Streamed, sent

_LARGEST_PART = 64 * 1024 * 1024


class EndedError(Exception):
    """The process ended, took too long, or said what is no answer: it is gone, and the next question starts another."""


class ConfinedProcess:
    """One process that reads what strangers made, started when it is first asked. Not for two threads at once.

    `seconds` is how long a message of an answer may take by the wall clock, for the first with the start of the process
    and the question itself; after `most_questions` the process is replaced, so that what its libraries leak is given
    back.
    """

    def __init__(self, command: Sequence[str], *, seconds: float, most_questions: int = 2000) -> None:
        self._command, self._seconds, self._most_questions = tuple(command), seconds, most_questions
        self._process: subprocess.Popen[bytes] | None = None
        self._questions = 0

    def ask(self, question: Message | Streamed) -> Generator[Message, None, None]:
        """The messages of the answer to a question, as they come. Raises EndedError where the answer breaks off.

        An answer that is not heard to its end ends the process.
        """
        until = monotonic() + self._seconds
        is_whole = False
        try:
            pipe, answers = self._pipes()
            for piece in sent(question):
                _send(pipe, piece, until)
            while (message := _message(answers, until)) is not None:
                yield message
                until = monotonic() + self._seconds
            is_whole = True
        except (OSError, EOFError, ValueError) as fault:
            raise EndedError(type(fault).__name__) from fault
        finally:
            if not is_whole:
                self.close()

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _pipes(self) -> tuple[int, int]:
        if self._questions >= self._most_questions or (self._process and self._process.poll() is not None):
            self.close()
        if self._process is None:
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(
                self._command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, bufsize=0, env=environment()
            )
            self._questions = 0
        self._questions += 1
        if self._process.stdin is None or self._process.stdout is None:
            raise ValueError("a confined process is spoken with through pipes")
        os.set_blocking(self._process.stdin.fileno(), False)
        return self._process.stdin.fileno(), self._process.stdout.fileno()


def _send(pipe: int, data: bytes, until: float) -> None:
    left = memoryview(data)
    while left:
        _, ready, _ = select.select([], [pipe], [], max(until - monotonic(), 0))
        if not ready:
            raise TimeoutError
        left = left[os.write(pipe, left) :]


def _message(pipe: int, until: float) -> Message | None:
    """The next message of an answer; None at its end. Raises EOFError where it does not come in time."""
    head, body = LENGTHS.unpack(_heard(pipe, LENGTHS.size, until))
    if max(head, body) > _LARGEST_PART:
        raise ValueError(f"a message of {head} and {body} bytes")
    if not head:
        return None
    told = json.loads(_heard(pipe, head, until))
    if not isinstance(told, dict):
        raise ValueError("a message without named values")
    return Message(told, _heard(pipe, body, until))


def _heard(pipe: int, length: int, until: float) -> bytes:
    """So many bytes from a pipe, until an instant of the monotonic clock; raises EOFError where they do not come."""
    pieces = []
    while length:
        ready, _, _ = select.select([pipe], [], [], max(until - monotonic(), 0))
        piece = os.read(pipe, min(length, 1 << 20)) if ready else b""
        if not piece:
            raise EOFError
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
