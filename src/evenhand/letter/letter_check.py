"""The audit's checks on a letter of our own before it leaves: read back as anybody reads it, and each check made."""

from dataclasses import replace
from typing import NamedTuple

from evenhand.audit.audit import audit
from evenhand.audit.claim import Claim
from evenhand.audit.context import AuditLaw
from evenhand.audit.report import in_order
from evenhand.determination.published import PublishedDetermination
from evenhand.determination.source import ReadText
from evenhand.letter.document import Document
from evenhand.letter.own_letter import read_own
from evenhand.letter.text import text
from evenhand.programme.model import Programme


class LetterChecked(NamedTuple):
    """What the checks say of a letter, the gravest first, and the ids of the checks that could not be made."""

    claims: tuple[Claim, ...]
    failed: tuple[str, ...] = ()


def letter_checked(letter: Document, law: AuditLaw, programme: Programme) -> LetterChecked:
    """What the checks of a programme say of a letter as it would go out: what it contradicts, then what is to be asked.

    A check that fails is named among the `failed`, and every other is made all the same. Where the letter cannot be
    read back, all have failed.
    """
    words = text(letter)
    published, _ = read_own(ReadText(text=words))
    if published is None:
        return LetterChecked((), tuple(check.id for check in law.checks))
    try:
        return LetterChecked(tuple(in_order(audit(published, law, programme, words))))
    except Exception:  # whatever a check makes of somebody's words: the others are made
        return _one_by_one(published, law, programme, words)


def _one_by_one(letter: PublishedDetermination, law: AuditLaw, programme: Programme, words: str) -> LetterChecked:
    claims: list[Claim] = []
    failed: list[str] = []
    for check in law.checks:
        try:
            claims += audit(letter, replace(law, checks=(check,)), programme, words)
        except Exception:  # told by its id, never by what it choked on
            failed.append(check.id)
    return LetterChecked(tuple(in_order(claims)), tuple(failed))
