"""A seal is put on a letter only while its certificate holds and is for documents; its end is told in time."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from django.urls import reverse

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.diary.models import Task
from evenhand_web.infrastructure.worker import tick, work_off
from evenhand_web.letters.models import LETTER, Issue
from evenhand_web.letters.seal_check import SealStanding, seal_standing
from tests.web.cast import PASSWORD, browser_of, somebody
from tests.web.conftest import NOON
from tests.web.signed_case import signed_case

Clock = Callable[[dt.datetime], None]
DAY = dt.timedelta(days=1)
SIGNING, ENCIPHERING, COMMITMENT = (
    {"digital_signature": True},
    {"key_encipherment": True},
    {"content_commitment": True},
)
USES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def seal_file(
    folder: Path,
    since: dt.datetime,
    until: dt.datetime,
    usage: dict[str, bool] | None = None,
    purposes: tuple[ObjectIdentifier, ...] = (),
) -> Path:
    """A PKCS#12 file with a certificate of a period, a key usage and purposes; without them it does not say."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Seal of a test")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(since)
        .not_valid_after(until)
    )
    if usage is not None:
        made = made.add_extension(x509.KeyUsage(**{use: usage.get(use, False) for use in USES}), critical=True)
    if purposes:
        made = made.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    path = folder / "seal.p12"
    certificate = made.sign(key, hashes.SHA256())
    path.write_bytes(serialize_key_and_certificates(b"seal", key, certificate, None, NoEncryption()))
    return path


@pytest.fixture
def standing_of(settings_of: Callable[..., None], tmp_path: Path) -> Callable[..., SealStanding]:
    def stands(since: int, until: int, **more: object) -> SealStanding:
        file = seal_file(tmp_path, NOON + since * DAY, NOON + until * DAY, **more)  # type: ignore[arg-type]
        settings_of(SEAL_FILE=str(file))
        return seal_standing(NOON)

    return stands


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [(-400, -2, "ended on June 10, 2024"), (2, 400, "holds only from June 14, 2024")],
)
def test_outside_its_period_it_cannot_be_used(
    standing_of: Callable[..., SealStanding], since: int, until: int, words: str
) -> None:
    assert words in standing_of(since, until, usage=SIGNING).problem


def test_a_key_that_is_not_for_signing_cannot_be_used(standing_of: Callable[..., SealStanding]) -> None:
    assert "not for signing" in standing_of(-1, 400, usage=ENCIPHERING).problem
    assert "another purpose" in standing_of(-1, 400, usage=SIGNING, purposes=(ExtendedKeyUsageOID.SERVER_AUTH,)).problem
    for usage in (SIGNING, COMMITMENT, None):
        assert standing_of(-1, 400, usage=usage).problem == ""
    for purpose in (ExtendedKeyUsageOID.EMAIL_PROTECTION, ObjectIdentifier("1.3.6.1.5.5.7.3.36")):
        purposes = (ExtendedKeyUsageOID.CLIENT_AUTH, purpose)
        assert standing_of(-1, 400, usage=SIGNING, purposes=purposes).problem == ""


def test_its_end_is_told_sixty_and_fourteen_days_before(standing_of: Callable[..., SealStanding]) -> None:
    told = {days: standing_of(-400, days, usage=SIGNING) for days in (61, 60, 15, 14, 1, 0)}
    assert [days for days, standing in told.items() if standing.warning] == [60, 15, 14, 1, 0]
    assert [days for days, standing in told.items() if standing.is_urgent] == [14, 1, 0]
    assert "ends in 60 days, on August 11, 2024" in told[60].warning
    assert "ends in one day" in told[1].warning
    assert not [standing.problem for standing in told.values() if standing.problem]


def test_a_file_that_does_not_open_is_said(settings_of: Callable[..., None], tmp_path: Path) -> None:
    for name, content in (("none.p12", None), ("bad.p12", b"no seal")):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        settings_of(SEAL_FILE=str(tmp_path / name))
        assert "cannot be opened" in seal_standing(NOON).problem


@pytest.fixture
def director(store: str, moment: Clock, shelf_folder: Path) -> Person:
    return somebody(PersonRole.MEDICAL_DIRECTOR, "odile")


@pytest.fixture
def case(director: Person) -> Case:
    return signed_case()


def _release(case: Case, director: Person) -> str:
    keyed = {"length": case.length, "password": PASSWORD, "read_whole": "on"}
    return browser_of(director).post(f"/release/{case.ident}/issue", keyed).content.decode()


def test_nothing_is_released_under_a_seal_that_has_ended(
    case: Case, director: Person, settings_of: Callable[..., None], tmp_path: Path
) -> None:
    settings_of(SEAL_FILE=str(seal_file(tmp_path, NOON - 400 * DAY, NOON - 2 * DAY, SIGNING)))
    client = browser_of(director)
    for page in (client.get("/release/"), client.get(f"/release/{case.ident}")):
        assert "ended on June 10, 2024" in page.content.decode()
    assert "ended on June 10, 2024" in _release(case, director)
    assert not Issue.objects.filter(what=LETTER).exists()
    tick()
    tick()
    assert ["ended on June 10, 2024" in task.words for task in Task.objects.filter(kind=Task.Kind.OPERATION)] == [True]


def test_a_seal_that_ends_between_release_and_sealing_stops_the_issue(
    case: Case, director: Person, settings_of: Callable[..., None], tmp_path: Path, moment: Clock
) -> None:
    settings_of(SEAL_FILE=str(seal_file(tmp_path, NOON - 400 * DAY, NOON + dt.timedelta(hours=1), SIGNING)))
    _release(case, director)
    moment(NOON + dt.timedelta(hours=2))
    work_off(("letters",))
    issue = Issue.objects.get(what=LETTER)
    assert (issue.state, "ended on June 12, 2024" in issue.said) == (Issue.State.STOPPED, True)
    assert not issue.letters.exists()


def test_a_seal_that_soon_ends_is_on_the_page_and_a_task(
    case: Case, director: Person, settings_of: Callable[..., None], tmp_path: Path, moment: Clock
) -> None:
    settings_of(SEAL_FILE=str(seal_file(tmp_path, NOON - 400 * DAY, NOON + 50 * DAY, SIGNING)))
    assert "ends in 50 days" in browser_of(director).get("/release/").content.decode()
    for day in (0, 1, 40, 41):
        moment(NOON + day * DAY)
        tick()
    tasks = [task.words for task in Task.objects.filter(kind=Task.Kind.OPERATION).order_by("pk")]
    assert [words.split(",")[0].rpartition(" ends ")[2] for words in tasks] == ["in 50 days", "in 10 days"]
    page = browser_of(director).get(reverse("tasks"), {"whose": "open"}).content.decode()
    assert "ends in 10 days" in page
