"""Citations of law: the authority behind every rule, gate and date; and the error of asking law for what it does not
give.
"""

from dataclasses import dataclass
from enum import StrEnum


class VerificationStatus(StrEnum):
    """How far the text behind a rule was read, strongest first."""

    VERIFIED = "verified"
    """The statute, regulation or holding itself was read for this point."""
    PARTLY = "partly"
    """The section was found, but what was read of it stops short."""
    SECONDARY = "secondary"
    """Read only in somebody's account of it."""
    UNVERIFIED = "unverified"
    """Known in general, seen in no source: to be confirmed before anyone relies on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A body of law or a decision that citations name by its short form: `LC` is the California Labor Code."""

    id: str
    title: str
    kind: str
    link: str = ""


class NoRuleInForce(LookupError):
    """Raised where a value of law is demanded and the law gives none, or its text has not been read.

    The message names the rule, the day, and either the citation that ends it or what must be read first.
    """

    def __init__(self, rule: str, message: str, citation: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.citation = citation


def authority_of(citation: str, authorities: dict[str, Authority]) -> Authority | None:
    """The authority a citation names by its leading short form (longest match wins); None when it names none known."""
    candidates = [
        authority for short, authority in authorities.items() if citation == short or citation.startswith(short + " ")
    ]
    return max(candidates, key=lambda authority: len(authority.id), default=None)
