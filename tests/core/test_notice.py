"""Who must be told what, since when and by when; and that telling one does not tell another."""

import datetime as dt
from dataclasses import replace

import pytest

from evenhand.docket import aftermath, assignment, intake
from evenhand.docket.entry import Occurrence
from evenhand.notice import OwedNotice, notices, outstanding
from tests.core.small_case import (
    JAN,
    LAND,
    NOT,
    application,
    happened,
    issued,
    remanded,
    state_of,
    whole_file,
)

FOUND = happened(JAN[3], intake.EligibilityFound(outcome=intake.EligibilityOutcome.ELIGIBLE))
BEGUN = happened(JAN[6], assignment.Assigned(organisation="Board"))
CASE = (application(JAN[2]), FOUND, BEGUN)


def made_out(on: dt.date, notice: str, party: str) -> Occurrence:
    return happened(on, assignment.NoticeIssued(notice=notice, party=party, language="en", documents=()))


def asked(on: dt.date, party: str) -> Occurrence:
    return happened(on, intake.InformationRequested(party=party, request="when?"))


def owed(name: str, *occurrences: Occurrence, as_of: dt.date = JAN[31]) -> list[OwedNotice]:
    return [notice for notice in notices(state_of(*occurrences), LAND, as_of) if notice.notice == name]


def test_a_notice_is_owed_to_each_party_it_is_for_since_what_happened() -> None:
    reviews = owed("review", *CASE)
    assert [notice.party for notice in reviews] == ["worker", "counsel", "doctor", "fund"]
    assert {notice.since.on for notice in reviews} == {JAN[6]}
    assert {notice.due.due for notice in reviews if notice.due} == {JAN[8]}
    assert owed("review", *CASE[:2]) == []
    assert owed("review", *CASE, as_of=JAN[5]) == []


def test_telling_one_party_leaves_the_others_untold() -> None:
    state = state_of(*CASE, made_out(JAN[7], "review", "fund"))
    left = [duty.party for duty in outstanding(state, LAND, JAN[31]) if duty.notice == "review"]
    assert left == ["worker", "counsel", "doctor"]


def test_a_notice_to_who_is_named_goes_to_nobody_else() -> None:
    assert [duty.party for duty in owed("asked", *CASE[:1], asked(JAN[3], "doctor"))] == ["doctor"]
    both = (*CASE[:1], asked(JAN[3], "doctor"), asked(JAN[4], "fund"))
    assert [duty.party for duty in owed("asked", *both)] == ["doctor", "fund"]
    state = state_of(*both, made_out(JAN[5], "asked", "fund"))
    assert [duty.party for duty in outstanding(state, LAND, JAN[31])] == ["doctor"]


def test_a_second_happening_is_told_again() -> None:
    twice = (*CASE[:1], asked(JAN[3], "doctor"), made_out(JAN[3], "asked", "doctor"), asked(JAN[9], "doctor"))
    [again] = owed("asked", *twice)
    assert (again.since.on, again.issued) == (JAN[9], None)
    [first] = owed("asked", *twice, as_of=JAN[5])
    assert (first.since.on, first.issued) == (JAN[3], 3)


def test_a_determination_that_is_gone_needs_no_telling() -> None:
    decided = (*CASE, whole_file(JAN[9]), issued(JAN[20], NOT, NOT, NOT))
    assert len(owed("determination", *decided)) == 4
    assert owed("determination", *decided, remanded(JAN[22])) == []


def sent(on: dt.date) -> Occurrence:
    return happened(on, assignment.Deposited(notice="review", party="fund", method="post"))


@pytest.mark.parametrize(("on", "is_late"), [(JAN[16], False), (JAN[17], True)])
def test_an_overdue_file_is_told_from_the_day_after(on: dt.date, is_late: bool) -> None:
    """Ten days from posting on Mon 6 January end on Thu 16 January."""
    overdue = owed("file_overdue", *CASE, sent(JAN[6]), as_of=on)
    assert [notice.since.on for notice in overdue] == ([JAN[17]] if is_late else [])


def test_a_file_that_came_in_time_or_is_no_longer_wanted_is_not_overdue() -> None:
    assert owed("file_overdue", *CASE, sent(JAN[6]), whole_file(JAN[16])) == []
    assert [duty.party for duty in owed("file_overdue", *CASE, sent(JAN[6]), whole_file(JAN[20]))] == ["fund"]
    gone = happened(JAN[20], aftermath.Withdrawn(party="worker", is_signed=True))
    assert owed("file_overdue", *CASE, sent(JAN[6]), gone) == []


def test_a_file_that_came_on_the_first_late_day_was_overdue() -> None:
    [overdue] = owed("file_overdue", *CASE, sent(JAN[6]), whole_file(JAN[17]))
    assert (overdue.party, overdue.since.on) == ("fund", JAN[17])


def test_a_notice_is_sent_to_all_once_those_it_is_for_have_it() -> None:
    """The physician and the fund take part too, and nobody owes them the notice that there is no review."""
    refused = happened(
        JAN[3], intake.EligibilityFound(outcome=intake.EligibilityOutcome.INELIGIBLE, reasons=("NOT_SIGNED",))
    )

    def handed(on: dt.date, party: str) -> tuple[Occurrence, Occurrence]:
        carried = assignment.Deposited(notice="refused", party=party, method="post")
        return made_out(on, "refused", party), happened(on, carried)

    first, second = handed(JAN[6], "worker"), handed(JAN[7], "counsel")
    assert "deposited_to_all:refused" not in state_of(CASE[0], refused, *first).events
    [told] = state_of(CASE[0], refused, *first, *second).events["deposited_to_all:refused"]
    assert told.on == JAN[7]


def test_where_the_law_gives_no_day_the_notice_is_owed_and_says_why() -> None:
    rules = {**LAND.rules, "FREE-03": LAND.rules["FREE-09"]}
    late = dt.date(2021, 3, 1)
    begun = replace(BEGUN, on=late)
    state = state_of(application(late), replace(FOUND, on=late), begun)
    reviews = [notice for notice in notices(state, replace(LAND, rules=rules), late) if notice.notice == "review"]
    assert [notice.due for notice in reviews] == [None] * 4
    assert all("has not been read" in notice.unanswered for notice in reviews)
