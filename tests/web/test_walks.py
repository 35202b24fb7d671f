"""What somebody does walks from the door down to the docket, and never turns back: no lower room calls a higher one."""

import datetime as dt
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from tests.web.cast import browser_of, somebody
from tests.web.review_cast import a_reviewer, line_fields, under_review
from tests.web.signed_case import assigned_case
from tests.web.test_desk import application_fields
from tools.house import ROOT
from tools.structure import room_of

Clock = Callable[[dt.datetime], None]
AT_THE_DOOR = {
    "evenhand_web.accounts.admission.guarded",
    "evenhand_web.headers.respond",
    "evenhand_web.infrastructure.shown_again.answer",
    "evenhand_web.proxies.respond",
    "evenhand_web.trace.following.__call__",
}
"""What lets a request in, or holds a form back, hands on to whoever stands inside."""
BY_REGISTER = {"evenhand_web.cases.following.followed"}
"""Where a lower room calls what higher ones have registered with it: what follows from an entry, in its transaction."""


def levels() -> dict[str, int]:
    """How high each room stands, as the contracts of the imports say: the core's below the shell's, the lowest 0."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = {kept["id"]: (kept["containers"][0], kept["layers"][::-1]) for kept in contracts if "layers" in kept}
    drawn = [layers["layers"], layers["shell-layers"]]
    ordered = [(package, layer) for package, rows in drawn for layer in rows]
    return {
        f"{package}.{room.strip(' ()')}": height
        for height, (package, layer) in enumerate(ordered)
        for room in layer.replace("|", ":").split(":")
    }


def _module(frame: FrameType) -> str:
    name: str = frame.f_globals.get("__name__", "")
    return name if name.startswith(("evenhand_web.", "evenhand.")) and "<" not in frame.f_code.co_name else ""


@contextmanager
def watched() -> Iterator[list[tuple[str, str]]]:
    """The calls between modules while something is done: who called and what was called, by their names."""
    calls: list[tuple[str, str]] = []

    def look(frame: FrameType, event: str, _: object) -> None:
        if event != "call" or not (called := _module(frame)):
            return
        caller = frame.f_back
        while caller is not None and not _module(caller):
            caller = caller.f_back
        if caller is not None and (calling := _module(caller)) != called:
            calls.append((f"{calling}.{caller.f_code.co_name}", f"{called}.{frame.f_code.co_name}"))

    sys.setprofile(look)
    try:
        yield calls
    finally:
        sys.setprofile(None)


def turning_back(calls: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The calls from a room to a higher one, but for the door and for what is registered below."""
    height = levels()
    return sorted(
        (calling, called)
        for calling, called in set(calls)
        if height[room_of(calling)] < height[room_of(called)]
        and calling not in AT_THE_DOOR | BY_REGISTER
        and not called.endswith("__")  # a value is built, as the reader of any value builds it
    )


def test_a_call_upward_is_seen() -> None:
    down, up = (
        ("evenhand_web.desk.views.case", "evenhand.clock.running.clocks"),
        ("evenhand.clock.due.x", "evenhand.run.y"),
    )
    assert turning_back([down, up, down]) == [up]


def test_a_keyed_application_walks_down(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    with watched() as calls:
        assert client.post("/desk/cases/new", application_fields()).status_code == 302
        assert client.get(f"/desk/cases/{Case.objects.get().ident}").status_code == 200
    called = {name for _, name in calls}
    assert {"evenhand_web.cases.intake.take_in", "evenhand.procedure.permit.enter_after"} <= called
    assert turning_back(calls) == []


def test_a_draft_walks_down(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    case = under_review(person := a_reviewer())
    client = browser_of(person)
    with watched() as calls:
        assert client.post(f"/review/{case.ident}/save", line_fields()).status_code == 302
        assert client.get(f"/review/{case.ident}").status_code == 200
    assert "evenhand_web.reviewing.saved_parts.save_part" in {name for _, name in calls}
    assert turning_back(calls) == []


def test_a_rule_walks_down_to_the_page_and_the_letter(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    case, client = assigned_case(), browser_of(somebody(PersonRole.COORDINATOR))
    with watched() as calls:
        assert client.get(f"/desk/cases/{case.ident}").status_code == 200
        assert client.get(f"/desk/cases/{case.ident}/notices/assignment/3").status_code == 200
    called = {name for _, name in calls}
    assert {"evenhand.procedure.law.rule_in_case", "evenhand.letter.law_values.law_values"} <= called
    assert turning_back(calls) == []
