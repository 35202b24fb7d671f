"""The day something was received: by the stamp where it is paper, by its arrival where it is none."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from evenhand.mailroom.received import Arrival, Manner, receipt, receipt_findings

PACIFIC, EASTERN = ZoneInfo("America/Los_Angeles"), ZoneInfo("America/New_York")
MONDAY = dt.datetime(2026, 3, 2, 17, 45, tzinfo=dt.UTC)


def test_paper_was_received_on_the_day_of_its_stamp_and_not_of_its_scan() -> None:
    stamped = Arrival(manner=Manner.PAPER, arrived_at=MONDAY, stamped_on=dt.date(2026, 2, 27))
    told = receipt(stamped, PACIFIC, PACIFIC)
    assert told is not None
    assert (told.on, told.at) == (dt.date(2026, 2, 27), None)


def test_the_hour_of_a_stamp_is_that_of_the_office() -> None:
    late = Arrival(manner=Manner.PAPER, arrived_at=MONDAY, stamped_on=dt.date(2026, 2, 27), stamped_at=dt.time(0, 30))
    told = receipt(late, PACIFIC, EASTERN)
    assert told is not None
    assert told.on == dt.date(2026, 2, 26)  # half past nine in the evening where the programme counts its days
    assert told.at == dt.datetime(2026, 2, 27, 0, 30, tzinfo=EASTERN)


@pytest.mark.parametrize("manner", [Manner.FAX, Manner.EMAIL, Manner.UPLOAD])
def test_what_is_no_paper_was_received_when_it_arrived(manner: Manner) -> None:
    evening = dt.datetime(2026, 3, 3, 6, 30, tzinfo=dt.UTC)
    told = receipt(Arrival(manner=manner, arrived_at=evening), PACIFIC, PACIFIC)
    assert told is not None
    assert (told.on, told.at) == (dt.date(2026, 3, 2), evening)


def test_paper_without_a_stamp_is_asked_about() -> None:
    bare = Arrival(manner=Manner.PAPER, arrived_at=MONDAY)
    assert receipt(bare, PACIFIC, PACIFIC) is None
    assert [finding.rule for finding in receipt_findings(bare, PACIFIC)] == ["MAIL-STAMP"]


def test_a_stamp_after_the_scan_and_a_postmark_after_the_stamp_are_told() -> None:
    ahead = Arrival(manner=Manner.PAPER, arrived_at=MONDAY, stamped_on=dt.date(2026, 3, 3))
    assert [finding.rule for finding in receipt_findings(ahead, PACIFIC)] == ["MAIL-STAMP-LATER"]
    posted = Arrival(
        manner=Manner.PAPER,
        arrived_at=MONDAY,
        stamped_on=dt.date(2026, 2, 27),
        postmarked_on=dt.date(2026, 2, 28),
    )
    assert [finding.rule for finding in receipt_findings(posted, PACIFIC)] == ["MAIL-POSTMARK"]
    sound = Arrival(manner=Manner.PAPER, arrived_at=MONDAY, stamped_on=dt.date(2026, 3, 2), stamped_at=dt.time(9, 40))
    assert list(receipt_findings(sound, PACIFIC)) == []
