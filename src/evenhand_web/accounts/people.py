"""Letting people in and shutting them out: by a colleague who keeps the accounts, or by the operator's commands.

Nobody changes their own rights, or takes away what guards their own door: a second person does. Where nobody is named
as acting, it is the operator at the command line.
"""

from collections.abc import Callable

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from evenhand_web.accounts.models import OpeningHalves, Person, PersonRole
from evenhand_web.accounts.second_factor import remove
from evenhand_web.accounts.sessions import end_sessions
from evenhand_web.infrastructure.mail import post
from evenhand_web.infrastructure.mail_words import ACCOUNT_CHANGED
from evenhand_web.infrastructure.programmes import standings
from evenhand_web.trace.line import OPERATOR, Act
from evenhand_web.trace.store import write

WhenSuspended = Callable[[Person, Person | None], None]
_WHEN_SUSPENDED: dict[str, WhenSuspended] = {}


def when_suspended(follow: WhenSuspended) -> WhenSuspended:
    """Say that a function is told whom somebody (None: the operator) suspends, in the same transaction. Apps say so in
    a module that is loaded when they are ready.
    """
    _WHEN_SUSPENDED[f"{follow.__module__}.{follow.__name__}"] = follow
    return follow


class RefusedError(Exception):
    """What was asked for is not done; the words say why."""


class _LinkMaker(PasswordResetTokenGenerator):
    key_salt = "evenhand.welcome"


_MOST_LETTERS = 200
LINKS = _LinkMaker()
"""Makes links that let a person choose a password once, within three days; a changed password ends them."""


def invite(email: str, name: str, role: PersonRole, by: Person | None, programmes: str = "") -> Person:
    """A new person, who chooses a password by the link of `welcome_link`. Raises RefusedError where the address is none
    or somebody has it, a programme is not here, or whoever acts keeps no accounts.
    """
    check_keeper(by)
    _check_programmes(programmes)
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages)) from error
    with transaction.atomic():
        if Person.objects.filter(email=address).exists():
            raise RefusedError(_("Somebody signs in as %(address)s already.") % {"address": address})
        person = Person(email=address, name=name.strip(), role=role, programmes=programmes)
        person.set_unusable_password()
        person.save()
        trace_rights(person, by, "invited", role=role.value, programmes=programmes)
    return person


def welcome_link(person: Person) -> str:
    """The path of the page where a person without a password chooses one."""
    return f"/welcome/{person.ident}/{LINKS.make_token(person)}"


def is_welcome(person: Person, token: str) -> bool:
    """Whether a link is this person's, was not used, and is not too old."""
    return is_awaited(person) and LINKS.check_token(person, token)


def is_awaited(person: Person) -> bool:
    """Whether a person may choose a password: who was invited or reset and has chosen none since."""
    return person.is_active and not person.has_usable_password()


def change_role(person: Person, role: PersonRole, by: Person | None, programmes: str | None = None) -> None:
    """Give a person another part to play, or other programmes; their sessions end. Raises RefusedError.

    Nobody who reviews, or reviewed, gets another part: dockets know a reviewer by an id that must not turn up beside
    another name, and whoever reads whole dockets must have sat in none of them.
    """
    check_other(person, by)
    _check_programmes(programmes or "")
    if role != person.role and PersonRole.REVIEWER in (role, person.role):
        raise RefusedError(_("Who reviews, and who does anything else, has an account for each: invite them anew."))
    person.role = role
    if programmes is not None:
        person.programmes = programmes
    with transaction.atomic():
        person.save(update_fields=["role", "programmes"])
        trace_rights(person, by, "role", role=role.value, programmes=person.programmes)
        end_sessions(person)


def suspend(person: Person, by: Person | None) -> None:
    """Shut a person out: every session of theirs ends now, and no password opens the door. Raises RefusedError."""
    check_other(person, by)
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(is_active=False)
        trace_rights(person, by, "suspended")
        end_sessions(person)
        for follow in _WHEN_SUSPENDED.values():
            follow(person, by)


def end_all_sessions(person: Person, by: Person | None) -> int:
    """End every session of a person now, who may sign in again; gives how many there were. Raises RefusedError."""
    check_other(person, by)
    with transaction.atomic():
        count = end_sessions(person)
        trace_rights(person, by, "sessions ended", sessions=str(count))
    return count


def bring_back(person: Person, by: Person | None) -> None:
    """Let a suspended person in again, with the password and the second factor they had. Raises RefusedError."""
    check_other(person, by)
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(is_active=True)
        trace_rights(person, by, "brought back")


def reset(person: Person, by: Person | None) -> None:
    """Take away the password and every second factor of a person, who chooses a password anew by the link of
    `welcome_link`; their sessions end and they are told. Raises RefusedError.
    """
    check_other(person, by)
    with transaction.atomic():
        OpeningHalves.objects.filter(person=person).delete()
        person.set_unusable_password()
        person.save(update_fields=["password"])
        remove(person)
        end_sessions(person)
        trace_rights(person, by, "reset")


def let_keep_accounts(person: Person, keeps: bool, by: Person | None) -> None:
    """Let a person keep the accounts, or no longer. Raises RefusedError."""
    check_other(person, by)
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(keeps_accounts=keeps)
        trace_rights(person, by, "keeps the accounts" if keeps else "keeps the accounts no longer")
        for keeper in _keepers().exclude(pk=person.pk).order_by("pk"):
            post(f"rights:{get_random_string(12)}", keeper.email, *ACCOUNT_CHANGED)


def trace_rights(person: Person, by: Person | None, change: str, **more: str) -> None:
    """Leave the line of what was changed of somebody's rights; by None the operator changed it."""
    write(Act.RIGHTS, by.ident if by else OPERATOR, about=person.ident, change=change, **more)


def _keepers() -> QuerySet[Person]:
    return Person.objects.filter(is_active=True, keeps_accounts=True)


def _check_programmes(programmes: str) -> None:
    unknown = [ident for ident in programmes.split() if ident not in standings()]
    if unknown:
        named = {"unknown": ", ".join(unknown), "known": ", ".join(standings())}
        raise RefusedError(_("There is no program %(unknown)s here, but %(known)s.") % named)
    if len(programmes) > _MOST_LETTERS:
        raise RefusedError(_("These are too many programs to be listed: leave the list empty, which means every one."))


def check_keeper(by: Person | None) -> None:
    """Raise RefusedError for who keeps no accounts. The operator, None, does."""
    if by is not None and not (by.is_active and by.keeps_accounts):
        raise RefusedError(_("Only somebody who keeps the accounts does this."))


def check_other(person: Person, by: Person | None) -> None:
    """Raise RefusedError for who keeps no accounts, and for one's own."""
    check_keeper(by)
    if by is not None and by.pk == person.pk:
        raise RefusedError(_("Nobody does this to their own account: ask a colleague who keeps the accounts."))
