"""What a physician answers to the checks: mended, or justified because of something; and the digest a docket keeps."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from evenhand.codec import canonical
from evenhand.finding import Finding


class Answer(StrEnum):
    """What became of a finding before the signature."""

    MENDED = "mended"
    JUSTIFIED = "justified"
    OPEN = "open"
    """It still stands, and nothing was said to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredFinding:
    """A finding of a check on the letter of a draft, and what became of it; `because` says why one that is justified
    stands.
    """

    check: str
    rule: str
    message: str
    answer: Answer
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All findings of the checks on a signed analysis with their answers, and the salt of their digest."""

    salt: str
    findings: tuple[AnsweredFinding, ...]

    @property
    def digest(self) -> str:
        """The SHA-256 that the docket keeps of them: nobody learns from it what was answered."""
        return hashlib.sha256(canonical(self)).hexdigest()


def finding_key(finding: Finding) -> str:
    """What a finding is known by: its check, its rule and what it says, for its place may be another tomorrow."""
    return _key(finding.check, finding.rule, finding.message)


def answered_key(answered: AnsweredFinding) -> str:
    """What an answered finding is known by: the same as the finding itself."""
    return _key(answered.check, answered.rule, answered.message)


def _key(*told: str) -> str:
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:24]


def answers(
    salt: str, standing: Iterable[Finding], before: Iterable[AnsweredFinding], reasons: dict[str, str]
) -> Answers:
    """The answers to what the checks say at the signature (`standing`): justified where there is a reason under its
    key, open where there is none; and mended what they said `before` and say no more.
    """
    now = {finding_key(finding): finding for finding in standing}
    told = [
        AnsweredFinding(
            check=finding.check,
            rule=finding.rule,
            message=finding.message,
            answer=Answer.JUSTIFIED if reasons.get(key) else Answer.OPEN,
            because=reasons.get(key, ""),
        )
        for key, finding in now.items()
    ]
    return Answers(salt=salt, findings=(*told, *(was for was in before if answered_key(was) not in now)))
