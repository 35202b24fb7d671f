"""What cases do by time alone."""

from evenhand_web.cases.docketing import refresh_stale
from evenhand_web.works.handler import duty


@duty
def refresh_cases() -> None:
    """Bring cases cached under an older state of their programme up to date, some at every tick."""
    refresh_stale(limit=200)
