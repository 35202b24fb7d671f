"""The commands of the shell. They reach the command line `evenhand` by the entry points group `evenhand.commands`.

What needs the tables stands in `evenhand_web.operations`, which can be loaded only once Django is set up.
"""

import datetime as dt
import ipaddress
import os
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path

import click
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from evenhand.confined.standing import standing
from evenhand.docket.party import Role
from evenhand_web.account_commands import people, trace
from evenhand_web.command_start import in_words, operate, ready
from evenhand_web.demonstration import own_folder
from evenhand_web.first_start import data_folder
from evenhand_web.listening import PortRefused, claim_port, free_port, is_alone, one_at_a_time
from evenhand_web.parent import end, stopped_by_signal, watch_parent
from evenhand_web.upkeep_commands import anchors, backup, doctor, erase, hold, restore, verify_database

_RESTART_SECONDS = 2.0
_FINISHING_SECONDS, _WORKER_SECONDS, _KEEPER_SECONDS, _PAGES_SECONDS = 4, 5, 6, 3
"""How long a worker may take to finish its job, it and who keeps it to end, and before them the servers of pages: all
of it together is within ten seconds.
"""
_PROMPT, _PAGES = ("mail", "letters", "house"), ("pages",)
"""The lanes of the queue: those that nothing may hold up, and that of what strangers made."""
_WORKERS = "--workers"
_PORT = click.IntRange(0, 65535)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def shell() -> None:
    """Run a review organization: pages, people, cases, and what is done in the background."""


shell.add_command(people)
shell.add_command(trace)
shell.add_command(backup)
shell.add_command(restore)
shell.add_command(doctor)
shell.add_command(anchors)
shell.add_command(verify_database)
shell.add_command(erase)
shell.add_command(hold)


def _note(command: str) -> None:
    """Leave the line of a command that Django was set up for; where it cannot be written, nothing is done."""
    with in_words():
        import_module("evenhand_web.trace_commands").note(command)


def _migrate(verbosity: int) -> None:
    with in_words(), one_at_a_time(data_folder()):
        call_command("migrate", verbosity=verbosity, interactive=False)


@shell.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=_PORT, help="The port to listen on; 0 is any free one.")
@click.option(_WORKERS, default=1, show_default=True, help="How many processes serve pages.")
@click.option("--threads", default=4, show_default=True, help="How many requests each of them answers at once.")
@click.option("--background/--no-background", default=True, help="Whether to work the queue beside the pages.")
@click.option("--without-tls", is_flag=True, help="Serve beyond this machine though EVENHAND_HTTPS is not 1.")
def serve(host: str, port: int, workers: int, threads: int, background: bool, without_tls: bool) -> None:
    """Serve the pages, and work the queue beside them.

    The database is brought up to date first. Settings come from variables named EVENHAND_...: see the module
    evenhand_web.settings.
    """
    if not (without_tls or os.environ.get("EVENHAND_HTTPS") == "1" or _is_near(host)):
        raise click.ClickException(
            f"Others reach the pages on {host}: passwords and medical files would cross the net in the clear. Put a "
            "proxy with TLS before them and set EVENHAND_HTTPS=1, or say --without-tls where nobody can listen."
        )
    _serve(host, port, workers, threads, background)


def _is_near(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _serve(host: str, port: int, workers: int = 1, threads: int = 4, background: bool = True) -> None:
    try:
        claim_port(host, port)
    except PortRefused as refused:
        raise click.ClickException(str(refused)) from refused
    ready()
    _tell_of_others()
    _migrate(verbosity=0)
    _note("serve")
    _tell_open_walls()
    # A process of its own, begun before any page server: a thread that began workers while Granian forks could have its
    # pipe to the new process inherited by the fork, and would wait for its closing without end.
    keeper = subprocess.Popen(_own("keep-working")) if background else None
    os.environ["EVENHAND_SERVED_BY"] = str(os.getpid())
    click.echo(f"Serving on http://{host}:{port}/ (Ctrl-C ends)")
    server = Granian(
        "evenhand_web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        log_access=False,
        workers_kill_timeout=_PAGES_SECONDS,
    )
    try:
        server.serve()
    finally:
        if keeper:
            end(keeper, _KEEPER_SECONDS)


def _tell_of_others() -> None:
    """Say that another process serves or works the same data folder: nothing is wrong with it, and little is won."""
    if not is_alone(data_folder()):
        click.echo(
            f"Another Evenhand serves or works {data_folder()} already. Both show the same cases and share the queue: "
            "no job is done twice. With SQLite they take turns at writing, so that two are no faster than one with "
            f"{_WORKERS}.",
            err=True,
        )


def _tell_open_walls() -> None:
    """Say what a process that reads strangers' files could do here that it should not."""
    for line in standing().told():
        click.echo(f"What reads strangers' files: {line}", err=True)


@shell.command()
@click.option(
    "--folder",
    default=Path("out/demonstration"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where it is kept: a folder of its own, replaced at every run.",
)
@click.option(
    "--case",
    "cases",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A case folder to bring in as `evenhand run` tells it; may be given again.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=_PORT, help="The port to listen on; where it is taken, a free one."
)
@click.option("--serve/--no-serve", "is_served", default=True, help="Whether to serve the pages once it is filled.")
@click.option("--keep", is_flag=True, help="Go on with the demonstration as it was left.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), hidden=True, help="The day it is there.")
def demo(
    folder: Path, cases: tuple[Path, ...], host: str, port: int, is_served: bool, keep: bool, today: dt.datetime | None
) -> None:
    """Fill a database of its own with a programme in motion, all made up, and serve it.

    Variables that name an organisation's database, keys or mail do not count here, and a folder that holds anything
    else is left as it is.
    """
    is_kept = keep and own_folder.is_made(folder)
    try:
        if not is_kept:
            own_folder.make_room(folder)
    except own_folder.NotOursError as refused:
        raise click.ClickException(str(refused)) from refused
    own_folder.settle_in(folder)
    ready()
    port = _free(host, port) if is_served else 0
    address = f"http://{host}:{port}/" if is_served else ""
    perform = import_module("evenhand_web.demonstration.perform").perform
    perform(folder, cases, today, is_kept, address)
    if is_served:
        _serve(host, port)


def _free(host: str, port: int) -> int:
    """The port, or one that nobody listens on where it is taken."""
    free = free_port(host, port)
    if free is None:
        raise click.ClickException(f"Nothing can listen on {host}.")
    return free


def _own(command: str) -> list[str]:
    """A command line of a process that ends with this one."""
    return [sys.executable, "-m", "evenhand_web", command, "--while-parent", str(os.getpid())]


@shell.command(name="keep-working", hidden=True)
@click.option("--while-parent", type=int, required=True, help="Stop when this process is no longer the parent.")
def keep_working(while_parent: int) -> None:
    """Keep the worker processes running until told to stop; one that dies is followed by another."""
    stopping = stopped_by_signal()
    watch_parent(while_parent, stopping.set)
    _keep_working(stopping)


def _keep_working(stopping: threading.Event) -> None:
    """Keep one process for the lanes that nothing may hold up, and one for pages, until told to stop."""
    keepers = [threading.Thread(target=_keep_one, args=(lanes, stopping)) for lanes in (_PROMPT, _PAGES)]
    for keeper in keepers:
        keeper.start()
    for keeper in keepers:
        keeper.join()


def _keep_one(lanes: tuple[str, ...], stopping: threading.Event) -> None:
    named = [word for lane in lanes for word in ("--lane", lane)]
    while not stopping.is_set():
        child = subprocess.Popen([*_own("work"), *named])
        while child.poll() is None and not stopping.wait(0.2):
            continue
        if child.poll() is None:
            end(child, _WORKER_SECONDS)
        stopping.wait(_RESTART_SECONDS)


@shell.command()
@click.option(
    "--while-parent", type=int, default=0, hidden=True, help="Stop when this process is no longer the parent."
)
@click.option("--until-empty", is_flag=True, help="Stop when nothing more is due.")
@click.option(
    "--lane",
    "lanes",
    multiple=True,
    type=click.Choice((*_PROMPT, *_PAGES)),
    help="Work this lane alone, in one process; may be given again.",
)
def work(while_parent: int, until_empty: bool, lanes: tuple[str, ...]) -> None:
    """Work the queue until stopped. Any number of workers may run, on any number of machines with one database.

    Pages of records are made by a process of their own, so that no file holds up mail, letters or alarms.
    """
    if not while_parent:
        _tell_open_walls()
    if until_empty:
        operate("work_off")
    elif lanes:
        operate("work", while_parent=while_parent, lanes=lanes, seconds=_FINISHING_SECONDS)
    else:
        ready()
        _tell_of_others()
        _keep_working(stopped_by_signal())


@shell.command()
def tick() -> None:
    """Do once what falls due by time alone: a worker does the same every minute."""
    operate("tick")


@shell.command()
def migrate() -> None:
    """Bring the database up to date."""
    ready()
    _migrate(verbosity=1)
    _note("migrate")


@shell.command()
def refresh() -> None:
    """Compute anew what the queue shows of cases whose programme has changed since."""
    operate("refresh")


@shell.command(name="add-person")
@click.argument("email")
@click.option("--name", required=True, help="As colleagues know them.")
@click.option(
    "--role",
    required=True,
    type=click.Choice(["coordinator", "reviewer", "medical_director", "regulator"]),
    help="One person, one role.",
)
@click.password_option(help="At least 12 characters; asked for where it is not given.")
def add_person(email: str, name: str, role: str, password: str) -> None:
    """Let somebody sign in with the address EMAIL."""
    operate("add_person", email=email, name=name, role=role, password=password)


@shell.command(name="reset-second-factor")
@click.argument("email")
def reset_second_factor(email: str) -> None:
    """Take away the second factor of the person with the address EMAIL, who has lost it.

    Make sure first that it is they who ask.
    """
    operate("reset_second_factor", email=email)


@shell.command()
@click.argument("kind")
@click.option("--programme", required=True, help="The programme it is given for, by id.")
@click.option("--since", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The first day it holds.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day it holds; without it, until recalled.")
@click.option("--paper", required=True, help="The paper that gives it: its title and date.")
def delegate(kind: str, programme: str, since: object, until: object, paper: str) -> None:
    """Record the regulator's leave to make entries of KIND (such as eligibility_found) in its name."""
    operate("delegate", kind=kind, programme=programme, since=since, until=until, paper=paper)


@shell.command(name="import-docket")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--programme", default="", help="The programme the case runs under (default: as its docket says).")
def import_docket(file: Path, programme: str) -> None:
    """Bring the case of a docket FILE into the database, when every byte of it verifies. Exit code 2 when not."""
    operate("import_docket", file=file, programme=programme)


@shell.command(name="import-panel")
@click.argument("file", metavar="[PANEL.csv]", required=False, type=_FILE)
@click.option("--affiliations", type=_FILE, metavar="FILE", help="People, organizations and their ties, as JSON.")
@click.option("--programme", default="", help="Whose vocabulary is spoken, by id (default: the only one with a panel).")
def import_panel(file: Path | None, affiliations: Path | None, programme: str) -> None:
    """Keep the credential files of PANEL.csv for the reviewers who work here, and the affiliations of FILE.

    The column `reviewer` holds the id that dockets call a person by. Exit code 2 where a file has a fault: nothing of
    it is kept.
    """
    operate("import_panel", file=file, affiliations=affiliations, programme=programme)


@shell.command(name="export-docket")
@click.argument("number")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write (default: print it).")
@click.option(
    "--for", "role", type=click.Choice([role.value for role in Role]), help="As this role may see it (default: whole)."
)
def export_docket(number: str, out: Path | None, role: str | None) -> None:
    """Write the docket of the case of a NUMBER as a file, whole or as a role may see it.

    What the role may not see keeps its digest and loses what it says: the file verifies all the same.
    """
    operate("export_docket", number=number, out=out, role=role)


@shell.command(name="export-approvals")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder they are written to, in `approvals` (default: that of EVENHAND_PROGRAMMES).",
)
def export_approvals(out: Path | None) -> None:
    """Write who answers for the words of letters as files, so that letters of `evenhand run` are drafts no more."""
    operate("export_approvals", out=out)


@shell.command(name="rotate-key")
def rotate_key() -> None:
    """Make a new master key the current one and wrap under it what opens files and cases."""
    operate("rotate_key")
