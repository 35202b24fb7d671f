"""The command line as a whole: what its help says, and that it loads nothing it does not need."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from evenhand.cli.main import COMMANDS, main

CONTEXT = click.Context(main, info_name="evenhand")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_summary_of_a_command_is_the_first_sentence_of_its_help(name: str) -> None:
    command = main.get_command(CONTEXT, name)
    assert command is not None
    assert command.name == name
    assert command.get_short_help_str(limit=200).rstrip(".") == COMMANDS[name][1].rstrip(".")


def test_the_help_lists_every_command() -> None:
    shown = CliRunner().invoke(main, ["--help"])
    assert shown.exit_code == 0
    for name, (_, summary) in COMMANDS.items():
        assert name in shown.output
        assert summary.split()[0] in shown.output


def test_an_unknown_command_is_said_without_a_traceback() -> None:
    result = CliRunner().invoke(main, ["rum"])
    assert result.exit_code == 2
    assert "No such command 'rum'" in result.output


def test_help_loads_no_command_and_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from evenhand.cli.main import main\n"
        "CliRunner().invoke(main, ['--help'])\n"
        "heavy = {'typst', 'babel', 'rich', 'pypdfium2', 'cattrs', 'evenhand.cli.run', 'evenhand.programme.load'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
