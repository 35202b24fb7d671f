"""What the house itself decides about who sees what, and how letters are released, read from its variables."""

import datetime as dt

from django.core.exceptions import ImproperlyConfigured

_MAY_BE_BOUND = ("coordinator", "medical_director", "regulator")
_FEWEST, _MOST, _USUAL = 5, 24 * 60, 60
_LONGEST_PROOF = 15
_USUAL_GROUP, _MOST_OF_A_GROUP = 10, 1000


def need_to_know_of(words: str) -> frozenset[str]:
    """The roles that see only the cases they are assigned to. Raises ImproperlyConfigured."""
    roles = frozenset(filter(None, (role.strip() for role in words.split(","))))
    strange = sorted(roles - set(_MAY_BE_BOUND))
    if strange:
        raise ImproperlyConfigured(
            f"EVENHAND_NEED_TO_KNOW names {', '.join(strange)}; the roles it may name are {', '.join(_MAY_BE_BOUND)}."
        )
    return roles


def emergency_of(words: str) -> dt.timedelta:
    """How long emergency access to a case lasts. Raises ImproperlyConfigured."""
    told = words.strip() or str(_USUAL)
    if not (told.isascii() and told.isdigit() and _FEWEST <= int(told) <= _MOST):
        raise ImproperlyConfigured(
            f"EVENHAND_EMERGENCY_MINUTES is {told[:20]!r}; say a number of minutes from {_FEWEST} to {_MOST}."
        )
    return dt.timedelta(minutes=int(told))


def release_proof_of(words: str) -> dt.timedelta:
    """For how long a password shown at one release holds for the next. Raises ImproperlyConfigured."""
    told = words.strip() or str(_LONGEST_PROOF)
    if not (told.isascii() and told.isdigit() and int(told) <= _LONGEST_PROOF):
        raise ImproperlyConfigured(
            f"EVENHAND_RELEASE_MINUTES is {told[:20]!r}; say a number of minutes from 0 (asked every time) to "
            f"{_LONGEST_PROOF}."
        )
    return dt.timedelta(minutes=int(told))


def release_share_of(words: str) -> int:
    """How many of a hundred letters that nothing flags are drawn to be read whole. Raises ImproperlyConfigured."""
    told = words.strip() or "10"
    if not (told.isascii() and told.isdigit() and int(told) <= 100):
        raise ImproperlyConfigured(f"EVENHAND_RELEASE_SHARE is {told[:20]!r}; say a number of percent from 0 to 100.")
    return int(told)


def minimum_of(words: str) -> int:
    """The fewest lines or cases that a group of the figures is shown with. Raises ImproperlyConfigured."""
    told = words.strip() or str(_USUAL_GROUP)
    if not (told.isascii() and told.isdigit() and 1 <= int(told) <= _MOST_OF_A_GROUP):
        raise ImproperlyConfigured(
            f"EVENHAND_FIGURES_MINIMUM is {told[:20]!r}; say a whole number from 1 to {_MOST_OF_A_GROUP}."
        )
    return int(told)
