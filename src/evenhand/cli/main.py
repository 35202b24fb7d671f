"""The command line: one group whose commands load only when called."""

from importlib import metadata

import click

from evenhand.cli.lazy_group import LazyGroup

COMMANDS = {
    "audit": ("evenhand.cli.audit", "Check issued determinations from what they show."),
    "cite": (
        "evenhand.cli.cite",
        "Tell which guidelines each block of text cites, with edition, chapter, section and pages.",
    ),
    "clocks": ("evenhand.cli.clocks", "Show every clock of CASE and where it stands on a day."),
    "components": (
        "evenhand.cli.components",
        "Tell which treatments each title of a disputed line asks for, with part of the body, amounts and times.",
    ),
    "due": ("evenhand.cli.due", "Compute when RULE falls due, and show every step with its authority."),
    "evidence": (
        "evenhand.cli.evidence",
        "Tell which editions of guidelines counted on a day, what they say of a treatment, and in which order.",
    ),
    "match": (
        "evenhand.cli.match",
        "Give every case of INSTANCE.json a reviewer, at the least cost over all of them, and say why.",
    ),
    "names": (
        "evenhand.cli.names",
        "Compare names as they are compared wherever people and organizations are looked for.",
    ),
    "panel": (
        "evenhand.cli.panel",
        "Keep a panel of reviewers: their credential files, what runs short, how independent the organization is.",
    ),
    "parse": (
        "evenhand.cli.parse",
        "Read determination letters, published or Evenhand's own, and print what each one shows as JSON.",
    ),
    "programme": ("evenhand.cli.programme", "Show, compare and check the law of a programme."),
    "records": ("evenhand.cli.records", "Read the papers of a record: pages, documents, copies, what is missing."),
    "redact": (
        "evenhand.cli.redact",
        "Prepare a letter, text or PDF, for publication: mask what identifies somebody.",
    ),
    "replay": (
        "evenhand.cli.replay",
        "Run CASE under the law of another day, and show each difference.",
    ),
    "run": (
        "evenhand.cli.run",
        "Run the case in FOLDER from the received application to the issued determination.",
    ),
    "synth": ("evenhand.cli.synth", "Make up material to try things on."),
    "verify": ("evenhand.cli.verify", "Test every byte of the case folder (or docket file) at PATH."),
}
"""Each command's module, whose attribute of the same name it is, and the first sentence of its help."""

ADDED = "evenhand.commands"
"""The entry-point group by which installed packages, the shell first, add commands."""


class MainGroup(LazyGroup):
    """The commands of Evenhand, and those that installed packages add by entry points."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, its own and those that installed packages add, in alphabetical order."""
        return sorted({*super().list_commands(ctx), *metadata.entry_points(group=ADDED).names})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, its module loaded now; None for a name that is no command.

        Raises click.ClickException where a package adds the command and lacks what it needs.
        """
        for added in metadata.entry_points(group=ADDED, name=cmd_name) if cmd_name not in self.lazy else ():
            try:
                loaded: click.Command = added.load()
            except ModuleNotFoundError as missing:
                needs = "it needs what the extra 'web' installs"
                raise click.ClickException(f"{cmd_name} cannot run: {missing}; {needs}.") from missing
            return loaded
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their summaries; those that packages add by name alone, for no command is loaded."""
        super().format_commands(ctx, formatter)
        added = sorted(set(metadata.entry_points(group=ADDED).names) - set(self.lazy))
        if added:
            with formatter.section("Commands of the shell (each tells more with --help)"):
                formatter.write_text(", ".join(added))


@click.group(cls=MainGroup, lazy=COMMANDS)
@click.version_option(metadata.version("evenhand"), prog_name="evenhand")
def main() -> None:
    """Evenhand runs Independent Medical Review, from the application to the final determination.

    A physician decides; this program never does.
    """
