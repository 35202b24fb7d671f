"""What the lateness of a clock exposes its holder to stands with the clock, and nothing where nothing is late."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

from evenhand.docket.assignment import Deposited, NoticeIssued
from evenhand.docket.party import Role
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened_by_task
from evenhand_web.desk.clock_bar import clock_bars
from tests.web.cast import browser_of, entered, somebody
from tests.web.signed_case import assigned_case

Clock = Callable[[dt.datetime], None]
ORG = Role.ORGANISATION


def _told(days: int, moment: Clock) -> dict[str, str]:
    row, day = assigned_case(), dt.date(2024, 6, 10)
    row = entered(row, NoticeIssued(notice="assignment", party="payer", language="en", documents=()), ORG, day)
    row = entered(row, Deposited(notice="assignment", party="payer", method="mail_ca"), ORG, day)
    case = opened_by_task(row)
    now = dt.datetime(2024, 6, 10, 19, tzinfo=dt.UTC) + dt.timedelta(days=days)
    moment(now)
    return {bar.rule: bar.penalty for bar in clock_bars(case.state, case.programme, now) if bar.penalty}


def test_a_payer_late_with_the_record_sees_what_that_may_cost(store: str, moment: Clock, shelf_folder: Path) -> None:
    told = _told(40, moment)
    assert told, "the record is late"
    amount = re.search(r"up to \$([\d,]+) \((CAWC-C-10), 8 CCR 9792\.12", " ".join(told.values()))
    assert amount, told
    assert int(amount[1].replace(",", "")) > 0
    assert all("Only the" in words for words in told.values())
    page = (
        browser_of(somebody(PersonRole.COORDINATOR))
        .get(f"/desk/cases/{Case.objects.get().ident}/clocks")
        .content.decode()
    )
    assert "Possible penalty: up to $" in page


def test_before_anything_is_late_nothing_is_told(store: str, moment: Clock, shelf_folder: Path) -> None:
    assert _told(1, moment) == {}
