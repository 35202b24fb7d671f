"""Asking for letters: a row under an idempotency key and a job, in one transaction. Asked for twice, made once."""

import datetime as dt
import secrets
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.db import transaction

from evenhand.letter.amended import Slip
from evenhand_web.accounts.models import Person
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.queue import ask, revive
from evenhand_web.letters.models import CORRECTION, LETTER, SUPPLEMENT, UNDERWAY, Delivery, Issue, PrintRun, SlipOfPen

MAKE_NOTICE, MAKE_DETERMINATION = "archive.notice", "archive.determination"
MAKE_CORRECTION, MAKE_SUPPLEMENT = "archive.correction", "archive.supplement"
KEEP_REVOCATION = "archive.revocation"
ENTER_DEPOSITS, GATHER = "archive.deposits", "archive.gather"
_LANE = "letters"


class Again(NamedTuple):
    """A notice to be served again: which, the entry that made it owed, the entry by which it came back, and why rights
    run from the new service, where they do.
    """

    notice: str
    since: int
    returned: int
    anew: str = ""


def ask_for_notice(case: Case, length: int, notice: str, since: int, person: Person) -> Issue:
    """Ask that a notice be issued to everyone it is owed to; `since` is the entry that made it owed.

    Raises StaleError where it was not asked for yet and the docket is no longer `length` entries long.
    """
    with transaction.atomic():
        held = _held(case)
        return _again(held, notice, since) or _asked(_current(held, length), notice, since, person, MAKE_NOTICE)


def ask_for_determination(case: Case, length: int, signed: int, person: Person) -> Issue:
    """Ask that the determination signed by an entry be issued. Raises StaleError as `ask_for_notice` does."""
    with transaction.atomic():
        held = _held(case)
        return _again(held, LETTER, signed) or _asked(
            _current(held, length), LETTER, signed, person, MAKE_DETERMINATION
        )


def ask_for_correction(case: Case, length: int, slip: Slip, person: Person) -> Issue:
    """Ask that a corrected version of the determination be issued: of the same docket and slip it is the same issue.
    Raises StaleError as `ask_for_notice` does.
    """
    with transaction.atomic():
        held = _current(_held(case), length)
        asked = Issue.objects.filter(case=held, what=CORRECTION, state__in=UNDERWAY).first()
        if asked is not None:
            return asked
        issue = _asked(held, CORRECTION, length, person, MAKE_CORRECTION)
        told = {"field": slip.field, "was": slip.was, "becomes": slip.becomes}
        SlipOfPen.objects.update_or_create(issue=issue, defaults=told)
        return issue


def ask_for_supplement(case: Case, length: int, person: Person) -> Issue:
    """Ask that the determination on omitted lines be issued: of the same docket it is the same issue. Raises StaleError
    as `ask_for_notice` does.
    """
    with transaction.atomic():
        held = _current(_held(case), length)
        asked = Issue.objects.filter(case=held, what=SUPPLEMENT, state__in=UNDERWAY).first()
        return asked or _asked(held, SUPPLEMENT, length, person, MAKE_SUPPLEMENT)


def ask_to_serve_again(case: Case, length: int, again: Again, person: Person) -> Issue:
    """Ask that a notice which came back from a party be made out to it anew; asked for again, it is the same issue.
    Raises StaleError as `ask_for_notice` does.
    """
    with transaction.atomic():
        held = _current(_held(case), length)
        key = f"{held.ident}:{again.notice}:{again.since}:back{again.returned}"
        asked = Issue.objects.filter(key=key).exclude(state=Issue.State.STOPPED).first()
        if asked is not None:
            return asked
        now = {"asked_by": person, "asked_at": clock.now(), "length": length, "said": "", "anew": again.anew}
        named = {"case": held, "what": again.notice, "since": again.since, "returned": again.returned}
        issue, is_new = Issue.objects.get_or_create(key=key, defaults=named | now)
        if not is_new:
            _begin_again(issue, now)
        ask(_LANE, MAKE_NOTICE, job_key(issue), {"issue": issue.pk})
        return issue


def ask_to_redate(issue: Issue, person: Person) -> Issue | None:
    """Ask that the letters of an issue that missed their day be made anew; None where none of them waits any more."""
    with transaction.atomic():
        held = _held(issue.case)
        if not issue.deliveries.filter(state=Delivery.State.WAITING).exists():
            return None
        again = _again(held, issue.what, issue.since, issue)
        return again or _asked(held, issue.what, issue.since, person, MAKE_NOTICE, issue)


def _held(case: Case) -> Case:
    return Case.objects.select_for_update().get(pk=case.pk)


def _current(held: Case, length: int) -> Case:
    if held.length != length:
        raise StaleError(length)
    return held


def _key(case: Case, what: str, since: int, redates: Issue | None) -> str:
    return f"{case.ident}:{what}:{since}:{redates.pk if redates else 0}"


def _again(case: Case, what: str, since: int, redates: Issue | None = None) -> Issue | None:
    """The issue where it was asked for, did not stop and left nobody out; a job of it that died is taken up again."""
    asked = Issue.objects.filter(key=_key(case, what, since, redates)).exclude(state=Issue.State.STOPPED).first()
    if asked is not None and asked.said and asked.state not in UNDERWAY:
        return None
    if asked is not None:
        for job in Job.objects.filter(key=job_key(asked), state=Job.State.DEAD):
            revive(job)
    return asked


def job_key(issue: Issue) -> str:
    """The key of the job that makes an issue in its present attempt."""
    return f"issue:{issue.pk}:{issue.attempt}"


def _asked(case: Case, what: str, since: int, person: Person, kind: str, redates: Issue | None = None) -> Issue:
    """A new issue, or one that stopped taken up again; the caller holds the case."""
    fresh = {"asked_by": person, "asked_at": clock.now(), "length": case.length}
    named = {"case": case, "what": what, "since": since, "redates": redates}
    issue, is_new = Issue.objects.get_or_create(key=_key(case, what, since, redates), defaults=named | fresh)
    if not is_new:
        _begin_again(issue, fresh | {"said": ""})
    ask(_LANE, kind, job_key(issue), {"issue": issue.pk})
    return issue


def _begin_again(issue: Issue, asked: Mapping[str, Any]) -> None:
    """Take up an issue that stopped: another attempt, as it is asked for now."""
    for name, value in (dict(asked) | {"state": Issue.State.ASKED, "attempt": issue.attempt + 1}).items():
        setattr(issue, name, value)
    issue.save()


def follow_with_notice(case: Case, notice: str, since: int, person: Person) -> Issue:
    """Ask for a notice in the transaction of the entry that made it owed; the caller holds the case."""
    return _asked(case, notice, since, person, MAKE_NOTICE)


def ask_for_revocation(issue: Issue) -> None:
    """Ask that the revocation lists of a sealed letter's certificates be kept beside it, in the transaction that
    enters it.
    """
    ask("house", KEEP_REVOCATION, f"revocation:{issue.pk}:{issue.attempt}", {"issue": issue.pk})


def tell_deposits(chosen: Collection[Delivery], on: dt.date, method: str, person: Person) -> int:
    """Note that letters were handed to the carrier, and ask that it be entered with a proof of service for each; gives
    how many were noted. A letter noted before is left as it is, and none is entered twice.
    """
    told = {"state": Delivery.State.TOLD, "told_on": on, "told_method": method, "told_by": person, "said": ""}
    with transaction.atomic():
        waiting = Delivery.objects.select_for_update().filter(
            pk__in=[delivery.pk for delivery in chosen], state=Delivery.State.WAITING
        )
        deliveries = list(waiting.order_by("pk"))
        Delivery.objects.filter(pk__in=[delivery.pk for delivery in deliveries]).update(**told)
        for case in sorted({delivery.case_id for delivery in deliveries}):
            ask(_LANE, ENTER_DEPOSITS, f"deposits:{case}:{secrets.token_hex(8)}", {"case": case})
    return len(deliveries)


def ask_for_print(chosen: Collection[Delivery], person: Person) -> PrintRun:
    """Ask that letters be gathered into one PDF for the printer."""
    numbers = [delivery.pk for delivery in chosen]
    with transaction.atomic():
        run = PrintRun.objects.create(deliveries=numbers, asked_by=person, asked_at=clock.now())
        ask(_LANE, GATHER, f"print:{run.pk}", {"run": run.pk})
    return run
