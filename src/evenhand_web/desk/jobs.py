"""What the desk does later: the day's queue is drawn up by the worker alone, for what solves it is loaded there."""

import datetime as dt

from evenhand_web.works.handler import Effect, handled_by

DRAW_UP = "desk.draw_up"

handled_by(DRAW_UP, "evenhand_web.desk.batch_work.draw_up", Effect.INSIDE, dt.timedelta(minutes=10))
