"""What figures do by time alone."""

from evenhand_web.figures.keeping import count_changed
from evenhand_web.infrastructure.handler import duty
from evenhand_web.infrastructure.programmes import programmes


@duty
def count_cases() -> None:
    """Read the facts of cases that changed since they were counted, some at every tick."""
    for programme in programmes():
        count_changed(programme.id, limit=200)
