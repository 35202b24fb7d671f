"""Mail: written with the entry, sent over a real connection, repeated only under the same Message-ID."""

import datetime as dt
import email
import os
import socketserver
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path

import pytest
from django.utils.translation import override

from evenhand_web.accounts.models import PersonRole
from evenhand_web.infrastructure import mail
from evenhand_web.infrastructure.models import Job, OutboxMessage
from evenhand_web.infrastructure.party_mail_words import letter_on_its_way
from evenhand_web.infrastructure.worker import work_off, worked_lanes
from evenhand_web.letters.letter_requests import ask_for_notice
from evenhand_web.letters.models import NewsAddress
from tests.web.cast import WORKER_NAME, somebody
from tests.web.signed_case import assigned_case

pytestmark = pytest.mark.postgresql


class _Server(socketserver.ThreadingTCPServer):
    """Just enough of RFC 5321 to take a message; `refusing` answers 451 instead."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.taken: list[Message] = []
        self.refusing = False


class _Session(socketserver.StreamRequestHandler):
    server: _Server

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self) -> None:
        self._say("220 loopback")
        while line := self.rfile.readline().strip().upper():
            if line.startswith(b"DATA"):
                self._say("354 go on")
                self._take()
            elif line.startswith(b"QUIT"):
                self._say("221 bye")
                return
            else:
                self._say("451 later" if self.server.refusing and line.startswith(b"MAIL") else "250 yes")

    def _take(self) -> None:
        lines = list(iter(self.rfile.readline, b".\r\n"))
        self.server.taken.append(email.message_from_bytes(b"".join(lines)))
        self._say("250 taken")


@pytest.fixture
def server(settings_of: Callable[..., None]) -> Iterator[_Server]:
    with _Server() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        settings_of(EMAIL_HOST="127.0.0.1", EMAIL_PORT=running.server_address[1])
        yield running
        running.shutdown()


def test_a_message_is_sent_once(store: str, server: _Server) -> None:
    for _ in range(2):
        mail.post("k1", "office@example.org", "News", "Sign in.")
    assert work_off(("mail",)) == 1
    assert work_off(("mail",)) == 0
    (taken,) = server.taken
    assert (taken["To"], taken["Subject"]) == ("office@example.org", "News")
    assert OutboxMessage.objects.get().sent_at


def test_a_repetition_bears_the_same_message_id(store: str, server: _Server) -> None:
    message = mail.post("k1", "office@example.org", "News", "Sign in.")
    mail.deliver(message.pk)
    OutboxMessage.objects.update(sent_at=None)  # as if killed between the server's yes and our note of it
    mail.deliver(message.pk)
    mail.deliver(message.pk)
    assert len(server.taken) == 2
    assert len({one["Message-ID"] for one in server.taken}) == 1


def test_a_server_that_refuses_is_tried_again(store: str, server: _Server) -> None:
    server.refusing = True
    mail.post("k1", "office@example.org", "News", "Sign in.")
    assert work_off(("mail",)) == 0
    job = Job.objects.get()
    assert (job.state, job.attempts) == (Job.State.WAITING, 1)
    assert "office" not in job.failure


def test_without_a_server_mail_waits(store: str, settings_of: Callable[..., None]) -> None:
    settings_of(EMAIL_HOST="")
    mail.post("k1", "office@example.org", "News", "Sign in.")
    assert "mail" not in worked_lanes()
    work_off()
    assert Job.objects.get().attempts == 0


def test_issuing_a_letter_sends_news_over_the_net_and_nothing_of_it(
    store: str, server: _Server, moment: Callable[[dt.datetime], None], shelf_folder: Path
) -> None:
    case = assigned_case()
    NewsAddress.objects.create(case=case, party="worker", email="worker@example.org")
    ask_for_notice(case, case.length, "assignment", 3, somebody(PersonRole.COORDINATOR))
    work_off(("letters", "mail"))
    (taken,) = [letter for letter in server.taken if letter["To"] == "worker@example.org"]
    told = taken.as_string()
    assert "is on its way" in told
    assert not [secret for secret in (case.number, case.ident, WORKER_NAME, "massage", "assignment") if secret in told]


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "A letter to you is on its way"),
        ("es", "Una carta para usted va en camino"),
        ("es-MX", "Una carta para usted va en camino"),
        ("vi", "A letter to you is on its way"),
    ],
)
def test_a_party_is_told_in_the_language_of_its_letters(language: str, subject: str) -> None:
    with override("de"):  # whoever asked for the letter reads another
        told = letter_on_its_way(language)
    assert told.subject == subject
    assert told.body.count("\n\n") == 2


@pytest.mark.parametrize(
    ("server", "read"),
    [
        ("smtp://mail.example", "mail.example 25 False False"),
        ("smtps://jo:p%40ss@mail.example", "mail.example 465 True False"),
        ("smtp+starttls://mail.example", "mail.example 587 False True"),
        ("imap://mail.example", "say smtp://, smtps:// or smtp+starttls://"),
    ],
)
def test_the_mail_server_is_named_with_its_way_of_encryption(server: str, read: str) -> None:
    names = "EMAIL_HOST EMAIL_PORT EMAIL_USE_SSL EMAIL_USE_TLS"
    asked = f"from evenhand_web import settings; print(*(getattr(settings, name) for name in '{names}'.split()))"
    told = subprocess.run(
        (sys.executable, "-c", asked), env=os.environ | {"EVENHAND_MAIL": server}, capture_output=True, text=True
    )
    assert read in told.stdout + told.stderr
