"""What placing does later. What solves the day's queue is named here and loaded by the worker alone."""

import datetime as dt

from evenhand_web.infrastructure.handler import Effect, handled_by, handles
from evenhand_web.placing.tie_watch import LOOK_AGAIN, look_again

DRAW_UP = "desk.draw_up"

handled_by(DRAW_UP, "evenhand_web.placing.queue_drawing.draw_up", Effect.INSIDE, dt.timedelta(minutes=10))
handles(LOOK_AGAIN, Effect.INSIDE, dt.timedelta(minutes=10))(look_again)
