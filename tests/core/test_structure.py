"""The structure is measured as it is: rooms, imports between them, and what goes round in a circle."""

from pathlib import Path

from tools.house import ROOT
from tools.structure import circles, imports, report, rooms


def made(folder: Path, **modules: str) -> Path:
    """Sources of made-up modules, by their path with two underscores for each slash."""
    for name, text in modules.items():
        path = folder / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_rooms_and_their_imports_are_counted(tmp_path: Path) -> None:
    source = made(
        tmp_path,
        evenhand__clock="from evenhand.law import rule\nimport json\n",
        evenhand__law__rule="from evenhand.law.day import today\n",
        evenhand__law__day="import datetime\n",
    )
    (source / "evenhand/law/__init__.py").write_text("")
    told = {room.name: (room.modules, room.imports, room.within, room.of_others) for room in rooms(source)}
    assert told == {"evenhand.clock": (1, ("evenhand.law",), 0, 1), "evenhand.law": (3, (), 1, 0)}
    assert circles(imports(source)) == ()


def test_a_circle_is_told_with_all_its_members(tmp_path: Path) -> None:
    source = made(
        tmp_path,
        evenhand_web__desk__views="import evenhand_web.office.views\n",
        evenhand_web__office__views="from evenhand_web.pages import rows\n",
        evenhand_web__pages__rows="from evenhand_web.desk.views import show\n",
        evenhand_web__urls="from evenhand_web.desk import views\n",
    )
    (group,) = circles(imports(source))
    assert group == ("evenhand_web.desk.views", "evenhand_web.office.views", "evenhand_web.pages.rows")
    assert "evenhand_web.desk.views, evenhand_web.office.views" in report(source)


def test_nothing_here_goes_round_in_a_circle() -> None:
    drawn = rooms(ROOT / "src")
    assert len(drawn) > 60
    assert circles({room.name: set(room.imports) for room in drawn}) == ()
