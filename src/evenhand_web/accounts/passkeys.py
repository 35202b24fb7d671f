"""Passkeys as second factors: a key on the device or beside it signs a challenge for this site alone, so that it cannot
be given away to another. The ceremonies are django-allauth's, by python-fido2.
"""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from evenhand_web.accounts.models import Person
from evenhand_web.infrastructure import clock

_LONGEST = 20_000
_MOST = 10


def passkeys_of(person: Person) -> QuerySet[Any]:
    """The passkeys of a person, the oldest first."""
    own: QuerySet[Any] = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    return own


def has_room(person: Person) -> bool:
    """Whether a person may add another passkey."""
    return passkeys_of(person).count() < _MOST


def options_to_add(person: Person) -> dict[str, Any]:
    """What the browser is asked for a new passkey with; its challenge is kept in the session of this request."""
    return dict(auth.begin_registration(person, False))


def options_to_prove(person: Person) -> dict[str, Any]:
    """What the browser is asked with for a proof by a passkey of this person; its challenge is kept in the session."""
    return dict(auth.begin_authentication(person))


def add(person: Person, name: str, answer: str) -> bool:
    """Keep a passkey under a name, where the browser's answer was made for the challenge of this session."""
    credential = _read(answer)
    if credential is None:
        return False
    try:
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return False
    auth.WebAuthn.add(person, name, credential)
    return True


def is_right(person: Person, answer: str) -> bool:
    """Whether the browser's answer was signed by a passkey of this person for the challenge of this session, which
    serves once.
    """
    response = _read(answer)
    if response is None:
        return False
    try:
        auth.parse_authentication_response(response)
        passkey = auth.complete_authentication(person, response)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return False
    passkey.last_used_at = clock.now()
    passkey.save(update_fields=["last_used_at"])
    return True


def remove(person: Person, number: int) -> bool:
    """Take one passkey of a person away; whether there was one."""
    with transaction.atomic():
        return bool(passkeys_of(person).filter(pk=number).delete()[0])


def _read(answer: str) -> dict[str, Any] | None:
    """An answer of the browser as values; None where it is none."""
    try:
        read = json.loads(answer) if len(answer) <= _LONGEST else None
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None
