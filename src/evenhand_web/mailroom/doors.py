"""The doors through which things come in: folders of scans, faxes and mail, mailboxes. One TOML file names them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from evenhand.finding import Finding
from evenhand.mailroom.received import Manner
from evenhand.programme.model import Programme
from evenhand.toml_source import read_toml_file
from evenhand.toml_table import TomlTable

_RULE = "MAILROOM"
UPLOADED = "upload"
"""The door of what is uploaded in the browser."""


class DoorKind(StrEnum):
    """What a door is."""

    SCANS = "scans"
    FAX = "fax"
    MAIL_FOLDER = "mail_folder"
    IMAP = "imap"


_MANNER = {
    DoorKind.SCANS: Manner.PAPER,
    DoorKind.FAX: Manner.FAX,
    DoorKind.MAIL_FOLDER: Manner.EMAIL,
    DoorKind.IMAP: Manner.EMAIL,
}
_SERVICES = {
    Manner.FAX: ("fax",),
    Manner.EMAIL: ("electronic", "email"),
    Manner.UPLOAD: ("electronic",),
    Manner.PAPER: (),
}
"""The ids under which programmes know the manners; paper came by mail or by hand, which a door's own line tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A door: its id, its kind, the folder it is, or the address of the mailbox and the file of its password; and the
    manner of service in which what comes through it came, where all of it does. `sender_in_name` finds in its group the
    number a fax came from, in the name that its gateway gives it.
    """

    id: str
    kind: DoorKind
    folder: Path | None = None
    address: str = ""
    password_file: Path | None = None
    service: str = ""
    sender_in_name: re.Pattern[str] | None = None

    @property
    def manner(self) -> Manner:
        """How something came that came through it."""
        return _MANNER[self.kind]


def doors() -> tuple[Door, ...]:
    """The doors of this installation. Raises ImproperlyConfigured, naming every fault of their file."""
    return _doors(settings.MAILROOM_FILE)


def door_service(door: str, manner: str, programme: Programme) -> str:
    """The manner of service in which something came, as the programme calls it; empty where nobody can tell."""
    told = next((each.service for each in doors() if each.id == door and each.service), "")
    known = _SERVICES[Manner(manner)]
    return told or next((service for service in known if service in programme.services), "")


@lru_cache(maxsize=8)
def _doors(file: Path) -> tuple[Door, ...]:
    if not file.is_file():
        return ()
    source, faults = read_toml_file(file, _RULE, "The file of doors cannot be read")
    findings, told = list[Finding](faults), list[Door]()
    if source is not None:
        root = TomlTable.root(source, findings, _RULE)
        told = [_door(table) for table in root.named_tables("doors")]
        root.finish()
    if findings:
        raise ImproperlyConfigured("\n".join(map(str, findings)))
    return tuple(told)


def _door(table: TomlTable) -> Door:
    kind = table.choice("kind", DoorKind)
    folder = table.text("folder") if kind is not DoorKind.IMAP else ""
    address = table.text("address") if kind is DoorKind.IMAP else ""
    password = table.text("password_file") if kind is DoorKind.IMAP else ""
    if address and urlsplit(address).scheme not in ("imaps", "imap", "imap+starttls"):
        table.fault("address", f"{address!r} is no mailbox", "imaps://name@host:port/mailbox")
    if table.name == UPLOADED:
        table.fault("kind", f"{UPLOADED!r} is the door of the browser", "another id")
    service, pattern = table.text("service", ""), _pattern(table)
    table.finish()
    return Door(
        id=table.name[:60],
        kind=kind,
        folder=Path(folder) if folder else None,
        address=address,
        password_file=Path(password) if password else None,
        service=service,
        sender_in_name=pattern,
    )


def _pattern(table: TomlTable) -> re.Pattern[str] | None:
    written = table.text("sender_in_name", "")
    try:
        pattern = re.compile(written) if written else None
    except re.error as error:
        table.fault("sender_in_name", f"{written!r} is no pattern: {error}", "a regular expression with one group")
        return None
    if pattern is not None and pattern.groups != 1:
        table.fault("sender_in_name", f"{written!r} has {pattern.groups} groups", "one group, around the number")
        return None
    return pattern
