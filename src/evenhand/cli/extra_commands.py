"""Groups some of whose commands need an extra of the package: such a command is loaded when it is used."""

from importlib import import_module
from typing import ClassVar

import click


class GroupWithExtras(click.Group):
    """A group with commands of its own and others that need what an extra installs.

    `extras` gives for the name of each such command its module, its name there, and the extra.
    """

    extras: ClassVar[dict[str, tuple[str, str, str]]]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in alphabetical order."""
        return sorted([*super().list_commands(ctx), *self.extras])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; raises click.ClickException where what it needs is not installed."""
        if cmd_name not in self.extras:
            return super().get_command(ctx, cmd_name)
        module, name, extra = self.extras[cmd_name]
        try:
            command: click.Command = getattr(import_module(module), name)
        except ModuleNotFoundError as missing:
            needs = f"it needs what the extra {extra!r} installs"
            raise click.ClickException(f"{self.name} {cmd_name} cannot run: {missing}; {needs}.") from missing
        return command
