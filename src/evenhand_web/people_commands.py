"""The commands that let people in and shut them out; they load once Django is set up."""

import click

from evenhand_web.accounts import people
from evenhand_web.accounts.halves import second_half
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.accounts.opening_link import mail_goes_out, mail_link, pages_by_setting
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
    """Invite somebody, and mail them the link by which they choose a password; print it where no mail goes out."""
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
    elif do == "end_sessions":
        click.echo(f"{people.end_all_sessions(person, None)} sessions have ended.")
    elif do == "bring_back":
        people.bring_back(person, None)
    elif do == "reset":
        people.reset(person, None)
        _tell_link(person)
    elif do == "code":
        click.echo(f"The code that goes with the link: {second_half(person, None)}")
    else:
        people.let_keep_accounts(person, do == "keep", None)


def _tell_link(person: Person) -> None:
    """The link goes to the person by mail; where none goes out the operator, who has every key anyway, is told it."""
    if mail_goes_out():
        mail_link(person, pages_by_setting(), None)
        click.echo("The link by which they choose a password is mailed to them by the next `evenhand work` or `serve`.")
        return
    click.echo(f"Within three days, once, at the address of your pages: {people.welcome_link(person)}")
