"""What the commands `evenhand applications ...` do once Django is set up."""

import click

from evenhand.programme.model import Programme
from evenhand_web.cases.numbering import series_of
from evenhand_web.infrastructure.programmes import programmes


def tell_numbers(named: str) -> None:
    """Say of each series of case numbers how far it has come, and which of it no case bears."""
    for law in _numbered(named):
        rows = series_of(law)
        if not rows:
            click.echo(f"{law.id}: no number was given yet.")
        for row in rows:
            gaps = ", ".join(row.gaps) + (f" and {row.more} more" if row.more else "")
            click.echo(f"{law.id} {row.year}: {row.borne} cases, the last number is {row.last or '(none)'}.")
            click.echo(f"  No case bears {gaps}." if gaps else "  No gaps.")


def _numbered(named: str) -> tuple[Programme, ...]:
    """The programmes that give numbers, or the one that was named."""
    laws = tuple(law for law in programmes() if law.numbers is not None and named in ("", law.id))
    if not laws:
        what = f"{named} is no programme here that gives numbers" if named else "No programme gives numbers"
        raise click.ClickException(f"{what}: a pattern stands under [numbers] of a programme.toml.")
    return laws
