"""How much memory a server needs for the largest file that may be sent: 500 MB in parts, and then put together.

The yardstick is the same server with a file of two parts: what the large one needs beyond it is what its size costs.
Memory is the most that each process of the server held (VmHWM); the process that draws the first page is told apart.
"""

import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tests.bench._machine import heading
from tests.bench._web_store import EMAIL, PASSWORD, use
from tests.web.live import free_port, wait_for

PART, LARGEST = 8 * 1024 * 1024, 500 * 1024 * 1024
_BLOCK = random.Random(4610).randbytes(PART)


class Large(NamedTuple):
    """A PDF of one page that is as large as wanted: between its objects and its table lies a stream nobody draws."""

    head: bytes
    filler: int
    tail: bytes

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.head) + self.filler + len(self.tail)

    def part(self, start: int) -> bytes:
        """The part that begins at a byte."""
        pieces, at, stop = list[bytes](), start, min(start + PART, self.size)
        behind = len(self.head) + self.filler
        while at < stop:
            if at < len(self.head):
                piece = self.head[at:stop]
            elif at < behind:
                shift = (at - len(self.head)) % PART
                piece = _BLOCK[shift : shift + min(stop, behind) - at]
            else:
                piece = self.tail[at - behind : stop - behind]
            pieces.append(piece)
            at += len(piece)
        return b"".join(pieces)


def large(size: int) -> Large:
    """A PDF of about so many bytes, never more."""
    filler = size - 1000
    objects = (
        "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
        "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>\nendobj\n",
        f"4 0 obj\n<< /Length {filler} >>\nstream\n",
    )
    offsets, head = list[int](), "%PDF-1.4\n"
    for written in objects:
        offsets.append(len(head))
        head += written
    places = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    after = "\nendstream\nendobj\n"
    table = f"xref\n0 5\n0000000000 65535 f \n{places}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n"
    tail = f"{after}{table}{len(head) + filler + len(after)}\n%%EOF\n"
    return Large(head.encode(), filler, tail.encode())


class Browser:
    """What a browser does: it signs in, and sends parts."""

    def __init__(self, port: int) -> None:
        self._port, self._cookies = port, dict[str, str]()
        page = self.ask("GET", "/sign-in")[1].decode()
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]
        signed = {"email": EMAIL, "password": PASSWORD, "csrfmiddlewaretoken": token}
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        if self.ask("POST", "/sign-in", urlencode(signed).encode(), form)[0] != 302:
            raise RuntimeError("nobody could sign in")
        self.token = self.told("GET", "/uploads/")["token"]

    def ask(self, method: str, path: str, body: bytes = b"", more: dict[str, str] | None = None) -> tuple[int, bytes]:
        """The status and the body of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=600)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookies, "User-Agent": "bench", "X-CSRFToken": getattr(self, "token", "")}
        connection.request(method, path, body, headers | (more or {}))
        answer = connection.getresponse()
        data = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        connection.close()
        return answer.status, data

    def told(self, method: str, path: str, body: bytes = b"", kind: str = "") -> dict[str, Any]:
        """The named values of an answer."""
        status, data = self.ask(method, path, body, {"Content-Type": kind} if kind else None)
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {data[:300]!r}")
        values: dict[str, Any] = json.loads(data)
        return values

    def send(self, file: Large) -> dict[str, Any]:
        """Send a file in parts, have it put together, and take it away; gives what was told of it, with the seconds."""
        started = time.monotonic()
        form = urlencode({"name": "large.pdf", "size": file.size, "mark": str(file.size)}).encode()
        number = self.told("POST", "/uploads/", form, "application/x-www-form-urlencoded")["number"]
        for start in range(0, file.size, PART):
            self.told("PUT", f"/uploads/{number}/parts/{start}", file.part(start), "application/octet-stream")
        parts = time.monotonic()
        told = self.told("POST", f"/uploads/{number}/whole")
        ended = time.monotonic()
        self.told("POST", f"/uploads/{number}/removed")
        return told | {"parts": parts - started, "whole": ended - parts}


class Watched(threading.Thread):
    """Looks ten times a second at how much each process below a server has held at most, in MiB."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root, self.most = root, dict[str, int]()
        self.start()

    def run(self) -> None:
        """Look until the program ends."""
        while True:
            for process in _below(self._root):
                kind = "drawing" if "page_worker" in _read(process, "cmdline") else "serving"
                held = re.search(r"VmHWM:\s+(\d+)", _read(process, "status"))
                self.most[kind] = max(self.most.get(kind, 0), int(held[1]) // 1024 if held else 0)
            time.sleep(0.1)


def _below(root: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(pid): int(parent) for pid, parent in (line.split() for line in listed.splitlines())}
    below, grew = {root}, True
    while grew:
        more = {pid for pid, parent in parents.items() if parent in below} - below
        below, grew = below | more, bool(more)
    return sorted(below)


def _read(process: int, name: str) -> str:
    try:
        return Path(f"/proc/{process}/{name}").read_text()
    except OSError:
        return ""


def main() -> None:
    """Serve an empty installation, send a small and the largest file, print."""
    with tempfile.TemporaryDirectory() as folder:
        use(Path(folder))
        import_module("django.core.management").call_command("migrate", verbosity=0)
        import_module("evenhand_web.infrastructure.installation").make_demonstration(is_empty=True)
        people = import_module("evenhand_web.accounts.models")
        people.Person.objects.add(EMAIL, "Cora Example", people.PersonRole.COORDINATOR, PASSWORD)
        print(heading("A file sent in parts: 16, 125 and 500 MiB, to one process of pages"))
        port = free_port()
        command = [sys.executable, "-m", "evenhand_web", "serve", "--port", str(port), "--no-background"]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ.copy())
        try:
            wait_for(port, server)
            _measure(port, server.pid)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _measure(port: int, server: int) -> None:
    browser, watched, before = Browser(port), Watched(server), 0
    for size in (2 * PART, LARGEST // 4, LARGEST):
        told = browser.send(large(size))
        held = watched.most
        print(
            f"{size // 1024**2:>4} MiB: parts {told['parts']:.1f} s, put together and looked at {told['whole']:.1f} s; "
            f"the serving process held {held['serving']} MiB ({held['serving'] - before:+} MiB), the one that draws "
            f"{held.get('drawing', 0)} MiB; pages told: {told['pages']}"
        )
        before = held["serving"]


if __name__ == "__main__":
    main()
