"""Emergency accesses as rows of a list."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import ngettext

from evenhand_web.cases.models import EmergencyAccess
from evenhand_web.infrastructure import clock
from evenhand_web.office.hours import zone


class EmergencyRow(NamedTuple):
    """One opening: when and until when, whether it lasts, and whether the reader may say if it was right."""

    access: EmergencyAccess
    when: str
    until: str
    is_open: bool
    may_look: bool


def emergency_rows(accesses: Iterable[EmergencyAccess], to_look_at: Collection[int]) -> list[EmergencyRow]:
    """Openings as they are listed; `to_look_at` are those that wait for the reader, by their keys."""
    now = clock.now()
    return [
        EmergencyRow(
            access,
            f"{access.at.astimezone(zone()):%a %b %-d %Y, %H:%M}",
            f"{access.until.astimezone(zone()):%H:%M}",
            access.until > now,
            access.pk in to_look_at,
        )
        for access in accesses
    ]


def lasting() -> str:
    """How long emergency access lasts, in words."""
    minutes = int(settings.EMERGENCY_ACCESS.total_seconds() // 60)
    return ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % {"minutes": minutes}
