"""`evenhand synth records`: make up record files to try the reading of records on. Nobody in them exists."""

from pathlib import Path

import click

from evenhand.cli.programme_choice import programme_option, refuse, say, the_programme
from evenhand.panel.matching.counts_in_words import counted
from evenhand.synth.bank import BANKS, Bank, load_bank
from evenhand.synth.file_making import QUALITIES
from evenhand.synth.record_files import LARGEST, SMALLEST, write_records


@click.command("records")
@click.option("--cases", type=click.IntRange(min=1), required=True, help="How many files, one for each case.")
@click.option("--seed", required=True, metavar="TEXT", help="The same seed makes the same files.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write to.")
@click.option(
    "--quality", type=click.Choice(list(QUALITIES)), default="mixed", show_default=True, help="How they came."
)
@click.option("--pages", default=f"{SMALLEST}-{LARGEST}", show_default=True, metavar="A-B", help="From how many pages.")
@click.option("--untitled", type=click.FloatRange(0, 1), default=0.0, help="The share of papers without their title.")
@click.option("--bank", type=click.Choice(BANKS), default="report", show_default=True, help="The bank of papers.")
@programme_option("synthetic")
def synth_records(
    cases: int, seed: str, out: Path, quality: str, pages: str, untitled: float, bank: str, name: str
) -> None:
    """Make record files as mailrooms get them, PDF, and beside each what is true of it (NAME.truth.json).

    Typed, scanned, faxed and photographed pages; turned, stamped, hand-noted and blank ones; copies, papers of other
    persons, papers that the decision lists and that never came. Nothing is learned from the bank `report`.
    """
    total = 0
    try:
        for written in write_records(out, _bank(bank, name), cases, seed, quality, _bounds(pages), untitled):
            total += len(written.truth.pages)
            click.echo(f"{written.path}: {counted(len(written.truth.pages), 'page')}", err=True)
    except OSError as error:
        refuse(f"{out} cannot be written: {error.strerror}.")
    click.echo(f"{out}: {counted(cases, 'file')}, {counted(total, 'page')}, all made up.")


def _bank(bank: str, name: str) -> Bank:
    programme = the_programme(name)
    loaded, findings = load_bank(programme.folder, bank)
    if loaded is None:
        say(findings)
        refuse(f"The programme {programme.id!r} has no usable bank of made-up papers {bank!r}.")
    return loaded


def _bounds(pages: str) -> tuple[int, int]:
    low, _, high = pages.partition("-")
    if not (low.isdigit() and (high or low).isdigit()):
        raise click.BadParameter(f"{pages!r} is no number of pages such as 30-2000 or 60", param_hint="--pages")
    first, last = int(low), int(high or low)
    if not 1 <= first <= last <= LARGEST:
        raise click.BadParameter(f"{pages!r}: from 1 to {LARGEST} pages, the smaller first", param_hint="--pages")
    return first, last
