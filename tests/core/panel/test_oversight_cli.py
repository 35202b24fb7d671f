"""`evenhand panel figures`, `independence` and `supply`, and the days that `evenhand clocks --charged` tells."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evenhand.cli.main import main
from evenhand.codec import canonical
from evenhand.docket.assignment import Assigned
from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.file import encode
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Actor, Role
from evenhand.panel.instance.synthetic_instance import synthetic_instance
from evenhand.panel.ties.affiliations import Affiliations, EntityKind, TieKind
from tests.core.panel.affiliated import INSURER, company, tie
from tests.core.panel.ca_wc import DAY, programme
from tests.core.test_procedure_invariants import ISSUED
from tests.core.walk import begin, scene

HOME = company(EntityKind.REVIEW_ORGANISATION)
OFFICE = Actor(role=Role.ORGANISATION)


def evenhand(*arguments: object) -> Result:
    """`evenhand` with arguments."""
    return CliRunner(env={"COLUMNS": "200"}).invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def docket_file(tmp_path: Path) -> Path:
    """A case that was decided by one physician."""
    path = tmp_path / "case.jsonl"
    path.write_bytes(encode(scene(programme(), ISSUED).docket))
    return path


def instance_file(path: Path, affiliations: Affiliations | None = None) -> Path:
    """A made-up instance with these affiliations."""
    made = synthetic_instance("ca_wc", DAY, cases=30, reviewers=6, seed="3")
    path.write_bytes(canonical(made if affiliations is None else replace(made, affiliations=affiliations)))
    return path


def test_figures_are_counted_from_dockets_and_told_to_two_roles(docket_file: Path) -> None:
    told = evenhand("panel", "figures", docket_file, docket_file, "--for", "medical_director")
    assert told.exit_code == 0, told.output
    assert "1 reviewer in 2 cases" in told.stdout
    assert "r1" in told.stdout
    outside = evenhand("panel", "figures", docket_file, "--for", "regulator")
    assert (outside.exit_code, "a physician" in outside.stdout, "r1" in outside.stdout) == (0, True, False)
    refused = evenhand("panel", "figures", docket_file, "--for", "payer")
    assert refused.exit_code == 2
    assert "medical director" in refused.stderr
    assert "r1" not in refused.output


def test_figures_of_a_damaged_docket_are_not_told(docket_file: Path) -> None:
    docket_file.write_bytes(docket_file.read_bytes().replace(b"r1", b"r9", 1))
    told = evenhand("panel", "figures", docket_file, "--for", "regulator")
    assert told.exit_code == 2
    assert "cannot be read as a case" in told.stderr


def test_an_organisation_of_the_industry_s_is_told_with_its_authority(tmp_path: Path) -> None:
    owned = Affiliations(entities=(HOME, INSURER), ties=(tie(TieKind.OWNS, INSURER, HOME, percent=60),))
    told = evenhand("panel", "independence", instance_file(tmp_path / "owned.json", owned))
    assert told.exit_code == 1
    assert "LC 139.5(d)(1)" in told.stdout
    free = evenhand("panel", "independence", instance_file(tmp_path / "free.json", replace(owned, ties=())))
    assert (free.exit_code, "Nothing in the affiliations" in free.stdout) == (0, True)
    nobody = instance_file(tmp_path / "none.json", Affiliations())
    assert "has 0 review organizations" in evenhand("panel", "independence", nobody).stderr
    assert "no entity 'moon'" in evenhand("panel", "independence", nobody, "--organisation", "moon").stderr


def test_supply_tells_each_week_and_what_arrives(tmp_path: Path) -> None:
    instance = instance_file(tmp_path / "instance.json")
    kind = "psychotherapy,mind,mental_disorder"
    told = evenhand("panel", "supply", instance, "--weeks", "2", "--each-week", f"{kind}=500")
    assert told.exit_code == 1
    assert "without a place" in told.stdout.replace("\n", " ")
    plain = json.loads(evenhand("panel", "supply", instance, "--weeks", "2", "--json").stdout)
    assert [week["week_of"] for week in plain["weeks"]] == ["2026-02-02", "2026-02-09"]
    for wrong in ("psychotherapy=3", f"{kind}=many"):
        assert evenhand("panel", "supply", instance, "--each-week", wrong).exit_code == 2
    unknown = evenhand("panel", "supply", instance, "--each-week", "moonlight,mind=3")
    assert (unknown.exit_code, "'moonlight' is no treatment" in unknown.stderr) == (2, True)


def test_each_day_is_charged_to_who_held_the_case(tmp_path: Path) -> None:
    walk = begin(programme(), dt.date(2016, 1, 4))
    docket = Docket()
    steps = (
        (0, walk.variants(EntryKind.APPLICATION_RECEIVED)[0].payload),
        (4, EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE)),
        (6, Assigned(organisation="Reviewers")),
    )
    for days, payload in steps:
        happened = Occurrence(payload=payload, on=dt.date(2016, 1, 4) + dt.timedelta(days=days), by=OFFICE)
        docket = append(docket, happened, recorded_at=dt.datetime(2016, 3, 1, tzinfo=dt.UTC), salt="s")
    path = tmp_path / "case.jsonl"
    path.write_bytes(encode(docket))
    told = evenhand("clocks", path, "--charged", "--as-of", "2016-01-20")
    assert told.exit_code == 0, told.output
    charged = [line for line in told.stdout.splitlines() if line.startswith("Charged to the ")]
    assert sum(int(line.split(": ")[1].split()[0]) for line in charged) == 16
    before = evenhand("clocks", path, "--as-of", "2015-12-31")
    assert (before.exit_code, "Nothing had happened in case" in before.output) == (2, True)
    assert "lies before 1900" in evenhand("clocks", path, "--as-of", "0015-12-31").output
    assert evenhand("clocks", path, "--charged", "--as-of", "2015-12-31").exit_code == 2
