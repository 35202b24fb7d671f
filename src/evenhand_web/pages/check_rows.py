"""What the checks say of a letter, as reviewer and medical director read it: with its passages and its answer."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from evenhand.audit.answer import finding_key
from evenhand.audit.claim import Claim


class CheckRow(NamedTuple):
    """One thing a check says: of which words, against which others, and why it stands where that was said."""

    claim: Claim
    key: str
    because: str

    @property
    def words(self) -> str:
        """The passage it is about; empty where it is about none."""
        return self.claim.passage.words if self.claim.passage else ""

    @property
    def against(self) -> tuple[str, ...]:
        """The passages that it contradicts."""
        return tuple(passage.words for passage in self.claim.against)


def check_rows(claims: Iterable[Claim], reasons: Mapping[str, str]) -> tuple[CheckRow, ...]:
    """What the checks say, in their order, each with the reason under its key."""
    keyed = ((claim, finding_key(claim)) for claim in claims)
    return tuple(CheckRow(claim, key, reasons.get(key, "")) for claim, key in keyed)
