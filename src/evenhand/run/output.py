"""The output folder of a run: written whole or not at all, and verified byte by byte."""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from evenhand.docket.assignment import Deposited, NoticeIssued
from evenhand.docket.digest import sha256_hex
from evenhand.docket.entry import Docket
from evenhand.docket.file import encode, verify
from evenhand.docket.party import DocumentRef
from evenhand.docket.review import DeterminationIssued, DeterminationSigned
from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.run.runner import MadeDocument

DOCKET, CHECKSUMS = "docket.jsonl", "checksums.txt"
_RULE = "CASE-VERIFY"
_BROKEN = FindingKind(
    rule=_RULE,
    severity=Severity.FATAL,
    message="{what}.",
    expected="every file exactly as the run wrote it",
    remedy="Take the folder from where it was made, or run the case again.",
)
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def write_output(
    parent: Path, case_number: str, docket: Docket, documents: tuple[MadeDocument, ...], findings_text: str
) -> Path:
    """Write a case's folder under `parent`, replacing an earlier one only once the new one is complete; gives its path.

    Raises ValueError where the case number cannot name a folder, OSError where the disk refuses.
    """
    if not _SAFE_NAME.fullmatch(case_number):
        raise ValueError(f"the case number {case_number!r} cannot name a folder")
    parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{case_number}.", dir=parent))
    try:
        _fill(making, docket, documents, findings_text)
        target = parent / case_number
        replaced = making.with_name(f"{making.name}.old")
        if target.exists():
            target.rename(replaced)
        making.rename(target)
        target.chmod(0o755)
        shutil.rmtree(replaced, ignore_errors=True)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return target


def _fill(folder: Path, docket: Docket, documents: tuple[MadeDocument, ...], findings_text: str) -> None:
    for document in documents:
        path = folder / document.ref.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document.data)
    (folder / DOCKET).write_bytes(encode(docket))
    (folder / "findings.txt").write_text(findings_text, encoding="utf-8")
    (folder / CHECKSUMS).write_bytes(_checksums(folder))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != CHECKSUMS)


def _checksums(folder: Path) -> bytes:
    """The list `sha256sum -c` reads: digest, two spaces, name, for every file but the list itself."""
    lines = [f"{_digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in _files(folder)]
    return "".join(lines).encode()


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def verify_output(path: Path) -> tuple[Docket | None, tuple[Finding, ...]]:
    """Test every byte of a run's folder, or of a docket file alone: the chain, each document's digest, the list of
    digests.
    """
    docket_file = path / DOCKET if path.is_dir() else path
    try:
        data = docket_file.read_bytes()
    except OSError as error:
        return None, (_BROKEN.at(Place(file=str(docket_file)), what=f"The docket cannot be read: {error.strerror}"),)
    docket, findings = verify(data, str(docket_file))
    if path.is_dir():
        findings += tuple(_changed(path))
        findings += tuple(_unlike(path, docket)) if docket else ()
    return docket, findings


def _changed(folder: Path) -> Iterator[Finding]:
    try:
        listed = (folder / CHECKSUMS).read_bytes()
    except OSError as error:
        yield _BROKEN.at(
            Place(file=str(folder / CHECKSUMS)), what=f"The list of digests cannot be read: {error.strerror}"
        )
        return
    actual = _checksums(folder)
    if listed == actual:
        return
    before, now = _by_name(listed), _by_name(actual)
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            what = "is not in the list" if name not in before else "is missing" if name not in now else "was changed"
            yield _BROKEN.at(Place(file=str(folder / name)), what=f"The file {name!r} {what}")
    if before == now:
        yield _BROKEN.at(Place(file=str(folder / CHECKSUMS)), what="The list of digests is not written as it was made")


def _by_name(listed: bytes) -> dict[str, str]:
    lines = listed.decode("utf-8", "replace").splitlines()
    return {line[66:]: line[:64] for line in lines}


def documents_of(docket: Docket) -> tuple[DocumentRef, ...]:
    """Every document the docket holds by its digest, in the order of the entries."""
    documents: list[DocumentRef] = []
    for entry in docket.entries:
        payload = entry.payload
        if isinstance(payload, NoticeIssued | DeterminationIssued):
            documents += payload.documents
        elif isinstance(payload, DeterminationSigned):
            documents.append(payload.document)
        elif isinstance(payload, Deposited):
            documents += payload.proof
    return tuple(documents)


def _unlike(folder: Path, docket: Docket) -> Iterator[Finding]:
    for document in documents_of(docket):
        path = folder / document.name
        if not path.is_file():
            yield _BROKEN.at(Place(file=str(path)), what=f"The docket holds {document.name!r} and it is not here")
        elif sha256_hex(path.read_bytes()) != document.sha256:
            yield _BROKEN.at(Place(file=str(path)), what=f"{document.name!r} is not the document the docket holds")
