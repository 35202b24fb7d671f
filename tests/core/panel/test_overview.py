"""What a page shows of the panel: the list with what ends next, the calendar of all, a conflict as a picture."""

import datetime as dt
from dataclasses import replace

from evenhand.panel.matching.standing import Load
from evenhand.panel.oversight.overview import expiry_calendar, panel_rows
from evenhand.panel.ties.affiliations import Affiliations, TieKind
from evenhand.panel.ties.conflict import Conflict, ConflictIndex
from evenhand.panel.ties.picture import picture
from tests.core.panel.affiliated import GROUP, INSURER, KIN, ME, WORKER, subject, tie
from tests.core.panel.ca_wc import DAY, law, panel_rules
from tests.core.panel.people import licence, reviewer
from tests.core.panel.queues import panel_of


def test_a_row_tells_who_may_review_and_what_ends_next() -> None:
    sound = replace(reviewer(1, "Hand Surgery"), licences=(licence(expires_on=dt.date(2026, 5, 1)), licence("NV", "N")))
    barred = replace(reviewer(2), searches=())
    first, second = panel_rows(panel_of([barred, sound], loads=[Load(reviewer="R-1", this_week=4, recent=20, open=4)]))
    assert (first.reviewer, first.may_review, first.states, first.room) == ("R-1", True, ("CA", "NV"), 6)
    assert first.specialties == ("Hand Surgery",)
    assert first.load_percent == 50
    assert first.next_expiry
    assert first.next_expiry.on == dt.date(2026, 5, 1)
    assert not second.may_review
    assert second.bars[0].citation


def test_the_calendar_of_the_panel_is_in_order_and_ends_where_asked() -> None:
    panel = panel_of([reviewer(1), replace(reviewer(2), licences=(licence(expires_on=DAY),))])
    expiries = expiry_calendar(panel, dt.date(2026, 12, 31))
    assert [week.on for week in expiries] == sorted(week.on for week in expiries)
    assert {week.on for week in expiries} == {dt.date(2026, 12, 1)}
    assert {expiry.reviewer for expiry in expiry_calendar(panel, dt.date(2030, 1, 1))} == {"R-1", "R-2"}
    assert expiry_calendar(panel, DAY) == ()


def conflicts_of(index: ConflictIndex, *subjects: tuple[str, str]) -> tuple[Conflict, ...]:
    """The conflicts of the one reviewer with subjects by role and name on the paper."""
    named = [replace(subject(role, INSURER), name=name, entity="") for role, name in subjects]
    return index.conflicts(named)[ME.id]


def test_a_picture_shows_each_one_and_each_tie_once_from_the_reviewer_to_the_paper() -> None:
    ties = (
        tie(TieKind.EMPLOYED_BY, ME, GROUP),
        tie(TieKind.OWNS, INSURER, GROUP, percent=80),
        tie(TieKind.SPOUSE, ME, KIN),
        tie(TieKind.DIRECTOR_OF, KIN, INSURER),
    )
    graph = Affiliations(entities=(ME, GROUP, INSURER, KIN, WORKER), ties=ties)
    index = ConflictIndex(graph, [ME.id], DAY, law(), panel_rules().policy)
    drawn = picture(conflicts_of(index, ("insurer", INSURER.name)), index.entities)
    assert [(node.id, node.column, node.row) for node in drawn.nodes] == [
        (ME.id, 0, 0),
        (KIN.id, 1, 0),
        (GROUP.id, 1, 1),
        (INSURER.id, 2, 0),
    ]
    assert drawn.nodes[-1].role == "the insurer"
    assert len(drawn.links) == len(ties)
    assert not any(link.is_asked for link in drawn.links)
    assert all(any(link.words in sentence for sentence in drawn.sentences) for link in drawn.links)
    asked = picture(conflicts_of(index, ("insurer", "Zephyr Lindn Insurance")), index.entities)
    assert asked.nodes[-1].name == "Zephyr Lindn Insurance"
    assert [link.words for link in asked.links if link.is_asked] == [
        '"Zephyr Linden Insurance" may be "Zephyr Lindn Insurance"'
    ]
    ids = [node.id for node in asked.nodes]
    assert len(set(ids)) == len(ids)
    assert {link.start for link in asked.links} | {link.end for link in asked.links} == set(ids)
