"""The words of letters as people read them: every wording with its state, and one of them whole."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from evenhand.finding import Finding
from evenhand.letter.approval import Approvals, WordingState, approved_by, wording_state
from evenhand.letter.case_letter import wording_of
from evenhand.letter.characters import on_screen
from evenhand.letter.phrase import Phrase, Run
from evenhand.letter.wording import Block, Wording, every_block, kind_word, phrases_of, stale
from evenhand.programme.model import Programme
from evenhand_web.letters.approving import approvals_of

_CREDENTIALS = "credential_file.*.toml"
_LOOKS = {WordingState.APPROVED: "met", WordingState.CHANGED: "late", WordingState.UNAPPROVED: "soon"}


class WordingRow(NamedTuple):
    """One wording: its letter and language, which notices go out in its words, whether somebody answers for them."""

    letter: str
    language: str
    used_for: str
    state: str
    css: str
    approved: str
    approver: str
    faults: int
    is_stale: bool


class BlockRow(NamedTuple):
    """One block as it is written: what it is, when it is printed, and its words."""

    ident: str
    kind: str
    when: str
    words: tuple[str, ...]


class ReadWording(NamedTuple):
    """A wording as it stands in its file, with the approval that counts, or why it cannot be read."""

    wording: Wording | None
    findings: tuple[Finding, ...]


def wording_files(programme: Programme) -> dict[tuple[str, str], Path]:
    """The wordings of a programme by letter and language, in alphabetical order: its letters, and the credential file
    of its panel.
    """
    paths = (*(programme.folder / "letters").glob("*.toml"), *(programme.folder / "panel").glob(_CREDENTIALS))
    named = {(path.stem.partition(".")[0], path.stem.partition(".")[2]): path for path in paths}
    return dict(sorted(named.items()))


def read_wording_of(programme: Programme, approvals: Approvals, letter: str, language: str) -> ReadWording:
    """The words of a letter in a language."""
    path = wording_files(programme).get((letter, language), programme.folder / f"{letter}.{language}.toml")
    wording, findings = wording_of(path, on_screen)
    return ReadWording(approved_by(wording, approvals) if wording is not None else None, findings)


def wording_rows(programme: Programme) -> list[WordingRow]:
    """Every wording of a programme with its state."""
    approvals = approvals_of(programme)
    return [_row(programme, approvals, letter, language) for letter, language in wording_files(programme)]


def _row(programme: Programme, approvals: Approvals, letter: str, language: str) -> WordingRow:
    wording, findings = read_wording_of(programme, approvals, letter, language)
    state = wording_state(wording) if wording is not None else WordingState.UNAPPROVED
    approver = programme.approver(letter)
    return WordingRow(
        letter=letter,
        language=language,
        used_for=", ".join(notice.title for notice in programme.notices if notice.letter == letter),
        state=state.value,
        css=_LOOKS[state],
        approved=_approved(wording),
        approver=programme.label(approver) if approver else "",
        faults=len(findings) if wording is None else 0,
        is_stale=wording is not None and _is_stale(programme, approvals, wording),
    )


def _approved(wording: Wording | None) -> str:
    if wording is None or wording.approval is None:
        return ""
    return f"{wording.approval.by}, {wording.approval.on:%B %-d, %Y}"


def _is_stale(programme: Programme, approvals: Approvals, wording: Wording) -> bool:
    """Whether a translation no longer translates the words that count."""
    if wording.language == programme.language:
        return False
    original, _ = read_wording_of(programme, approvals, wording.name, programme.language)
    return original is not None and bool(stale(wording, original))


def block_rows(wording: Wording) -> Iterator[BlockRow]:
    """The words of a letter block by block, blanks by their names."""
    for block in every_block(wording.blocks):
        words = tuple(filter(None, map(spelled, phrases_of(block))))
        yield BlockRow(block.id, kind_word(block), _when(block), words)


def _when(block: Block) -> str:
    told = [_("not %s") % condition.name if condition.negated else condition.name for condition in block.when]
    of = getattr(block, "of", "")
    return ", ".join([*told, *([_("for each of %s") % of] if of else [])])


def spelled(phrase: Phrase) -> str:
    """A phrase with its blanks by their names: `Due {due_on}`."""
    return "".join(part.text if isinstance(part, Run) else f"{{{part.name}}}" for part in phrase)
