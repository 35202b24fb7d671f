"""The shelf on an S3-compatible store: what leaves this machine is cipher text, and any stretch of it reads back."""

import os
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from minio import Minio

from evenhand_web.infrastructure import shelf, vault
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.s3_storage import S3Storage
from evenhand_web.infrastructure.vault import DamagedError
from evenhand_web.infrastructure.worker import work_off
from tests.web.s3_server import s3_server

SEGMENT = 1 << 16
CONTENT = b"The record of Imani Example." + os.urandom(3 * SEGMENT)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with s3_server() as address:
        yield address


@pytest.fixture
def bucket(
    server: str, store: str, settings_of: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> tuple[Minio, str]:
    """A bucket of the test's own, which the shelf uses; segments are small enough to have several."""
    name = f"evenhand-{uuid4().hex}"
    monkeypatch.setattr(vault, "SEGMENT", SEGMENT)
    client = Minio(server.removeprefix("http://"), "key", "secret", secure=False, region="us-east-1")
    client.make_bucket(name)
    settings_of(
        STORAGE="evenhand_web.infrastructure.s3_storage.S3Storage",
        S3_BUCKET=name,
        S3_ENDPOINT=server,
        S3_ACCESS_KEY="key",
        S3_SECRET_KEY="secret",
        S3_REGION="us-east-1",
    )
    return client, name


def _shelved(content: bytes) -> StoredFile:
    file = shelf.put([content], "application/pdf")
    file.save()
    return file


def _object(bucket: tuple[Minio, str], ident: str) -> bytes:
    client, name = bucket
    answer = client.get_object(name, f"{ident[:2]}/{ident}")
    try:
        return answer.read()
    finally:
        answer.release_conn()


def test_the_store_is_given_cipher_text_under_a_random_name(bucket: tuple[Minio, str]) -> None:
    file = _shelved(CONTENT)
    kept = _object(bucket, file.ident)
    assert b"Imani" not in kept
    assert len(kept) == len(vault.FORMAT) + len(CONTENT) + 4 * vault.TAG
    assert file.sha256 not in file.ident
    assert b"".join(shelf.read(file)) == CONTENT
    for start, stop in ((0, 9), (SEGMENT - 1, SEGMENT + 1), (len(CONTENT) - 5, len(CONTENT))):
        assert b"".join(shelf.read(file, start, stop)) == CONTENT[start:stop]


def test_what_the_store_changed_does_not_pass(bucket: tuple[Minio, str]) -> None:
    file, other = _shelved(CONTENT), _shelved(bytes(len(CONTENT)))
    client, name = bucket
    swapped = _object(bucket, other.ident)
    _put(client, name, file.ident, swapped)
    with pytest.raises(DamagedError):
        list(shelf.read(file))


def _put(client: Minio, bucket: str, ident: str, data: bytes) -> None:
    S3Storage().put(ident, lambda target: vault.Sealed(target.write(data), ""))
    assert client.stat_object(bucket, f"{ident[:2]}/{ident}").size == len(data)


@pytest.mark.postgresql(slow=True)
def test_erased_and_lost_bytes_leave_the_store(bucket: tuple[Minio, str]) -> None:
    client, name = bucket
    kept, erased, lost = _shelved(CONTENT), _shelved(CONTENT), _shelved(CONTENT)
    shelf.erase(erased)
    assert work_off(("house",)) == 1
    lost.delete()
    assert shelf.sweep() == 0  # it may be in the making
    assert shelf.sweep(older_than_seconds=-60) == 1
    assert [stored.object_name for stored in client.list_objects(name, recursive=True)] == [
        f"{kept.ident[:2]}/{kept.ident}"
    ]
    lost.wrapped_key, lost.master_key = kept.wrapped_key, kept.master_key
    with pytest.raises(FileNotFoundError):
        S3Storage().open(lost.ident)


def test_a_large_file_goes_in_parts_and_reads_back(bucket: tuple[Minio, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "SEGMENT", 1 << 20)
    content = os.urandom(11 << 20)
    file = _shelved(content)
    assert b"".join(shelf.read(file, (5 << 20) - 3, (5 << 20) + 3)) == content[(5 << 20) - 3 : (5 << 20) + 3]
    assert b"".join(shelf.read(file)) == content


def test_a_file_of_nothing_reads_as_nothing(bucket: tuple[Minio, str]) -> None:
    assert b"".join(shelf.read(_shelved(b""))) == b""
