"""What opens an account where no mail goes out: a link and a code, each seen by another person."""

import datetime as dt
import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import get_random_string

from evenhand_web.accounts.models import OpeningHalves, Person
from evenhand_web.accounts.people import RefusedError, check_other, trace_rights
from evenhand_web.infrastructure import clock

_LASTS = dt.timedelta(days=3)
_MOST_FAILURES = 5
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 10


def first_half(person: Person, by: Person) -> str:
    """The path of the page where a person without a password chooses one, with the code of `second_half`; it ends every
    earlier half. Raises RefusedError for one's own account or for who keeps none.
    """
    check_other(person, by)
    token = secrets.token_urlsafe(18)
    with transaction.atomic():
        OpeningHalves.objects.filter(person=person).delete()
        OpeningHalves.objects.create(
            person=person, first=_digest(person, token), first_by=by, made_at=clock.now(), failures=0
        )
        trace_rights(person, by, "first half shown")
    return f"/welcome/{person.ident}/{token}"


def second_half(person: Person, by: Person | None) -> str:
    """The code that is asked for at the link of `first_half`. Raises RefusedError where nothing waits for a code, for
    whoever was shown the link, and for who keeps no accounts; by None the operator asks.
    """
    check_other(person, by)
    halves = waiting_halves(person)
    if halves is None:
        raise RefusedError("No link waits for a code here: the account was not reset, or the link is over.")
    if by is not None and by.pk == halves.first_by_id:
        raise RefusedError("You were shown the link: somebody else who keeps the accounts hands on the code.")
    code = get_random_string(_CODE_LENGTH, _LETTERS)
    with transaction.atomic():
        OpeningHalves.objects.filter(pk=halves.pk).update(second=_digest(person, code), second_by=by, failures=0)
        trace_rights(person, by, "second half shown")
    return code


def waiting_halves(person: Person) -> OpeningHalves | None:
    """What a person's account opens by, where it was begun within three days and not guessed at too often."""
    if not person.is_active or person.has_usable_password():
        return None
    since = clock.now() - _LASTS
    return OpeningHalves.objects.filter(person=person, made_at__gt=since, failures__lt=_MOST_FAILURES).first()


def is_first_half(person: Person, token: str) -> bool:
    """Whether a link is the first half of what opens a person's account."""
    halves = waiting_halves(person)
    return halves is not None and hmac.compare_digest(halves.first, _digest(person, token))


def is_second_half(person: Person, code: str) -> bool:
    """Whether a code is the second half; a wrong one is counted, and after five the link is over."""
    halves = waiting_halves(person)
    if halves is None or not halves.second:
        return False
    plain = "".join(code.upper().split())
    if hmac.compare_digest(halves.second, _digest(person, plain)):
        return True
    OpeningHalves.objects.filter(pk=halves.pk).update(failures=F("failures") + 1)
    return False


def _digest(person: Person, half: str) -> str:
    told = f"opening {person.ident} {half}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).hexdigest()
