"""What the commands `evenhand applications ...` do once Django is set up."""

from collections.abc import Iterator
from pathlib import Path

import click

from evenhand.application_table.reading import read_application_table
from evenhand.plain_file import plain_bytes
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.legal_day import today_under
from evenhand_web.cases.numbering import series_of
from evenhand_web.infrastructure.programmes import open_programmes, programmes
from evenhand_web.letters.bulk_filing import RowOutcome, RowState, counted, file_table, preview_table
from evenhand_web.letters.bulk_outcome import outcome_table
from evenhand_web.trace.line import OPERATOR, Act
from evenhand_web.trace.store import write

_DONE = "done"
_TABLES = (".csv", ".txt", ".tsv")


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


def import_applications(
    file: Path, email: str, named: str, is_preview: bool, allow_likely: bool, out: Path | None
) -> None:
    """Open a case for each row of a table, or of each table in a folder, and say what became of each."""
    person, law = _coordinator(email), _programme(named)
    write(Act.COMMAND, OPERATOR, command="applications import")
    files = _tables_in(file) if file.is_dir() else (file,)
    every: list[RowOutcome] = []
    for table in files:
        outcomes = list(_imported(table, person, law, is_preview=is_preview, allow_likely=allow_likely))
        every += outcomes
        if file.is_dir() and not is_preview:
            _put_away(table, outcomes)
    if out is not None:
        out.write_text(outcome_table(every), encoding="utf-8-sig", newline="")
    if any(outcome.state in (RowState.REFUSED, RowState.LIKE) for outcome in every):
        raise SystemExit(1)


def _imported(
    file: Path, person: Person, law: Programme, *, is_preview: bool, allow_likely: bool
) -> Iterator[RowOutcome]:
    table = read_application_table(_bytes_of(file), file.name, law, today_under(law))
    for finding in table.findings:
        click.echo(str(finding), err=True)
    filing = preview_table if is_preview else file_table
    outcomes = []
    for outcome in filing(person, law, table, allow_likely=allow_likely):
        outcomes.append(outcome)
        for finding in outcome.findings:
            click.echo(str(finding), err=True)
        yield outcome
    told = ", ".join(f"{count} {_SPOKEN[state]}" for state, count in counted(outcomes).items())
    click.echo(f"{file.name} ({table.layout or 'no known layout'}): {told or 'no rows'}.")
    if not table.layout:
        raise SystemExit(2)


_SPOKEN = {
    RowState.OPENED: "opened",
    RowState.HERE: "here already",
    RowState.LIKE: "that may be here already, not opened",
    RowState.REFUSED: "refused",
    RowState.READY: "would be opened",
}


def _bytes_of(file: Path) -> bytes:
    try:
        return plain_bytes(file)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from error


def _coordinator(email: str) -> Person:
    person = Person.objects.filter(email=email.strip().lower(), role=PersonRole.COORDINATOR, is_active=True).first()
    if person is None:
        raise click.ClickException(f"{email} is the address of no coordinator here. `evenhand people list` lists them.")
    return person


def _programme(named: str) -> Programme:
    offered = {law.id: law for law in open_programmes()}
    chosen = offered.get(named) or (next(iter(offered.values())) if not named and len(offered) == 1 else None)
    if chosen is None:
        raise click.ClickException(f"Name the programme with --programme: {', '.join(offered) or 'there is none'}.")
    return chosen


def _tables_in(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in _TABLES))


def _put_away(table: Path, outcomes: list[RowOutcome]) -> None:
    """Move a table of a drop folder to where those that were read lie, with what became of its rows beside it."""
    done = table.parent / _DONE
    done.mkdir(exist_ok=True)
    place, number = done / table.name, 1
    while place.exists():
        number += 1
        place = done / f"{table.stem}-{number}{table.suffix}"
    table.rename(place)
    (done / f"{place.stem}-outcome.csv").write_text(outcome_table(outcomes), encoding="utf-8-sig", newline="")
