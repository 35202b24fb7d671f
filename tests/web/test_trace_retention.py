"""Lines of the trace go when their time is over, up to one that an anchor seals, and in no other way."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from evenhand.cli.main import main
from evenhand_web.anchors.jobs import seal_the_day
from evenhand_web.anchors.making import make_anchor
from evenhand_web.anchors.retention import forget_old_lines
from evenhand_web.trace.connection import TraceAwayError, statements
from evenhand_web.trace.line import Act
from evenhand_web.trace.store import cut_at, lines, write
from tests.web.conftest import NOON
from tests.web.test_anchors import DAY, verified

Clock = Callable[[dt.datetime], None]


@pytest.fixture(autouse=True)
def by_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands in this process: Django is set up."""
    monkeypatch.setattr("evenhand_web.command_start.ready", lambda: None)


@pytest.mark.postgresql
def test_lines_go_when_their_time_is_over_up_to_one_that_an_anchor_seals(
    store: str, moment: Clock, settings_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evenhand_web.trace.store._BATCH", 2)
    settings_of(TRACE_YEARS=2)
    for number in range(5):
        write(Act.CASE, f"P-{number}")
    make_anchor()
    write(Act.CASE, "P-late")
    assert forget_old_lines() == 0  # nothing is old enough
    moment(NOON + 700 * DAY)
    seal_the_day()
    moment(NOON + 800 * DAY)
    write(Act.CASE, "P-now")
    seal_the_day()
    assert [line.who for line in lines()] == ["P-now", "operator"]
    assert forget_old_lines() == 0
    told = CliRunner().invoke(main, ["trace", "verify"])
    assert "The trace begins with line 7: those before went on 2026-08-21, kept for 2 years" in told.output
    assert told.exit_code == 0
    assert verified().exit_code == 0, verified().output
    write(Act.CASE, "P-after")
    assert next(line.number for line in lines()) == 7


@pytest.mark.postgresql
def test_lines_that_somebody_took_away_in_the_guise_of_retention_are_told(store: str, moment: Clock) -> None:
    for number in range(5):
        write(Act.CASE, f"P-{number}")
    make_anchor()
    third = list(lines())[2]
    cut_at(3, third.digest, "nobody knows")
    told = verified()
    assert told.exit_code == 2
    assert "The trace begins after line 3, and no anchor sealed that line" in told.output


@pytest.mark.postgresql(slow=True)
def test_no_line_goes_without_a_cut_and_no_cut_is_taken_back(store: str, moment: Clock) -> None:
    for number in range(3):
        write(Act.CASE, f"P-{number}")
    cut_at(1, next(iter(lines())).digest, "its time was over")
    for change in (
        "DELETE FROM trace_line WHERE number = 2",
        "DELETE FROM trace_cut",
        "UPDATE trace_cut SET number = 3",
    ):
        with pytest.raises(TraceAwayError, match="never changed"), statements(is_writing=True) as execute:
            execute(change, ())
    assert [line.number for line in lines()] == [2, 3]
