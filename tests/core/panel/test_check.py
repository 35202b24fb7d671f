"""`evenhand programme check` reads a programme's panel too, and says what in it cannot be."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.cli.programme import programme
from evenhand.panel.check import check_panel
from evenhand.programme.rule import Items, Rule
from tests.core.panel.ca_wc import FOLDER, law_rules, panel_rules


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the programme that comes with Evenhand."""
    shutil.copytree(FOLDER, tmp_path / "ca_wc")
    return tmp_path / "ca_wc"


SPOILT = (
    ("fit.toml", "appropriate = 30", "appropriate = 130", "is no weight"),
    ("fit.toml", 'specialties = ["Hand Surgery"]', 'specialties = ["Hand Magic"]', "'Hand Magic' is none"),
    ("policy.toml", "steps = 4", "steps = -4", "steps = -4 is not possible"),
    ("policy.toml", 'utilization = "bar"', 'utilization = "maybe"', "maybe"),
    ("law.toml", '"CAWC-D-01"', '"CAWC-D-99"', "'CAWC-D-99' is no rule"),
    ("vocabulary.toml", 'dentist = "Dentist"', 'dentist = "Barber"', "'Barber' is no specialty"),
    ("vocabulary.toml", 'gi_agents = "drugs', 'gi_drugs = "drugs', "'gi_drugs' is no treatment"),
    ("credential_file.en.toml", "width = 11", "width = 13", "13 wide"),
)


@pytest.mark.parametrize(("file", "right", "wrong", "words"), SPOILT)
def test_a_fault_in_the_panel_s_files_is_said_with_its_file(
    file: str, right: str, wrong: str, words: str, folder: Path
) -> None:
    path = folder / "panel" / file
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    told = CliRunner().invoke(programme, ["check", str(folder)])
    assert told.exit_code == 2
    assert words in told.output
    assert file in told.output


def renamed(rule: Rule) -> Rule:
    """The rule with the first item of every list under an id that nobody knows."""
    versions = []
    for version in rule.versions:
        items = version.value
        if isinstance(items, Items):
            items = replace(items, items=(replace(items.items[0], id="unheard_of"), *items.items[1:]))
        versions.append(replace(version, value=items))
    return replace(rule, versions=tuple(versions))


@pytest.mark.parametrize("question", ["requirements", "familial"])
def test_what_the_law_lists_and_nothing_here_can_tell_is_said(question: str) -> None:
    assert check_panel(FOLDER, law_rules()) == ()
    name = panel_rules().binding.rules[question]
    findings = check_panel(FOLDER, {**law_rules(), name: renamed(law_rules()[name])})
    assert findings
    assert all("'unheard_of'" in finding.message and finding.rule == name for finding in findings)
