"""Telling an office by mail that a case waits for it."""

from evenhand.docket.party import Role
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.mail import post

_OFFICES = {Role.REGULATOR.value: PersonRole.REGULATOR}
"""Who is told by mail. The organisation's own people work from the queue and need no mail."""
_SUBJECT = "A case waits for your office"
_BODY = (
    "A case of Independent Medical Review waits for a step of your office.\n\n"
    "Sign in to see which. This message says nothing about the case, on purpose: mail is not a safe place for it.\n"
)


def tell_whose_turn(case: Case) -> None:
    """Write the mail to the people whose turn it has become, in the transaction of the entry that made it so."""
    role = _OFFICES.get(case.holder)
    if role is None:
        return
    for person in Person.objects.filter(role=role, is_active=True).order_by("pk"):
        post(f"turn:{case.head}:{person.ident}", person.email, _SUBJECT, _BODY)
