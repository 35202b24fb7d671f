"""Figures of single reviewers: counted from dockets, for two roles only, and of nothing that was not issued."""

import datetime as dt
from dataclasses import replace

import pytest

from evenhand.docket.aftermath import Remanded, Struck
from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.party import Actor, DocumentRef, Role
from evenhand.docket.payload import Payload
from evenhand.docket.review import (
    DeterminationIssued,
    DeterminationSigned,
    LineFinding,
    ReviewerAssigned,
    ReviewerRecused,
)
from evenhand.panel.oversight.figures import ReviewerFigures, reviewer_figures
from evenhand.treatment import Necessity
from tests.core.panel.ca_wc import DAY, panel_rules

POLICY = panel_rules().policy.disclosure
PAPER = DocumentRef(sha256="0" * 64, name="analysis.pdf", media_type="application/pdf")
YES, NO = Necessity.NECESSARY, Necessity.NOT_NECESSARY
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
NOTHING = ReviewerFigures(reviewer="", assigned=0, decided=0, stepped_down=0, sent_back=0, lines={}, days=())


def docket(*payloads: tuple[int, Payload]) -> Docket:
    """A docket of these payloads, each on the day so many days after the first."""
    made = Docket()
    for days, payload in payloads:
        happened = Occurrence(payload=payload, on=DAY + dt.timedelta(days=days), by=Actor(role=Role.ORGANISATION))
        made = append(made, happened, recorded_at=NOON, salt="s")
    return made


def signed(reviewer: str, *necessities: Necessity) -> DeterminationSigned:
    """An analysis that finds so of the lines."""
    findings = tuple(
        LineFinding(line=str(number), necessity=necessity) for number, necessity in enumerate(necessities, start=1)
    )
    return DeterminationSigned(reviewer=reviewer, findings=findings, document=PAPER)


def seat(reviewer: str) -> ReviewerAssigned:
    """The reviewer is assigned."""
    return ReviewerAssigned(reviewer=reviewer, qualifications="M.D.")


ISSUED = DeterminationIssued(findings=(), documents=())


def figures(*dockets: Docket) -> dict[str, ReviewerFigures]:
    """The figures as the medical director sees them."""
    return dict(reviewer_figures(dockets, Role.MEDICAL_DIRECTOR, POLICY))


def test_what_was_given_decided_found_and_how_long_it_took() -> None:
    first = docket((0, seat("a")), (4, signed("a", YES, NO)), (5, ISSUED))
    second = docket((0, seat("a")), (10, signed("a", NO)), (11, ISSUED))
    counted = figures(first, second)["a"]
    assert counted == replace(NOTHING, reviewer="a", assigned=2, decided=2, lines={YES: 1, NO: 2}, days=(4, 10))
    assert counted.median_days == 7


def test_nothing_counts_as_decided_before_it_is_issued() -> None:
    counted = figures(docket((0, seat("a")), (4, signed("a", YES))))["a"]
    assert counted == replace(NOTHING, reviewer="a", assigned=1)
    assert counted.median_days is None


def test_who_steps_down_decided_nothing_and_a_remand_falls_on_who_decided() -> None:
    left = ReviewerRecused(reviewer="a", reason="knows the worker")
    whole = docket(
        (0, seat("a")), (1, signed("a", NO)), (2, left), (3, seat("b")), (6, signed("b", NO)), (7, ISSUED),
        (40, Remanded(to_organisation="")), (41, seat("c")), (43, signed("c", YES)), (44, ISSUED),
    )  # fmt: skip
    counted = figures(whole)
    assert counted["a"] == replace(NOTHING, reviewer="a", assigned=1, stepped_down=1)
    assert (counted["b"].decided, counted["b"].sent_back, counted["b"].days) == (1, 1, (3,))
    assert (counted["c"].decided, counted["c"].sent_back, counted["c"].lines) == (1, 0, {YES: 1})


def test_a_struck_entry_counts_no_more() -> None:
    whole = docket((0, seat("a")), (0, seat("b")), (1, Struck(entry=1, reason="the wrong one")))
    assert set(figures(whole)) == {"b"}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MEDICAL_DIRECTOR, Role.REGULATOR}))
def test_nobody_else_sees_them(role: Role) -> None:
    with pytest.raises(ValueError, match="not for the role"):
        reviewer_figures((), role, POLICY)
