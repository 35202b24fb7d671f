"""What the commands do once settings are read: `evenhand_web.commands` loads it when Django is set up."""

import datetime as dt
from pathlib import Path

import click
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.letter.approval import FOLDER, approvals_text
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.accounts.second_factor import remove, rewrap_secrets
from evenhand_web.cases import docketing, transfer
from evenhand_web.cases.models import Case, Delegation
from evenhand_web.infrastructure import clock, shelf, worker
from evenhand_web.infrastructure.installation import make_own
from evenhand_web.infrastructure.keyring import add_master_key
from evenhand_web.infrastructure.programmes import programme_of, programmes, programmes_with_panel
from evenhand_web.letters.approving import approvals_of
from evenhand_web.panel.keeping import Kept, keep_affiliations, keep_panel
from evenhand_web.parent import stopped_by_signal, watch_parent
from evenhand_web.placing.tie_watch import ask_to_look_again


def work(while_parent: int, until_empty: bool) -> None:
    """Work the queue until it is empty, or until SIGTERM or SIGINT; the job in hand is finished first."""
    if until_empty:
        worker.tick()
        click.echo(f"{worker.work_off()} jobs done.")
        return
    stopping = stopped_by_signal()
    if while_parent:
        watch_parent(while_parent, stopping.set)
    worker.work(stopping)


def tick() -> None:
    """Do every duty once."""
    worker.tick()


def refresh() -> None:
    """Refresh every case cached under another state of its programme."""
    click.echo(f"{docketing.refresh_stale()} cases refreshed.")


def add_person(email: str, name: str, role: str, password: str) -> None:
    """Let somebody sign in, or say why not."""
    try:
        validate_email(email)
        validate_password(password, Person(email=email, name=name))
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    if Person.objects.filter(email=email.lower()).exists():
        raise click.ClickException(f"Somebody signs in as {email} already.")
    make_own()
    person = Person.objects.add(email, name, PersonRole(role), password)
    click.echo(f"{name} may sign in as {email}; dockets will say {person.ident}.")


def reset_second_factor(email: str) -> None:
    """Take away the second factor of somebody who has lost the telephone and the recovery codes."""
    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        raise click.ClickException(f"Nobody signs in as {email}.")
    remove(person)
    click.echo(f"{person.ident} signs in with the password alone, and may set up a second factor anew.")


def delegate(kind: str, programme: str, since: dt.datetime, until: dt.datetime | None, paper: str) -> None:
    """Record the regulator's leave to make entries of a kind in its name, where it may make such an entry at all."""
    law = programme_of(programme)
    delegable = [entry_kind for entry_kind in EntryKind if Role.REGULATOR in law.procedure.kinds[entry_kind].by]
    if kind not in delegable:
        raise click.ClickException(f"{kind!r} is nothing the regulator enters: {', '.join(delegable)}.")
    last = until.date() if until else None
    Delegation.objects.create(programme=programme, kind=kind, since=since.date(), until=last, paper=paper)
    click.echo(f"From {since.date()}{f' until {last}' if last else ''}: {kind}, by {paper}.")


def import_docket(file: Path, programme: str) -> None:
    """Bring the case of a docket file into the database, or say everything that is wrong with it."""
    case, findings = transfer.import_docket(file.read_bytes(), str(file), programme)
    for finding in findings:
        click.echo(str(finding), err=True)
    if case is None:
        raise SystemExit(2)
    click.echo(f"Case {case.number}: {case.length} entries. The docket ends with {case.head}.")


def import_panel(file: Path | None, affiliations: Path | None, programme: str) -> None:
    """Keep credential files, then affiliations, and say everything found in them. Ends with exit code 2 where a file
    could not be taken.
    """
    law = _with_panel(programme)
    today = clock.now().astimezone(law.zone).date()
    if file is not None:
        kept = keep_panel(file.read_bytes(), file.name, law.id, today, None)
        _tell(kept)
        click.echo(f"Credential files new or changed: {kept.changed}.")
    if affiliations is not None:
        _tell(keep_affiliations(affiliations.read_bytes(), affiliations.name, None))
        ask_to_look_again()
        click.echo("The affiliations are kept.")


def _with_panel(named: str) -> Programme:
    """The programme of an id, or else the only one here that says how its physicians are chosen."""
    offered = {law.id: law for law in programmes_with_panel()}
    chosen = offered.get(named) or (next(iter(offered.values())) if not named and len(offered) == 1 else None)
    if chosen is None:
        raise click.ClickException(f"Name with --programme one that has a panel: {', '.join(offered) or 'none has'}.")
    return chosen


def _tell(kept: Kept) -> None:
    for finding in kept.findings:
        click.echo(str(finding), err=True)
    if not kept.is_taken:
        raise SystemExit(2)


def export_docket(number: str, out: Path | None, role: str | None) -> None:
    """Write the docket of a case, whole or as a role may see it, to a file, or print it."""
    case = Case.objects.filter(number__iexact=number).first()
    if case is None:
        raise click.ClickException(f"There is no case {number}.")
    data = transfer.export_docket(case, Role(role) if role else None)
    if out is None:
        click.echo(data, nl=False)
        return
    out.write_bytes(data)
    click.echo(f"{case.length} entries written. The docket ends with {case.head}.")


def export_approvals(out: Path | None) -> None:
    """Write the approvals that count of each programme as a file in a folder of an installation's own."""
    folder = out or settings.PROGRAMMES
    if folder is None:
        raise click.ClickException("Say where: --out FOLDER, or let EVENHAND_PROGRAMMES name your programmes' folder.")
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for law in programmes():
        approvals = approvals_of(law)
        (target / f"{law.id}.toml").write_text(approvals_text(approvals), encoding="utf-8")
        click.echo(f"{law.id}: {len(approvals)} wordings approved.")


def rotate_key() -> None:
    """Turn to a new master key, and wrap every file's key under it."""
    if not settings.MASTER_KEYS_FILE_PATH.is_file():
        raise click.ClickException("The keys are not kept in a file here: put a new one first in EVENHAND_MASTER_KEYS.")
    ident, done = add_master_key(settings.MASTER_KEYS_FILE_PATH), 0
    while batch := shelf.rewrap():
        done += batch
    rewrap_secrets()
    click.echo(f"Master key {ident} is current; {done} file keys were wrapped under it.")
    click.echo("Keep the older keys as long as a backup of the database may be read with them.")
