"""What the issuer of a certificate answers when asked whether it was revoked (OCSP, RFC 6960): asked, and checked."""

import datetime as dt
import urllib.request
from collections.abc import Iterable
from typing import Any, NamedTuple

from asn1crypto import ocsp as asn1_ocsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from evenhand_web.infrastructure import clock
from evenhand_web.letters.web_service import asked

_MOST = 1 << 20


class RevocationAnswer(NamedTuple):
    """An answer as it came (DER), and since when the certificate is revoked; None where it is good."""

    data: bytes
    revoked_at: dt.datetime | None


def issuer_of(certificate: Any, known: Iterable[Any]) -> Any:
    """The certificate, of those a seal carries, that issued another (all of asn1crypto); None where it is none of
    them.
    """
    return next((issuer for issuer in known if _issued(issuer, certificate)), None)


def _issued(issuer: Any, certificate: Any) -> bool:
    try:
        _read(certificate).verify_directly_issued_by(_read(issuer))
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _read(certificate: Any) -> x509.Certificate:
    return x509.load_der_x509_certificate(certificate.dump())


def revocation_answer(address: str, certificate: Any, issuer: Any) -> RevocationAnswer:
    """Ask at an address whether a certificate was revoked. Raises OSError where nobody answers, ValueError where what
    comes is no signed answer on this certificate, or the answer is that it is not known.
    """
    headers = {"Content-Type": "application/ocsp-request"}
    data = asked(urllib.request.Request(address, _question(certificate, issuer), headers), _MOST)
    answer = ocsp.load_der_ocsp_response(data)
    if answer.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
        raise ValueError(f"the answer is: {answer.response_status.name.lower()}")
    if answer.serial_number != certificate.serial_number:
        raise ValueError("the answer is on another certificate")
    if answer.certificate_status is ocsp.OCSPCertStatus.UNKNOWN:
        raise ValueError("the certificate is not known there")
    if answer.next_update_utc is not None and answer.next_update_utc < clock.now():
        raise ValueError("the answer is out of date")
    _check_signature(answer, _read(issuer))
    return RevocationAnswer(data, answer.revocation_time_utc)


def _question(certificate: Any, issuer: Any) -> bytes:
    """The question, which names the certificate by digests of its issuer, as every responder reads them (RFC 5019)."""
    named = asn1_ocsp.CertId(
        {
            "hash_algorithm": {"algorithm": "sha1"},
            "issuer_name_hash": issuer.subject.sha1,
            "issuer_key_hash": issuer.public_key.sha1,
            "serial_number": certificate.serial_number,
        }
    )
    request = {"tbs_request": {"request_list": [{"req_cert": named}]}}
    question: bytes = asn1_ocsp.OCSPRequest(request).dump()
    return question


def _check_signature(answer: ocsp.OCSPResponse, issuer: x509.Certificate) -> None:
    """Raises ValueError unless the issuer signed an answer, or somebody to whom it gave that right."""
    if not any(_signed(answer, signer) for signer in (issuer, *filter(_answers_for(issuer), answer.certificates))):
        raise ValueError("the answer is not signed by the issuer of the certificate")


def _answers_for(issuer: x509.Certificate) -> Any:
    def may_answer(signer: x509.Certificate) -> bool:
        try:
            signer.verify_directly_issued_by(issuer)
            purposes = signer.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
            return False
        return ExtendedKeyUsageOID.OCSP_SIGNING in purposes

    return may_answer


def _signed(answer: ocsp.OCSPResponse, signer: x509.Certificate) -> bool:
    key, digest = signer.public_key(), answer.signature_hash_algorithm
    try:
        if isinstance(key, rsa.RSAPublicKey) and digest is not None:
            key.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), digest)
        elif isinstance(key, ec.EllipticCurvePublicKey) and digest is not None:
            key.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(digest))
        else:
            return False
    except InvalidSignature:
        return False
    return True
