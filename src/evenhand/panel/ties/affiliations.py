"""Affiliations: who is tied to whom, as a graph of people and organisations.

Each tie is a fact with its days and its source. Which ties are material is not said here; that is the law's (see
`conflict.py`). A tie leads from the one who does to the one it is done to: an owner owns, an employee is employed by.
"""

import datetime as dt
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib import resources

from evenhand.finding import Finding, FindingKind, Place, Severity

_IMPOSSIBLE = FindingKind(
    rule="PANEL-AFFILIATIONS",
    expected="people, organisations and ties that can exist together",
    remedy="Correct the affiliation with its source, and check every open case again.",
)


class EntityKind(StrEnum):
    """What a person or organisation is. A kind is read by its older names, too, which `entity_kinds.toml` lists."""

    PERSON = "person"
    BUSINESS = "business"
    """Whoever trades in something else than what follows."""
    INSURER = "insurer"
    PAYER = "payer"
    """Who answers for claims, for an insurer or for itself."""
    UR_ORGANISATION = "ur_organisation"
    REVIEW_ORGANISATION = "review_organisation"
    PROVIDER_NETWORK = "provider_network"
    MEDICAL_GROUP = "medical_group"
    FACILITY = "facility"
    ACADEMIC_CENTRE = "academic_centre"
    CANCER_CENTRE = "cancer_centre"
    """A cancer research centre designated by the National Cancer Institute."""
    MAKER = "maker"
    LAW_FIRM = "law_firm"
    TRADE_ASSOCIATION = "trade_association"
    OTHER = "other"

    @classmethod
    def _missing_(cls, value: object) -> "EntityKind | None":
        today = _older_kinds().get(str(value))
        return cls(today) if today is not None else None


@cache
def _older_kinds() -> Mapping[str, str]:
    """The kind of today by each name it had before."""
    text = (resources.files("evenhand.panel.ties") / "entity_kinds.toml").read_text(encoding="utf-8")
    kinds: dict[str, str] = tomllib.loads(text)["kinds"]
    return kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person or organisation by id.

    `identifiers`, each written with its kind ("npi:1234567893"), prove two entries to be one where they share one,
    and two where they have one of the same kind and share none.
    """

    id: str
    kind: EntityKind
    name: str
    other_names: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()

    @property
    def is_person(self) -> bool:
        """Whether this is a person."""
        return self.kind is EntityKind.PERSON


class TieKind(StrEnum):
    """What one does to another. Family ties hold both ways: a parent has a child."""

    SPOUSE = "spouse"
    PARENT = "parent"
    """The first is the parent of the second."""
    SIBLING = "sibling"
    OWNS = "owns"
    EMPLOYED_BY = "employed_by"
    OFFICER_OF = "officer_of"
    DIRECTOR_OF = "director_of"
    PARTNER_IN = "partner_in"
    SHAREHOLDER_OF = "shareholder_of"
    """Holds shares of a professional corporation."""
    CONTRACTS_WITH = "contracts_with"
    PROVIDER_FOR = "provider_for"
    """Takes part as a contracting provider, as in a network."""
    PAID_BY = "paid_by"
    """Receives fees, royalties or other income."""
    MEMBER_OF = "member_of"
    STAFF_PRIVILEGES_AT = "staff_privileges_at"
    TREATS = "treats"
    """The first is the physician of the second."""
    REPRESENTS = "represents"
    """The first is the attorney of the second."""
    DEVELOPED = "developed"
    """Developed what the second makes."""
    REVIEWED_UTILIZATION_OF = "reviewed_utilization_of"
    REVIEWED_INDEPENDENTLY = "reviewed_independently"
    """The first decided an earlier independent review of the second's treatment."""


FAMILY = frozenset({TieKind.SPOUSE, TieKind.PARENT, TieKind.SIBLING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One tie between two entities by id, with its source.

    `percent` is the share owned, `income_percent` the share of the first's yearly income (or revenue) that comes from
    it; None where not known. `purpose` names what it is for where the law excepts that ("review_fee"). Without `since`
    it began before anything asked here; without `until` it goes on.
    """

    kind: TieKind
    first: str
    second: str
    source: str
    percent: Decimal | None = None
    income_percent: Decimal | None = None
    purpose: str = ""
    since: dt.date | None = None
    until: dt.date | None = None

    def counts_on(self, day: dt.date, look_back_days: int) -> bool:
        """Whether the tie holds on a day or ended at most `look_back_days` before. Family ties need no look back:
        who is divorced is no spouse.
        """
        look_back = 0 if self.kind in FAMILY else look_back_days
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day - dt.timedelta(days=look_back) < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A person's decision whether two are one. Each of `one` and `other` is an entity's id, or a name as written."""

    one: str
    other: str
    is_same: bool
    by: str
    on: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliations:
    """The graph: entities, ties and rulings on names."""

    entities: tuple[Entity, ...] = ()
    ties: tuple[Tie, ...] = ()
    rulings: tuple[Ruling, ...] = ()


_WHOLE = 100


def affiliation_findings(graph: Affiliations, place: Place) -> tuple[Finding, ...]:
    """What is wrong with a graph: ids given twice, ties to nobody, impossible shares and days, contrary rulings, more
    than the whole owned, ownership in a circle. Only what cannot be read at all is FATAL.
    """
    known = {entity.id: entity for entity in graph.entities}
    findings = [
        _IMPOSSIBLE.at(place, severity=Severity.FATAL, what=f"Two entities are called {name}.")
        for name in _repeated(graph)
    ]
    for tie in graph.ties:
        findings += [
            _IMPOSSIBLE.at(place, severity=severity, what=message) for message, severity in _tie_faults(tie, known)
        ]
    findings += [
        _IMPOSSIBLE.at(place, severity=Severity.WARNING, what=message) for message in _ownership_faults(graph, known)
    ]
    findings += [_IMPOSSIBLE.at(place, severity=Severity.MAJOR, what=message) for message in _contrary_rulings(graph)]
    return tuple(findings)


def _repeated(graph: Affiliations) -> list[str]:
    counted: dict[str, int] = defaultdict(int)
    for entity in graph.entities:
        counted[entity.id] += 1
    return [name for name, count in counted.items() if count > 1]


def _tie_faults(tie: Tie, known: Mapping[str, Entity]) -> Iterator[tuple[str, Severity]]:
    what = f"The tie {tie.first} {tie.kind} {tie.second}"
    for end in (tie.first, tie.second):
        if end not in known:
            yield f"{what} names {end!r}, which is no entity here.", Severity.FATAL
    for share in (tie.percent, tie.income_percent):
        if share is not None and not 0 <= share <= _WHOLE:
            yield f"{what} states a share of {share} percent.", Severity.MAJOR
    if tie.since and tie.until and tie.until < tie.since:
        yield f"{what} ends before it begins.", Severity.MAJOR
    if tie.first == tie.second and tie.kind is not TieKind.OWNS:
        yield f"{what} leads from an entity to itself.", Severity.MAJOR


def _ownership_faults(graph: Affiliations, known: Mapping[str, Entity]) -> Iterator[str]:
    owned: dict[str, Decimal] = defaultdict(Decimal)
    owners: dict[str, set[str]] = defaultdict(set)
    for tie in graph.ties:
        if tie.kind is TieKind.OWNS and tie.until is None and {tie.first, tie.second} <= known.keys():
            owned[tie.second] += tie.percent or 0
            owners[tie.second].add(tie.first)
    for entity_id, share in owned.items():
        if share > _WHOLE:
            yield f"Of {known[entity_id].name} {share} percent are owned."
    for circle in ownership_circles(owners):
        names = " owns ".join(known[entity_id].name for entity_id in (*circle, circle[0]))
        yield f"Ownership runs in a circle: {names}. It is followed once round."


def ownership_circles(owners: Mapping[str, set[str]]) -> list[tuple[str, ...]]:
    """Circles of ownership, one for each group that owns itself through itself, each beginning with its first id.

    `owners` gives the owners of each entity. Iterative, so that a long chain is no depth of calls.
    """
    circles: dict[frozenset[str], tuple[str, ...]] = {}
    done: set[str] = set()
    for start in sorted(owners):
        path: list[str] = [start]
        on_path = {start}
        waiting: list[Iterator[str]] = [iter(sorted(owners.get(start, ())))]
        while waiting:
            following = next(waiting[-1], None)
            if following is None:
                waiting.pop()
                on_path.discard(path[-1])
                done.add(path.pop())
            elif following in on_path:
                circle = path[path.index(following) :]
                lead = circle.index(min(circle))
                circles.setdefault(frozenset(circle), tuple(reversed(circle[lead + 1 :] + circle[: lead + 1])))
            elif following not in done:
                path.append(following)
                on_path.add(following)
                waiting.append(iter(sorted(owners.get(following, ()))))
    return list(circles.values())


def _contrary_rulings(graph: Affiliations) -> Iterator[str]:
    ruled: dict[frozenset[str], bool] = {}
    for ruling in graph.rulings:
        pair = frozenset({ruling.one, ruling.other})
        if ruled.setdefault(pair, ruling.is_same) is not ruling.is_same:
            yield f"Whether {ruling.one} and {ruling.other} are one is ruled both ways."
