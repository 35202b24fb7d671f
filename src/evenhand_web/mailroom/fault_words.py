"""Why a paper of the mailroom is not read or not taken apart, in words, and what to do."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext, gettext_noop

from evenhand_web.records.file_words import FAULTS, refused

_PACKED: Mapping[str, str] = MappingProxyType(
    {
        "PACK-ENCRYPTED": gettext_noop("It asks for a password. Ask the sender for it without one."),
        "PACK-BOMB": gettext_noop(
            "It was made to burst when it is unpacked. It is kept closed: ask the sender for the papers themselves."
        ),
        "PACK-MANY": gettext_noop("It holds more papers than can be taken in at once. Ask the sender to split it."),
        "PACK-LINK": gettext_noop("It points to files outside itself. Ask the sender for the papers themselves."),
        "PACK-DAMAGED": gettext_noop("It is damaged and cannot be unpacked. Ask the sender to send it again."),
        "PACK-EMPTY": gettext_noop("It is an archive without a paper in it. Ask the sender what was meant."),
        "PACK-DEEP": gettext_noop("Archives lie in one another too deep. Unpack it, and bring the papers themselves."),
        "PACK-LIMIT": gettext_noop(
            "Unpacking it took more than papers need. Unpack it where that is safe, and bring the papers."
        ),
        "READ-NOT-STARTED": gettext_noop(
            "Nothing reads papers on this machine. Whoever runs it installs what docs/mailroom.md lists."
        ),
        "READ-GIVEN-UP": gettext_noop("Reading it failed again and again. Look at it yourself."),
    }
)


def why_unread(fault: str) -> str:
    """Why a paper is not read or not taken apart, and what to do; empty where it was."""
    if not fault:
        return ""
    if fault in _PACKED:
        return gettext(_PACKED[fault])
    return refused(fault) if fault in FAULTS else fault
