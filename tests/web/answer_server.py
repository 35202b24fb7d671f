"""An issuer that answers on single certificates, on the loopback: certomancer behind a plain web server."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from asn1crypto import algos, keys, ocsp
from asn1crypto import x509 as asn1_x509
from certomancer.services import RevocationInfoInterface, SimpleOCSPResponder
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

DAY = dt.timedelta(days=1)
ISSUER_KEY, SEAL_KEY, OTHER_KEY = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
ISSUER = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Issuer of a test")])


def _certificate(name: str, key: ec.EllipticCurvePrivateKey, serial: int, at: dt.datetime) -> x509.CertificateBuilder:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(ISSUER).public_key(key.public_key())
    return made.serial_number(serial).not_valid_before(at - DAY).not_valid_after(at + 400 * DAY)


def issuer(at: dt.datetime) -> x509.Certificate:
    """The certificate of the issuer."""
    constraints = x509.BasicConstraints(ca=True, path_length=None)
    made = _certificate("Issuer of a test", ISSUER_KEY, 1, at).add_extension(constraints, critical=True)
    return made.sign(ISSUER_KEY, hashes.SHA256())


def seal_file(folder: Path, address: str, at: dt.datetime) -> Path:
    """A seal whose certificate says where to ask whether it was revoked."""
    where = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(address))
    made = _certificate("Seal of a test", SEAL_KEY, 7, at)
    made = made.add_extension(x509.AuthorityInformationAccess([where]), critical=False)
    sealed, path = made.sign(ISSUER_KEY, hashes.SHA256()), folder / "answered.p12"
    path.write_bytes(serialize_key_and_certificates(b"seal", SEAL_KEY, sealed, [issuer(at)], NoEncryption()))
    return path


class _Told(RevocationInfoInterface):
    """What the issuer knows of its certificates."""

    def __init__(self, at: dt.datetime, status: str) -> None:
        self._at, self._status = at, status

    def get_issuer_cert(self) -> Any:
        return _read(issuer(self._at))

    def check_revocation_status(self, cid: Any, at_time: dt.datetime) -> tuple[Any, list[Any]]:
        if self._status == "revoked":
            revoked = {"revocation_time": self._at - dt.timedelta(hours=2), "revocation_reason": "key_compromise"}
            return ocsp.CertStatus("revoked", ocsp.RevokedInfo(revoked)), []
        return ocsp.CertStatus(self._status), []


def _read(certificate: x509.Certificate) -> Any:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _responder(at: dt.datetime, status: str, signer: str) -> Any:
    key = {"issuer": ISSUER_KEY, "stranger": OTHER_KEY, "helper": OTHER_KEY}[signer]
    certificate = issuer(at)
    if signer == "helper":
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING])
        made = _certificate("Answers of a test", OTHER_KEY, 9, at).add_extension(purpose, critical=False)
        certificate = made.sign(ISSUER_KEY, hashes.SHA256())
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleOCSPResponder(
        responder_cert=_read(certificate),
        responder_key=keys.PrivateKeyInfo.load(private),
        signature_algo=algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        at_time=at,
        revinfo_interface=_Told(at, status),
    )


@contextmanager
def answering(at: dt.datetime, status: str = "good", signer: str = "issuer") -> Iterator[str]:
    """The address of an issuer that answers at an instant with a status, signed by itself, by a helper to whom it gave
    the right, or by a stranger.
    """
    responder = _responder(at, status, signer)

    class Answers(BaseHTTPRequestHandler):
        """One question, one answer."""

        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            told = responder.build_ocsp_response(ocsp.OCSPRequest.load(asked)).dump()
            self.send_response(200)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/ask"
    finally:
        server.shutdown()
        server.server_close()
