"""`evenhand cite`: blocks of text in, the guidelines that each cites out."""

import json
from typing import BinaryIO

import click

from evenhand.cli.guideline_files import the_patterns
from evenhand.cli.text_lines import text_lines
from evenhand.guideline.cite import citations
from evenhand.guideline.cited import CitedGuideline, citation_json


@click.command()
@click.argument("file", default="-", metavar="[FILE|-]", type=click.File("rb"))
@click.option("--programme", "name", default="ca_wc", show_default=True, help="Whose conventions, by id or folder.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list a block, in order.")
def cite(file: BinaryIO, name: str, as_json: bool) -> None:
    """Tell which guidelines each block of text cites, with edition, chapter, section and pages.

    FILE holds blocks of text, one a line; without it, or with -, they are read from standard input. A block that cites
    none gives an empty list. A source that no known body publishes is of the body OTHER; a page on the web is cited by
    its address.
    """
    pattern = the_patterns(name)
    for line in text_lines(file):
        cited = citations(line.text, pattern)
        if as_json:
            click.echo(json.dumps([citation_json(each) for each in cited], ensure_ascii=False))
        else:
            click.echo(f"{line.number}: " + ("\n   ".join(described(each) for each in cited) or "cites no guideline"))


def described(cited: CitedGuideline) -> str:
    """A citation on one line for a person to read."""
    title = f"{cited.title}, {cited.edition}" if cited.edition else cited.title
    parts = [f"{cited.body}: {title}", cited.chapter, cited.section and f"section {cited.section}"]
    return "; ".join(filter(None, [*parts, cited.pages and f"page {cited.pages.replace(';', ', ')}"]))
