"""`evenhand synth`: make up material to try things on. Nobody in it exists."""

import datetime as dt
from pathlib import Path
from typing import ClassVar

import click

from evenhand.cli.extra_commands import GroupWithExtras
from evenhand.cli.programme_choice import programme_option, refuse, the_programme
from evenhand.panel.instance.instance_file import instance_bytes
from evenhand.panel.instance.synthetic_instance import synthetic_instance
from evenhand.panel.matching.counts_in_words import counted


class SynthGroup(GroupWithExtras):
    """The group of makers."""

    extras: ClassVar = {"records": ("evenhand.cli.synth_records", "synth_records", "ocr")}
    added = "evenhand.commands.synth"


@click.group(cls=SynthGroup)
def synth() -> None:
    """Make up material to try things on. Nobody in it exists."""


@synth.command("match")
@click.option("--cases", type=click.IntRange(min=0), required=True, help="How many cases wait.")
@click.option("--reviewers", type=click.IntRange(min=0), required=True, help="How many reviewers the panel has.")
@click.option("--seed", required=True, metavar="TEXT", help="The same seed makes the same instance.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write.")
@click.option("--day", default="2026-02-02", show_default=True, metavar="DATE", help="The day of assignment.")
@programme_option("panel")
def synth_match(cases: int, reviewers: int, seed: str, out: Path, day: str, name: str) -> None:
    """Make a match instance: a panel, its affiliations and a queue, for `evenhand match`."""
    programme = the_programme(name)
    try:
        on = dt.date.fromisoformat(day)
    except ValueError:
        raise click.BadParameter(f"{day!r} is no day such as 2026-02-02", param_hint="--day") from None
    instance = synthetic_instance(programme.id, on, cases, reviewers, seed)
    try:
        out.write_bytes(instance_bytes(instance))
    except OSError as error:
        refuse(f"{out} cannot be written: {error.strerror}.")
    ties = len(instance.affiliations.ties)
    click.echo(
        f"{out}: {counted(cases, 'case')}, {counted(reviewers, 'reviewer')}, {counted(ties, 'tie')}, all made up."
    )
