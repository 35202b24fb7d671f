"""What the desk does later. What prints is named here and loaded by the worker alone."""

import datetime as dt

from evenhand_web.infrastructure.handler import Effect, handled_by

PRINT_FILE = "desk.print_file"

handled_by(
    PRINT_FILE,
    "evenhand_web.desk.paper_work.print_file",
    Effect.OUTSIDE,
    dt.timedelta(minutes=3),
    failing="A credential file could not be printed.",
)
