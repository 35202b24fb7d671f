"""Passwords that are known from breaches elsewhere, looked up in a file of the house: nobody outside is asked.

The file holds the SHA-1 digest of each as hexadecimal digits, one a line, in their order; what follows a colon does
not count. Lists are published in this form. SHA-1 guards nothing here: it is how they are written.
"""

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_DIGITS = 40


class BreachedPasswordValidator:
    """Refuses a password that the list of the house holds; takes any where the house has no list."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError where the list holds it, or cannot be read."""
        if settings.BREACHED is None:
            return
        try:
            is_known = is_listed(password, settings.BREACHED)
        except OSError as error:
            words = _("The list of passwords known from breaches cannot be read. Tell whoever runs the installation.")
            raise ValidationError(words, code="breaches_unread") from error
        if is_known:
            raise ValidationError(self.get_help_text(), code="password_breached")

    def get_help_text(self) -> str:
        """The rule in words."""
        return str(_("A password is none that became known elsewhere: those are tried first."))


def is_listed(password: str, file: Path) -> bool:
    """Whether a list holds a password. A list of any length is asked some forty times. Raises OSError."""
    sought = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with file.open("rb") as lines:
        low, high = 0, os.fstat(lines.fileno()).st_size
        while low < high:
            middle = (low + high) // 2
            if _digest_after(lines, middle) < sought:
                low = middle + 1
            else:
                high = middle
        return _digest_after(lines, low) == sought


def _digest_after(lines: BinaryIO, place: int) -> bytes:
    """The digest of the first line that begins at a byte or behind it; behind the last line one that is after all."""
    lines.seek(max(0, place - 1))
    if place:
        lines.readline()
    digest = lines.readline()[:_DIGITS].upper()
    return digest if digest.strip() else b"~"
