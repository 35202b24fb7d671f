"""What joining applications would do, in words: a row for each case."""

from typing import NamedTuple

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from evenhand_web.cases.joining import Effect, Proposal
from evenhand_web.cases.spoken_days import weekday_dated

_NOT_DATED = _("not dated yet")


class EffectRow(NamedTuple):
    """What joining does to one case: its due day alone and joined, and the difference in words."""

    effect: Effect
    alone: str
    joined: str
    words: str


def effect_rows(proposed: Proposal) -> tuple[EffectRow, ...]:
    """The effect on each case as a table shows it."""
    return tuple(_row(effect) for effect in proposed.effects)


def _row(effect: Effect) -> EffectRow:
    alone = weekday_dated(effect.alone_on) if effect.alone_on else str(_NOT_DATED)
    joined = weekday_dated(effect.joined_on) if effect.joined_on else str(_NOT_DATED)
    return EffectRow(effect, alone, joined, _difference(effect))


def _difference(effect: Effect) -> str:
    if effect.is_alone:
        return gettext("runs alone: its track is faster, and it waits for none")
    if effect.joined_on is None:
        return gettext("no clock to a determination is dated yet")
    if effect.alone_on is None:
        return gettext("takes the day of the others; its own clock is not dated yet")
    days = (effect.alone_on - effect.joined_on).days
    if not days:
        return gettext("unchanged: it governs")
    earlier = ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
    return gettext("%(earlier)s earlier; its own clock runs on beside") % {"earlier": earlier}


def governing_day(proposed: Proposal) -> str:
    """The day that governs, as a sentence names it; empty where none is dated."""
    return f"{proposed.governing_on:%A, %B %-d, %Y}" if proposed.governing_on else ""
