"""The commands about anchors, and the one that verifies a whole database; they load once Django is set up."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from evenhand_web.anchors.anchor_file import copies
from evenhand_web.anchors.checking import (
    AnchorSums,
    copies_against,
    docket_fault,
    kept_anchors,
    missing_dockets,
    stray_entries,
    summed,
    trace_faults,
)
from evenhand_web.anchors.making import copy_elsewhere, make_anchor
from evenhand_web.anchors.models import Anchor
from evenhand_web.anchors.signing import public_key, signing_key
from evenhand_web.cases.models import Case
from evenhand_web.doctor.chains import broken
from evenhand_web.trace.line import OPERATOR, Act, first_broken
from evenhand_web.trace.store import lines, write


def verify_database(folder: Path | None, keys: Sequence[str], kept: Sequence[str]) -> None:
    """Say everything that is wrong with dockets, trace and anchors; exit code 2 where something is."""
    write(Act.COMMAND, OPERATOR, command="verify --database")
    known = {public_key(signing_key()), *(key.lower() for key in keys)}
    sums = summed(kept_anchors(), known)
    count = 0
    for words in _faults(sums, folder, known, kept):
        count += 1
        click.echo(words, err=True)
    dockets, (traced, _, _) = Case.objects.count(), first_broken(lines())
    click.echo(f"{dockets} dockets, {traced} lines of the trace and {sums.sound} anchors were read.")
    if sums.last is None:
        click.echo(
            "There is no anchor yet: chains alone do not tell that one was made anew or its end cut off. "
            "`evenhand anchors make` makes the first."
        )
    else:
        click.echo(
            f"The last anchor is number {sums.last.number} of {sums.last.made_at:%Y-%m-%d %H:%M} (UTC). What was "
            "recorded since then is proved by its chains alone."
        )
    if count:
        raise SystemExit(2)
    click.echo("Nothing is missing or changed.")


def _faults(sums: AnchorSums, folder: Path | None, known: set[str], kept: Sequence[str]) -> Iterator[str]:
    yield from sums.faults
    if folder is not None:
        sums, faults = copies_against(sums, copies(folder), known)
        yield from faults
    digests = set(Anchor.objects.values_list("digest", flat=True))
    for digest in kept:
        if digest.replace(" ", "").lower() not in digests:
            yield f"No anchor here has the digest {digest} that you kept: anchors were taken away or made anew."
    for key in Case.objects.order_by("pk").values_list("pk", flat=True):
        case = Case.objects.get(pk=key)
        yield from filter(None, (broken(case), docket_fault(case, sums)))
    yield from missing_dockets(sums)
    yield from stray_entries()
    _, _, wrong = first_broken(lines())
    if wrong is not None:
        yield f"Line {wrong} of the trace is not as it was written, or is gone."
    yield from trace_faults(lines(), sums)


def make() -> None:
    """Seal the heads of dockets and trace now, whatever was made today already."""
    write(Act.COMMAND, OPERATOR, command="anchors make")
    _show(make_anchor())


def show(number: int | None) -> None:
    """Print an anchor, the last where none is named, as it is kept on paper."""
    rows = Anchor.objects.order_by("-number")
    row = (rows.filter(number=number) if number is not None else rows).first()
    if row is None:
        raise click.ClickException(f"There is no anchor{'' if number is None else f' {number}'}.")
    _show(row)


def copy(folder: Path) -> None:
    """Copy every anchor to a folder."""
    numbers = list(Anchor.objects.order_by("number").values_list("number", flat=True))
    for number in numbers:
        copy_elsewhere(number, folder)
    click.echo(f"{len(numbers)} anchors copied to {folder}.")


def _show(row: Anchor) -> None:
    grouped = " ".join(row.digest[at : at + 8] for at in range(0, len(row.digest), 8))
    click.echo(f"Anchor {row.number} of {row.made_at:%Y-%m-%d %H:%M:%S} (UTC)")
    click.echo(f"Digest     {grouped}")
    click.echo(f"Public key {public_key(signing_key())}")
    click.echo("Keep both where nobody reaches them who may write to this database.")
