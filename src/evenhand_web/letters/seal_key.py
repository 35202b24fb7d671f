"""The organisation's seal: its key and certificate, from a file of its own or made here for demonstration."""

import datetime as dt
import os
import secrets
import tempfile
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID
from django.conf import settings

from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.installation import is_demonstration

DEMONSTRATION = "Demonstration seal, made by Evenhand itself, not to be trusted"
_FILE = "demonstration-seal.p12"
_YEARS = 10
_NONE = (
    "The organization has no seal: set EVENHAND_SEAL_FILE and EVENHAND_SEAL_PASSWORD to its key and certificate, and "
    "start Evenhand again."
)


class SealUnusable(Exception):
    """The seal cannot be put on a letter; `reason` says why, in a sentence or two. Without one, its file is not there
    or does not open with its password.
    """

    def __init__(self, reason: str = "") -> None:
        self.reason = reason or (
            "The organization's seal cannot be opened: see EVENHAND_SEAL_FILE and EVENHAND_SEAL_PASSWORD."
        )
        super().__init__(self.reason)


class SealKey(NamedTuple):
    """A PKCS#12 file with its password, both as bytes; the password is None where there is none."""

    data: bytes
    password: bytes | None


def seal_key() -> SealKey:
    """The seal of EVENHAND_SEAL_FILE; in a demonstration without one a seal made there, kept in the data folder.

    Raises SealUnusable where the file named is not there, or none is named: nobody has reason to trust a seal that the
    program made for itself.
    """
    if settings.SEAL_FILE:
        return SealKey(_own(Path(settings.SEAL_FILE)), settings.SEAL_PASSWORD.encode() or None)
    if not is_demonstration():
        raise SealUnusable(_NONE)
    path = Path(settings.DATA) / _FILE
    if not path.exists():
        _make_once(path, _demonstration())
    return SealKey(path.read_bytes(), None)


def _own(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SealUnusable from error


def _demonstration() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, settings.ORGANISATION[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, DEMONSTRATION),
        ]
    )
    now = clock.now()
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=365 * _YEARS))
        .not_valid_after(now + dt.timedelta(days=365 * _YEARS))
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return serialize_key_and_certificates(b"seal", key, certificate, None, NoEncryption())


def _make_once(path: Path, data: bytes) -> None:
    """Write a file that only its owner reads, unless another process was first: then that one counts."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{secrets.token_hex(4)}")
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(name)
