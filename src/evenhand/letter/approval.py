"""Who answers for the words of letters: approvals that lie beside a programme's folder, each of very words.

An approval says who read the words, when, and their digest. It is no part of the programme: to approve a letter changes
neither fingerprint nor seal. Words that were changed since are no longer approved.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.letter.wording import Approval, Wording
from evenhand.toml_source import read_toml
from evenhand.toml_table import TomlTable

FOLDER = "approvals"
"""Where approvals lie in the folder of an installation's own programmes: a file `ID.toml` for each programme."""
_RULE = "LETTER-APPROVAL"
_UNREAD = FindingKind(
    rule=_RULE,
    severity=Severity.FATAL,
    message="The approvals cannot be read: {why}.",
    expected="a UTF-8 file of [[approvals]]",
    remedy="Correct the file.",
)

Approvals = Mapping[tuple[str, str], Approval]
"""The approval that counts of each letter and language."""


class WordingState(StrEnum):
    """Whether somebody answers for the words of a letter."""

    APPROVED = "approved"
    CHANGED = "changed since it was approved"
    UNAPPROVED = "not approved"


def approved_by(wording: Wording, approvals: Approvals) -> Wording:
    """The wording with the approval that counts: one beside the programme goes before one in the file."""
    kept = approvals.get((wording.name, wording.language))
    return wording if kept is None else replace(wording, approval=kept)


def wording_state(wording: Wording) -> WordingState:
    """Whether somebody answers for these very words."""
    if wording.is_approved:
        return WordingState.APPROVED
    return WordingState.CHANGED if wording.approval is not None else WordingState.UNAPPROVED


def read_approvals(own: Path | None, programme: str) -> tuple[Approvals, tuple[Finding, ...]]:
    """The approvals of a programme, by id, that lie in the folder of an installation's own, and everything wrong with
    their file, where there is one: what cannot be read approves nothing.
    """
    path = own / FOLDER / f"{programme}.toml" if own is not None else None
    if path is None or not path.is_file():
        return {}, ()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return {}, (_UNREAD.at(Place(file=str(path)), why=error),)
    source, faults = read_toml(text, str(path))
    if source is None:
        return {}, faults
    findings: list[Finding] = []
    root = TomlTable.root(source, findings, _RULE)
    approvals = dict(_row(row) for row in root.rows("approvals"))
    root.finish()
    return ({} if findings else approvals), (*faults, *findings)


def _row(row: TomlTable) -> tuple[tuple[str, str], Approval]:
    key = row.text("letter"), row.text("language")
    approval = Approval(by=row.text("by"), on=row.day("on"), digest=row.text("hash"))
    row.finish()
    return key, approval


def approvals_text(approvals: Approvals) -> str:
    """Approvals as a file that `read_approvals` reads."""
    return "\n".join(_told(approvals))


def _told(approvals: Approvals) -> Iterator[str]:
    yield "# Who answers for the words of letters. A letter whose words have another hash is a draft."
    for (letter, language), approval in sorted(approvals.items()):
        yield from ("", "[[approvals]]", *_pairs(letter, language, approval.by))
        yield f"on = {approval.on.isoformat()}"
        yield f'hash = "{approval.digest}"'
    yield ""


def _pairs(letter: str, language: str, by: str) -> Iterable[str]:
    """Texts in quotes as TOML writes them, which JSON does alike."""
    given = {"letter": letter, "language": language, "by": by}
    return (f"{name} = {json.dumps(text, ensure_ascii=False)}" for name, text in given.items())
