"""What placing does later. What solves the day's queue is named here and loaded by the worker alone."""

import datetime as dt

from evenhand_web.accounts.people import when_suspended
from evenhand_web.infrastructure.handler import Effect, handled_by, handles
from evenhand_web.placing.suspension import ask_to_place_anew
from evenhand_web.placing.tie_watch import LOOK_AGAIN, look_again

when_suspended(ask_to_place_anew)
DRAW_UP = "desk.draw_up"

handled_by(
    DRAW_UP,
    "evenhand_web.placing.queue_drawing.draw_up",
    Effect.INSIDE,
    dt.timedelta(minutes=10),
    failing="The day's queue could not be drawn up.",
)
handles(
    LOOK_AGAIN,
    Effect.INSIDE,
    dt.timedelta(minutes=10),
    failing="Nobody has looked again for ties of the physicians who sit in cases.",
)(look_again)
