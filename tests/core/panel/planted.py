"""A made-up world of reviewers and cases that have nothing to do with each other, and conflicts planted into it.

What the reviewers are tied to and what the cases name are two sets of entities without a tie between them, so every
pair of reviewer and case is clean unless something was planted. Wherever a name crosses from one paper to another it
may be misspelt.
"""

import random
from dataclasses import dataclass, replace
from decimal import Decimal

from evenhand.panel.instance.synthetic_names import Namer
from evenhand.panel.ties.affiliations import Affiliations, Entity, EntityKind, Tie, TieKind
from evenhand.panel.ties.subjects import Subject

ROLES = ("employer", "insurer", "claims_administrator", "ur_organisation", "facility", "maker")
_SOURCE = "made up"


@dataclass(frozen=True, kw_only=True)
class World:
    """The graph, the reviewers in it, and the subjects of each case."""

    graph: Affiliations
    reviewers: tuple[Entity, ...]
    cases: tuple[tuple[Subject, ...], ...]


class _Maker:
    def __init__(self, seed: int, slips: int) -> None:
        self.namer = Namer(f"world {seed}")
        self.random = random.Random(seed)
        self.entities: list[Entity] = []
        self.ties: list[Tie] = []
        self.slips = slips

    def entity(self, kind: str, name: str = "") -> str:
        made = name or (self.namer.person() if kind == "person" else self.namer.organisation(kind))
        self.entities.append(Entity(id=f"E{len(self.entities)}", kind=_kind(kind), name=made))
        return self.entities[-1].id

    def tie(
        self, kind: TieKind, first: str, second: str, percent: Decimal | None = None, income: Decimal | None = None
    ) -> None:
        tie = Tie(kind=kind, first=first, second=second, source=_SOURCE, percent=percent, income_percent=income)
        self.ties.append(tie)

    def again(self, entity_id: str) -> str:
        """The same person or organisation, met in another paper under a misspelt name."""
        known = self.entities[int(entity_id[1:])]
        return self.entity(known.kind.value, self.written(known.name, known.is_person))

    def written(self, name: str, is_person: bool) -> str:
        turned = is_person and self.random.random() < 0.3
        return self.namer.misspelt(self.namer.reversed_person(name) if turned else name, self.slips)


def _kind(kind: str) -> EntityKind:
    return EntityKind.OTHER if kind == "holding" else EntityKind(kind)


def world(seed: int, reviewers: int, cases: int, slips: int = 0) -> World:
    """A world of so many reviewers and cases; names on the cases' papers carry so many slips of the pen."""
    make = _Maker(seed, slips)
    people = [_reviewer(make) for _ in range(reviewers)]
    registry = {role: [make.entity(role) for _ in range(max(8, cases // 10))] for role in ROLES}
    _holdings(make, registry)
    named = tuple(_case(make, registry) for _ in range(cases))
    graph = Affiliations(entities=tuple(make.entities), ties=tuple(make.ties))
    return World(graph=graph, reviewers=tuple(make.entities[int(name[1:])] for name in people), cases=named)


def _reviewer(make: _Maker) -> str:
    reviewer = make.entity("person")
    group = make.entity("medical_group")
    make.tie(TieKind.EMPLOYED_BY, reviewer, group)
    make.tie(TieKind.OWNS, make.entity("holding"), group, percent=Decimal(60))
    make.tie(TieKind.STAFF_PRIVILEGES_AT, reviewer, make.entity("facility"))
    spouse = make.entity("person")
    make.tie(TieKind.SPOUSE, reviewer, spouse)
    make.tie(TieKind.EMPLOYED_BY, spouse, make.entity("employer"))
    make.tie(TieKind.PARENT, reviewer, make.entity("person"))
    make.tie(TieKind.PAID_BY, reviewer, make.entity("maker"), income=Decimal(9))
    return reviewer


def _holdings(make: _Maker, registry: dict[str, list[str]]) -> None:
    for role in ("insurer", "claims_administrator", "maker"):
        for entity in registry[role]:
            if make.random.random() < 0.5:
                make.tie(TieKind.OWNS, make.entity("holding"), entity, percent=Decimal(80))


def _case(make: _Maker, registry: dict[str, list[str]]) -> tuple[Subject, ...]:
    subjects = []
    for role in ROLES:
        known = make.entities[int(make.random.choice(registry[role])[1:])]
        subjects.append(Subject(role=role, name=make.written(known.name, is_person=False)))
    people = ("employee", "physician", "employee_attorney")
    subjects += [Subject(role=role, name=make.namer.person(), is_person=True) for role in people]
    return tuple(subjects)


@dataclass(frozen=True, kw_only=True)
class Planted:
    """One planted conflict: who has it, with whom, and at what distance."""

    reviewer: str
    subjects: tuple[Subject, ...]
    distance: int


def plant(clean: World, seed: int, count: int, slips: int) -> tuple[World, tuple[Planted, ...]]:
    """The world with so many conflicts at each distance of 1 to 4 ties, every name on the way met in two papers and
    misspelt in one with so many slips.
    """
    make = _Maker(seed, slips)
    make.namer = Namer(f"plant {seed}")
    make.entities, make.ties = list(clean.graph.entities), list(clean.graph.ties)
    planted = tuple(_plant(make, clean, distance) for distance in _WAYS for _ in range(count))
    graph = Affiliations(entities=tuple(make.entities), ties=tuple(make.ties))
    return replace(clean, graph=graph), planted


def _plant(make: _Maker, clean: World, distance: int) -> Planted:
    reviewer = make.random.choice(clean.reviewers).id
    known = make.entities[int(_WAYS[distance](make, reviewer)[1:])]
    role = "employee" if known.is_person else make.random.choice(ROLES)
    named = Subject(role=role, name=make.written(known.name, known.is_person), is_person=known.is_person)
    others = tuple(subject for subject in make.random.choice(clean.cases) if subject.role != role)
    return Planted(reviewer=reviewer, subjects=(*others, named), distance=distance)


def _one(make: _Maker, reviewer: str) -> str:
    if make.random.random() < 0.5:
        patient = make.entity("person")
        make.tie(TieKind.TREATS, reviewer, patient)
        return patient
    company = make.entity(make.random.choice(ROLES))
    make.tie(TieKind.PAID_BY, reviewer, company, income=Decimal(12))
    return company


def _two(make: _Maker, reviewer: str) -> str:
    company = make.entity("insurer")
    if make.random.random() < 0.5:
        spouse = make.entity("person")
        make.tie(TieKind.SPOUSE, reviewer, spouse)
        make.tie(TieKind.DIRECTOR_OF, make.again(spouse), company)
    else:
        group = make.entity("medical_group")
        make.tie(TieKind.EMPLOYED_BY, reviewer, group)
        make.tie(TieKind.OWNS, company, make.again(group), percent=Decimal(70))
    return company


def _three(make: _Maker, reviewer: str) -> str:
    holding, company = make.entity("holding"), make.entity("claims_administrator")
    make.tie(TieKind.OWNS, make.again(holding), company, percent=Decimal(55))
    if make.random.random() < 0.5:
        sibling = make.entity("person")
        make.tie(TieKind.SIBLING, reviewer, sibling)
        make.tie(TieKind.OFFICER_OF, sibling, holding)
    else:
        group = make.entity("medical_group")
        make.tie(TieKind.PARTNER_IN, reviewer, group)
        make.tie(TieKind.OWNS, holding, make.again(group), percent=Decimal(30))
    return company


def _four(make: _Maker, reviewer: str) -> str:
    group, holding, top, company = (make.entity(kind) for kind in ("medical_group", "holding", "holding", "maker"))
    make.tie(TieKind.EMPLOYED_BY, reviewer, group)
    make.tie(TieKind.OWNS, holding, make.again(group), percent=Decimal(90))
    make.tie(TieKind.OWNS, top, make.again(holding), percent=Decimal(90))
    make.tie(TieKind.OWNS, make.again(top), company, percent=Decimal(20))
    return company


_WAYS = {1: _one, 2: _two, 3: _three, 4: _four}
