"""The order of standards that a case is decided by, and the findings its programme allows: law as data, by its day."""

from collections.abc import Mapping
from typing import NamedTuple

from evenhand.citation import VerificationStatus
from evenhand.procedure.law import law_in_case
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme, RuleTerm
from evenhand.programme.rule import InForce, Items, Law, ListedItem, RuleVersion, Unread
from evenhand.treatment import Necessity


class Standards(NamedTuple):
    """The ranks of evidence, best first; whether a lower one counts only where no higher one applies; and the law.

    Where nobody has read the text that sets them there are no ranks, and `unread` says so.
    """

    ranks: tuple[ListedItem, ...]
    strictly: bool
    citation: str
    unread: Unread | None = None

    @property
    def words(self) -> Mapping[str, str]:
        """What each rank is called, by its id."""
        return {rank.id: rank.words for rank in self.ranks}

    def skips(self, tier: str) -> bool:
        """Whether a rank is below the first, so that something must be said of those above it."""
        return tier in self.words and tier != self.ranks[0].id


def standards(state: CaseState, programme: Programme) -> Standards:
    """The order of standards in force for a case; an empty one where the programme has none on that day."""
    law = _law(state, programme, RuleTerm.ORDER_OF_STANDARDS)
    match law:
        case InForce(version=RuleVersion(value=Items(items=ranks, strictly=strictly))):
            return Standards(ranks, strictly, law.citation)
        case Unread():
            return Standards((), False, "", law)
        case _:
            return Standards((), False, "")


def findings_allowed(state: CaseState, programme: Programme) -> tuple[Necessity, ...]:
    """What may be found of a line: necessary or not; in part only where a verified rule of the programme says so."""
    law = _law(state, programme, RuleTerm.FINDING_IN_PART)
    whole = (Necessity.NECESSARY, Necessity.NOT_NECESSARY)
    allowed = isinstance(law, InForce) and law.version.status is VerificationStatus.VERIFIED
    return (*whole, Necessity.NECESSARY_IN_PART) if allowed else whole


def law_on_denial_alone(state: CaseState, programme: Programme) -> Law:
    """What the law of a case says of deciding a line on the decision under review alone."""
    return _law(state, programme, RuleTerm.DENIAL_ALONE)


def _law(state: CaseState, programme: Programme, term: RuleTerm) -> Law:
    """What the law says under a term in a case, by the event that selects it, or else the last day told."""
    return law_in_case(state, programme, term, state.docket.entries[-1].on)
