"""The confined process: what it may not do, and what whoever asks it sees of one that breaks, hangs or lies."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.confined.message import Message
from evenhand.confined.process import ConfinedProcess, EndedError

JSON = st.dictionaries(st.text(), st.text() | st.integers() | st.booleans() | st.lists(st.integers()), max_size=4)
BEGINNING = """
import json, os, sys, time
from evenhand.confined.child import serve
from evenhand.confined.message import LENGTHS, Message
"""
Start = Callable[..., ConfinedProcess]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a confined process that answers as a few lines of Python say."""
    started: list[ConfinedProcess] = []

    def begin(lines: str, seconds: float = 20, most_questions: int = 2000) -> ConfinedProcess:
        script = tmp_path / f"child{len(started)}.py"
        script.write_text(f"{BEGINNING}\ndef answer(request):\n{lines}\n\nserve(answer)\n", encoding="utf-8")
        started.append(ConfinedProcess((sys.executable, str(script)), seconds=seconds, most_questions=most_questions))
        return started[-1]

    yield begin
    for process in started:
        process.close()


def asked(process: ConfinedProcess, head: dict[str, object] | None = None, body: bytes = b"") -> list[Message]:
    return list(process.ask(Message(dict(head or {}), body)))


ECHO = "    yield request"


@pytest.fixture(scope="module")
def echo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConfinedProcess]:
    script = tmp_path_factory.mktemp("echo") / "echo.py"
    script.write_text(f"{BEGINNING}\ndef answer(request):\n{ECHO}\n\nserve(answer)\n", encoding="utf-8")
    process = ConfinedProcess((sys.executable, str(script)), seconds=20)
    yield process
    process.close()


@settings(max_examples=40)
@given(head=JSON, body=st.binary(max_size=100_000))
def test_what_is_sent_comes_back_as_it_was(echo: ConfinedProcess, head: dict[str, object], body: bytes) -> None:
    assert asked(echo, head, body) == [Message(head, body)]


def test_a_large_question_and_a_large_answer_pass(echo: ConfinedProcess) -> None:
    body = os.urandom(1024) * 20_000
    assert asked(echo, {}, body) == [Message({}, body)]


def test_an_answer_may_have_many_messages_or_none(start: Start) -> None:
    process = start("    for number in range(request.head['count']):\n        yield Message({'number': number})")
    assert [message.head["number"] for message in asked(process, {"count": 5})] == [0, 1, 2, 3, 4]
    assert asked(process, {"count": 0}) == []


BROKEN = {
    "it ends": "    os._exit(3)\n    yield request",
    "it ends within an answer": "    yield request\n    os.kill(os.getpid(), 9)",
    "it raises": "    raise ValueError\n    yield request",
    "it asks for too much memory": "    yield Message({'length': len(bytearray(2 * 1024 ** 3))})",
    "it writes a file": "    os.write(os.open(__file__ + '.made', os.O_CREAT | os.O_WRONLY), b'x')\n    yield request",
    "it opens too many files": "    yield Message({'open': len([os.dup(0) for _ in range(64)])})",
    "it answers too much": "    sys.stdout.flush()\n    yield Message({}, bytes(65 * 1024 * 1024))",
    "its answer has no names": "    yield Message([1])",
}


@pytest.mark.parametrize("lines", BROKEN.values(), ids=BROKEN)
def test_one_that_breaks_is_told_and_another_answers(start: Start, tmp_path: Path, lines: str) -> None:
    process = start(f"    if request.head.get('whole'):\n        yield request\n        return\n{lines}")
    with pytest.raises(EndedError):
        asked(process)
    assert asked(process, {"whole": True}) == [Message({"whole": True})]
    assert not any(path.stat().st_size for path in tmp_path.glob("*.made"))


def test_one_that_hangs_is_ended_in_time(start: Start) -> None:
    process = start("    time.sleep(request.head['seconds'])\n    yield request", seconds=2)
    with pytest.raises(EndedError):
        asked(process, {"seconds": 60})
    assert asked(process, {"seconds": 0}) == [Message({"seconds": 0})]


@pytest.mark.slow
def test_one_that_computes_without_end_has_its_processor_time(start: Start) -> None:
    process = start("    while True:\n        pass\n    yield request", seconds=300)
    with pytest.raises(EndedError):
        asked(process)


def test_what_a_library_prints_is_no_answer(start: Start) -> None:
    process = start("    print('page 1 of 9', flush=True)\n    os.write(1, b'\\0' * 99)\n    yield request")
    assert asked(process, {"a": 1}) == [Message({"a": 1})]


def test_an_answer_that_is_not_heard_to_its_end_leaves_nothing_behind(start: Start) -> None:
    process = start("    for number in range(9):\n        yield Message({'number': request.head['from'] + number})")
    answer = process.ask(Message({"from": 0}))
    assert next(answer).head["number"] == 0
    answer.close()
    assert asked(process, {"from": 100})[0].head["number"] == 100


def test_a_process_is_replaced_after_its_share_of_questions(start: Start) -> None:
    process = start("    yield Message({'process': os.getpid()})", most_questions=2)
    numbers = [asked(process)[0].head["process"] for _ in range(4)]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_it_is_told_no_secret(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENHAND_MASTER_KEY", "a secret")
    process = start("    yield Message({'names': sorted(os.environ)})")
    assert not any("EVENHAND" in name for name in asked(process)[0].head["names"])
