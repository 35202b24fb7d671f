"""What `evenhand report` does: count what changed, then write the report as a page and as PDF."""

from pathlib import Path

import click

from evenhand.figures.month import read_period
from evenhand.letter.html import html
from evenhand.letter.pdf import pdf
from evenhand_web.figures.keeping import count_changed
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.programmes import programmes
from evenhand_web.office.figure_report import figure_report


def report(programme: str, written: str, out: Path, reader: str | None) -> None:
    """Write the report of a programme's month or year into a folder. Raises ClickException, in words, where there is no
    such programme or time.
    """
    laws = {law.id: law for law in programmes()}
    law, period = laws.get(programme), read_period(written)
    if law is None:
        raise click.ClickException(f"There is no program {programme!r} here. There are: {', '.join(laws)}.")
    if period is None:
        raise click.ClickException(f"{written!r} is no month and no year. Write 2026-11, or 2026.")
    count_changed(law.id)
    now = clock.now()
    paper = figure_report(law, period, now, names_payers=reader == "regulator")
    out.mkdir(parents=True, exist_ok=True)
    page, printed = (out / f"report-{law.id}-{period}.{end}" for end in ("html", "pdf"))
    page.write_text(html(paper), encoding="utf-8")
    printed.write_bytes(pdf(paper, now.astimezone(law.zone)))
    click.echo(f"Written: {page} and {printed}.")
