"""What the desk does later. What solves the day's queue is named here and loaded by the worker alone."""

import datetime as dt

from evenhand_web.desk.tie_watch import LOOK_AGAIN, look_again
from evenhand_web.infrastructure.handler import Effect, handled_by, handles

DRAW_UP, PRINT_FILE = "desk.draw_up", "desk.print_file"

handled_by(DRAW_UP, "evenhand_web.desk.batch_work.draw_up", Effect.INSIDE, dt.timedelta(minutes=10))
handles(LOOK_AGAIN, Effect.INSIDE, dt.timedelta(minutes=10))(look_again)
handled_by(PRINT_FILE, "evenhand_web.desk.paper_work.print_file", Effect.OUTSIDE, dt.timedelta(minutes=3))
