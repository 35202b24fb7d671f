"""The key that anchors are signed by (Ed25519, RFC 8032): from EVENHAND_ANCHOR_KEY or its file."""

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from evenhand_web.first_start import secret_of


def signing_key() -> Ed25519PrivateKey:
    """The house's key. Raises ImproperlyConfigured where there is none, or what is there is no key."""
    given = secret_of("EVENHAND_ANCHOR_KEY", settings.ANCHOR_KEY_FILE_PATH)
    if not given:
        raise ImproperlyConfigured("There is no key to sign anchors by: run `evenhand migrate` once to make one.")
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(given, validate=True))
    except (binascii.Error, ValueError) as error:
        raise ImproperlyConfigured("The key that anchors are signed by is not 32 bytes in base64.") from error


def public_key(key: Ed25519PrivateKey) -> str:
    """What tells this key's signatures from others', in hexadecimal. It is no secret: keep it with the anchors."""
    return key.public_key().public_bytes_raw().hex()


def is_signed(body: bytes, signature: bytes, public: str) -> bool:
    """Whether the key of this public part signed these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, body)
    except (InvalidSignature, ValueError):
        return False
    return True
