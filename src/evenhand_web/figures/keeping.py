"""What each case counts for, kept in step with its docket, and read for a month."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from evenhand.codec import canonical, from_plain, read_json
from evenhand.figures.case_facts import CaseFacts, facts_of_case
from evenhand.figures.month import Period
from evenhand.finding import Place
from evenhand_web.cases.erasing import goes_with_case
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import state_of
from evenhand_web.figures.models import CountedCase
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.infrastructure.sealed_bytes import opened_beside, sealed_beside
from evenhand_web.infrastructure.vault import DamagedError

FORM = 1
"""The version of what is kept: another makes every case be counted anew."""
_PLACE = "figures"
_AT_ONCE = 200


class Counted(NamedTuple):
    """What the cases of a month count for, and how many cases are not in it as they stand now: changed since they were
    read, or not readable.
    """

    cases: tuple[CaseFacts, ...]
    not_in_step: int
    unreadable: int


def changed_cases(programme: str) -> QuerySet[Case]:
    """The cases of a programme, not erased, that were not counted as they stand now."""
    cases = Case.objects.filter(programme=programme, wrapped_key__isnull=False)
    in_step = Q(counted__head=F("head"), counted__fingerprint=F("fingerprint"), counted__form=FORM)
    return cases.exclude(in_step).order_by("pk")


def count_changed(programme: str, limit: int | None = None) -> int:
    """Read the facts of every case that changed (at most `limit`); gives how many were read."""
    done = 0
    for case in changed_cases(programme)[:limit].iterator(chunk_size=_AT_ONCE):
        _count(case)
        done += 1
    return done


def _count(case: Case) -> None:
    state = state_of(case)
    facts = facts_of_case(case.ident, state)
    CountedCase.objects.update_or_create(
        case=case,
        defaults={
            "programme": case.programme,
            "head": state.written.head,
            "fingerprint": case.fingerprint,
            "form": FORM,
            "first_on": facts.received_on,
            "last_on": _last_day(facts),
            "facts": sealed_beside(case, _PLACE, canonical(facts)),
        },
    )


def _last_day(facts: CaseFacts) -> dt.date | None:
    """The last day on which a case counts for anything; None while something in it may still count later."""
    undone = any(duty.done is None and not duty.ended for duty in facts.duties)
    if undone or (facts.due is not None and facts.mailed is None and not facts.is_ended) or facts.found_on is None:
        return None
    zone = programme_of(facts.programme).zone
    instants = [facts.due, facts.mailed, *(duty.due for duty in facts.duties)]
    days = [instant.astimezone(zone).date() for instant in instants if instant is not None]
    days += [facts.received_on, facts.found_on, *facts.corrected_on, *facts.taken_down_on]
    days += [late.on for late in facts.late]
    return max([*days, *(on for on, _ in facts.set_aside)])


def counted_in(programme: str, month: Period) -> Counted:
    """The facts of the cases that may count in a month or year. They stand as they were when each was counted last."""
    rows = CountedCase.objects.filter(programme=programme, first_on__lte=month.last, form=FORM)
    rows = rows.filter(Q(last_on=None) | Q(last_on__gte=month.first)).select_related("case").order_by("pk")
    facts, unreadable = list[CaseFacts](), 0
    for read in _read(rows):
        if read is None:
            unreadable += 1
        else:
            facts.append(read)
    return Counted(tuple(facts), changed_cases(programme).count(), unreadable)


def _read(rows: QuerySet[CountedCase]) -> Iterator[CaseFacts | None]:
    """Each case's facts; None for one that does not open or is not whole."""
    for row in rows.iterator(chunk_size=_AT_ONCE):
        try:
            data = opened_beside(row.case, _PLACE, bytes(row.facts))
        except DamagedError:
            yield None
            continue
        plain, _findings = read_json(data, Place(), "figures")
        facts, _findings = from_plain(CaseFacts, plain, Place(), "figures")
        yield facts


@goes_with_case
def forget_figures(case: Case) -> Iterable[StoredFile]:
    """What an erased case counted for goes with it; figures of its months are of the cases that are left."""
    CountedCase.objects.filter(case=case).delete()
    return ()
