"""Where the sealed bytes of the shelf lie: a folder of this machine, or an S3-compatible store.

Both see only cipher text under random names.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import BinaryIO, Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from evenhand_web.infrastructure.vault import Sealed

Write = Callable[[BinaryIO], Sealed]
"""Writes the sealed bytes of a file to where it is told, and says what is known of them."""


class Storage(Protocol):
    """A place for sealed bytes, each under the `ident` of its row: 32 hexadecimal digits."""

    def put(self, ident: str, write: Write) -> Sealed:
        """Keep what `write` writes. When this returns the bytes are durable; when it raises there are none under that
        name.
        """

    def open(self, ident: str) -> AbstractContextManager[BinaryIO]:
        """The bytes of a name, to be read from any place in them; raises FileNotFoundError where there are none."""

    def discard(self, ident: str) -> None:
        """Forget the bytes of a name; there may be none."""

    def older(self, than: float, shelf: str) -> Iterator[str]:
        """The names that begin with `shelf` (two hexadecimal digits) under which bytes were put before an instant, in
        seconds since 1970.
        """


def storage() -> Storage:
    """The storage of this installation; ImproperlyConfigured where what it needs is not installed."""
    try:
        kind = import_string(settings.STORAGE)
    except ImportError as error:
        message = "Files are to lie in an S3-compatible store: install Evenhand with its extra `s3`."
        raise ImproperlyConfigured(message) from error
    made: Storage = kind()
    return made
