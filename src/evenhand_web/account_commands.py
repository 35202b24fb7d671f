"""The commands `evenhand people ...` and `evenhand trace ...`; what they do stands in `people_commands` and
`trace_commands`.
"""

from pathlib import Path

import click

from evenhand_web.command_start import operate

_OF_PEOPLE, _OF_TRACE = "people_commands", "trace_commands"
_ROLES = click.Choice(["coordinator", "reviewer", "medical_director", "regulator"])
_PROGRAMMES = "Ids of the programmes whose cases they may open, separated by spaces (default: all)."


@click.group()
def people() -> None:
    """Let people in and shut them out, as the operator; colleagues who keep the accounts do the same in the browser."""


@people.command(name="list")
def list_people() -> None:
    """List everybody: id in dockets, address, role, programmes, standing."""
    operate("list_people", _OF_PEOPLE)


@people.command()
@click.argument("email")
@click.option("--name", required=True, help="As colleagues know them.")
@click.option("--role", required=True, type=_ROLES, help="One person, one role.")
@click.option("--programmes", default="", help=_PROGRAMMES)
def invite(email: str, name: str, role: str, programmes: str) -> None:
    """Invite somebody under the address EMAIL; the link to choose a password is mailed, or printed without mail."""
    operate("invite_person", _OF_PEOPLE, email=email, name=name, role=role, programmes=programmes)


@people.command()
@click.argument("email")
@click.argument("role", type=_ROLES)
@click.option("--programmes", help=_PROGRAMMES)
def role(email: str, role: str, programmes: str | None) -> None:
    """Give the person with the address EMAIL another ROLE; their sessions end."""
    operate("change_person", _OF_PEOPLE, email=email, do="role", role=role, programmes=programmes)


@people.command()
@click.argument("email")
def suspend(email: str) -> None:
    """Shut the person with the address EMAIL out; their sessions end at once."""
    operate("change_person", _OF_PEOPLE, email=email, do="suspend", role="", programmes=None)


@people.command(name="end-sessions")
@click.argument("email")
def end_sessions(email: str) -> None:
    """End every session of the person with the address EMAIL at once; they may sign in again."""
    operate("change_person", _OF_PEOPLE, email=email, do="end_sessions", role="", programmes=None)


@people.command()
@click.argument("email")
def code(email: str) -> None:
    """Print the code that goes with the link a colleague was shown for the person with the address EMAIL."""
    operate("change_person", _OF_PEOPLE, email=email, do="code", role="", programmes=None)


@people.command(name="bring-back")
@click.argument("email")
def bring_back(email: str) -> None:
    """Let the suspended person with the address EMAIL in again."""
    operate("change_person", _OF_PEOPLE, email=email, do="bring_back", role="", programmes=None)


@people.command()
@click.argument("email")
def reset(email: str) -> None:
    """Take away password and second factor of the person with the address EMAIL, and mail them a link to begin anew
    (print it where no mail goes out).

    Make sure first that it is they who ask.
    """
    operate("change_person", _OF_PEOPLE, email=email, do="reset", role="", programmes=None)


@people.command()
@click.argument("email")
@click.option("--no-longer", is_flag=True, help="Take it away again.")
def keep(email: str, no_longer: bool) -> None:
    """Let the person with the address EMAIL keep the accounts in the browser."""
    operate(
        "change_person", _OF_PEOPLE, email=email, do="keep_no_longer" if no_longer else "keep", role="", programmes=None
    )


@click.group()
def trace() -> None:
    """Look after the trace: who read or did what, and when."""


@trace.command()
def verify() -> None:
    """Check that no line of the trace was changed or taken out of its middle. Exit code 2 where one was."""
    operate("verify", _OF_TRACE)


@trace.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Write every line of the trace to FILE, as JSON, one a line."""
    operate("export", _OF_TRACE, out=file)
