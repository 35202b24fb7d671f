"""What a reviewer answers to the checks on a draft: kept with the case, its digest in the docket with the signature.

Only the reviewer and the medical director see it; the docket's digest tells nobody what was answered.
"""

import secrets
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from evenhand.audit.answer import Answer, AnsweredFinding, Answers, answers, finding_key
from evenhand.codec import from_plain, to_plain
from evenhand.docket.review import DeterminationSigned
from evenhand.finding import Finding, Place
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.reviewing.models import CheckFinding, Draft, SignedAnswers
from evenhand_web.reviewing.saved_parts import draft_of

LONGEST_REASON = 2000
_RULE = "CHECK-ANSWERS"


def note_findings(draft: Draft | None, findings: Iterable[Finding]) -> None:
    """Write down what the checks say of a draft while its reviewer looks at it; each thing once."""
    if draft is None:
        return
    now = clock.now()
    CheckFinding.objects.bulk_create(
        (
            CheckFinding(
                draft=draft,
                key=finding_key(finding),
                check_id=finding.check,
                rule=finding.rule[:40],
                message=finding.message,
                said_at=now,
            )
            for finding in findings
        ),
        ignore_conflicts=True,
    )


def justify(case: OpenCase, finding: Finding, because: str) -> None:
    """Keep why a finding stands, in a sentence of the reviewer who has a case open; ValueError without one, or for one
    that is too long.
    """
    if not because or len(because) > LONGEST_REASON:
        raise ValueError("a finding is justified in a sentence")
    draft = draft_of(case.case, case.viewer)
    note_findings(draft, (finding,))
    noted = CheckFinding.objects.get(draft=draft, key=finding_key(finding))
    noted.draft, noted.because, noted.answered_at = draft, because, clock.now()
    noted.save(update_fields=("because", "answered_at"))


def reasons_of(draft: Draft | None) -> Mapping[str, str]:
    """The reasons a reviewer gave, by the keys of the findings."""
    if draft is None:
        return {}
    answered = draft.check_findings.exclude(because="")
    return {noted.key: noted.because for noted in answered}


def answers_at_signing(draft: Draft | None, standing: Iterable[Finding]) -> Answers:
    """What was answered to the checks, those that have been mended among them, under a salt of its own."""
    noted = draft.check_findings.order_by("pk") if draft is not None else ()
    before = [
        AnsweredFinding(check=told.check_id, rule=told.rule, message=told.message, answer=Answer.MENDED)
        for told in noted
    ]
    return answers(secrets.token_hex(16), standing, before, dict(reasons_of(draft)))


def keep_answers(case: Case, entry: int, given: Answers) -> None:
    """Keep what was answered with the entry that holds its digest."""
    SignedAnswers.objects.create(case=case, entry=entry, content=to_plain(given))


class KeptAnswers(NamedTuple):
    """What was answered when an analysis was signed, and whether it is what the docket's digest was made over."""

    findings: tuple[AnsweredFinding, ...]
    is_as_signed: bool


def answers_of(case: OpenCase, entry: int) -> KeptAnswers | None:
    """What was answered to the checks when an entry was signed; None where no check was made then."""
    payload = case.docket.entries[entry - 1].payload
    if not isinstance(payload, DeterminationSigned) or not payload.answers:
        return None
    kept = case.case.signed_answers.filter(entry=entry).first()
    given, _ = from_plain(Answers, kept.content if kept else None, Place(), _RULE)
    if given is None:
        return KeptAnswers((), is_as_signed=False)
    return KeptAnswers(given.findings, is_as_signed=given.digest == payload.answers)
