"""The command line: one group whose commands load only when called."""

from importlib import import_module, metadata

import click

_COMMANDS = {
    "audit": ("evenhand.cli.audit", "Check issued determinations from what they show."),
    "clocks": ("evenhand.cli.clocks", "Show every clock of a case and where it stands."),
    "due": ("evenhand.cli.due", "Compute when a rule of law falls due, step by step."),
    "parse": ("evenhand.cli.parse", "Read published determination letters into values."),
    "programme": ("evenhand.cli.programme", "Show, compare and check the law of a programme."),
    "replay": ("evenhand.cli.clocks", "Run an old case under the law of another day."),
    "run": ("evenhand.cli.run", "Run a case from its folder to the determination letter."),
    "verify": ("evenhand.cli.verify", "Test every byte of a case that was run."),
}


class LazyGroup(click.Group):
    """A group that knows the names and summaries of its commands and loads a command's module when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in alphabetical order."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, its module loaded now; None for a name that is no command."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(_COMMANDS[cmd_name][0]), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their summaries without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in sorted(_COMMANDS.items())])


@click.group(cls=LazyGroup)
@click.version_option(metadata.version("evenhand"), prog_name="evenhand")
def main() -> None:
    """Evenhand runs Independent Medical Review, from the application to the final determination.

    A physician decides; this program never does.
    """
