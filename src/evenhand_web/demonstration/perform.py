"""`evenhand demo` once Django is set up: a database filled, or one that is kept let in to anew, and a welcome."""

import datetime as dt
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
from django.core.management import call_command

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.demonstration.fill import PROGRAMME, fill
from evenhand_web.demonstration.own_folder import is_whole
from evenhand_web.demonstration.people import admit, made_password
from evenhand_web.demonstration.published import NotTakenInError
from evenhand_web.demonstration.scenes import Scene
from evenhand_web.demonstration.welcome import welcome
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.installation import make_demonstration
from evenhand_web.infrastructure.programmes import programme_of


def perform(folder: Path, cases: Sequence[Path], today: dt.datetime | None, is_kept: bool, address: str) -> None:
    """Fill the database of a folder as things stand now, or at noon of `today`, unless it is kept as it was left; make
    new passwords, and say how to sign in.
    """
    greet(folder, fill_folder(folder, cases, today, is_kept), address)


def fill_folder(folder: Path, cases: Sequence[Path], today: dt.datetime | None, is_kept: bool) -> dict[PersonRole, str]:
    """Fill the database of a folder, or leave it as it was kept; gives the new passwords, by role."""
    call_command("migrate", verbosity=0, interactive=False)
    make_demonstration(is_empty=is_kept or not Person.objects.exists())
    passwords = {role: made_password() for role in PersonRole}
    if is_kept:
        admit(passwords)
    else:
        zone = programme_of(PROGRAMME).zone
        now = dt.datetime.combine(today, dt.time(12), zone) if today else clock.now()
        try:
            fill(now.astimezone(dt.UTC), passwords, cases, _told)
        except NotTakenInError as refused:
            raise click.ClickException(str(refused)) from refused
        is_whole(folder)
    return passwords


def greet(folder: Path, passwords: Mapping[PersonRole, str], address: str) -> None:
    """Say what there is, how to sign in and what to do next; `address` is empty where nothing is served."""
    click.echo(welcome(Case.objects.count(), passwords, address))
    click.echo(f"Everything is kept in {folder}. The passwords hold until the next run.")
    if not address:
        click.echo(f"Nothing is served yet. Next: evenhand demo --keep --folder {folder}, and sign in as one of these.")


def _told(scenes: Sequence[Scene]) -> Iterator[Scene]:
    """The scenes, with a bar that tells how many of them were played."""
    with click.progressbar(scenes, label="Playing the cases of the demonstration", file=sys.stderr) as watched:
        yield from watched
