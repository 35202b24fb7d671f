"""The checks of the audit in the work: on the letter a draft comes to, and on the one that waits for release."""

import datetime as dt
from pathlib import Path

from evenhand.audit.context import AuditLaw
from evenhand.audit.law_file import load_audit_law
from evenhand.letter.document import Document
from evenhand.letter.letter_check import LetterChecked, letter_checked
from evenhand.programme.model import Programme
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.diary.models import Task as Duty
from evenhand_web.diary.tasks import raise_task

_BY_TOMORROW = dt.timedelta(days=1)


def checks_of(case: OpenCase, letter: Document | None) -> LetterChecked:
    """What the checks of the case's programme say of a letter; nothing without a letter, or where the programme has no
    checks. A check that failed is a task for the office, once for each case, and bars nothing.
    """
    law = audit_law(case.programme)
    if letter is None or law is None:
        return LetterChecked(())
    checked = letter_checked(letter, law, case.programme)
    for check in checked.failed:
        words = f"Check {check} could not be made on the letter of this case. Read the letter for what it looks for."
        raise_task(f"check-failed:{case.case.ident}:{check}", Duty.Kind.OTHER, words, _BY_TOMORROW, case.case)
    return checked


_LAWS: dict[Path, tuple[str, AuditLaw | None]] = {}


def audit_law(programme: Programme) -> AuditLaw | None:
    """The checks of a programme, read anew only where its folder was changed; None where it has none, or they cannot be
    used.
    """
    known = _LAWS.get(programme.folder)
    if known is None or known[0] != programme.fingerprint:
        has_checks = (programme.folder / "audit").is_dir()
        law = load_audit_law(programme.folder, programme)[0] if has_checks else None
        known = _LAWS[programme.folder] = (programme.fingerprint, law)
    return known[1]
