"""A group of commands that load only when they are called."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group that knows the names and summaries of its commands and loads a command's module when it is used.

    `lazy` gives each such command's module, whose attribute of the same name it is, and the first sentence of its help.
    """

    def __init__(self, *args: Any, lazy: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in alphabetical order."""
        return sorted({*super().list_commands(ctx), *self.lazy})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, its module loaded now; None for a name that is no command."""
        if cmd_name in self.lazy:
            command: click.Command = getattr(import_module(self.lazy[cmd_name][0]), cmd_name)
            return command
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their summaries, and load none for it."""
        own = {name: command.get_short_help_str(limit=200) for name, command in self.commands.items()}
        summaries = own | {name: summary for name, (_, summary) in self.lazy.items()}
        with formatter.section("Commands"):
            formatter.write_dl(sorted(summaries.items()))
