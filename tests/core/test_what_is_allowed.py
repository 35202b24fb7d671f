"""What the law allows is not refused: the other half of the invariants.

Whatever can be thought of in a case, and no invariant forbids, may be entered. The invariants are told from the plain
list of entries, so that a guard that refuses too much stands alone against them.
"""

import datetime as dt
import random
from dataclasses import replace

import pytest

from evenhand.docket.kind import EntryKind
from evenhand.procedure.permit import refusals
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from evenhand.treatment import Necessity
from tests.core.past import told
from tests.core.procedure_invariants import violations
from tests.core.test_procedure_invariants import (
    ADDED_AFTER,
    ISSUED,
    LATER,
    LATER_SCENES,
    READY,
    REMANDED,
    SCENES,
    SERVED,
    THREE,
    TWO,
    go_on,
    signed,
)
from tests.core.walk import Act, Walk, begin, scene

K = EntryKind
NO, YES, PART = Necessity.NOT_NECESSARY, Necessity.NECESSARY, Necessity.NECESSARY_IN_PART

AGAIN: tuple[Act, ...] = (
    *REMANDED, (K.REVIEWER_ATTESTED, "r2"), (K.REVIEWER_ASSIGNED, "r2"), (K.DETERMINATION_SIGNED, "r2"),
    K.DETERMINATION_ISSUED,
)  # fmt: skip
TOLD_AGAIN: tuple[Act, ...] = (
    *AGAIN, (K.NOTICE_ISSUED, "'determination', party='fund'"), (K.DEPOSITED, "'determination', party='fund'"),
)  # fmt: skip
BY_TWO: tuple[Act, ...] = (*TWO, (K.DETERMINATION_SIGNED, "r1"), (K.DETERMINATION_SIGNED, "r2"), K.DETERMINATION_ISSUED)
EXPEDITED: tuple[Act, ...] = (*READY[:3], K.CONVERTED_TO_EXPEDITED, *READY[3:])
TOLD: tuple[Act, ...] = ((K.NOTICE_ISSUED, "'determination', party='worker'"), (K.DEPOSITED, "party='worker'"))
BACK: tuple[Act, ...] = (K.PETITION_FILED, K.SET_ASIDE, K.REMANDED)
NEW_COUNSEL: Act = (K.REPRESENTATION_CHANGED, "replaces='counsel', name='Lex'")
OF_THREE: list[tuple[Act, ...]] = [
    THREE,
    (*THREE, signed("r2", NO)),
    (*THREE, signed("r1", NO), signed("r2", YES)),
    (*THREE, signed("r1", NO), signed("r2", NO), signed("r3", YES)),
    (*THREE, signed("r1", NO), signed("r2", YES), signed("r3", PART)),
    (*THREE, signed("r1", NO), signed("r2", NO), signed("r3", YES), K.DETERMINATION_ISSUED, *TOLD),
    (*THREE, signed("r1", NO), signed("r2", YES), signed("r3", NO), K.DETERMINATION_ISSUED, *TOLD, *BACK),
    (*THREE, (K.REVIEWER_RECUSED, "r3"), signed("r1", NO), signed("r2", YES)),
    (*THREE, signed("r3", NO), (K.REVIEWER_RECUSED, "r3"), signed("r1", NO), signed("r2", YES)),
    (*THREE, (K.REVIEWER_RECUSED, "r1"), (K.REVIEWER_RECUSED, "r2"), signed("r3", NO), K.DETERMINATION_ISSUED),
    (*THREE[:-1], signed("r1", NO), signed("r2", YES)),
    (*TWO, signed("r1", NO), (K.SEVERAL_REVIEWERS_APPROVED, "count=3"), (K.REVIEWER_ATTESTED, "r3"),
     (K.REVIEWER_ASSIGNED, "r3")),
    (*ADDED_AFTER, (K.REVIEWER_ASSIGNED, "r2"), (K.SEVERAL_REVIEWERS_APPROVED, "count=3"), (K.REVIEWER_ATTESTED, "r3")),
    (*REMANDED, (K.SEVERAL_REVIEWERS_APPROVED, "count=3"), (K.REVIEWER_ATTESTED, "r2"), (K.REVIEWER_ATTESTED, "r3"),
     (K.REVIEWER_ASSIGNED, "r2"), (K.REVIEWER_ASSIGNED, "r3"), signed("r2", NO), signed("r3", YES)),
    (*THREE, (K.QUESTION_ASKED, "worker"), signed("r1", NO), (K.QUESTION_ANSWERED, "worker"), signed("r2", NO)),
    (*THREE, (K.LINE_WITHDRAWN, "line='3'"), signed("r1", NO), signed("r2", NO), signed("r3", NO)),
    (*THREE, signed("r1", NO), NEW_COUNSEL, (K.REVIEWER_ATTESTED, "r1")),
]  # fmt: skip
"""Three sit: none, one, two, all have signed, of one mind or not; one or two step down, signed or not; a seat stays
empty; a third comes later; the case is sent back, and to two who sat with nobody; a party comes between two signatures.
"""
MORE: list[tuple[Act, ...]] = [
    SERVED,
    AGAIN,
    (*TOLD_AGAIN, (K.RECEIVED, "fund"), K.PETITION_FILED),
    (*BY_TWO, (K.NOTICE_ISSUED, "'determination', party='worker'"), K.PETITION_FILED, K.SET_ASIDE, K.REMANDED),
    (*READY, K.EXTENSION_GRANTED, *ISSUED[6:]),
    (*READY[:3], K.CONVERTED_TO_EXPEDITED, *ISSUED[3:]),
    (*EXPEDITED, K.EXTENSION_GRANTED, K.DETERMINATION_SIGNED),
    (*TOLD_AGAIN, K.PETITION_FILED, K.SET_ASIDE, K.REMANDED),
    (*REMANDED, K.EXTENSION_GRANTED),
    (*SERVED, (K.PETITION_FILED, "counsel"), K.CORRECTED, (K.PETITION_FILED, "worker")),
    (*ISSUED, *TOLD, (K.PARTY_CORRECTED, "is_another=True")),
    (K.APPLICATION_RECEIVED, K.LINE_WITHDRAWN, (K.ELIGIBILITY_FOUND, "refused=(RefusedLine")),
    (*REMANDED, K.WITHDRAWN),
]
"""Cases that run a second time: sent back and decided and told again, prolonged, made expedited, with two reviewers;
with two petitions, a party who was somebody else, a line that left before the others were found eligible.
"""


@pytest.fixture(scope="module")
def california() -> Programme:
    programme, findings = load_programme(programme_folder("ca_wc"))
    assert programme is not None, findings
    return programme


def refused_without_a_ground(walk: Walk) -> list[tuple[str, dt.date, tuple[str, ...]]]:
    """What the procedure refuses now though no invariant forbids it."""
    state, past, number = walk.state, walk.past, len(walk.docket.entries) + 1
    refused = (
        (happened, reasons)
        for kind in EntryKind
        for happened in walk.variants(kind)
        if (reasons := refusals(state, walk.programme, happened))
    )
    return [
        (str(happened.payload), happened.on, reasons)
        for happened, reasons in refused
        if not violations(past, told(happened, number))
    ]


@pytest.mark.parametrize("number", range(len(SCENES)))
def test_what_no_invariant_forbids_may_be_entered(california: Programme, number: int) -> None:
    assert refused_without_a_ground(scene(california, SCENES[number])) == []


@pytest.mark.parametrize("number", range(len(MORE)))
def test_so_it_is_in_a_case_that_runs_a_second_time(california: Programme, number: int) -> None:
    assert refused_without_a_ground(scene(california, MORE[number])) == []


@pytest.mark.parametrize("number", range(len(OF_THREE)))
def test_so_it_is_where_three_sit(california: Programme, number: int) -> None:
    assert refused_without_a_ground(scene(california, OF_THREE[number])) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 8))
def test_so_it_is_wherever_chance_leads(california: Programme, seed: int) -> None:
    chance = random.Random(seed)
    walk = begin(california, chance.choice([dt.date(2014, 1, 2), LATER]))
    for _ in range(35):
        go_on(walk, chance.choice)
        if chance.random() < 0.4:
            assert refused_without_a_ground(walk) == [], [(each.number, each.kind.value) for each in walk.past.entries]


@pytest.mark.parametrize("acts", LATER_SCENES)
def test_so_it_is_under_later_rules(california: Programme, acts: tuple[Act, ...]) -> None:
    assert refused_without_a_ground(scene(california, acts, LATER)) == []


@pytest.mark.parametrize("hour", [0, 9, 23])
@pytest.mark.parametrize("acts", [READY, EXPEDITED, REMANDED, OF_THREE[3]], ids=["one", "fast", "again", "three"])
def test_an_hour_of_the_day_makes_nothing_unlawful(california: Programme, acts: tuple[Act, ...], hour: int) -> None:
    """What may be entered on a day may be entered with any hour of it, and what may not with none."""
    walk = scene(california, acts)
    state = walk.state
    for kind in EntryKind:
        for happened in walk.variants(kind):
            at = dt.datetime.combine(happened.on, dt.time(hour), california.zone)
            assert refusals(state, california, replace(happened, at=at)) == refusals(state, california, happened)
