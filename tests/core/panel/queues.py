"""Panels and queues for the tests of matching."""

import datetime as dt
from collections.abc import Iterable

from evenhand.panel.instance.instance_file import reviewer_entity
from evenhand.panel.matching.standing import CaseToAssign, Exclusion, Load, PanelDay
from evenhand.panel.people.credentials import Reviewer
from evenhand.panel.requirements.fit import AreaUnderReview
from evenhand.panel.ties.affiliations import Affiliations, Entity, EntityKind
from evenhand.panel.ties.conflict import ConflictIndex
from evenhand.panel.ties.subjects import Subject
from tests.core.panel.ca_wc import DAY, law, panel_rules
from tests.core.panel.people import NECK_MASSAGE

INSURER = Entity(id="I-1", kind=EntityKind.INSURER, name="Zephyr Linden Insurance")


def panel_of(reviewers: Iterable[Reviewer], graph: Affiliations | None = None, loads: Iterable[Load] = ()) -> PanelDay:
    """The panel of the day with these reviewers, and the affiliations of a graph."""
    people = tuple(reviewers)
    known = graph or Affiliations()
    whole = Affiliations(
        entities=(*known.entities, INSURER, *(reviewer_entity(person) for person in people)),
        ties=known.ties,
        rulings=known.rulings,
    )
    index = ConflictIndex(whole, [person.id for person in people], DAY, law(), panel_rules().policy)
    return PanelDay(people, loads, law(), panel_rules(), index)


def waiting(
    number: int,
    areas: tuple[AreaUnderReview, ...] = NECK_MASSAGE,
    due_in: int = 20,
    reviewers: int = 1,
    excluded: Iterable[str] = (),
    languages: tuple[str, ...] = (),
) -> CaseToAssign:
    """A case that waits, with an insurer in it."""
    return CaseToAssign(
        id=f"C-{number:05d}",
        due_on=DAY + dt.timedelta(days=due_in),
        areas=areas,
        subjects=(Subject(role="insurer", name=INSURER.name, entity=INSURER.id),),
        excluded=tuple(Exclusion(reviewer=reviewer_id, reason="stepped down") for reviewer_id in excluded),
        reviewers=reviewers,
        languages=languages,
    )
