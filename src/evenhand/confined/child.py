"""The confined process's own side: it answers requests, one after the other, until they end.

A document made to break its reader breaks this process alone; whoever started it starts another.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable
from typing import BinaryIO

from evenhand.confined.gap import Gap
from evenhand.confined.limits import allow_the_next, confine, has_limits
from evenhand.confined.message import CLOSING, LENGTHS, Message, written
from evenhand.confined.python_places import of_python
from evenhand.confined.walls import LIMITS, walled

Answer = Callable[[Message], Iterable[Message]]


def serve(answer: Answer) -> None:
    """Confine this process for good, then answer each request on its standard input.

    Each message of an answer has its own processor time. What a library prints on the standard output goes where errors
    go, so that it is never taken for an answer.
    """
    serve_told(lambda _: answer)


def serve_told(answerer: Callable[[tuple[Gap, ...]], Answer]) -> None:
    """Serve as `serve` does; what answers is told first what walls are missing."""
    requests = sys.stdin.buffer
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        confine()
        missing = [] if has_limits else [LIMITS]
        answer = answerer(tuple(map(Gap, missing + walled(of_python()))))
        while (request := _request(requests)) is not None:
            allow_the_next()
            for message in answer(request):
                _send(answers, written(message))
                allow_the_next()
            _send(answers, CLOSING)


def _send(answers: BinaryIO, data: bytes) -> None:
    answers.write(data)
    answers.flush()


def _request(stream: BinaryIO) -> Message | None:
    """The next request; None where they have ended."""
    lengths = stream.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack(lengths)
    return Message(json.loads(stream.read(head)), stream.read(body))
