"""Revocation lists lie beside a sealed letter, and nothing is added to the letter itself."""

import datetime as dt
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509 import ocsp
from cryptography.x509.oid import NameOID

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.shelf import read as bytes_of
from evenhand_web.infrastructure.worker import tick, work_off
from evenhand_web.letters.letter_requests import KEEP_REVOCATION
from tests.web.answer_server import answering, seal_file
from tests.web.cast import PASSWORD, browser_of, document_named, somebody
from tests.web.conftest import NOON
from tests.web.signed_case import signed_case

Clock = Callable[[dt.datetime], None]
DAY = dt.timedelta(days=1)
KEY = ec.generate_private_key(ec.SECP256R1())
NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Seal of a test")])


def _list() -> bytes:
    made = x509.CertificateRevocationListBuilder().issuer_name(NAME)
    made = made.last_update(NOON - DAY).next_update(NOON + 30 * DAY)
    return made.sign(KEY, hashes.SHA256()).public_bytes(Encoding.DER)


def _seal(folder: Path, address: str) -> Path:
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(address)], None, None, None)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(NAME)
        .issuer_name(NAME)
        .public_key(KEY.public_key())
        .serial_number(7)
        .not_valid_before(NOON - DAY)
        .not_valid_after(NOON + 400 * DAY)
        .add_extension(x509.CRLDistributionPoints([point]), critical=False)
        .sign(KEY, hashes.SHA256())
    )
    path = folder / "seal.p12"
    path.write_bytes(serialize_key_and_certificates(b"seal", KEY, certificate, None, NoEncryption()))
    return path


class _Lists(BaseHTTPRequestHandler):
    """Answers every question with the list, or with what a test says."""

    told = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.told)))
        self.end_headers()
        self.wfile.write(self.told)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def lists() -> Iterator[str]:
    """The address of a revocation list."""
    server = HTTPServer(("127.0.0.1", 0), _Lists)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/seal.crl"
    server.shutdown()
    server.server_close()


@pytest.fixture
def director(store: str, moment: Clock, shelf_folder: Path) -> Person:
    return somebody(PersonRole.MEDICAL_DIRECTOR, "odile")


def _issue(director: Person) -> None:
    case = signed_case()
    browser_of(director).post(
        f"/release/{case.ident}/issue", {"length": case.length, "password": PASSWORD, "read_whole": "on"}
    )
    work_off(("letters",))


def _document(name: str) -> bytes:
    return b"".join(bytes_of(document_named(name).file))


def test_the_list_lies_beside_a_letter_that_stays_as_it_was(
    director: Person, lists: str, settings_of: Callable[..., None], tmp_path: Path
) -> None:
    _Lists.told = _list()
    settings_of(SEAL_FILE=str(_seal(tmp_path, lists)))
    _issue(director)
    before, length = _document("determination.pdf"), Case.objects.get().length
    work_off(("house",))
    assert _document("determination-revocation-1.crl") == _Lists.told
    assert _document("determination.pdf") == before
    assert Case.objects.get().length == length
    Job.objects.filter(kind=KEEP_REVOCATION).update(state=Job.State.WAITING)
    work_off(("house",))  # done twice, kept once
    assert document_named("determination-revocation-1.crl").case.pk  # and there are not two


@pytest.mark.parametrize("told", [b"no list", b""])
def test_what_is_no_list_is_tried_for_days_and_then_told(
    director: Person, lists: str, settings_of: Callable[..., None], tmp_path: Path, moment: Clock, told: bytes
) -> None:
    _Lists.told = told
    settings_of(SEAL_FILE=str(_seal(tmp_path, lists)))
    _issue(director)
    work_off(("house",))
    job = Job.objects.get(kind=KEEP_REVOCATION)
    assert (job.state, job.attempts) == (Job.State.WAITING, 1)
    moment(NOON + 6 * DAY)
    work_off(("house",))
    tick()
    assert "could not be kept beside its letter" in Task.objects.get(key__startswith="dead:").words
    assert not any(document.name.endswith(".crl") for document in CaseDocument.objects.all())


def test_a_certificate_that_names_no_list_wants_none(director: Person) -> None:
    _issue(director)
    work_off(("house",))
    assert Job.objects.get(kind=KEEP_REVOCATION).state == Job.State.DONE


@pytest.mark.parametrize("signer", ["issuer", "helper"])
def test_the_issuer_s_answer_lies_beside_a_letter_that_stays_as_it_was(
    director: Person, settings_of: Callable[..., None], tmp_path: Path, signer: str
) -> None:
    with answering(NOON, signer=signer) as address:
        settings_of(SEAL_FILE=str(seal_file(tmp_path, address, NOON)))
        _issue(director)
        before = _document("determination.pdf")
        work_off(("house",))
    answer = ocsp.load_der_ocsp_response(_document("determination-revocation-1.ocsp"))
    assert (answer.serial_number, answer.certificate_status) == (7, ocsp.OCSPCertStatus.GOOD)
    assert _document("determination.pdf") == before
    assert not Task.objects.filter(key__startswith="revoked:").exists()


def test_a_revoked_seal_is_told_and_its_answer_kept(
    director: Person, settings_of: Callable[..., None], tmp_path: Path
) -> None:
    with answering(NOON, "revoked") as address:
        settings_of(SEAL_FILE=str(seal_file(tmp_path, address, NOON)))
        _issue(director)
        work_off(("house",))
    assert document_named("determination-revocation-1.ocsp").file.size
    assert "it was revoked on June 12, 2024" in Task.objects.get(key__startswith="revoked:").words


@pytest.mark.parametrize(("status", "signer"), [("good", "stranger"), ("unknown", "issuer")])
def test_an_answer_of_nobody_s_right_or_of_no_knowledge_is_not_kept(
    director: Person, settings_of: Callable[..., None], tmp_path: Path, moment: Clock, status: str, signer: str
) -> None:
    with answering(NOON, status, signer) as address:
        settings_of(SEAL_FILE=str(seal_file(tmp_path, address, NOON)))
        _issue(director)
        work_off(("house",))
    assert not any(document.name.endswith(".ocsp") for document in CaseDocument.objects.all())
    moment(NOON + 6 * DAY)
    work_off(("house",))
    tick()
    assert "lists or answers on a seal could not be kept" in Task.objects.get(key__startswith="dead:").words
