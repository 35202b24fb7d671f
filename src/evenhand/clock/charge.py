"""Days charged: who held the case on each of its days."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from evenhand.docket.entry import Docket
from evenhand.procedure.permit import stage
from evenhand.procedure.state import read_case
from evenhand.programme.model import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of days in one stage: from `since`, not counted, to `until`, counted; `days` calendar days."""

    stage: str
    title: str
    holder: str
    since: dt.date
    until: dt.date

    @property
    def days(self) -> int:
        """Calendar days of the stretch."""
        return (self.until - self.since).days


def stretches(docket: Docket, programme: Programme, as_of: dt.date) -> tuple[Stretch, ...]:
    """The stages a case went through, each with its days and its holder, from the application to `as_of` (a legal day).

    Together they cover every day exactly once. An entry recorded later than it happened moves no stage before the
    one it follows.
    """
    covered: list[Stretch] = []
    day: dt.date | None = None
    for count in range(1, len(docket.entries) + 1):
        now = stage(read_case(Docket(entries=docket.entries[:count]), programme), programme)
        begun = max(docket.entries[count - 1].on, day) if day else docket.entries[0].on
        if begun > as_of:
            break
        if not covered or covered[-1].stage != now.id:
            if covered:
                covered[-1] = _until(covered[-1], begun)
            covered.append(Stretch(stage=now.id, title=now.title, holder=now.holder, since=begun, until=as_of))
        day = begun
    return tuple(stretch for stretch in covered if stretch.days or stretch is covered[-1])


def _until(stretch: Stretch, until: dt.date) -> Stretch:
    return Stretch(stage=stretch.stage, title=stretch.title, holder=stretch.holder, since=stretch.since, until=until)


def days_charged(docket: Docket, programme: Programme, as_of: dt.date) -> Mapping[str, int]:
    """Calendar days charged to each holder up to `as_of`; stages nobody holds are left out."""
    charged: dict[str, int] = {}
    for stretch in stretches(docket, programme, as_of):
        if stretch.holder:
            charged[stretch.holder] = charged.get(stretch.holder, 0) + stretch.days
    return charged
