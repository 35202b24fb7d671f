"""Keeping an organization, and finding the one that a name means."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from evenhand.names.likeness import Likeness
from evenhand.names.organisation_likeness import same_organisation
from evenhand.names.organisations import organisation_name
from evenhand_web.accounts.models import Person
from evenhand_web.directory.models import Organization
from evenhand_web.infrastructure import clock

_LONGEST = 200


class KnownAlreadyError(Exception):
    """There is an organization of that name and kind already."""


def name_key(name: str) -> str:
    """What the names share by which one organization goes: words of its name without legal form, accents and marks."""
    return organisation_name(name).whole.key[:_LONGEST]


def organizations(sought: str = "") -> QuerySet[Organization]:
    """The organizations of the directory by name, or those whose name holds what is sought."""
    every = Organization.objects.order_by("name", "pk")
    return every.filter(name__icontains=sought) if sought else every


def known(name: str, kind: str = "") -> Organization | None:
    """The organization that a name means, by the one comparison of names; None where the directory has none, or more
    than one, of that name (and kind, where one is asked for).
    """
    key = name_key(name) if name.strip() else ""
    if not key:
        return None
    candidates = Organization.objects.filter(name_key=key, **({"kind": kind} if kind else {}))
    same = [each for each in candidates[:9] if same_organisation(each.name, name) is Likeness.SAME]
    return same[0] if len(same) == 1 else None


def keep(person: Person, given: Mapping[str, Any], ident: str = "") -> Organization:
    """Keep an organization as it was keyed, in place of the one of the id where there is one. `acts_for` are those for
    whom it acts. Raises KnownAlreadyError where another of its name and kind is kept, Organization.DoesNotExist for an
    id that is none.
    """
    fields = {name: value for name, value in given.items() if name != "acts_for"}
    kept = Organization.objects.get(ident=ident) if ident else Organization()
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.name_key, kept.kept_by, kept.kept_at = name_key(kept.name) or kept.name.casefold(), person, clock.now()
    try:
        with transaction.atomic():
            kept.save()
            kept.acts_for.set([each for each in given.get("acts_for", ()) if each.pk != kept.pk])
    except IntegrityError:
        raise KnownAlreadyError from None
    return kept
