"""One case: who may be proposed, in order and with reasons, and every constraint that keeps somebody out."""

import datetime as dt
from collections import Counter
from dataclasses import replace

from evenhand.panel.matching.ranking import Constraint, lot, ranking, refusal
from evenhand.panel.matching.standing import Load
from evenhand.panel.people.credentials import Absence, Capacity, Discipline, Language, LicenceStatus
from evenhand.panel.requirements.fit import AreaUnderReview
from evenhand.panel.ties.affiliations import Affiliations, Tie, TieKind
from tests.core.panel.ca_wc import DAY
from tests.core.panel.people import KNEE_ARTHROSCOPY, VERIFIED, certified, licence, reviewer
from tests.core.panel.queues import INSURER, panel_of, waiting

ORTHO = reviewer(1, "Orthopedic Surgery")
REHAB = reviewer(2, "Physical Medicine & Rehabilitation")


def test_the_best_fit_comes_first_and_is_explained() -> None:
    ranked = ranking(panel_of([REHAB, ORTHO, reviewer(3, "Internal Medicine")]), waiting(1), "seed")
    assert [candidate.reviewer for candidate in ranked.candidates] == ["R-2", "R-1"]
    assert "Physical Medicine & Rehabilitation directs rehabilitation, weight 95" in ranked.candidates[0].sentence
    assert ranked.candidates[0].cost < ranked.candidates[1].cost
    assert ranked.failing[Constraint.FLOOR] == 1
    assert ranked.words == "2 of 3 reviewers may be proposed for C-00001. Kept from it: floor 1."


def test_every_constraint_keeps_somebody_out_and_says_why() -> None:
    barred = replace(ORTHO, id="R-4", licences=(licence(status=LicenceStatus.RESTRICTED),), npi=reviewer(4).npi)
    tied, asked = reviewer(5, "Orthopedic Surgery"), reviewer(6, "Orthopedic Surgery")
    away = replace(
        reviewer(7, "Orthopedic Surgery"), absences=(Absence(first_on=DAY, last_on=DAY + dt.timedelta(days=30)),)
    )
    full, none = reviewer(8, "Orthopedic Surgery"), replace(reviewer(9, "Orthopedic Surgery"), capacity=None)
    out = reviewer(10, "Orthopedic Surgery")
    graph = Affiliations(
        ties=(
            Tie(kind=TieKind.EMPLOYED_BY, first=tied.id, second=INSURER.id, source="stated"),
            Tie(kind=TieKind.PAID_BY, first=asked.id, second=INSURER.id, source="stated"),
        )
    )
    lungs, rehab = reviewer(11, "Pulmonary Disease"), REHAB
    panel = panel_of(
        [ORTHO, barred, tied, asked, away, full, none, out, lungs, rehab],
        graph,
        [Load(reviewer=full.id, open=30, this_week=2, recent=40)],
    )
    case = waiting(1, KNEE_ARTHROSCOPY, excluded=[out.id])
    ranked = ranking(panel, case, "seed")
    assert [candidate.reviewer for candidate in ranked.candidates] == ["R-1"]
    expected = {
        Constraint.AREA: lungs,
        Constraint.FLOOR: rehab,
        Constraint.QUALIFICATION: barred,
        Constraint.EXCLUDED: out,
        Constraint.CONFLICT: tied,
        Constraint.QUESTION: asked,
        Constraint.TIME: away,
        Constraint.CAPACITY: full,
    }
    assert set(expected) == set(Constraint)
    for constraint, person in expected.items():
        told = refusal(panel, case, panel.by_id[person.id])
        assert told.constraints == {constraint}
        assert all(words for _, words in told.failed)
    assert refusal(panel, case, panel.by_id[none.id]).failed == ((Constraint.CAPACITY, "no capacity stated"),)
    assert refusal(panel, case, panel.by_id["R-1"]).failed == ()


def test_licence_of_the_preferred_state_language_and_load_are_weighed_among_equals() -> None:
    elsewhere = replace(reviewer(2), licences=(licence("NV", "N2"),))
    busy, spanish = reviewer(3), replace(reviewer(4), languages=(Language(tag="es", verification=VERIFIED),))
    loads = [Load(reviewer=busy.id, open=9, this_week=5, recent=20)]
    panel = panel_of([reviewer(1), elsewhere, busy, spanish], loads=loads)
    plain = {candidate.reviewer: candidate.cost for candidate in ranking(panel, waiting(1), "s").candidates}
    assert plain["R-1"] == plain["R-4"] < plain["R-2"] < plain["R-3"]
    in_spanish = ranking(panel, waiting(1, languages=("es",)), "s").candidates
    assert in_spanish[0].reviewer == "R-4"
    assert ("does not read es", 40) in in_spanish[-1].points


def test_a_doctor_needs_the_certificate_even_where_another_licence_covers_the_line() -> None:
    needles = (AreaUnderReview(line="1", treatment="acupuncture", region="neck"),)
    second = licence("CA", "AC1", discipline=Discipline.ACUPUNCTURIST)
    both = replace(reviewer(1, "Pulmonary Disease"), licences=(licence(), second))
    assert ranking(panel_of([both]), waiting(1, needles), "s").failing[Constraint.AREA] == 1
    certificate = replace(both, certifications=(certified("Pain Management"),))
    (candidate,) = ranking(panel_of([certificate]), waiting(1, needles), "s").candidates
    assert candidate.fit.lines[0].specialty == "Oriental Medicine"


def test_who_cannot_begin_in_time_is_out_and_a_late_case_asks_for_today() -> None:
    away = replace(reviewer(1), absences=(Absence(first_on=DAY, last_on=DAY + dt.timedelta(days=9)),))
    panel = panel_of([away])
    assert ranking(panel, waiting(1, due_in=12), "s").eligible == 0
    assert ranking(panel, waiting(1, due_in=13), "s").eligible == 1
    assert ranking(panel_of([reviewer(1)]), waiting(1, due_in=-4), "s").eligible == 1


def test_equals_are_ordered_by_lot_which_the_seed_draws_again_and_nobody_else_can() -> None:
    panel = panel_of([reviewer(number) for number in range(1, 41)])
    once = [candidate.reviewer for candidate in ranking(panel, waiting(1), "seed", most=40).candidates]
    assert once == [candidate.reviewer for candidate in ranking(panel, waiting(1), "seed", most=40).candidates]
    assert once != [candidate.reviewer for candidate in ranking(panel, waiting(1), "another", most=40).candidates]
    assert once != [candidate.reviewer for candidate in ranking(panel, waiting(2), "seed", most=40).candidates]
    assert once == sorted(once, key=lambda name: (lot("seed", "C-00001", name), name))
    first = Counter(ranking(panel, waiting(1), str(seed), most=1).candidates[0].reviewer for seed in range(400))
    assert max(first.values()) <= 10 + 4 * 10**0.5 + 5
    assert len(first) >= 39


def test_capacity_is_the_smaller_of_the_week_and_the_desk() -> None:
    physician = replace(reviewer(1), capacity=Capacity(cases_per_week=5, open_at_once=8))
    rooms = [
        panel_of([physician], loads=[Load(reviewer=physician.id, open=opened, this_week=week, recent=week)])
        .standings[0]
        .room
        for opened, week in ((0, 0), (0, 3), (6, 0), (9, 0), (0, 7))
    ]
    assert rooms == [5, 2, 2, 0, 0]
