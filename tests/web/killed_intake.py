"""A mailroom to be killed: it takes from a folder, reads and files, until the folder is empty and nothing is due.

Run with the database in EVENHAND_DATABASE and the folder as the only argument.
"""

import datetime as dt
import sys
import time
from pathlib import Path

import django

django.setup()

from evenhand.mailroom.received import Manner  # noqa: E402
from evenhand_web.infrastructure.handler import HANDLERS  # noqa: E402
from evenhand_web.infrastructure.models import Job  # noqa: E402
from evenhand_web.infrastructure.worker import work_off  # noqa: E402
from evenhand_web.mailroom.folders import Folder, take_from_folder  # noqa: E402

_LEASE = dt.timedelta(seconds=8)
"""After so long the job of one that was killed comes up again; outside the tests it takes minutes."""

if __name__ == "__main__":
    for kind, handler in list(HANDLERS.items()):
        HANDLERS[kind] = handler._replace(lease=_LEASE)
    folder = Folder(door="fax", path=Path(sys.argv[1]), manner=Manner.FAX)
    while list(folder.path.iterdir()) or Job.objects.filter(state=Job.State.WAITING).exists():
        take_from_folder(folder, settled=0)
        work_off(("pages", "house"))
        time.sleep(0.02)
