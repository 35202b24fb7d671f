"""`evenhand cite`: blocks of text in, the guidelines that each cites out."""

import json
from collections.abc import Sequence
from typing import BinaryIO

import click

from evenhand.cli.guideline_files import case_days, the_library, the_patterns
from evenhand.cli.programme_choice import programme_option
from evenhand.cli.text_lines import text_lines
from evenhand.guideline.cite import citations
from evenhand.guideline.cited import CitedGuideline, citation_json
from evenhand.guideline.standing import CitedStanding, standing


@click.command()
@click.argument("file", default="-", metavar="[FILE|-]", type=click.File("rb"))
@programme_option("guidelines")
@click.option("--on", "on", default="", metavar="DATE", help="Tell how each stood on this day of decision.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list a block, in order.")
def cite(file: BinaryIO, name: str, on: str, as_json: bool) -> None:
    """Tell which guidelines each block of text cites, with edition, chapter, section and pages.

    FILE holds blocks of text, one a line; without it, or with -, they are read from standard input. A block that cites
    none gives an empty list. A source that no known body publishes is of the body OTHER; a page on the web is cited by
    its address. With --on each is told whether its edition counted on that day, and which did.
    """
    pattern = the_patterns(name)
    library, days = (the_library(name), case_days(on)) if on else (None, None)
    for line in text_lines(file):
        cited = citations(line.text, pattern)
        stands = [standing(each, library, days) for each in cited] if library and days else []
        if as_json:
            click.echo(json.dumps(_objects(cited, stands), ensure_ascii=False))
            continue
        told = [described(each) for each in cited]
        told = [f"{words}\n      {each.words}" for words, each in zip(told, stands, strict=True)] if stands else told
        click.echo(f"{line.number}: " + ("\n   ".join(told) or "cites no guideline"))


def _objects(cited: Sequence[CitedGuideline], stands: list[CitedStanding]) -> list[dict[str, str | None]]:
    """The citations as JSON objects, each with how it stands where that was asked."""
    objects = [citation_json(each) for each in cited]
    for each, stand in zip(objects, stands, strict=False):
        each["standing"] = stand.standing.value
        each["counts"] = stand.counts.edition.id if stand.counts else None
        each["words"] = stand.words
    return objects


def described(cited: CitedGuideline) -> str:
    """A citation on one line for a person to read."""
    title = f"{cited.title}, {cited.edition}" if cited.edition else cited.title
    parts = [f"{cited.body}: {title}", cited.chapter, cited.section and f"section {cited.section}"]
    return "; ".join(filter(None, [*parts, cited.pages and f"page {cited.pages.replace(';', ', ')}"]))
