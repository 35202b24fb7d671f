"""What was typed into a form whose session had ended: kept for its person, encrypted, until they have sent it."""

import datetime as dt
import json
import secrets
from collections.abc import Mapping

from django.db import transaction

from evenhand_web.accounts.models import KeptForm, Person
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.shelf import erase, put, read

FORM_KEPT_FOR = dt.timedelta(days=1)
_MOST, _AT_ONCE = 20, 200


def keep_form(person: Person, address: str, place: str, fields: Mapping[str, list[str]]) -> KeptForm:
    """Keep the fields of a form, each with its values, that a person sent to an address after their session had ended;
    of one person the newest twenty are kept.
    """
    stored = put([json.dumps(dict(fields)).encode()], "application/json")
    with transaction.atomic():
        stored.save(force_insert=True)
        kept = KeptForm.objects.create(
            ident=secrets.token_urlsafe(32),
            person=person,
            address=address[:400],
            place=place,
            file=stored,
            kept_at=clock.now(),
        )
        for older in KeptForm.objects.filter(person=person).select_related("file").order_by("-pk")[_MOST:]:
            _forget(older)
    return kept


def form_kept(person: Person, ident: str) -> KeptForm | None:
    """A form that was kept for this person; None where there is none, or its day is over."""
    since = clock.now() - FORM_KEPT_FOR
    kept = KeptForm.objects.select_related("file")
    return kept.filter(person=person, ident=ident[:43], kept_at__gt=since, file__erased_at=None).first()


def fields_of(kept: KeptForm) -> dict[str, list[str]]:
    """The fields of a kept form, each with its values."""
    fields: dict[str, list[str]] = json.loads(b"".join(read(kept.file)))
    return fields


def forget_forms(person: Person, address: str) -> None:
    """Erase what was kept for an address: its person has just sent it."""
    for kept in KeptForm.objects.filter(person=person, address=address).select_related("file"):
        _forget(kept)


def erase_old_forms() -> int:
    """Erase the forms that were kept for a day, some hundred at a time; gives how many."""
    old = list(KeptForm.objects.filter(kept_at__lte=clock.now() - FORM_KEPT_FOR).select_related("file")[:_AT_ONCE])
    for kept in old:
        _forget(kept)
    return len(old)


def _forget(kept: KeptForm) -> None:
    with transaction.atomic():
        kept.delete()
        erase(kept.file)
