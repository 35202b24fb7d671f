"""Commands of a group that another package adds: listed even where what they need is not installed, which they say."""

from importlib import metadata

import pytest
from click.testing import CliRunner

from evenhand.cli.main import main

NOWHERE = metadata.EntryPoint("database", "no_such_package_here.commands:database", "evenhand.commands.synth")


def _added(monkeypatch: pytest.MonkeyPatch, entry: metadata.EntryPoint) -> None:
    monkeypatch.setattr(metadata, "entry_points", lambda **_: metadata.EntryPoints((entry,)))


def test_what_lacks_its_package_is_listed_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    _added(monkeypatch, NOWHERE)
    listed = CliRunner().invoke(main, ["synth", "--help"])
    assert listed.exit_code == 0
    assert "match" in listed.output
    assert "the extra 'web' installs" in " ".join(listed.output.split())
    refused = CliRunner().invoke(main, ["synth", "database"])
    assert (refused.exit_code, "synth database cannot run" in refused.output) == (1, True)


def test_an_added_command_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    _added(monkeypatch, metadata.EntryPoint("more", "evenhand.cli.synth:synth_match", "evenhand.commands.synth"))
    told = CliRunner().invoke(main, ["synth", "more", "--help"])
    assert (told.exit_code, "Make a match instance" in told.output) == (0, True)


def test_a_group_without_such_packages_knows_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "entry_points", lambda **_: metadata.EntryPoints())
    assert CliRunner().invoke(main, ["synth", "database"]).exit_code == 2
