"""The house keeps its own rules: every check flags a planted fault, and finds none in the repository."""

import re
import tomllib
from importlib.metadata import metadata, version
from importlib.resources import files
from pathlib import Path, PurePosixPath

import pytest

from tools import house, requirements

PLANTED: dict[house.Check, tuple[str, str]] = {
    house.file_length: ("src/evenhand/long.py", '"""Long."""\n' * 401),
    house.function_length: ("src/evenhand/long.py", "def long() -> None:\n" + "    ...\n" * 40),
    house.module_docstring: ("tests/core/test_silent.py", "X = 1\n"),
    house.public_docstring: ("src/evenhand/silent.py", "class Silent:\n    def speak(self) -> None: ...\n"),
    house.import_in_function: ("src/evenhand/cli/show.py", "def show() -> None:\n    import json\n"),
    house.bare_init: ("src/evenhand/letter/__init__.py", '"""Letters."""\nfrom evenhand.letter.page import Page\n'),
    house.shapeless_name: ("src/evenhand/letter/utils.py", '"""Odds and ends."""\n'),
    house.vague_name: ("src/evenhand/clock.py", "DAYS = [one.day for one in CLOCKS]\n"),
    house.undeclared_finding: (
        "src/evenhand/clock.py",
        "def _fault(what: str) -> Finding:\n    return Finding(rule=RULE, message=what)\n",
    ),
    house.programme_comparison: ("src/evenhand/clock.py", 'if case.programme.id in ("ca_wc", "ny"):\n    pass\n'),
    house.clock_asked: ("src/evenhand/clock.py", "import datetime as dt\nDAY = dt.date.today()\n"),
    house.machine_path: ("docs/start.md", "Open /" + "home/jo/evenhand and begin.\n"),
    house.host_named: ("requirements/core.txt", "--index-url somewhere\nclick==8.0\n"),
}
SOUND = '''"""A module."""

import datetime as dt


def window(programme: str, today: dt.date) -> str:
    """The window of a programme as of a day."""
    return programme + today.isoformat()
'''
PINNED = {path.name: path.read_text() for path in sorted((house.ROOT / "requirements").glob("*.txt"))}
PYPROJECT = tomllib.loads((house.ROOT / "pyproject.toml").read_text())
PERMITTED = re.compile(r"MIT|BSD|Apache|PSF|Python Software Foundation|MPL-2\.0|Mozilla Public License 2\.0|ISC|\bLGPL")
EVERYWHERE = re.compile(r"^([a-z0-9._-]+)==\S+ \\$", re.MULTILINE)  # with no marker of a platform
FORBIDDEN = re.compile(r"AGPL|Affero|(?<!L)GPL|(?<!Lesser )General Public License")


def text_file(path: str, text: str) -> house.TextFile:
    return house.TextFile(path=PurePosixPath(path), text=text)


def test_every_check_is_tried() -> None:
    assert set(PLANTED) == set(house.ANY + house.PYTHON + house.SHIPPED)


@pytest.mark.parametrize("check", PLANTED, ids=lambda check: check.__name__)
def test_a_planted_fault_is_flagged(check: house.Check) -> None:
    planted = text_file(*PLANTED[check])
    assert list(check(planted))
    assert set(check(planted)) <= set(house.faults(planted))


def test_sound_code_is_left_alone() -> None:
    assert house.faults(text_file("src/evenhand/window.py", SOUND)) == []


@pytest.mark.parametrize(
    "code",
    [
        'programme == "ca_wc"',
        '"ca_wc" != case.programme_id',
        "match programme:\n    case 'ca_wc':\n        pass",
    ],
)
def test_a_branch_on_the_programme_is_flagged_however_written(code: str) -> None:
    assert list(house.programme_comparison(text_file("src/evenhand/clock.py", code)))


@pytest.mark.parametrize("code", ["programme.rule == 'x'", "programme == other", "programmes == ['ca_wc']"])
def test_other_comparisons_are_left_alone(code: str) -> None:
    assert not list(house.programme_comparison(text_file("src/evenhand/clock.py", code)))


def test_a_method_of_a_private_class_may_go_without_a_docstring() -> None:
    private = "class _Reader:\n    def read(self) -> None: ...\n\n    def _skip(self) -> None: ...\n"
    assert not list(house.public_docstring(text_file("src/evenhand/reader.py", private)))
    assert len(list(house.public_docstring(text_file("src/evenhand/reader.py", private.replace("_R", "R"))))) == 2


def test_only_the_command_line_loads_lazily_and_asks_the_day() -> None:
    lazy = '"""Main."""\n\n\ndef _load() -> None:\n    import json\n\n    print(json, date.today())\n'
    assert house.faults(text_file("src/evenhand/cli/main.py", lazy)) == []


def test_the_repository_keeps_the_rules() -> None:
    tracked = list(house.tracked_files())
    assert len(tracked) > 10
    assert "\n".join(fault for file in tracked for fault in house.faults(file)) == ""


def test_hidden_and_made_folders_are_not_read(tmp_path: Path) -> None:
    for name in ("kept.py", ".ci/run", ".venv/lib.py", "out/letter.html", "src/__pycache__/x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x\n")
    assert [str(file.path) for file in house.tracked_files(tmp_path)] == [".ci/run", "kept.py"]


def test_the_installed_version_is_the_newest_in_the_change_log() -> None:
    newest = re.search(r"^## \[(.+?)\]", (house.ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest
    assert version("evenhand") == newest[1]


def test_the_installed_package_carries_its_data() -> None:
    source = house.ROOT / "src" / "evenhand"
    kept = [path for path in source.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    data = [path.relative_to(source) for path in kept]
    assert Path("py.typed") in data
    assert [path for path in data if not files("evenhand").joinpath(*path.parts).is_file()] == []


def test_pinned_requirements_are_exact_hashed_and_agree() -> None:
    assert {"core.txt", "test.txt", "dev.txt", "build.txt", "installer.txt"} <= set(PINNED)
    assert [fault for name, text in PINNED.items() for fault in requirements.unpinned(name, text)] == []
    assert list(requirements.disagreements(PINNED)) == []


def test_loose_requirements_are_flagged() -> None:
    loose = "# made\nclick>=8\nrich==15.0.0 \\\n    --hash=sha256:00\nrich-click==1.0\n    # via rich\n"
    assert list(requirements.unpinned("x.txt", loose)) == [
        "x.txt: click>=8 is not pinned to a version",
        "x.txt: click>=8 has no hash",
        "x.txt: rich-click==1.0 has no hash",
    ]
    assert list(requirements.disagreements({"a": "rich==1\n", "b": "rich==2\n"})) == ["rich is 1 in a and 2 in b"]
    assert requirements.unanswered(["Rich.Click>=1", "click"], loose) == ["click"]


def test_everything_asked_for_is_pinned() -> None:
    groups = PYPROJECT["dependency-groups"].values()
    asked = [one for group in groups for one in group if isinstance(one, str)]
    asked += [one for extra in PYPROJECT["project"].get("optional-dependencies", {}).values() for one in extra]
    assert requirements.unanswered(asked + PYPROJECT["project"]["dependencies"], PINNED["dev.txt"]) == []
    assert requirements.unanswered(PYPROJECT["project"]["dependencies"], PINNED["core.txt"]) == []


NOT_CHOSEN = {"pyphen": "License :: OSI Approved :: GNU General Public License v2 or later (GPLv2+)"}
"""Which of the licences that a package leaves to choose between it is not used under."""


@pytest.mark.parametrize("package", EVERYWHERE.findall(PINNED["core.txt"]))
def test_the_core_stands_on_permitted_licences(package: str) -> None:
    about = metadata(package)
    stated = [one for key in ("License-Expression", "License", "Classifier") for one in about.get_all(key) or []]
    licence = "; ".join(one for one in stated if " :: " not in one or one.startswith("License ::"))
    assert PERMITTED.search(licence), f"{package} states {licence or 'no licence'}"
    licence = licence.replace(NOT_CHOSEN.get(package, "-"), "")
    assert not FORBIDDEN.search(licence), f"{package} states {licence}"
