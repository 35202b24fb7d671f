"""The panel at a glance: for each reviewer whether they may review, why not, what they hold, and what ends next."""

import datetime as dt
from dataclasses import dataclass

from evenhand.finding import Finding
from evenhand.panel.matching.standing import PanelDay, Standing
from evenhand.panel.people.credentials import Expiry, expiries


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelRow:
    """One reviewer on the panel's day: the specialties that count, the states of licence that count, what bars, the
    cases that may still be taken now, the percentage of capacity used, the first day present, what ends next.
    """

    reviewer: str
    name: str
    specialties: tuple[str, ...]
    states: tuple[str, ...]
    bars: tuple[Finding, ...]
    room: int
    load_percent: int
    present_on: dt.date
    next_expiry: Expiry | None

    @property
    def may_review(self) -> bool:
        """Whether every requirement that does not turn on a single case is met."""
        return not self.bars


def panel_rows(panel: PanelDay) -> tuple[PanelRow, ...]:
    """A row for each reviewer, in the order of their ids."""
    return tuple(_row(panel, standing) for standing in panel.standings)


def _row(panel: PanelDay, standing: Standing) -> PanelRow:
    reviewer = standing.reviewer
    return PanelRow(
        reviewer=reviewer.id,
        name=reviewer.name,
        specialties=tuple(sorted(standing.specialties)),
        states=tuple(sorted({licence.state for licence in reviewer.licences_on(panel.day)})),
        bars=standing.bars,
        room=standing.room,
        load_percent=standing.load_percent(0, panel.rules.policy.assignment.recent_weeks),
        present_on=standing.present_on,
        next_expiry=next((expiry for expiry in expiries(reviewer) if expiry.on > panel.day), None),
    )


def expiry_calendar(panel: PanelDay, until: dt.date) -> tuple[Expiry, ...]:
    """Every fact of the whole panel that stops counting after the panel's day and by `until`, the soonest first."""
    coming = (expiry for standing in panel.standings for expiry in expiries(standing.reviewer))
    kept = [expiry for expiry in coming if panel.day < expiry.on <= until]
    return tuple(sorted(kept, key=lambda expiry: (expiry.on, expiry.reviewer, expiry.fact)))
