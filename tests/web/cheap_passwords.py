"""Passwords hashed as everywhere, at next to no cost: a browser of the tests is signed in many times a second."""

from django.conf import settings
from django.contrib.auth import hashers
from django.core.signals import setting_changed

CHEAP = f"{__name__}.CheapArgon2"


class CheapArgon2(hashers.Argon2PasswordHasher):
    """Argon2 in one pass over 8 KiB."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


def hash_by(*names: str) -> None:
    """Hash passwords by the first of these classes from now on, and know those of the others."""
    settings.PASSWORD_HASHERS = names
    setting_changed.send(sender=CheapArgon2, setting="PASSWORD_HASHERS", value=names, enter=True)
