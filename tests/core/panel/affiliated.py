"""People and organisations for the tests of conflicts, tied as each test needs, with names like no other here."""

import datetime as dt
from decimal import Decimal

from evenhand.panel.ties.affiliations import Affiliations, Entity, EntityKind, Ruling, Tie, TieKind
from evenhand.panel.ties.conflict import Conflict, ConflictIndex
from evenhand.panel.ties.subjects import Subject
from tests.core.panel.ca_wc import DAY, law, panel_rules

ME = Entity(id="R-1", kind=EntityKind.PERSON, name="Wanda Solbury", identifiers=("npi:1234567893",))
P = EntityKind.PERSON


def person(name: str) -> Entity:
    """A person by name, which is the id too."""
    return Entity(id=name, kind=P, name=name)


_OWN_NAMES = {
    EntityKind.BUSINESS: "Badger Cove Stores",
    EntityKind.INSURER: "Zephyr Linden Insurance",
    EntityKind.PAYER: "Pebble Rampart Claims",
    EntityKind.UR_ORGANISATION: "Onyx Heron Review",
    EntityKind.PROVIDER_NETWORK: "Walnut Dolphin Network",
    EntityKind.MEDICAL_GROUP: "Larkspur Quail Medical Group",
    EntityKind.FACILITY: "Trellis Umber Hospital",
    EntityKind.MAKER: "Saffron Glacier Devices",
    EntityKind.LAW_FIRM: "Marble Crane Attorneys",
    EntityKind.ACADEMIC_CENTRE: "Redwood Spruce University",
    EntityKind.CANCER_CENTRE: "Ivory Talon Institute",
    EntityKind.REVIEW_ORGANISATION: "Copper Finch Reviews",
}


def company(kind: EntityKind, name: str = "") -> Entity:
    """An organisation of a kind, by a name that is like no other here."""
    return Entity(id=name or kind.value, kind=kind, name=name or _OWN_NAMES[kind])


def tie(kind: TieKind, first: Entity, second: Entity, percent: int | None = None, income: int | None = None) -> Tie:
    """A tie that holds today."""
    share = None if percent is None else Decimal(percent)
    part = None if income is None else Decimal(income)
    return Tie(kind=kind, first=first.id, second=second.id, source="stated", percent=share, income_percent=part)


def found(
    subjects: list[Subject], ties: list[Tie], *entities: Entity, day: dt.date = DAY, rulings: tuple[Ruling, ...] = ()
) -> tuple[Conflict, ...]:
    """The conflicts of the one reviewer with the subjects."""
    graph = Affiliations(entities=(ME, *entities), ties=tuple(ties), rulings=rulings)
    index = ConflictIndex(graph, [ME.id], day, law(day), panel_rules().policy)
    return index.conflicts(subjects).get(ME.id, ())


def subject(role: str, entity: Entity, name: str = "") -> Subject:
    """A subject whose entry is known, or only the name on a paper."""
    return Subject(role=role, name=name or entity.name, is_person=entity.is_person, entity="" if name else entity.id)


INSURER = company(EntityKind.INSURER)
GROUP = company(EntityKind.MEDICAL_GROUP)
MAKER = company(EntityKind.MAKER)
FACILITY = company(EntityKind.FACILITY)
ATTORNEY, FIRM = person("Otis Delgren"), company(EntityKind.LAW_FIRM)
NETWORK = company(EntityKind.PROVIDER_NETWORK)
WORKER, KIN, DOCTOR = person("Milo Tarvale"), person("Ada Cameras"), person("Enid Folwick")
ORGANISATIONS = {
    "employer": company(EntityKind.BUSINESS),
    "insurer": INSURER,
    "claims_administrator": company(EntityKind.PAYER),
    "ur_organisation": company(EntityKind.UR_ORGANISATION),
    "provider_network": NETWORK,
    "medical_group": GROUP,
    "facility": FACILITY,
    "alternative_facility": company(EntityKind.FACILITY, "Birch Alder Clinic"),
    "maker": MAKER,
    "alternative_maker": company(EntityKind.MAKER, "Heron Slate Devices"),
}
PEOPLE = {
    "payer_people": KIN,
    "physician": DOCTOR,
    "other_provider": person("Rufus Galdero"),
    "employee": WORKER,
    "employee_family": person("Luz Tarvale"),
    "employee_attorney": ATTORNEY,
}
