"""The house's choices for its panel, as data: what is barred beyond the law, costs of assignment, disclosure."""

from dataclasses import dataclass
from enum import StrEnum

from evenhand.docket.party import Role
from evenhand.panel.people.vocabulary import Editorial, read_editorial
from evenhand.toml_table import TomlTable


class Weigh(StrEnum):
    """What a thing does that the law does not settle: it bars, a person decides, or it is only said."""

    BAR = "bar"
    QUESTION = "question"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnershipPolicy:
    """How far ownership carries an affiliation: shares in percent, links in number."""

    follow_more_than_percent: int
    control_more_than_percent: int
    steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentPolicy:
    """Costs of one assignment in points (see `policy.toml`), days a review needs, candidates kept for each case."""

    fit: int
    load: int
    recent_weeks: int
    not_preferred_state: int
    language: int
    days_needed: int
    candidates: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliancePolicy:
    """For how many days an answer of a source is relied on, by kind of fact, and how many days before a fact stops
    counting in an open case a person is told at the latest.
    """

    licence_days: int
    certification_days: int
    search_days: int
    practice_days: int
    warn_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosurePolicy:
    """How many reviewers must share what is published of one; which roles see figures of a single reviewer."""

    at_least: int
    figures_for: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelPolicy:
    """All choices of the house, with their standing."""

    editorial: Editorial
    practice_criteria: Weigh
    reliance: ReliancePolicy
    ownership: OwnershipPolicy
    look_back_days: int
    earlier_utilization: Weigh
    earlier_independent: Weigh
    assignment: AssignmentPolicy
    disclosure: DisclosurePolicy
    supply_weeks: int


def read_policy(table: TomlTable) -> PanelPolicy:
    """The choices of `policy.toml`; faults go to the table's findings."""
    qualification, ties, earlier = table.table("qualification"), table.table("ties"), table.table("earlier_reviews")
    supply = table.table("supply")
    policy = PanelPolicy(
        editorial=read_editorial(table),
        practice_criteria=qualification.choice("practice_criteria", Weigh),
        reliance=_reliance(table.table("credentials")),
        ownership=_ownership(table.table("ownership")),
        look_back_days=_count(ties, "look_back_days", 0),
        earlier_utilization=earlier.choice("utilization", Weigh),
        earlier_independent=earlier.choice("independent", Weigh),
        assignment=_assignment(table.table("assignment")),
        disclosure=_disclosure(table.table("disclosure")),
        supply_weeks=_count(supply, "weeks", 1),
    )
    for section in (qualification, ties, earlier, supply, table):
        section.finish()
    return policy


_PERCENT = 100
_MOST_POINTS = 1000


def _count(table: TomlTable, key: str, least: int, most: int | None = None) -> int:
    count = table.whole(key)
    if count < least or (most is not None and count > most):
        expected = f"{least} or more" if most is None else f"{least} to {most}"
        table.fault(key, f"{key} = {count} is not possible", expected)
    return count


def _reliance(table: TomlTable) -> ReliancePolicy:
    policy = ReliancePolicy(
        licence_days=_count(table, "licence_days", 1),
        certification_days=_count(table, "certification_days", 1),
        search_days=_count(table, "search_days", 1),
        practice_days=_count(table, "practice_days", 1),
        warn_days=_count(table, "warn_days", 0),
    )
    table.finish()
    return policy


def _ownership(table: TomlTable) -> OwnershipPolicy:
    policy = OwnershipPolicy(
        follow_more_than_percent=_count(table, "follow_more_than_percent", 0, _PERCENT),
        control_more_than_percent=_count(table, "control_more_than_percent", 0, _PERCENT),
        steps=_count(table, "steps", 0),
    )
    table.finish()
    return policy


def _assignment(table: TomlTable) -> AssignmentPolicy:
    policy = AssignmentPolicy(
        fit=_count(table, "fit", 0, _MOST_POINTS),
        load=_count(table, "load", 0, _MOST_POINTS),
        recent_weeks=_count(table, "recent_weeks", 1),
        not_preferred_state=_count(table, "not_preferred_state", 0, _MOST_POINTS),
        language=_count(table, "language", 0, _MOST_POINTS),
        days_needed=_count(table, "days_needed", 0),
        candidates=_count(table, "candidates", 1),
    )
    table.finish()
    return policy


def _disclosure(table: TomlTable) -> DisclosurePolicy:
    roles = table.texts("figures_for")
    for role in roles:
        if role not in set(Role):
            table.fault("figures_for", f"{role!r} is no role", f"one of {', '.join(Role)}")
    policy = DisclosurePolicy(
        at_least=_count(table, "at_least", 1),
        figures_for=tuple(Role(role) for role in roles if role in set(Role)),
    )
    table.finish()
    return policy
