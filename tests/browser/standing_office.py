"""The office in a real browser on a day of the test's choosing: its pages are served in this process, where the clock
stands still.
"""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

from evenhand_web.accounts.models import Person
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.wsgi import application
from tests.browser.test_whole_case import Office

Clock = Callable[[dt.datetime], None]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class StandingOffice(Office):
    """The office of one process, whose worker and whose clock are the test itself."""

    def __init__(self, page: Page, server: str, store: str, zone: ZoneInfo, clock: Clock) -> None:
        super().__init__(page, server, store)
        self.zone, self.clock = zone, clock

    def on(self, month: int, day: int, person: Person) -> None:
        """Let it be noon of a day of 2024, on which a person comes in: whoever was here was signed out over night."""
        self.clock(dt.datetime(2024, month, day, 12, tzinfo=self.zone))
        self.sign_in(person.email)

    def work(self) -> None:
        work_off()


@contextmanager
def served_here() -> Iterator[str]:
    """The pages served by threads of this process, under its clock; gives their address."""
    server = _Server(("127.0.0.1", 0), _Quiet)
    server.set_app(application)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
