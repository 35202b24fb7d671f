"""What the schedule of fees says of a case: the rows that may hold for it, and whether anybody has read them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from evenhand.docket.intake import Priority
from evenhand.docket.kind import EntryKind
from evenhand.procedure.law import rule_in_case
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme
from evenhand.programme.rule import Amounts, InForce, RuleKind, RuleVersion


class Fee(NamedTuple):
    """What one rule of fees says of a case: each amount in United States dollars that may be owed (None: a row whose
    amount nobody has read), by which text; `unanswered` says why where no text gives any.
    """

    rule: str
    amounts: tuple[Decimal | None, ...]
    version_since: dt.date | None
    citation: str
    unanswered: str = ""

    @property
    def is_read(self) -> bool:
        """Whether the schedule that holds for the case has been read at all."""
        return not self.unanswered


def fees(state: CaseState, programme: Programme, otherwise: dt.date, law_on: dt.date | None = None) -> tuple[Fee, ...]:
    """What each rule of fees that the charging of one cites says of a case: on the day that selects its version there
    (`otherwise` where that has not come), or on `law_on`. A condition that the docket does not tell leaves every row
    that names it.
    """
    kind = programme.procedure.kinds.get(EntryKind.FEE_CHARGED)
    if kind is None:  # a programme that charges nothing
        return ()
    told, cited = dict(_told(state)), kind.citation
    return tuple(
        _fee(rule.id, rule.in_force(law_on) if law_on else rule_in_case(state, rule, otherwise), told)
        for rule in programme.rules.values()
        if rule.kind is RuleKind.FEE and any(cited in version.citation for version in rule.versions)
    )


def _fee(rule_id: str, law: Any, told: Mapping[str, str]) -> Fee:
    match law:
        case InForce(version=RuleVersion(value=Amounts(rows=rows)) as version):
            fitting = tuple(
                amount
                for where, amount, _ in rows
                if all(told.get(name, condition) == condition for name, condition in where.items())
            )
            return Fee(rule_id, fitting, version.since, "; ".join(version.citation))
    return Fee(rule_id, (), None, law.citation, law.message if not isinstance(law, InForce) else "It gives no amounts.")


def _told(state: CaseState) -> Iterator[tuple[str, str]]:
    """What the docket tells of the conditions of a schedule: the priority, and how the review ended."""
    is_expedited = f"priority:{Priority.EXPEDITED}" in state.events
    yield "priority", (Priority.EXPEDITED if is_expedited else Priority.REGULAR).value
    if state.last(EntryKind.DETERMINATION_ISSUED.value):
        yield "ended", "determined"
    elif state.last(EntryKind.WITHDRAWN.value) or state.last("no_line_left"):
        yield "ended", "after_reviewer" if state.last(EntryKind.REVIEWER_ASSIGNED.value) else "before_reviewer"
