"""Sending a signed text back: kept with the entry it was signed by, in a transaction that holds the case."""

from django.db import transaction

from evenhand.docket.review import DeterminationSigned
from evenhand_web.accounts.models import Person
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import docket_of
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.mail import post
from evenhand_web.letters.models import LETTER, UNDERWAY, Issue
from evenhand_web.reviewing.models import Return

_SUBJECT = "A case waits for you"
_BODY = (
    "A case of Independent Medical Review waits for a step of yours.\n\n"
    "Sign in to see which. This message says nothing about the case, on purpose: mail is not a safe place for it.\n"
)


class NotOpen(Exception):
    """The text cannot be sent back any more: it is being issued, or it was sent back already."""


def send_back(case: Case, length: int, entry: int, rule: str, finding: str, question: str, person: Person) -> Return:
    """Keep what was found in the text signed by an entry, and the question on it.

    Raises StaleError where the docket is no longer `length` entries long, NotOpen where the text was released or sent
    back meanwhile.
    """
    with transaction.atomic():
        held = Case.objects.select_for_update().get(pk=case.pk)
        if held.length != length:
            raise StaleError(length)
        is_going = Issue.objects.filter(case=held, what=LETTER, state__in=UNDERWAY).exists()
        if is_going or Return.objects.filter(case=held, answered_at=None).exists():
            raise NotOpen
        sent = Return.objects.create(
            case=held, entry=entry, rule=rule, finding=finding, question=question, by=person, made_at=clock.now()
        )
        _tell_reviewer(held, sent)
        return sent


def _tell_reviewer(case: Case, sent: Return) -> None:
    """Write to who signed that a case waits, in the transaction of the return."""
    payload = docket_of(case).entries[sent.entry - 1].payload
    if isinstance(payload, DeterminationSigned):
        for reviewer in Person.objects.filter(ident=payload.reviewer, is_active=True):
            post(f"return:{sent.pk}", reviewer.email, _SUBJECT, _BODY)
