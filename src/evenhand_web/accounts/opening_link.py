"""The link by which a person chooses a password, sent to them alone: made as it is mailed, and kept nowhere."""

import secrets

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from evenhand_web.accounts.models import Person
from evenhand_web.accounts.people import is_awaited, trace_rights, welcome_link
from evenhand_web.infrastructure.handler import Task
from evenhand_web.infrastructure.mail_words import link_to_choose
from evenhand_web.infrastructure.queue import ask

SEND_LINK = "accounts.link"


def mail_goes_out() -> bool:
    """Whether this house has a mail server."""
    return bool(settings.EMAIL_HOST)


def mail_link(person: Person, pages: str, by: Person | None) -> None:
    """Have the link mailed to the person. `pages` is the address of these pages, with a slash at its end."""
    with transaction.atomic():
        ask("mail", SEND_LINK, f"link:{secrets.token_hex(8)}", {"person": person.ident, "pages": pages})
        trace_rights(person, by, "link mailed")


def pages_by_setting() -> str:
    """The address of the pages as the settings name it, for who asks at the command line."""
    named = [host for host in settings.ALLOWED_HOSTS if host != "*"]
    return f"http{'s' if settings.IS_HTTPS else ''}://{named[0] if named else 'localhost'}/"


def send_link(task: Task) -> None:
    """Mail the link to who has no password yet; whoever chose one meanwhile needs none."""
    person = Person.objects.filter(ident=task.payload["person"]).first()
    if person is None or not is_awaited(person):
        return
    words = link_to_choose(task.payload["pages"].rstrip("/") + welcome_link(person))
    EmailMessage(words.subject, words.body, to=[person.email]).send()
