"""A mailbox as a door, on a real IMAP server: every message once, by its arrival, and the mailbox as it was."""

import datetime as dt
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from evenhand_web.diary.models import Task
from evenhand_web.mailroom import mailbox
from evenhand_web.mailroom.doors import Door, DoorKind
from evenhand_web.mailroom.mailbox import MailboxError, take_from_mailbox
from evenhand_web.mailroom.models import Delivery, Item, MailboxMark
from tests.web.imap_server import Mailbox, imap_server, password_file
from tests.web.mail_cast import papers_of


@pytest.fixture
def box() -> Iterator[Mailbox]:
    """An empty mailbox on a server of its own."""
    with imap_server() as server:
        yield server


def door(address: str, folder: Path) -> Door:
    return Door(id="mail", kind=DoorKind.IMAP, address=address, password_file=password_file(folder))


def message(text: str, *papers: tuple[str, bytes]) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Records <Records@Payer.example>", "imr@house.example", "Records"
    mail.set_content(text)
    for name, data in papers:
        mail.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return mail.as_bytes()


def test_messages_are_taken_once_with_their_papers_and_the_mailbox_stays_as_it_was(
    store: str, box: Mailbox, tmp_path: Path
) -> None:
    box.send(message("Here are the records you asked for.", ("a.pdf", b"%PDF-1.7 a"), ("b.pdf", b"%PDF-1.7 b")))
    before, own = box.flags(), door(box.address, tmp_path)
    (delivery,) = take_from_mailbox(own)
    assert papers_of(delivery) == ["message.txt", "a.pdf", "b.pdf"]
    assert (delivery.sender, delivery.manner) == ("records@payer.example", "email")
    assert take_from_mailbox(own) == ()
    assert [flag.replace(b"\\Recent", b"") for flag in box.flags()] == [
        flag.replace(b"\\Recent", b"") for flag in before
    ]
    box.send(message("And one more letter from us."))
    assert len(take_from_mailbox(own)) == 1
    assert Delivery.objects.count() == 2


def test_a_message_was_received_when_its_server_got_it(store: str, box: Mailbox, tmp_path: Path) -> None:
    box.send(message("A letter that came in the evening"), came="11-Jun-2024 23:50:00 -0700")
    (delivery,) = take_from_mailbox(door(box.address, tmp_path))
    assert delivery.arrived_at == dt.datetime(2024, 6, 12, 6, 50, tzinfo=dt.UTC)


def test_what_was_kept_before_the_place_was_noted_is_not_taken_twice(store: str, box: Mailbox, tmp_path: Path) -> None:
    box.send(message("A letter about the records"), message("Another letter about them"))
    own = door(box.address, tmp_path)
    take_from_mailbox(own)
    MailboxMark.objects.update(last=0)  # as a kill leaves it between the two
    take_from_mailbox(own)
    assert Delivery.objects.count() == Item.objects.count() == 2


def test_a_server_that_counts_anew_is_read_anew(store: str, tmp_path: Path) -> None:
    for _ in range(2):
        with imap_server() as server:
            server.send(message("A letter about the records"))
            take_from_mailbox(door(server.address, tmp_path))
    assert Delivery.objects.count() == 2  # the second is the same message, and is known as such when it is read
    assert len(set(Item.objects.values_list("file__sha256", flat=True))) == 1


def test_a_message_that_is_too_large_keeps_none_behind_it_waiting(
    store: str, box: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "_LARGEST", 2000)
    box.send(message("x" * 4000), message("A letter about the records"))
    assert len(take_from_mailbox(door(box.address, tmp_path))) == 1
    assert "larger than 2,000 bytes" in Task.objects.get().words


def test_a_wrong_password_is_said(store: str, box: Mailbox, tmp_path: Path) -> None:
    own = door(box.address, tmp_path)
    (tmp_path / "password").write_text("wrong")
    with pytest.raises(MailboxError, match="mail"):
        take_from_mailbox(own)


def test_a_silent_server_is_not_waited_for_without_end(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(OSError, match="time"):
        take_from_mailbox(door(f"imap://u@127.0.0.1:{silent.getsockname()[1]}/INBOX", tmp_path))


def test_a_password_goes_to_another_machine_over_tls_alone(store: str, tmp_path: Path) -> None:
    with pytest.raises(MailboxError, match="over TLS alone"):
        take_from_mailbox(door("imap://u@192.0.2.1:143/INBOX", tmp_path))
