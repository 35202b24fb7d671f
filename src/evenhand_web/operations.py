"""What the commands do once settings are read: `evenhand_web.commands` loads it when Django is set up."""

import datetime as dt
import json
import os
from contextlib import suppress
from pathlib import Path

import click
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.validators import validate_email
from django.db import transaction

from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.letter.approval import FOLDER, approvals_text
from evenhand.letter.wording import Approval
from evenhand.panel.requirements.weights_approval import OF_THE_PANEL
from evenhand.plain_file import plain_bytes
from evenhand.procedure.reviewer_in_case import INSIDE, headers_naming
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.accounts.second_factor import remove, rewrap_secrets
from evenhand_web.backup.bringing_back import fill, unreadable_files
from evenhand_web.backup.making import make_backup
from evenhand_web.backup.opening import Opened
from evenhand_web.backup.refusal import BackupRefused
from evenhand_web.cases import docketing, transfer
from evenhand_web.cases.case_search import case_numbered
from evenhand_web.cases.models import Case, Delegation
from evenhand_web.cases.seam import docket_of
from evenhand_web.doctor.chains import chains
from evenhand_web.doctor.checked import Condition
from evenhand_web.doctor.examination import examination
from evenhand_web.infrastructure import clock, shelf, worker
from evenhand_web.infrastructure.installation import make_own
from evenhand_web.infrastructure.key_buckets import rewrap_buckets
from evenhand_web.infrastructure.keyring import add_master_key, is_told, keyring
from evenhand_web.infrastructure.programmes import programme_of, programmes, programmes_with_panel
from evenhand_web.letters.approving import approvals_of
from evenhand_web.panel.approving import weights_approvals
from evenhand_web.panel.keeping import Kept, keep_panel
from evenhand_web.parent import end_in_time, stopped_by_signal, watch_parent
from evenhand_web.placing.tie_watch import take_in_affiliations
from evenhand_web.trace.connection import TraceAwayError
from evenhand_web.trace.line import OPERATOR, Act
from evenhand_web.trace.store import write


def work_off() -> None:
    """Do every duty once, and whatever is due."""
    _need_tables()
    worker.tick()
    click.echo(f"{worker.work_off()} jobs done.")


def work(while_parent: int, lanes: tuple[str, ...], seconds: float) -> None:
    """Work these lanes of the queue until SIGTERM or SIGINT; the job in hand is finished first, where it takes no
    longer than so many seconds.
    """
    stopping = stopped_by_signal()
    end_in_time(stopping, seconds)
    if while_parent:
        watch_parent(while_parent, stopping.set)
    worker.work(stopping, lanes)


def doctor(every: bool, as_json: bool) -> None:
    """Say how every part of the installation stands. Ends with exit code 1 where one is at fault.

    It leaves its line in the trace where that can be written: where it cannot, that is what the doctor is called for.
    """
    with suppress(TraceAwayError):
        write(Act.COMMAND, OPERATOR, command="doctor")
    parts = list(examination(every))
    if as_json:
        click.echo(json.dumps([part._asdict() for part in parts], indent=2))
    else:
        width = max(len(part.part) for part in parts)
        for part in parts:
            click.echo(f"{part.condition:5}  {part.part:{width}}  {part.words}")
    if any(part.condition is Condition.FAULT for part in parts):
        raise SystemExit(1)


def backup(folder: Path, keys: Path) -> None:
    """Make a backup, and say what it holds. Ends with exit code 2 where stored files are missing."""
    try:
        made = make_backup(folder, keys)
    except BackupRefused as refused:
        raise click.ClickException(str(refused)) from refused
    write(Act.COMMAND, OPERATOR, command="backup", folder=str(folder.absolute()), keys=str(keys.absolute()))
    click.echo(
        f"{folder} holds the database and {made.files} stored files ({made.size / (1 << 20):.1f} MB), encrypted."
    )
    click.echo(f"{keys} opens it: keep it elsewhere. Without it nobody reads the backup, with it everybody does.")
    if made.missing:
        click.echo(f"{len(made.missing)} stored files that the database knows are not there:", err=True)
        click.echo("\n".join(made.missing), err=True)
        raise SystemExit(2)


def restore(opened: Opened) -> None:
    """Fill this installation from a backup, and verify what is there. Ends with exit code 1 where anything is not as it
    was.
    """
    try:
        fill(opened)
    except BackupRefused as refused:
        words = f"{refused} What was brought back so far does not count: empty {settings.DATA} and try again."
        raise click.ClickException(words) from refused
    call_command("migrate", verbosity=0, interactive=False)
    write(Act.COMMAND, OPERATOR, command="restore")
    spoilt = [f"The stored file {ident} does not open." for ident in unreadable_files()]
    parts = [*chains(every=True)]
    for words in spoilt + [part.words for part in parts]:
        click.echo(words)
    for name, value in opened.manifest["settings"].items():
        if os.environ.get(name) != value:
            click.echo(f"It ran with {name}={value}")
    if spoilt or any(part.condition is Condition.FAULT for part in parts):
        raise SystemExit(1)


def tick() -> None:
    """Do every duty once."""
    _need_tables()
    worker.tick()


def _need_tables() -> None:
    """Raises OperationalError where the database has no tables yet: said once, and not by every duty."""
    Case.objects.exists()


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
    with transaction.atomic():
        person = Person.objects.add(email, name, PersonRole(role), password)
        write(Act.RIGHTS, OPERATOR, about=person.ident, change="added", role=role)
    click.echo(f"{name} may sign in as {email}; dockets will say {person.ident}.")


def reset_second_factor(email: str) -> None:
    """Take away the second factor of somebody who has lost the telephone and the recovery codes."""
    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        raise click.ClickException(f"Nobody signs in as {email}.")
    with transaction.atomic():
        remove(person)
        write(Act.RIGHTS, OPERATOR, about=person.ident, change="second factor taken away")
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
    case, findings = transfer.import_docket(_bytes_of(file), str(file), programme)
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
        kept = keep_panel(_bytes_of(file), file.name, law.id, today, None)
        _tell(kept)
        click.echo(f"Credential files new or changed: {kept.changed}.")
    if affiliations is not None:
        _tell(take_in_affiliations(_bytes_of(affiliations), affiliations.name, None))
        click.echo("The affiliations are kept.")


def _bytes_of(file: Path) -> bytes:
    """What a file given to a command holds; says why it is not read where it is no ordinary file, or too large."""
    try:
        return plain_bytes(file)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from error


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
    case = Case.objects.filter(number=number).first()
    if case is None:
        alike = case_numbered(number)
        written = f" There is one written {alike.number}: name it so." if alike else ""
        raise click.ClickException(f"There is no case {number}.{written}")
    write(Act.DOCKET, OPERATOR, case=case.ident, role=role or "whole")
    if role is not None and Role(role) not in INSIDE and (naming := headers_naming(docket_of(case))):
        raise click.ClickException(
            f"Entry {naming[0]} of this docket names the physician who made it, by an id that nobody outside the "
            "organization may have, in a header that the chain runs over: it cannot be left out. Print the page of the "
            "case as that role sees it instead."
        )
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
        weights = {
            (f"{OF_THE_PANEL}{file}", law.language): Approval(by=kept.by, on=kept.on, digest=kept.digest)
            for file, kept in weights_approvals(law).items()
        }
        approvals = {**approvals_of(law), **weights}
        (target / f"{law.id}.toml").write_text(approvals_text(approvals), encoding="utf-8")
        click.echo(f"{law.id}: {len(approvals)} wordings and files of weights approved.")


def rotate_key() -> None:
    """Turn to a new master key, and wrap every bucket key under it. Where the keys come from the environment the newest
    of them is turned to, and what cannot be done here is said.
    """
    are_told = is_told("EVENHAND_MASTER_KEYS")
    ident = keyring().current if are_told else add_master_key(settings.MASTER_KEYS_FILE_PATH)
    done = rewrap_buckets()
    while shelf.rewrap():
        continue
    rewrap_secrets()
    if are_told and not done:
        raise click.ClickException(
            f"EVENHAND_MASTER_KEYS begins with {ident}, and everything lies under it already: nothing was changed. Put "
            "a new key before it (an id, a colon, 32 random bytes in base64), leave the older ones, and say this again."
        )
    click.echo(f"Master key {ident} is current; {done} bucket keys, which open files and cases, lie under it.")
    place = "EVENHAND_MASTER_KEYS" if are_told else str(settings.MASTER_KEYS_FILE_PATH)
    click.echo(f"Keep the older keys in {place} as long as a backup of the database may be read with them.")
