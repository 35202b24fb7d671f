"""What who issues determinations does with a signed text: release it, or send it back. Nobody but its reviewer decides
it.
"""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.docket.kind import EntryKind
from evenhand.docket.review import DeterminationSigned
from evenhand.finding import Finding
from evenhand.procedure.permit import unread_gates
from evenhand.programme.stop import Stop
from evenhand_web.accounts.models import Notification, Person
from evenhand_web.accounts.notifications import notify
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.seam import docket_of
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.mail import post
from evenhand_web.infrastructure.mail_words import CASE_WAITS
from evenhand_web.letters.access import issues_as
from evenhand_web.letters.house_ties import house_bars
from evenhand_web.letters.late_papers import came_since
from evenhand_web.letters.letter_reading import Demand, demand, note_read
from evenhand_web.letters.letter_requests import ask_for_determination
from evenhand_web.letters.models import LETTER, UNDERWAY, Issue
from evenhand_web.letters.paper import Paper
from evenhand_web.letters.sending_bar import kept_back
from evenhand_web.letters.unsealed import seal_bars
from evenhand_web.panel.gate import in_words
from evenhand_web.reviewing.credential_check import panel_bars
from evenhand_web.reviewing.models import Return
from evenhand_web.reviewing.oath import unsworn


class NotReleasedError(Exception):
    """A determination that cannot be released yet; `reasons` says why, each in a sentence."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(f"{len(reasons)} reasons")
        self.reasons = reasons


class NotOpen(Exception):
    """The text cannot be sent back any more: it is being issued, or it was sent back already."""


def release(case: OpenCase, shown: Paper, length: int, is_read: bool = False) -> Issue:
    """Release the determination that was shown to who has a case open and issues it, on a docket `length` entries long:
    it is then made, sealed, entered and sent on by the worker. `is_read` is whether they say to have read all of it.

    Raises NotReleasedError where it was sent back, papers came since, no letter can be made of it, or all of it is to
    be read first, StaleError where the docket has grown since, ValueError where who has the case open issues no
    determination under its programme.
    """
    _by_who_issues(case)
    wanted = demand(case, shown)
    if wanted is not None and is_read:
        note_read(wanted.kept)
    reasons = (*_against(case, shown), *seal_bars(case), *_unread(wanted))
    if reasons or shown.signed is None:
        raise NotReleasedError(reasons)
    return ask_for_determination(case.case, length, shown.signed.entry, case.viewer)


def _unread(wanted: Demand | None) -> Iterator[str]:
    if wanted is not None and not wanted.is_met:
        yield _("All of this letter is to be read before it is released: %(why)s.") % {"why": "; ".join(wanted.reasons)}


def unread_at_issue(case: OpenCase) -> tuple[Finding, ...]:
    """What law a determination issued today cannot be held against: the worker that enters it shows nobody a page."""
    return unread_gates(case.programme, EntryKind.DETERMINATION_ISSUED, case.today)


def _by_who_issues(case: OpenCase) -> None:
    if issues_as(case.viewer, case.programme) is None:
        raise ValueError("a determination is released or sent back by who issues it under its programme")


def _against(case: OpenCase, shown: Paper) -> Iterator[str]:
    if Return.objects.filter(case=case.case, answered_at=None).exists():
        yield _("It was sent back and the reviewer has not answered yet.")
    elif not shown.is_fit:
        yield shown.missing or _("The letter cannot be made yet: see what the checks say.")
    yield from people_bars(case)
    yield from came_since(case)
    yield from kept_back(case.programme, shown.findings)


def people_bars(case: OpenCase) -> tuple[str, ...]:
    """What keeps a determination from leaving because of those who stand behind it, each in a sentence: the
    organization's own ties; and, where the programme lists them as fatal, somebody in the case whom no oath names, and
    credentials that do not hold today.
    """
    fatal = case.programme.fatal
    oaths = _unsworn_words(case) if Stop.ATTESTATION in fatal else ()
    panel = in_words(panel_bars(case.case, case.state, case.today)) if Stop.CREDENTIALS in fatal else ()
    return (*house_bars(case), *oaths, *panel)


def _unsworn_words(case: OpenCase) -> tuple[str, ...]:
    """Those in a case of whom the oath of somebody who signed says nothing, each in a sentence: sworn anew first."""
    points = (point for reviewer in sorted(case.state.reviewers.assigned) for point in unsworn(case, reviewer))
    words = _("The physician's attestation says nothing of %(matter)s. Send it back, to be attested and signed anew.")
    return tuple(dict.fromkeys(words % {"matter": point.in_full} for point in points))


def send_back(case: OpenCase, length: int, entry: int, rule: str, finding: str, question: str) -> Return:
    """Keep what who issues determinations found in the text of an open case signed by an entry, and the question on it.

    Raises StaleError where the docket is no longer `length` entries long, NotOpen where the text was released or sent
    back meanwhile, ValueError where who has the case open issues no determination under its programme.
    """
    _by_who_issues(case)
    with transaction.atomic():
        held = Case.objects.select_for_update().get(pk=case.case.pk)
        if held.length != length:
            raise StaleError(length)
        is_going = Issue.objects.filter(case=held, what=LETTER, state__in=UNDERWAY).exists()
        if is_going or Return.objects.filter(case=held, answered_at=None).exists():
            raise NotOpen
        told = {"rule": rule, "finding": finding, "question": question}
        sent = Return.objects.create(case=held, entry=entry, by=case.viewer, made_at=clock.now(), **told)
        _tell_reviewer(held, sent)
        return sent


def _tell_reviewer(case: Case, sent: Return) -> None:
    """Write to who signed that a case waits, in the transaction of the return."""
    payload = docket_of(case).entries[sent.entry - 1].payload
    if isinstance(payload, DeterminationSigned):
        for reviewer in Person.objects.filter(ident=payload.reviewer, is_active=True):
            post(f"return:{sent.pk}", reviewer.email, *CASE_WAITS)
            notify(f"return:{sent.pk}", [reviewer], Notification.Kind.SENT_BACK, "review_file", case.ident)
