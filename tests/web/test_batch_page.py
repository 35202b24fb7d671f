"""The day's queue drawn up by the worker: nothing is entered, what remains has its reason, each is proposed by hand."""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.panel.models import BatchRun
from tests.web.cast import browser_of, somebody
from tests.web.panel_cast import EMPLOYER, describe_case, keep, tie, with_file
from tests.web.review_cast import ready_case

Clock = Callable[[dt.datetime], None]
PAGE = "/desk/panel/queue"


@pytest.mark.postgresql(slow=True)
def test_the_queue_is_given_on_paper_and_proposed_by_hand(store: str, moment: Clock, shelf_folder: Path) -> None:
    first, two, three = ready_case("IMR-1"), ready_case("IMR-2"), ready_case("IMR-3")
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    tied = with_file("tied.example", 1)
    keep(tied)
    tie(tied[0])
    describe_case(desk, first)
    describe_case(desk, two, **{"subject-employer": EMPLOYER})
    lengths = list(Case.objects.order_by("pk").values_list("length", flat=True))
    assert desk.post(PAGE).status_code == 302
    assert b"being drawn up" in desk.get(PAGE).content
    work_off(("house",))
    page = desk.get(PAGE).content.decode()
    given, _, rest = page.partition("Given to nobody, and why")
    assert ("IMR-1" in given, "IMR-2" in given) == (True, False)
    left, _, loads = rest.partition("Work before and after")
    assert "IMR-2" in left
    assert "conflict" in left
    assert "1 case is not described yet" in given
    assert "2%" in loads
    assert list(Case.objects.order_by("pk").values_list("length", flat=True)) == lengths
    assert three.seats.count() == 0
    fields = {"do": "propose", "person": tied[0].ident, "length": str(first.length)}
    assert desk.post(f"/desk/cases/{first.ident}/reviewer", fields).status_code == 302
    assert b"No longer waits" in desk.get(PAGE).content


@pytest.mark.postgresql(slow=True)
def test_the_same_seed_draws_the_same(store: str, moment: Clock, shelf_folder: Path) -> None:
    desk = browser_of(somebody(PersonRole.COORDINATOR))
    describe_case(desk, ready_case())
    keep(*(with_file(f"rae{number}.example", number) for number in range(1, 5)))
    for _ in range(2):
        desk.post(PAGE)
        BatchRun.objects.update(seed="a" * 32)
        work_off(("house",))
    first, second = BatchRun.objects.order_by("pk")
    assert first.outcome == second.outcome != ""


def test_what_serves_pages_never_loads_the_solver(store: str) -> None:
    asked = "import evenhand_web.wsgi, evenhand_web.urls, sys; sys.exit('ortools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
