"""Whether the organisation's seal may be put on a letter today, and how long it still may."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier
from django.conf import settings

from evenhand_web.cases.spoken_days import written_out
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.installation import is_demonstration
from evenhand_web.letters.seal_key import SealKey, SealUnusable, seal_key

E = TypeVar("E", bound=x509.ExtensionType)

_FOR_DOCUMENTS = frozenset(
    {
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        ObjectIdentifier("1.3.6.1.5.5.7.3.36"),  # document signing, RFC 9336
        ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # document signing, as Microsoft numbered it before
        ObjectIdentifier("1.2.840.113583.1.1.5"),  # authentic documents, as Adobe numbered it before
    }
)
"""What a certificate may say it is for, where it says so at all, that readers of PDF take for a seal on a document."""
_NO_STAMPS = "No time stamp service is set (EVENHAND_TIMESTAMP): a seal tells this machine's time alone."
_WARN_DAYS = (60, 14)
"""Days before the end of a certificate: from the first on it is said, from the second on it is urgent."""


class SealStanding(NamedTuple):
    """How the seal stands at an instant: the last instant it may be used, None where it may not be used or read."""

    ends_at: dt.datetime | None
    problem: str = ""
    warning: str = ""
    is_urgent: bool = False


def seal_standing(at: dt.datetime) -> SealStanding:
    """How the seal of this installation stands at an instant: usable, ending soon, or not usable, and why in words."""
    try:
        return _usable(check_seal(seal_key(), at), at)
    except SealUnusable as refused:
        return SealStanding(None, problem=refused.reason)


def seal_standing_now() -> SealStanding:
    """How the seal stands at this moment."""
    return seal_standing(clock.now())


def nothing_stamps() -> str:
    """That no time stamp service is set, in words; empty where one is, and in a demonstration, whose seal nobody
    trusts.
    """
    return "" if settings.TIMESTAMP or is_demonstration() else _NO_STAMPS


def check_seal(key: SealKey, at: dt.datetime) -> x509.Certificate:
    """The certificate of a seal. Raises SealUnusable, with every reason in words, where the file does not open, or the
    certificate does not hold at an instant or is not for sealing documents.
    """
    certificate = _certificate(key)
    if reasons := tuple(_against(certificate, at)):
        raise SealUnusable(" ".join(reasons))
    return certificate


def _certificate(key: SealKey) -> x509.Certificate:
    try:
        opened = pkcs12.load_pkcs12(key.data, key.password)
    except ValueError as error:
        raise SealUnusable from error
    if opened.cert is None or opened.key is None:
        raise SealUnusable("The file of the organization's seal holds no key with its certificate.")
    return opened.cert.certificate


def _usable(certificate: x509.Certificate, at: dt.datetime) -> SealStanding:
    ends_at = certificate.not_valid_after_utc
    days = (ends_at - at).days
    if days > max(_WARN_DAYS):
        return SealStanding(ends_at)
    left = "today" if days == 0 else "in one day" if days == 1 else f"in {days} days"
    warning = f"The certificate of the organization's seal ends {left}, on {written_out(ends_at.date())} (UTC)."
    told = f"{warning} Have it renewed: after that no letter can be sealed."
    return SealStanding(ends_at, warning=told, is_urgent=days <= min(_WARN_DAYS))


def _against(certificate: x509.Certificate, at: dt.datetime) -> Iterator[str]:
    begins_at, ends_at = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if at > ends_at:
        yield (
            f"The certificate of the organization's seal ended on {written_out(ends_at.date())} (UTC). "
            "Set EVENHAND_SEAL_FILE to one that holds."
        )
    if at < begins_at:
        yield (
            f"The certificate of the organization's seal holds only from {written_out(begins_at.date())} (UTC) on. "
            "Set EVENHAND_SEAL_FILE to one that holds, and check this machine's clock."
        )
    usage = _extension(certificate, x509.KeyUsage)
    if usage is not None and not (usage.digital_signature or usage.content_commitment):
        yield (
            "The certificate of the organization's seal is not for signing: its key usage names neither digital "
            "signature nor content commitment (RFC 5280, 4.2.1.3). Ask its issuer for one for sealing documents."
        )
    purposes = _extension(certificate, x509.ExtendedKeyUsage)
    if purposes is not None and not _FOR_DOCUMENTS.intersection(purposes):
        yield (
            "The certificate of the organization's seal is for another purpose than documents: its extended key usage "
            "says so (RFC 5280, 4.2.1.12; RFC 9336). Ask its issuer for one for sealing documents."
        )


def _extension(certificate: x509.Certificate, kind: type[E]) -> E | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None
