"""Asking the desk for its pages: over loopback as browsers do, and alone in this process."""

import cProfile
import os
import pstats
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tests.bench._web_store import EMAIL, PASSWORD

PROCESSES, CONNECTIONS, ASKED, ASKED_ALONE = 2, 8, 800, 100
KINDS = ("queue", "queue, a later page", "case", "docket", "search by name", "search by name and number")
_BROWSER = "the browser of the measurement"
_TICKS = os.sysconf("SC_CLK_TCK")


class Ask(NamedTuple):
    """One request: where to, and what is sent with it; nothing sent is a GET."""

    path: str
    sent: dict[str, str]


class Measured(NamedTuple):
    """What many answers took: processor time of each in the server, and latency as the connections saw it."""

    cpu_ms: float
    p50_ms: float
    p95_ms: float


def asks(kind: str, cases: int, count: int) -> list[Ask]:
    """So many requests for one kind of page, drawn from the cases that are there."""
    models, draw = import_module("evenhand_web.cases.models"), random.Random(kind)
    some = list(models.Case.objects.filter(id__in=draw.sample(range(1, cases + 1), min(count, cases // 2))))
    made = [_ask(kind, draw.choice(some), draw) for _ in range(count)]
    return made


def _ask(kind: str, case: Any, draw: random.Random) -> Ask:
    if kind == "queue":
        return Ask("/desk/", {})
    if kind == "queue, a later page":
        keyset = import_module("evenhand_web.infrastructure.keyset")
        return Ask(f"/desk/?after={keyset.place(case, keyset.Order('due_at'))}", {})
    if kind in ("case", "docket"):
        return Ask(f"/desk/cases/{case.ident}{'/docket' if kind == 'docket' else ''}", {})
    name = case.names.filter(role="applicant").first()
    given, *_, family = name.written.split()
    if kind == "search by name":
        return Ask("/desk/find", {"words": draw.choice((given, family[:4], f"{given} {family[:3]}", family))})
    return Ask("/desk/find", {"words": draw.choice((case.number[:-2], case.number[3:-2], f"dr {family[:3]}"))})


class Server:
    """The serving process, whose processor time and memory the kernel counts."""

    def __init__(self, port: int, process: "subprocess.Popen[bytes]") -> None:
        self.port, self._process = port, process

    def _family(self) -> list[int]:
        pids, grown = [self._process.pid], True
        while grown:
            children = [int(child) for parent in pids for child in _children(parent)]
            grown = not set(children) <= set(pids)
            pids = list(dict.fromkeys(pids + children))
        return pids

    def seconds(self) -> float:
        """The processor time of the server and all its processes."""
        return sum(_spent(pid) for pid in self._family())

    def mebibytes(self) -> float:
        """The memory of the largest of its processes: the one that serves."""
        return max(_resident(pid) for pid in self._family())


def _children(process: int) -> list[str]:
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [child for task in tasks for child in task.read_text().split()]


def _spent(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _resident(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    size = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(size[1]) / 1024 if size else 0.0


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """`evenhand serve` over the database with two processes that answer, its queue left alone."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "evenhand_web", "serve", "--port", str(port), "--no-background"]
    command += ["--workers", str(PROCESSES)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield Server(port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not answer")


class Visitor:
    """A browser's connection that is signed in."""

    def __init__(self, port: int) -> None:
        self._line, self._cookies = HTTPConnection("127.0.0.1", port), dict[str, str]()
        form, _ = self.ask(Ask("/sign-in", {}))
        sent = {"email": EMAIL, "password": PASSWORD}
        _, status = self.ask(Ask("/sign-in", sent))
        if status != 302:
            raise SystemExit(f"signing in gave {status}: {form[:200]!r}")

    def ask(self, question: Ask) -> tuple[bytes, int]:
        """Ask for a page; gives it with its status."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "User-Agent": _BROWSER,
        }
        if question.sent:
            sent = urlencode(question.sent | {"csrfmiddlewaretoken": self._cookies["csrftoken"]})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            self._line.request("POST", question.path, sent, headers)
        else:
            self._line.request("GET", question.path, headers=headers)
        answer = self._line.getresponse()
        self._remember(answer)
        return answer.read(), answer.status

    def _remember(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value


def answered(server: Server, kind: str, cases: int) -> Measured:
    """Ask for many pages of a kind over all connections at once."""
    visitors = [Visitor(server.port) for _ in range(CONNECTIONS)]
    wanted, took = asks(kind, cases, ASKED), list[float]()
    _all_at_once(visitors, wanted[: ASKED // 8], [])
    before = server.seconds()
    _all_at_once(visitors, wanted, took)
    spent = server.seconds() - before
    cuts = statistics.quantiles(took, n=20)
    return Measured(spent / len(took) * 1000, statistics.median(took) * 1000, cuts[18] * 1000)


def _all_at_once(visitors: list[Visitor], wanted: list[Ask], took: list[float]) -> None:
    def visit(visitor: Visitor, mine: list[Ask]) -> None:
        for question in mine:
            began = time.perf_counter()
            _, status = visitor.ask(question)
            took.append(time.perf_counter() - began)
            if status != 200:
                raise SystemExit(f"{question.path} gave {status}")

    threads = [
        threading.Thread(target=visit, args=(visitor, wanted[place :: len(visitors)]))
        for place, visitor in enumerate(visitors)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def alone(kind: str, cases: int, *, profiled: bool = False) -> tuple[float, int]:
    """The processor time in milliseconds and the most queries of an answer given in this process."""
    wanted = asks(kind, cases, ASKED_ALONE)
    test, database = import_module("django.test"), import_module("django.db")
    client = test.Client(headers={"User-Agent": _BROWSER}, SERVER_NAME="localhost")
    client.post("/sign-in", {"email": EMAIL, "password": PASSWORD})

    def ask(question: Ask) -> None:
        answer = client.post(question.path, question.sent) if question.sent else client.get(question.path)
        if answer.status_code != 200:
            raise SystemExit(f"{question.path} gave {answer.status_code}")

    def ask_all(these: list[Ask]) -> None:
        for question in these:
            ask(question)

    counts = []
    for page in wanted[:30]:
        with test.utils.CaptureQueriesContext(database.connection) as queries:
            ask(page)
        counts.append(len(queries))
    if profiled:
        _profile(ask, wanted)
    began = time.process_time()
    ask_all(wanted)
    return (time.process_time() - began) / len(wanted) * 1000, max(counts)


def _profile(ask: Callable[[Ask], None], wanted: list[Ask]) -> None:
    profile = cProfile.Profile()
    with profile:
        for question in wanted:
            ask(question)
    pstats.Stats(profile).sort_stats("cumtime").print_stats(70)
