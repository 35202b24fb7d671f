"""Made-up match instances: a panel with valid credentials, a web of affiliations and a queue, from a seed.

Nobody in them exists. The proportions of specialties and kinds of dispute are round numbers of our own, chosen to look
like a workers' compensation queue; they are no statistics.
"""

import datetime as dt
import random
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from evenhand.panel.instance.instance_file import FORMAT, MatchInstance
from evenhand.panel.instance.synthetic_names import Namer
from evenhand.panel.matching.standing import CaseToAssign, Load
from evenhand.panel.people.credentials import (
    Absence,
    Capacity,
    Certification,
    Discipline,
    Language,
    Licence,
    LicenceStatus,
    Practice,
    Reviewer,
    Search,
    SearchKind,
    Verification,
)
from evenhand.panel.people.npi import check_digit
from evenhand.panel.requirements.fit import AreaUnderReview
from evenhand.panel.ties.affiliations import Affiliations, Entity, EntityKind, Tie, TieKind
from evenhand.panel.ties.subjects import Subject

_SPECIALTIES = (
    ("Physical Medicine & Rehabilitation", 18),
    ("Occupational Medicine", 16),
    ("Orthopedic Surgery", 12),
    ("Pain Management", 12),
    ("Family Practice", 10),
    ("Internal Medicine", 8),
    ("Psychiatry", 5),
    ("Neurology", 5),
    ("Anesthesiology", 5),
    ("Neurological Surgery", 3),
    ("Hand Surgery", 2),
    ("Emergency Medicine", 2),
    ("Pulmonary Disease", 1),
    ("Dermatology", 1),
)
_BY_LICENCE = ((Discipline.CHIROPRACTOR, 3), (Discipline.PSYCHOLOGIST, 2), (Discipline.ACUPUNCTURIST, 2))
_DISPUTES = (
    ("physical_therapy", "low_back", "spine_disc", 10),
    ("physical_therapy", "shoulder", "musculoskeletal", 8),
    ("opioids", "low_back", "chronic_pain", 10),
    ("nsaids", "knee", "joint_disease", 6),
    ("muscle_relaxants", "neck", "musculoskeletal", 6),
    ("topical_compounds", "shoulder", "chronic_pain", 5),
    ("imaging", "low_back", "spine_disc", 7),
    ("imaging", "shoulder", "joint_disease", 5),
    ("injection", "low_back", "spine_disc", 6),
    ("facet_injection", "neck", "chronic_pain", 3),
    ("nerve_testing", "wrist_hand", "nerve", 4),
    ("arthroscopy", "knee", "joint_disease", 4),
    ("arthroscopy", "shoulder", "joint_disease", 3),
    ("spine_surgery", "low_back", "spine_disc", 3),
    ("open_surgery", "wrist_hand", "nerve", 2),
    ("durable_equipment", "knee", "musculoskeletal", 5),
    ("electrical_stimulation", "low_back", "chronic_pain", 4),
    ("psychotherapy", "mind", "mental_disorder", 4),
    ("antidepressants", "mind", "mental_disorder", 3),
    ("acupuncture", "neck", "musculoskeletal", 3),
    ("chiropractic", "low_back", "musculoskeletal", 3),
    ("home_health", "whole_body", "other", 1),
    ("asthma_medications", "chest", "lung_disease", 1),
)
_STATES = ("CA", "CA", "CA", "CA", "TX", "NY", "FL", "OH", "AZ", "WA")
_ROLES = {
    "employer": EntityKind.BUSINESS,
    "insurer": EntityKind.INSURER,
    "claims_administrator": EntityKind.PAYER,
    "ur_organisation": EntityKind.UR_ORGANISATION,
    "medical_group": EntityKind.MEDICAL_GROUP,
    "facility": EntityKind.FACILITY,
}
_SOURCE = "synthetic"
T = TypeVar("T")
_YEAR = dt.timedelta(days=365)


def synthetic_instance(programme: str, day: dt.date, cases: int, reviewers: int, seed: str) -> MatchInstance:
    """An instance of so many cases and reviewers on a day; the same arguments make the same instance."""
    make = _Maker(day, seed)
    panel = tuple(make.reviewer(number) for number in range(1, reviewers + 1))
    registry = {role: make.organisations(role, max(5, cases // 60)) for role in _ROLES}
    make.tie_reviewers(panel, registry)
    make.tie_companies(registry)
    return MatchInstance(
        format=FORMAT,
        programme=programme,
        day=day,
        seed=seed,
        reviewers=panel,
        cases=tuple(make.case(number, registry) for number in range(1, cases + 1)),
        loads=tuple(make.load(reviewer) for reviewer in panel),
        affiliations=Affiliations(entities=tuple(make.entities), ties=tuple(make.ties)),
    )


class _Maker:
    """Makes the parts of one instance, one after the other, from one source of chance."""

    def __init__(self, day: dt.date, seed: str) -> None:
        self.day = day
        self.random = random.Random(f"instance {seed}")
        self.namer = Namer(f"names {seed}")
        self.entities: list[Entity] = []
        self.ties: list[Tie] = []
        verified_on = day - dt.timedelta(days=60)
        self.verification = Verification(source=_SOURCE, verified_on=verified_on, next_on=day + _YEAR)

    def reviewer(self, number: int) -> Reviewer:
        """One member of the panel, qualified on the day; a few are absent or read Spanish."""
        pick = self.random
        nine = f"2{number:08d}"
        discipline, specialties = self._schooling()
        states = dict.fromkeys(pick.choice(_STATES) for _ in range(pick.choice((1, 1, 2, 3))))
        away = self.day + dt.timedelta(days=pick.randint(-3, 20))
        return Reviewer(
            id=f"R-{number:05d}",
            name=self.namer.person(),
            npi=nine + check_digit(nine),
            licences=tuple(self._licence(state, f"S{number:05d}", discipline) for state in states),
            certifications=tuple(self._certification(specialty) for specialty in specialties),
            practice=Practice(
                hours_per_week=pick.randint(24, 50),
                since=self.day - pick.randint(7, 30) * _YEAR,
                verification=self.verification,
            ),
            searches=tuple(Search(kind=kind, verification=self.verification) for kind in SearchKind),
            languages=(Language(tag="es", verification=self.verification),) if pick.random() < 0.2 else (),
            capacity=Capacity(cases_per_week=pick.randint(4, 20), open_at_once=40),
            absences=(Absence(first_on=away, last_on=away + dt.timedelta(days=9)),) if pick.random() < 0.1 else (),
        )

    def _schooling(self) -> tuple[Discipline, tuple[str, ...]]:
        certified = sum(weight for _, weight in _SPECIALTIES)
        licensed = sum(weight for _, weight in _BY_LICENCE)
        if self.random.random() < licensed / (certified + licensed):
            return self._weighted(_BY_LICENCE), ()
        first = self._weighted(_SPECIALTIES)
        second = (self._weighted(_SPECIALTIES),) if self.random.random() < 0.2 else ()
        return self.random.choice((Discipline.MD, Discipline.MD, Discipline.DO)), tuple(dict.fromkeys((first, *second)))

    def _weighted(self, options: Sequence[tuple[T, int]]) -> T:
        return self.random.choices([option for option, _ in options], [weight for _, weight in options])[0]

    def _licence(self, state: str, number: str, discipline: Discipline) -> Licence:
        return Licence(
            state=state,
            number=number,
            discipline=discipline,
            status=LicenceStatus.ACTIVE,
            verification=self.verification,
            issued_on=self.day - 8 * _YEAR,
            expires_on=self.day + _YEAR,
        )

    def _certification(self, specialty: str) -> Certification:
        return Certification(
            board="ABMS",
            specialty=specialty,
            verification=self.verification,
            certified_on=self.day - 6 * _YEAR,
            expires_on=self.day + 2 * _YEAR,
        )

    def load(self, reviewer: Reviewer) -> Load:
        """What a reviewer already has: up to a quarter of this week's cases, and some of the weeks before."""
        per_week = reviewer.capacity.cases_per_week if reviewer.capacity else 0
        this_week = self.random.randint(0, per_week // 4)
        recent = this_week + self.random.randint(0, per_week)
        return Load(reviewer=reviewer.id, open=min(recent, 15), this_week=this_week, recent=recent)

    def organisations(self, role: str, count: int) -> list[Entity]:
        """So many organisations of a role, entered in the graph."""
        made = [
            Entity(id=f"{role}-{number}", kind=_ROLES[role], name=self.namer.organisation(role))
            for number in range(1, count + 1)
        ]
        self.entities += made
        return made

    def tie_reviewers(self, panel: tuple[Reviewer, ...], registry: dict[str, list[Entity]]) -> None:
        """Tie reviewers to the world: a practice, sometimes a paid contract, a seat, a spouse in an office."""
        pick = self.random
        for reviewer in panel:
            if pick.random() < 0.7:
                self._tie(TieKind.EMPLOYED_BY, reviewer.id, pick.choice(registry["medical_group"]).id)
            if pick.random() < 0.2:
                payer = pick.choice(registry[pick.choice(("claims_administrator", "ur_organisation"))])
                self._tie(TieKind.PAID_BY, reviewer.id, payer.id, income=Decimal(pick.randint(1, 12)))
            if pick.random() < 0.4:
                self._tie(TieKind.STAFF_PRIVILEGES_AT, reviewer.id, pick.choice(registry["facility"]).id)
            if pick.random() < 0.1:
                spouse = Entity(id=f"spouse-{reviewer.id}", kind=EntityKind.PERSON, name=self.namer.person())
                self.entities.append(spouse)
                self._tie(TieKind.SPOUSE, reviewer.id, spouse.id)
                self._tie(TieKind.EMPLOYED_BY, spouse.id, pick.choice(registry["employer"]).id)

    def tie_companies(self, registry: dict[str, list[Entity]]) -> None:
        """Put some insurers, administrators and groups under holding companies."""
        owned = [*registry["insurer"], *registry["claims_administrator"], *registry["medical_group"]]
        self.random.shuffle(owned)
        for number in range(1, len(owned) // 6 + 1):
            holding = Entity(id=f"holding-{number}", kind=EntityKind.OTHER, name=self.namer.organisation("holding"))
            self.entities.append(holding)
            for company in (owned.pop(), owned.pop()):
                self._tie(TieKind.OWNS, holding.id, company.id, percent=Decimal(self.random.choice((20, 60, 100))))

    def _tie(
        self, kind: TieKind, first: str, second: str, percent: Decimal | None = None, income: Decimal | None = None
    ) -> None:
        tie = Tie(kind=kind, first=first, second=second, source=_SOURCE, percent=percent, income_percent=income)
        self.ties.append(tie)

    def case(self, number: int, registry: dict[str, list[Entity]]) -> CaseToAssign:
        """A case of one to three lines, due in two days to four weeks; one company name in ten is misspelt."""
        pick = self.random
        lines = pick.choices((1, 2, 3), (70, 22, 8))[0]
        subjects = [Subject(role=role, name=self._written(pick.choice(registry[role]).name)) for role in _ROLES]
        subjects += [
            Subject(role=role, name=self.namer.person(), is_person=True)
            for role in ("employee", "physician", "employee_attorney")
        ]
        return CaseToAssign(
            id=f"SYN-{number:06d}",
            due_on=self.day + dt.timedelta(days=pick.randint(2, 28)),
            areas=self._areas(lines),
            subjects=tuple(subjects),
            languages=("es",) if pick.random() < 0.1 else (),
        )

    def _areas(self, lines: int) -> tuple[AreaUnderReview, ...]:
        """Lines about one region of the body, as one injury makes them."""
        weighted = [(dispute, dispute[3]) for dispute in _DISPUTES]
        first = self._weighted(weighted)
        others = [(dispute, dispute[3]) for dispute in _DISPUTES if dispute[1] == first[1]]
        chosen = dict.fromkeys([first, *(self._weighted(others) for _ in range(lines - 1))])
        return tuple(
            AreaUnderReview(line=str(position), treatment=treatment, region=region, condition=condition)
            for position, (treatment, region, condition, _) in enumerate(chosen, start=1)
        )

    def _written(self, name: str) -> str:
        return self.namer.misspelt(name, 1) if self.random.random() < 0.1 else name
