"""Days charged: who held the case on each of its days."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from evenhand.docket.entry import Docket
from evenhand.procedure.permit import stage
from evenhand.procedure.state import read_case, state_after
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
    state = read_case(Docket(), programme)
    day = dt.date.min
    for entry in docket.entries:
        state = state_after(state, entry)
        day = max(entry.on, day)
        if day > as_of:
            break
        now = stage(state, programme)
        if not covered or covered[-1].stage != now.id:
            if covered:
                covered[-1] = replace(covered[-1], until=day)
            covered.append(Stretch(stage=now.id, title=now.title, holder=now.holder, since=day, until=as_of))
    return tuple(stretch for stretch in covered if stretch.days or stretch is covered[-1])


def days_charged(covered: Iterable[Stretch]) -> Mapping[str, int]:
    """Calendar days charged to each holder in these stretches; stages nobody holds are left out."""
    charged: Counter[str] = Counter()
    for stretch in covered:
        if stretch.holder:
            charged[stretch.holder] += stretch.days
    return charged
