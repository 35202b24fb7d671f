"""The order of standards that a case is decided by, and the findings its programme allows: law as data, by its day."""

from collections.abc import Mapping
from typing import NamedTuple

from evenhand.citation import VerificationStatus
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand.programme.rule import Force, Items, ListedItem, RuleVersion, Statement
from evenhand.treatment import Necessity


class Standards(NamedTuple):
    """The ranks of evidence, best first; whether a lower one counts only where no higher one applies; and the law."""

    ranks: tuple[ListedItem, ...]
    strictly: bool
    citation: str

    @property
    def words(self) -> Mapping[str, str]:
        """What each rank is called, by its id."""
        return {rank.id: rank.words for rank in self.ranks}

    def skips(self, tier: str) -> bool:
        """Whether a rank is below the first, so that something must be said of those above it."""
        return tier in self.words and tier != self.ranks[0].id


def standards(state: CaseState, programme: Programme) -> Standards:
    """The order of standards in force for a case; an empty one where the programme has none on that day."""
    version = _version(state, programme, "order_of_standards")
    if version is None or not isinstance(version.value, Items):
        return Standards((), False, "")
    return Standards(version.value.items, version.value.strictly, "; ".join(version.citation))


def findings_allowed(state: CaseState, programme: Programme) -> tuple[Necessity, ...]:
    """What may be found of a line: necessary or not; in part only where a verified rule of the programme says so."""
    version = _version(state, programme, "finding_in_part_rule")
    whole = (Necessity.NECESSARY, Necessity.NOT_NECESSARY)
    allowed = version is not None and version.status is VerificationStatus.VERIFIED
    return (*whole, Necessity.NECESSARY_IN_PART) if allowed else whole


def denial_alone_barred(state: CaseState, programme: Programme) -> RuleVersion | None:
    """The rule by which nothing is decided on the denial alone, where it is in force for this case."""
    version = _version(state, programme, "denial_alone_rule")
    if version is None or not isinstance(version.value, Statement):
        return None
    return None if version.value.facts.get("ur_decision_alone_suffices", True) else version


def _version(state: CaseState, programme: Programme, term: str) -> RuleVersion | None:
    """The version in force of the rule a term names, by the event that selects it, or else the last day told."""
    rule = programme.rules.get(programme.terms.get(term, ""))
    if rule is None:
        return None
    selecting = state.last(rule.selected_by)
    version = rule.version_on(selecting.on if selecting else state.docket.entries[-1].on)
    return version if version.force is Force.IN_FORCE else None
