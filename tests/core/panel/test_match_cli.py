"""`evenhand match` and `evenhand synth match`: instances are made, read back, refused with reasons, and documented."""

import dataclasses
import json
import subprocess
import sys
import types
import typing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evenhand.cli.match import match
from evenhand.cli.synth import synth
from evenhand.finding import is_fatal
from evenhand.panel.instance.instance_file import (
    FORMAT,
    MatchInstance,
    instance_bytes,
    instance_findings,
    read_instance,
    unknown_roles,
)
from evenhand.panel.instance.synthetic_instance import synthetic_instance
from tests.core.panel.ca_wc import DAY, law, panel_rules


def made(cases: int = 12, reviewers: int = 25, seed: str = "a") -> MatchInstance:
    """A made-up instance of the day."""
    return synthetic_instance("ca_wc", DAY, cases, reviewers, seed)


def run(path: Path, *options: str) -> Result:
    """`evenhand match` on a file."""
    return CliRunner().invoke(match, [str(path), *options])


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """A made-up instance as a file, made by the command."""
    path = tmp_path / "instance.json"
    told = CliRunner().invoke(synth, ["match", "--cases", "12", "--reviewers", "25", "--seed", "a", "--out", str(path)])
    assert told.exit_code == 0, told.output
    return path


def test_the_same_seed_makes_the_same_file_and_it_reads_back_equal(instance: Path) -> None:
    assert instance.read_bytes() == instance_bytes(made())
    assert read_instance(instance.read_bytes(), "x") == (made(), ())
    assert instance_bytes(made(seed="b")) != instance_bytes(made())


def test_a_made_up_panel_is_without_fault() -> None:
    instance = made(60, 60)
    assert instance_findings(instance, panel_rules(), "x") == ()
    assert unknown_roles(instance, law(), "x") == ()


def test_a_batch_is_printed_and_as_json_it_says_everything(instance: Path) -> None:
    printed = run(instance)
    assert printed.exit_code in (0, 1)
    assert "not yet approved by the medical director" in printed.output
    told = run(instance, "--json")
    plain = json.loads(told.stdout)
    assert told.exit_code == (1 if plain["unassigned"] else 0)
    assert len(plain["assigned"]) + sum(group["seats"] for group in plain["unassigned"]) == 12
    assert all(assignment["sentence"] for assignment in plain["assigned"])
    assert json.loads(run(instance, "--json").stdout) == plain
    assert json.loads(run(instance, "--json", "--seed", "other").stdout)["seed"] == "other"


def test_one_case_is_ranked(instance: Path) -> None:
    plain = json.loads(run(instance, "--case", "SYN-000001", "--json").stdout)
    assert plain["eligible"] == len(plain["candidates"]) > 0
    assert "may be proposed for SYN-000001" in run(instance, "--case", "SYN-000001").output.replace("\n", " ")
    assert run(instance, "--case", "nobody").exit_code == 2


def test_a_queue_nothing_can_satisfy_ends_with_one_and_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    path.write_bytes(
        instance_bytes(dataclasses.replace(made(), reviewers=(), loads=(), affiliations=made(0, 0).affiliations))
    )
    told = run(path)
    assert told.exit_code == 1
    assert "The panel is empty." in told.output


def spoilt(change: str) -> bytes:
    """The file of an instance with one thing wrong in it."""
    plain: dict[str, Any] = json.loads(instance_bytes(made()))
    case, physician = plain["cases"][0], plain["reviewers"][0]
    match change:
        case "format":
            plain["format"] = "evenhand match instance 99"
        case "day":
            plain["day"] = "yesterday"
        case "unknown key":
            plain["color"] = "blue"
        case "missing key":
            del plain["reviewers"]
        case "type":
            physician["capacity"]["cases_per_week"] = "many"
        case "case twice":
            plain["cases"].append(case)
        case "reviewer twice":
            plain["reviewers"].append(physician)
        case "load twice":
            plain["loads"].append(plain["loads"][0])
        case "no seats":
            case["reviewers"] = 0
        case "load below zero":
            plain["loads"][0]["open"] = -1
        case "tie to nobody":
            plain["affiliations"]["ties"][0]["second"] = "nobody"
        case "role":
            case["subjects"][0]["role"] = "neighbour"
        case "programme":
            plain["programme"] = "atlantis"
    return json.dumps(plain).encode()


CHANGES = (
    "format",
    "day",
    "unknown key",
    "missing key",
    "type",
    "case twice",
    "reviewer twice",
    "load twice",
    "no seats",
    "load below zero",
    "tie to nobody",
    "role",
    "programme",
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_bad_instance_ends_with_two_and_findings_and_no_traceback(change: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(spoilt(change))
    told = run(path)
    assert told.exit_code == 2
    assert isinstance(told.exception, SystemExit)
    assert "FATAL" in told.output or change == "programme"


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff", b'{"format": 1}', b'{"a": NaN}', b'{"a": 1, "a": 2}'])
def test_what_is_no_instance_at_all_is_said(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(data)
    assert run(path).exit_code == 2
    assert run(tmp_path / "missing.json").exit_code == 2
    instance, findings = read_instance(data, "bad.json")
    assert instance is None
    assert is_fatal(findings)


def test_words_nobody_knows_are_said_and_the_rest_is_assigned(tmp_path: Path) -> None:
    plain = json.loads(instance_bytes(made()))
    plain["reviewers"][0]["certifications"] = [{**plain["reviewers"][1]["certifications"][0], "specialty": "Astrology"}]
    plain["cases"][0]["areas"][0]["treatment"] = "leeches"
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(plain))
    told = run(path)
    assert told.exit_code == 1
    assert "Astrology" in told.output
    assert "leeches" in told.output


def fields(kind: Any) -> set[str]:
    """The names of all fields that stand in a value, and in the values inside it."""
    names: set[str] = set()
    for hint in typing.get_type_hints(kind).items() if dataclasses.is_dataclass(kind) else ():
        names.add(hint[0])
        names |= fields(hint[1])
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is not None:
        names |= {name for part in typing.get_args(kind) for name in fields(part)}
    return names


def test_the_documentation_names_every_field_and_the_format() -> None:
    told = (Path(__file__).parents[3] / "docs" / "match-instance.md").read_text(encoding="utf-8")
    assert FORMAT in told
    assert [name for name in sorted(fields(MatchInstance)) if f"`{name}`" not in told] == []


def test_without_the_extra_the_command_says_what_to_install() -> None:
    program = (
        "import sys\n"
        "sys.modules['ortools'] = None\n"
        "from evenhand.cli.main import main\n"
        "main(['match', 'instance.json'])\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "pip install 'evenhand[panel]'" in told.stderr
    assert "Traceback" not in told.stderr
