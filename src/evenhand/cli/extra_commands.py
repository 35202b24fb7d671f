"""Groups some of whose commands need an extra of the package, or come from another: each is loaded when it is used."""

from importlib import import_module, metadata
from typing import ClassVar

import click


class GroupWithExtras(click.Group):
    """A group with commands of its own and others that need what an extra installs.

    `extras` gives for the name of each such command its module, its name there, and the extra. `added` names the
    entry-point group by which installed packages, the shell first, add commands; they need what the extra 'web'
    installs.
    """

    extras: ClassVar[dict[str, tuple[str, str, str]]]
    added: ClassVar[str] = ""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in alphabetical order."""
        return sorted({*super().list_commands(ctx), *self.extras, *self._added()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; raises click.ClickException where what it needs is not installed."""
        known = self._added() | self.extras
        if cmd_name not in known:
            return super().get_command(ctx, cmd_name)
        module, name, extra = known[cmd_name]
        try:
            command: click.Command = getattr(import_module(module), name)
        except ModuleNotFoundError as missing:
            needs = f"it needs what the extra {extra!r} installs"
            raise click.ClickException(f"{self.name} {cmd_name} cannot run: {missing}; {needs}.") from missing
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their summaries; one that lacks what it needs says what that is."""
        rows = [(name, self._summary(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def _summary(self, ctx: click.Context, name: str) -> str:
        try:
            command = self.get_command(ctx, name)
        except click.ClickException as missing:
            return missing.message
        return command.get_short_help_str(limit=200) if command else ""

    def _added(self) -> dict[str, tuple[str, str, str]]:
        entries = metadata.entry_points(group=self.added) if self.added else ()
        return {entry.name: (entry.module, entry.attr, "web") for entry in entries}
