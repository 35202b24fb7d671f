"""What is done about anchors by time alone: one a day, a copy elsewhere, and a word where there is none."""

import datetime as dt

from django.conf import settings

from evenhand_web.anchors.making import COPY, copy_elsewhere, make_todays
from evenhand_web.anchors.overdue import tell_of_overdue
from evenhand_web.infrastructure.handler import Effect, Task, duty, handles


@duty
def seal_the_day() -> None:
    """Make the anchor of this day, unless there is one."""
    make_todays()


duty(tell_of_overdue)


@handles(
    COPY,
    Effect.OUTSIDE,
    failing="The anchor of a day could not be copied to the folder of EVENHAND_ANCHORS.",
    patience=dt.timedelta(days=1),
)
def copy_anchor(task: Task) -> None:
    """Copy one anchor to the folder that is configured; none is, where it was taken out of the settings since."""
    if settings.ANCHORS is not None:
        copy_elsewhere(task.payload["number"], settings.ANCHORS)
