"""Telling an office by mail that a case waits for it."""

from evenhand.docket.party import Role
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.mail import post
from evenhand_web.infrastructure.mail_words import CASE_WAITS_FOR_OFFICE

_OFFICES = {Role.REGULATOR.value: PersonRole.REGULATOR}
"""Who is told by mail. The organisation's own people work from the queue and need no mail."""


def tell_whose_turn(case: Case) -> None:
    """Write the mail to the people whose turn it has become, in the transaction of the entry that made it so."""
    role = _OFFICES.get(case.holder)
    if role is None:
        return
    for person in Person.objects.filter(role=role, is_active=True).order_by("pk"):
        post(f"turn:{case.head}:{person.ident}", person.email, *CASE_WAITS_FOR_OFFICE)
