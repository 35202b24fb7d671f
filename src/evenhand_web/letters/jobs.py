"""What is done with letters later. What prints and seals is named here and loaded by the worker alone."""

import datetime as dt
from operator import itemgetter

from evenhand.docket.kind import EntryKind
from evenhand.docket.listing import BRINGS_DOCUMENTS
from evenhand_web.cases.following import follows
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.handler import Effect, duty, handled_by
from evenhand_web.infrastructure.shelf import erase
from evenhand_web.letters.credential_papers import PRINT_FILE
from evenhand_web.letters.following import follow_letters
from evenhand_web.letters.late_papers import tell_of_late_papers
from evenhand_web.letters.letter_requests import (
    ENTER_DEPOSITS,
    GATHER,
    KEEP_REVOCATION,
    MAKE_CORRECTION,
    MAKE_DETERMINATION,
    MAKE_NOTICE,
    MAKE_SUPPLEMENT,
)
from evenhand_web.letters.models import PrintRun
from evenhand_web.letters.silence import ask_anew, case_of_issue, stop_what_died, watch_the_seal

_LEASE, _KEPT, _FOR_DAYS = dt.timedelta(minutes=3), dt.timedelta(days=1), dt.timedelta(days=5)

follows(*BRINGS_DOCUMENTS)(tell_of_late_papers)
follows(EntryKind.DEPOSITED, EntryKind.MAIL_RETURNED, EntryKind.STRUCK)(follow_letters)

handled_by(
    MAKE_NOTICE,
    "evenhand_web.letters.notice_work.make_notice",
    Effect.OUTSIDE,
    _LEASE,
    failing="The letters of a notice could not be made.",
    concerns=case_of_issue,
    revived=ask_anew,
)
handled_by(
    MAKE_DETERMINATION,
    "evenhand_web.letters.determination_work.make_determination",
    Effect.OUTSIDE,
    _LEASE,
    failing="A determination that was released could not be made.",
    concerns=case_of_issue,
    revived=ask_anew,
)
handled_by(
    MAKE_CORRECTION,
    "evenhand_web.letters.correction_work.make_correction",
    Effect.OUTSIDE,
    _LEASE,
    failing="A corrected version of a determination could not be made.",
    concerns=case_of_issue,
    revived=ask_anew,
)
handled_by(
    MAKE_SUPPLEMENT,
    "evenhand_web.letters.supplement_work.make_supplement",
    Effect.OUTSIDE,
    _LEASE,
    failing="A determination on omitted lines could not be made.",
    concerns=case_of_issue,
    revived=ask_anew,
)
handled_by(
    KEEP_REVOCATION,
    "evenhand_web.letters.revocation_work.keep_revocation",
    Effect.OUTSIDE,
    _LEASE,
    failing="The revocation lists or answers on a seal could not be kept beside its letter.",
    patience=_FOR_DAYS,
    concerns=case_of_issue,
)
handled_by(
    ENTER_DEPOSITS,
    "evenhand_web.letters.deposit_work.enter_deposits",
    Effect.OUTSIDE,
    _LEASE,
    failing="Letters that were marked as mailed could not be entered as mailed.",
    concerns=itemgetter("case"),
)
handled_by(
    GATHER,
    "evenhand_web.letters.print_work.gather",
    Effect.OUTSIDE,
    _LEASE,
    failing="Letters could not be gathered for the printer.",
)
handled_by(
    PRINT_FILE,
    "evenhand_web.letters.credential_paper_work.print_file",
    Effect.OUTSIDE,
    _LEASE,
    failing="A credential file could not be printed.",
)


duty(stop_what_died)
duty(watch_the_seal)


@duty
def erase_print_runs() -> None:
    """Erase what was gathered for the printer more than a day ago: the letters themselves are kept."""
    old = PrintRun.objects.filter(asked_at__lt=clock.now() - _KEPT, file__erased_at=None).exclude(file=None)
    for run in old.select_related("file")[:50]:
        if run.file is not None:
            erase(run.file)
