"""Sealed bytes in an S3-compatible store. It is given cipher text and random names, and never a key."""

import io
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import cache
from typing import BinaryIO
from urllib.parse import urlsplit

import urllib3
from django.conf import settings
from minio import Minio
from minio.error import S3Error

from evenhand_web.infrastructure import vault
from evenhand_web.infrastructure.storage import Write
from evenhand_web.infrastructure.vault import Sealed

_GONE = ("NoSuchKey", "NoSuchObject")
_SECONDS = 30.0
_IN_MEMORY = 4 * 1024 * 1024


class S3Storage:
    """The bucket `settings.S3_BUCKET`, under names of the form `ab/abcd...`."""

    def __init__(self) -> None:
        self._bucket: str = settings.S3_BUCKET
        self._client = _client(settings.S3_ENDPOINT, settings.S3_ACCESS_KEY, settings.S3_SECRET_KEY, settings.S3_REGION)

    def put(self, ident: str, write: Write) -> Sealed:
        """Seal here, then send: the store keeps an object whole or not at all."""
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as sealed_bytes:
            sealed = write(sealed_bytes)  # type: ignore[arg-type]  # a spooled file is a binary file
            length = sealed_bytes.tell()
            sealed_bytes.seek(0)
            self._client.put_object(self._bucket, _name(ident), sealed_bytes, length)  # type: ignore[arg-type]
        return sealed

    def open(self, ident: str) -> AbstractContextManager[BinaryIO]:
        """The object of a name, of which only the segments that are read cross the net, each in one request."""
        stretch = len(vault.FORMAT) + vault.SEGMENT + vault.TAG
        return io.BufferedReader(_Stretches(self._client, self._bucket, _name(ident)), stretch)

    def discard(self, ident: str) -> None:
        """Delete the object of a name."""
        self._client.remove_object(self._bucket, _name(ident))

    def older(self, than: float, shelf: str) -> Iterator[str]:
        """Every object last written before an instant."""
        for stored in self._client.list_objects(self._bucket, prefix=f"{shelf}/"):
            if stored.object_name and stored.last_modified and stored.last_modified.timestamp() < than:
                yield stored.object_name.rpartition("/")[2]


class _Stretches(io.RawIOBase):
    """An object as a file that can be read from any place."""

    def __init__(self, client: Minio, bucket: str, name: str) -> None:
        super().__init__()
        self._client, self._bucket, self._name, self._at = client, bucket, name, 0
        try:
            self._size = client.stat_object(bucket, name).size or 0
        except S3Error as error:
            if error.code in _GONE:
                raise FileNotFoundError(name) from error
            raise

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = origin + offset
        return self._at

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # the caller hands something that can be written to
        length = min(len(view), self._size - self._at)
        if length <= 0:
            return 0
        answer = self._client.get_object(self._bucket, self._name, offset=self._at, length=length)
        try:
            data = answer.read()
        finally:
            answer.close()
            answer.release_conn()
        view[: len(data)] = data
        self._at += len(data)
        return len(data)


def _name(ident: str) -> str:
    return f"{ident[:2]}/{ident}"


@cache
def _client(endpoint: str, access_key: str, secret_key: str, region: str) -> Minio:
    """The one client of this process: it keeps its connections, and waits for none without end."""
    place = urlsplit(endpoint)
    pool = urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=5, read=_SECONDS), retries=urllib3.Retry(3, backoff_factor=0.2), maxsize=8
    )
    return Minio(
        place.netloc,
        access_key=access_key,
        secret_key=secret_key,
        secure=place.scheme == "https",
        region=region,
        http_client=pool,
    )
