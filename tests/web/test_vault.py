"""Files at rest: any range reads back, no changed byte passes, an erased key is gone for good."""

import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenhand_web.first_start import ERASURE_KEYS_FILE, MASTER_KEYS_FILE
from evenhand_web.infrastructure import shelf, vault
from evenhand_web.infrastructure.key_buckets import IDENT_LETTERS, SLOTS, _bucket_key, opened, rewrap_buckets
from evenhand_web.infrastructure.keyring import Keyring, add_master_key, erasure_keyring, keyring, lines_of
from evenhand_web.infrastructure.models import DocumentView, Job, KeyBucket, StoredFile
from evenhand_web.infrastructure.vault import DamagedError, new_key, seal, unseal
from evenhand_web.infrastructure.worker import work_off

pytestmark = pytest.mark.postgresql

CONTENT = b"The record of Imani Example." * 9
ANY_CONTENT = st.binary(max_size=300)


@pytest.fixture(autouse=True)
def _small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "SEGMENT", 64)


def _sealed(content: bytes, key: bytes) -> io.BytesIO:
    stored = io.BytesIO()
    sealed = seal((content[at : at + 37] for at in range(0, len(content), 37)), stored, key)
    assert sealed.size == len(content)
    return stored


def _shelved(content: bytes) -> StoredFile:
    file = shelf.put([content], "application/pdf")
    file.save()
    return file


def _check(content: bytes, start: int, stop: int) -> None:
    key = new_key()
    stored = _sealed(content, key)
    assert b"".join(unseal(stored, key, len(content), start, stop)) == content[start:stop]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_CONTENT, st.integers(0, 320), st.integers(0, 320))
def test_every_range_reads_back(content: bytes, begin: int, other: int) -> None:
    start, stop = sorted((min(begin, len(content)), min(other, len(content))))
    _check(content, start, stop)
    _check(content, 0, len(content))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=300), st.data())
def test_no_changed_byte_passes(content: bytes, data: st.DataObject) -> None:
    key = new_key()
    changed = bytearray(_sealed(content, key).getvalue())
    place = data.draw(st.integers(0, len(changed) - 1))
    changed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(DamagedError):
        list(unseal(io.BytesIO(bytes(changed)), key, len(content)))


def test_segments_cannot_change_places_and_a_file_cut_short_does_not_verify() -> None:
    key, content = new_key(), os.urandom(64 * 3)
    stored = _sealed(content, key).getvalue()
    piece, begun = 64 + vault.TAG, len(vault.FORMAT)
    first, second, rest = stored[begun : begun + piece], stored[begun + piece : begun + 2 * piece], stored[-piece:]
    swapped = vault.FORMAT + second + first + rest
    for wrong, size in ((swapped, len(content)), (stored[: begun + 2 * piece], 128), (stored[:-1], len(content))):
        with pytest.raises(DamagedError):
            list(unseal(io.BytesIO(wrong), key, size))


def test_a_segment_is_one_mebibyte(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    content, key = os.urandom((1 << 20) + 5), new_key()
    stored = _sealed(content, key)
    assert len(stored.getvalue()) == len(vault.FORMAT) + len(content) + 2 * vault.TAG
    assert b"".join(unseal(stored, key, len(content), (1 << 20) - 1)) == content[-6:]


KNOWN_KEY = bytes(range(32))
LONG = bytes(number % 251 for number in range((1 << 20) + 5))
KNOWN = {
    b"": ("367ef8288831557408e102950a16e26a", "01c0a062902e5556d20e6424232541884e"),
    b"evenhand": (
        "70a0da922c955e7a27d7bfa0428998c042eeaa0ac8b7f0cd",
        "0170a0da922c955e7abc1ee3dbefd252c6feb4504c060c8a32",
    ),
}
"""Content, and how it lies at rest under the known key: as the first files, which name no format, and in format 1.
Reckoned by another implementation of AES-GCM, as are the digests of the long file below.
"""


@pytest.mark.parametrize("content", KNOWN)
def test_files_lie_at_rest_as_they_always_have(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    first, named = (bytes.fromhex(stored) for stored in KNOWN[content])
    target = io.BytesIO()
    seal([content], target, KNOWN_KEY)
    assert target.getvalue() == named
    for stored in (first, named):
        assert b"".join(unseal(io.BytesIO(stored), KNOWN_KEY, len(content))) == content


def test_a_file_of_two_segments_lies_as_it_always_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    target = io.BytesIO()
    seal([LONG], target, KNOWN_KEY)
    digest = hashlib.sha256(target.getvalue()).hexdigest()
    assert digest == "ac71dc478756e1813cb8a2ae3f26593ec4e1df20c7e208811718c3021eeed7af"
    first = _of_the_first_format(LONG, 1 << 20)
    assert hashlib.sha256(first).hexdigest() == "928748f9356d7e47106f5d6e3054c7a6f451771001b01ca92e3317af3715814c"
    for stored in (target, io.BytesIO(first)):
        assert b"".join(unseal(stored, KNOWN_KEY, len(LONG), (1 << 20) - 2)) == LONG[-7:]


def _of_the_first_format(content: bytes, segment: int) -> bytes:
    """Content as the first files were sealed under the known key."""
    pieces = [content[at : at + segment] for at in range(0, len(content), segment)] or [b""]
    nonces = [number.to_bytes(11, "big") + bytes([number == len(pieces) - 1]) for number in range(len(pieces))]
    cipher = AESGCM(KNOWN_KEY)
    return b"".join(cipher.encrypt(nonce, piece, None) for nonce, piece in zip(nonces, pieces, strict=True))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_CONTENT, st.integers(0, 320), st.integers(0, 320), st.data())
def test_every_range_of_the_first_files_reads_back_and_no_changed_byte_passes(
    content: bytes, segment: int, other: int, data: st.DataObject
) -> None:
    start, stop = sorted((min(segment, len(content)), min(other, len(content))))
    stored = _of_the_first_format(content, 64)
    assert b"".join(unseal(io.BytesIO(stored), KNOWN_KEY, len(content), start, stop)) == content[start:stop]
    changed = bytearray(stored)
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    for wrong in (bytes(changed), vault.FORMAT + stored):
        with pytest.raises(DamagedError):
            list(unseal(io.BytesIO(wrong), KNOWN_KEY, len(content)))


def test_a_format_that_is_not_known_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "FORMAT", b"\x07")
    target = io.BytesIO()
    seal([CONTENT], target, KNOWN_KEY)
    monkeypatch.undo()
    monkeypatch.setattr(vault, "SEGMENT", 64)
    with pytest.raises(DamagedError, match="names format 07, which is not known here"):
        list(unseal(target, KNOWN_KEY, len(CONTENT)))


def test_the_byte_that_names_the_format_cannot_be_taken_away() -> None:
    key = new_key()
    stored = _sealed(CONTENT, key).getvalue()
    with pytest.raises(DamagedError):
        list(unseal(io.BytesIO(stored[1:]), key, len(CONTENT)))


def test_a_file_on_the_shelf_is_unreadable_and_bears_a_random_name(store: str, shelf_folder: Path) -> None:
    file = _shelved(CONTENT)
    (path,) = (path for path in shelf_folder.rglob("*") if path.is_file())
    assert b"Imani" not in path.read_bytes()
    assert path.name == file.ident
    assert file.sha256 not in str(path)
    assert b"".join(shelf.read(file, 4, 10)) == CONTENT[4:10]


def test_erasing_destroys_the_key_at_once_and_the_bytes_soon(store: str, shelf_folder: Path) -> None:
    file = _shelved(CONTENT)
    shelf.erase(file)
    shelf.erase(file)
    file.refresh_from_db()
    assert (file.wrapped_key, file.sha256 != "") == (None, True)
    with pytest.raises(FileNotFoundError):
        list(shelf.read(file))
    assert Job.objects.count() == 1
    assert work_off(("house",)) == 1
    assert [path for path in shelf_folder.rglob("*") if path.is_file()] == []


def test_a_key_moved_to_another_file_opens_nothing(store: str, shelf_folder: Path) -> None:
    whole, other = _shelved(CONTENT), _shelved(b"other")
    other.wrapped_key = whole.wrapped_key
    with pytest.raises(DamagedError):
        list(shelf.read(other))


def _key_files(folder: Path, settings_of: Callable[..., None]) -> tuple[Path, Path]:
    """Copies of the key files of the tests, for a test to turn over."""
    master, erasure = folder / MASTER_KEYS_FILE, folder / ERASURE_KEYS_FILE
    master.write_text(lines_of(keyring()), encoding="ascii")
    erasure.write_text(lines_of(erasure_keyring()), encoding="ascii")
    settings_of(MASTER_KEYS_FILE_PATH=master, ERASURE_KEYS_FILE_PATH=erasure)
    return master, erasure


def test_turning_to_a_new_master_key_wraps_every_bucket_key_anew(
    store: str, shelf_folder: Path, tmp_path: Path, settings_of: Callable[..., None]
) -> None:
    ring, _ = _key_files(tmp_path, settings_of)
    files = [_shelved(CONTENT) for _ in range(3)]
    shelf.erase(files[2])
    newest = add_master_key(ring)
    assert (rewrap_buckets(), rewrap_buckets()) == (SLOTS, 0)
    ring.write_text(ring.read_text(encoding="ascii").splitlines()[0], encoding="ascii")
    assert list(keyring().keys) == [newest]
    _bucket_key.cache_clear()
    for file in StoredFile.objects.filter(erased_at=None):
        assert b"".join(shelf.read(file)) == CONTENT


def test_the_first_files_lay_under_a_master_key_and_move_to_their_bucket(store: str, shelf_folder: Path) -> None:
    file, keys = _shelved(CONTENT), keyring()
    old = {"wrapped_key": keys.wrap(shelf.key_of(file), file.ident), "master_key": keys.current}
    StoredFile.objects.filter(pk=file.pk).update(**old)
    file.refresh_from_db()
    assert b"".join(shelf.read(file)) == CONTENT
    assert (shelf.rewrap(), shelf.rewrap()) == (1, 0)
    file.refresh_from_db()
    assert (len(file.master_key), b"".join(shelf.read(file))) == (IDENT_LETTERS, CONTENT)


@pytest.mark.parametrize("lacking", ["master", "erasure"])
def test_a_bucket_opens_with_both_keys_alone(store: str, lacking: str) -> None:
    bucket = KeyBucket.objects.get(slot=0)
    rings = {"master": keyring(), "erasure": erasure_keyring()}
    assert len(opened(bucket, *rings.values())) == 32
    rings[lacking] = Keyring("other", {"other": new_key()})
    with pytest.raises(DamagedError, match="is not on this machine"):
        opened(bucket, *rings.values())
    rings[lacking] = Keyring("other", {"other": new_key(), getattr(bucket, f"{lacking}_key"): new_key()})
    with pytest.raises(DamagedError, match="does not verify"):
        opened(bucket, *rings.values())


def test_sweeping_takes_what_no_row_knows(store: str, shelf_folder: Path) -> None:
    kept, lost = _shelved(CONTENT), _shelved(CONTENT)
    lost.delete()
    assert shelf.sweep() == 0  # it may be in the making
    assert shelf.sweep(older_than_seconds=-60) == 1
    assert b"".join(shelf.read(kept)) == CONTENT


def test_no_byte_is_given_before_the_log_says_so(store: str, shelf_folder: Path) -> None:
    file = _shelved(CONTENT)
    body = shelf.viewed(file, "P-1", "case-1", 2, 9)
    view = DocumentView.objects.get()
    assert (view.viewer, view.case, view.start, view.stop) == ("P-1", "case-1", 2, 9)
    assert b"".join(body) == CONTENT[2:9]
