"""The commands that let people in and shut them out; they load once Django is set up."""

import click

from evenhand_web.accounts import people
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.infrastructure.installation import make_own
from evenhand_web.trace.line import OPERATOR, Act
from evenhand_web.trace.store import write


def list_people() -> None:
    """Print everybody, one line each."""
    write(Act.COMMAND, OPERATOR, command="people list")
    for person in Person.objects.order_by("-is_active", "role", "email"):
        marks = [] if person.is_active else ["suspended"]
        marks += ["invited"] if not person.has_usable_password() else []
        marks += ["keeps the accounts"] if person.keeps_accounts else []
        words = (person.ident, person.email, person.role, person.programmes or "all", ", ".join(marks))
        click.echo(" ".join(words).strip())


def invite_person(email: str, name: str, role: str, programmes: str) -> None:
    """Invite somebody, and print the link by which they choose a password."""
    make_own()
    try:
        person = people.invite(email, name, PersonRole(role), None, programmes)
    except people.RefusedError as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"{name} is invited; dockets will say {person.ident}.")
    _tell_link(person)


def change_person(email: str, do: str, role: str, programmes: str | None) -> None:
    """Do one thing to somebody's account as the operator."""
    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise click.ClickException(f"Nobody signs in as {email}.")
    try:
        _change(person, do, role, programmes)
    except people.RefusedError as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"Done for {person.ident}.")


def _change(person: Person, do: str, role: str, programmes: str | None) -> None:
    if do == "role":
        people.change_role(person, PersonRole(role), None, programmes)
    elif do == "suspend":
        people.suspend(person, None)
    elif do == "bring_back":
        people.bring_back(person, None)
    elif do == "reset":
        people.reset(person, None)
        _tell_link(person)
    else:
        people.let_keep_accounts(person, do == "keep", None)


def _tell_link(person: Person) -> None:
    click.echo(f"Within three days, once, at the address of your pages: {people.welcome_link(person)}")
