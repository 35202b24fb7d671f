"""The command line as it is: its reference page, written from the commands, and whether a command shown exists."""

import inspect
import shlex
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points
from itertools import takewhile
from pathlib import Path
from typing import Any

import click

PROGRAM = "evenhand"
_ENDS_A_COMMAND = {"|", "||", "&", "&&", ";", "<", ">", ">>", "2>"}
_HEAD = """# The command line

Written by `make docs-write` from the commands themselves.
"""


def installed_command(name: str = PROGRAM) -> click.Command:
    """The click command behind the console script `name` of an installed package; ValueError if there is none."""
    for script in entry_points(group="console_scripts", name=name):
        command = script.load()
        if isinstance(command, click.Command):
            return command
    raise ValueError(f"No installed console script {name} is a click command: run `make setup`")


def reference(command: click.Command, name: str = PROGRAM) -> str:
    """The reference page, as Markdown, of a command and all below it; a terminal's width does not change it."""
    return "\n".join([_HEAD, *map(_section, _contexts(command, name, None))])


def _contexts(command: click.Command, name: str, parent: click.Context | None) -> Iterator[click.Context]:
    """A context for the command and for each below it that is not hidden, in the order of its help."""
    context = click.Context(command, info_name=name, parent=parent)
    yield context
    for below, child in _below(context):
        yield from _contexts(child, below, context)


def _below(context: click.Context) -> Iterator[tuple[str, click.Command]]:
    group = context.command
    if isinstance(group, click.Group):
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if command and not command.hidden:
                yield name, command


def _section(context: click.Context) -> str:
    """What the page says of one command: how to call it, its help, the commands below it, its arguments and options."""
    command = context.command
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    # click's marks: "\b" keeps the lines of a paragraph as they are, "\f" ends the help.
    help_text = inspect.cleandoc(command.help or "").split("\f")[0].replace("\b\n", "").strip()
    below = [(name, command.get_short_help_str(limit=200)) for name, command in _below(context)]
    records = [parameter.get_help_record(context) for parameter in command.get_params(context)]
    parts = [
        f"## {context.command_path}",
        f"```text\n{usage}\n```",
        help_text,
        _table("command", below),
        _table("argument or option", [record for record in records if record]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(title: str, rows: Sequence[tuple[str, str]]) -> str:
    cells = [(name.replace("|", "\\|"), " ".join(what.split()).replace("|", "\\|")) for name, what in rows]
    body = [f"| `{name}` | {what} |" for name, what in cells]
    return "\n".join([f"| {title} | |", "|---|---|", *body]) if body else ""


def fault_in(shown: str, command: click.Command, name: str = PROGRAM, *, whole: bool = True) -> str:
    """What is wrong with a command line as a page shows it; empty when nothing is, or when it does not call `name`.

    With `whole`, what the command requires must be there: an example may not leave it out, a sentence may.
    """
    words = _words(shown)
    if not words or Path(words[0]).name != name:
        return ""
    context = click.Context(command, info_name=name)
    rest = words[1:]
    try:
        while True:
            opts, rest, _ = context.command.make_parser(context).parse_args(rest)
            _check_values(context, opts, whole=whole and "--help" not in words)
            if not isinstance(context.command, click.Group) or not rest:
                break
            if _is_placeholder(rest[0]):
                return ""
            reached, below, rest = context.command.resolve_command(context, rest)
            context = click.Context(below or command, info_name=reached, parent=context)
    except click.UsageError as error:
        return f"{context.command_path}: {error.format_message()}"
    return f"{context.command_path}: nothing is expected after {words[-len(rest) - 1]!r}" if rest else ""


def _words(shown: str) -> list[str]:
    """The words of the first command of a line, without what a shell does around it."""
    try:
        words = shlex.split(shown, comments=True)
    except ValueError:  # a quotation mark that is not closed: prose, not a command
        return []
    return list(takewhile(lambda word: word not in _ENDS_A_COMMAND, words))


def _is_placeholder(word: str) -> bool:
    """Whether the word stands for any other: capitals (`COMMAND`) or dots."""
    return word == word.upper() and not word.isdigit()


def _check_values(context: click.Context, opts: dict[str, Any], *, whole: bool) -> None:
    """Raise click's own usage error for a choice that is not offered and, with `whole`, for what is left out."""
    for parameter in context.command.get_params(context):
        value = opts.get(parameter.name or "")
        if parameter.name not in opts or parameter.value_is_missing(value):
            if whole and parameter.required:
                raise click.MissingParameter(ctx=context, param=parameter)
        elif isinstance(parameter.type, click.Choice) and isinstance(value, str) and not _is_placeholder(value):
            parameter.type.convert(value, parameter, context)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(installed_command()), encoding="utf-8")
