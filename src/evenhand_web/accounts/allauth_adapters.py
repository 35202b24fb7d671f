"""What django-allauth asks of this house: whom it may let in, where a request comes from, how a secret is kept."""

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from evenhand_web.accounts.machine import machine_of
from evenhand_web.infrastructure.keyring import keyring

_BOUND_TO = "second factor"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # published without types
    """Nobody opens an account here: a colleague who keeps the accounts does."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are opened by invitation alone."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The machine as the limits of attempts know it."""
        return machine_of(request).partition("/")[0] or "0.0.0.0"


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # published without types
    """Secrets of second factors are wrapped under the current master key, which their text names."""

    def encrypt(self, text: str) -> str:
        """A secret as the database keeps it: the id of the master key, a colon, the wrapped secret in base64."""
        keys = keyring()
        return f"{keys.current}:{base64.b64encode(keys.wrap(text.encode(), _BOUND_TO)).decode()}"

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again. Raises DamagedError where its master key is gone, or the text was tampered with."""
        name, _, wrapped = encrypted_text.partition(":")
        return keyring().unwrap(base64.b64decode(wrapped), name, _BOUND_TO).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """To whom passkeys are bound: the name under which the pages are reached."""
        return {"id": str(context.request.get_host()).partition(":")[0], "name": "Evenhand"}
