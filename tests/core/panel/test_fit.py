"""Fit: the table covers what the vocabulary names, the score is that of the line covered least; floors, overrides."""

import datetime as dt
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.finding import Finding, Place
from evenhand.panel.requirements.fit import AreaUnderReview, FitOverride, area_findings, override_findings
from evenhand.panel.requirements.read_fit import read_fit
from evenhand.toml_source import read_toml
from evenhand.toml_table import TomlTable
from tests.core.panel.ca_wc import panel_rules
from tests.core.panel.people import KNEE_ARTHROSCOPY, NECK_MASSAGE

TABLE = panel_rules().fit
WORDS = TABLE.vocabulary
_area = st.builds(
    AreaUnderReview,
    line=st.just("1"),
    treatment=st.sampled_from(sorted(WORDS.treatments)),
    region=st.sampled_from(sorted(WORDS.regions)),
    condition=st.sampled_from(["", *sorted(WORDS.conditions)]),
)
_held = st.frozensets(st.sampled_from(sorted(WORDS.specialties)), max_size=4)


def test_somebody_may_review_every_treatment_of_the_vocabulary() -> None:
    """For each treatment there is some region and condition for which a specialty reaches the floor."""
    for treatment in WORDS.treatments:
        reached = any(
            TABLE.specialties_for(
                (AreaUnderReview(line="1", treatment=treatment, region=region, condition=condition),), TABLE.floor
            )
            for region, condition in product(("low_back", "knee", "skin", "teeth"), ("", "chronic_pain"))
        )
        assert reached, treatment


def test_every_row_of_the_table_can_decide_something() -> None:
    """No row is hidden behind heavier ones of the same specialties in everything it covers."""
    areas = [
        AreaUnderReview(line="1", treatment=treatment, region=region, condition=condition)
        for treatment, region, condition in product(WORDS.treatments, WORDS.regions, ["", *WORDS.conditions])
    ]
    for row in TABLE.areas:
        covered = (area for area in areas if row.covers(area, WORDS.treatments[area.treatment].group))
        best = any(TABLE.fit(frozenset(row.specialties), (area,)).score == row.weight for area in covered)
        assert best, row


@given(_held, _held, st.lists(_area, min_size=1, max_size=3).map(tuple))
def test_another_certificate_never_lowers_a_fit_and_another_line_never_raises_it(
    held: frozenset[str], more: frozenset[str], areas: tuple[AreaUnderReview, ...]
) -> None:
    assert TABLE.fit(held | more, areas).score >= TABLE.fit(held, areas).score
    assert TABLE.fit(held, areas).score == min(TABLE.fit(held, (area,)).score for area in areas)


@given(_held, st.lists(_area, min_size=1, max_size=3).map(tuple))
def test_the_sentence_names_every_line_and_what_covers_it(
    held: frozenset[str], areas: tuple[AreaUnderReview, ...]
) -> None:
    fit = TABLE.fit(held, areas)
    told = TABLE.sentence(fit, areas)
    for line in fit.lines:
        assert (
            (f"{line.specialty} {line.reason}, weight {line.weight}" in told) if line.weight else "no certified" in told
        )
    assert ("not an area appropriate" in told) == (fit.score < TABLE.appropriate)
    assert ("second person" in told) == (TABLE.appropriate <= fit.score < TABLE.floor)


def test_what_nobody_approved_says_so() -> None:
    assert "medical director" in TABLE.caveat
    assert replace(TABLE, editorial=replace(TABLE.editorial, standing="approved")).caveat == ""


def test_specialties_of_two_names_are_one() -> None:
    for name, counts in WORDS.same.items():
        assert TABLE.fit(frozenset({name}), NECK_MASSAGE) == TABLE.fit(frozenset({counts}), NECK_MASSAGE)


def test_no_specialty_no_area_and_unknown_words_fit_nothing_and_are_said() -> None:
    assert TABLE.fit(frozenset(), KNEE_ARTHROSCOPY).score == 0
    assert TABLE.fit(frozenset({"Orthopedic Surgery"}), ()).score == 0
    strange = AreaUnderReview(line="2", treatment="leeches", region="soul", condition="spleen")
    assert TABLE.fit(frozenset({"Orthopedic Surgery"}), (strange,)).score == 0
    messages = [area_finding.message for area_finding in area_findings((strange,), WORDS, Place())]
    assert len(messages) == 3
    assert all("Line 2" in message for message in messages)
    assert area_findings((), WORDS, Place())
    assert area_findings(KNEE_ARTHROSCOPY, WORDS, Place()) == ()


OVERRIDE = FitOverride(
    case="C-1",
    reviewer="R-1",
    score=45,
    floor=60,
    asked_by="coordinator 3",
    allowed_by="medical director",
    on=dt.date(2026, 2, 2),
    reason="the only physician without conflict",
)


def test_an_override_needs_a_second_person_a_reason_and_an_appropriate_area() -> None:
    assert override_findings(OVERRIDE, TABLE) == ()
    assert "medical director" in OVERRIDE.words
    for faulty in (
        replace(OVERRIDE, allowed_by=" Coordinator 3"),
        replace(OVERRIDE, reason=" "),
        replace(OVERRIDE, score=TABLE.appropriate - 1),
    ):
        assert len(override_findings(faulty, TABLE)) == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('specialties = ["Astrology"]\nweight = 50\nreason = "x"', "Astrology"),
        ('specialties = ["Surgery"]\nweight = 101\nreason = "x"', "101"),
        ('specialties = []\nweight = 5\nreason = "x"', "names no specialty"),
        ('specialties = ["Surgery"]\nweight = 5\nreason = "x"\nregion = ["knee"]', "'region'"),
        ('specialties = ["Surgery"]\nweight = 5\nreason = "x"\ngroups = ["magic"]', "magic"),
    ],
)
def test_a_faulty_row_is_said_with_its_line(line: str, words: str) -> None:
    text = f'status = "editorial"\napprover = "x"\nappropriate = 30\nfloor = 60\n[[areas]]\n{line}\n'
    source, _ = read_toml(text, "fit.toml")
    assert source
    findings: list[Finding] = []
    read_fit(TomlTable.root(source, findings, "PANEL-RULES"), WORDS)
    assert [finding for finding in findings if words in finding.message and finding.place.line]
