"""What a database is: the house's own, or a demonstration from its making. Neither becomes the other."""

from django.db import IntegrityError, connection, transaction

from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import Installation

_ONLY = 1
_known: dict[str, bool] = {}


class NotEmptyError(Exception):
    """The database holds something already: what is real can never be called a demonstration."""


def is_demonstration() -> bool:
    """Whether everything in the database is made up. It was said when the database was made, and stays so."""
    name = str(connection.settings_dict["NAME"])
    if name not in _known:
        made = Installation.objects.filter(pk=_ONLY).values_list("is_demonstration", flat=True).first()
        if made is None:
            return False
        _known[name] = made
    return _known[name]


def make_demonstration(is_empty: bool) -> None:
    """Say of a database that was just made that it is a demonstration; said again it changes nothing.

    `is_empty` is whether nobody and nothing is in it yet. Raises NotEmptyError where something is, or where it was said
    to be the house's own.
    """
    if is_demonstration():
        return
    if not is_empty:
        raise NotEmptyError
    _make(is_one=True)


def make_own() -> None:
    """Say of a database that it is the house's own, unless it was said what it is."""
    if not Installation.objects.filter(pk=_ONLY).exists():
        _make(is_one=False)


def _make(*, is_one: bool) -> None:
    try:
        with transaction.atomic():
            Installation(pk=_ONLY, is_demonstration=is_one, made_at=clock.now()).save(force_insert=True)
    except IntegrityError:
        if is_one != Installation.objects.get(pk=_ONLY).is_demonstration:
            raise NotEmptyError from None
