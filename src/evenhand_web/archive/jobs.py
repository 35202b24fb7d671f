"""What the archive does later. What prints and seals is named here and loaded by the worker alone."""

import datetime as dt

from evenhand.docket.kind import EntryKind
from evenhand_web.archive.asking import ENTER_DEPOSITS, GATHER, MAKE_DETERMINATION, MAKE_NOTICE
from evenhand_web.archive.following import follow_letters
from evenhand_web.archive.models import PrintRun
from evenhand_web.cases.following import follows
from evenhand_web.works import clock
from evenhand_web.works.handler import Effect, duty, handled_by
from evenhand_web.works.shelf import erase

_LEASE, _KEPT = dt.timedelta(minutes=3), dt.timedelta(days=1)

follows(EntryKind.DEPOSITED, EntryKind.STRUCK)(follow_letters)

handled_by(MAKE_NOTICE, "evenhand_web.archive.notice_work.make_notice", Effect.OUTSIDE, _LEASE)
handled_by(MAKE_DETERMINATION, "evenhand_web.archive.determination_work.make_determination", Effect.OUTSIDE, _LEASE)
handled_by(ENTER_DEPOSITS, "evenhand_web.archive.deposit_work.enter_deposits", Effect.OUTSIDE, _LEASE)
handled_by(GATHER, "evenhand_web.archive.print_work.gather", Effect.OUTSIDE, _LEASE)


@duty
def erase_print_runs() -> None:
    """Erase what was gathered for the printer more than a day ago: the letters themselves are kept."""
    old = PrintRun.objects.filter(asked_at__lt=clock.now() - _KEPT, file__erased_at=None).exclude(file=None)
    for run in old.select_related("file")[:50]:
        if run.file is not None:
            erase(run.file)
