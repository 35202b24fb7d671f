"""The one way into a docket: enter what happened, in one transaction with all that follows from it."""

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from django.db import IntegrityError, transaction

from evenhand.docket.entry import Docket, Occurrence
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.party import Actor
from evenhand.identifier import identifier_key
from evenhand.procedure.permit import Recorded, enter_after
from evenhand.procedure.state import CaseState, read_case
from evenhand_web.accounts.models import Person
from evenhand_web.accounts.seam import actor
from evenhand_web.cases.case_search import case_numbered, write_names
from evenhand_web.cases.following import Entered, followed
from evenhand_web.cases.models import NOTHING_DUE, Case, CaseDocument
from evenhand_web.cases.office_mail import tell_whose_turn
from evenhand_web.cases.open_case import OpenCase, just_entered
from evenhand_web.cases.queue_columns import cached
from evenhand_web.cases.sealing import give_key
from evenhand_web.cases.seam import row_of, state_of
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.programmes import programme_of


class StaleError(Exception):
    """Somebody else entered something since the page was opened: `since` is the number of entries it was made on."""

    def __init__(self, since: int) -> None:
        super().__init__(f"the docket has grown since entry {since}")
        self.since = since


class NumberTakenError(Exception):
    """There is a case of that number already."""

    def __init__(self, case: Case | None) -> None:
        super().__init__("the case number is taken")
        self.case = case


class Attached(NamedTuple):
    """A file that was put on the shelf and comes with an entry: its row, not yet saved, and the name it came by."""

    file: StoredFile
    name: str


def open_case(
    programme: str, happened: Occurrence, entered_by: Person | None, attached: Iterable[Attached] = ()
) -> OpenCase:
    """Open a case with the application it begins with; gives it as whoever entered that has it open.

    Raises NumberTakenError where its number is in use, however it is typed, NotAllowed where the procedure forbids the
    entry, ValueError for an occurrence that is no application or lies in the future.
    """
    if not isinstance(happened.payload, ApplicationReceived):
        raise ValueError("a case begins with an application")
    number = happened.payload.case_number
    try:
        with transaction.atomic():
            if (taken := case_numbered(number)) is not None:
                raise NumberTakenError(taken)
            nothing = read_case(Docket(), programme_of(programme))
            case = Case(programme=programme, number_key=identifier_key(number))
            case, recorded = _write(case, nothing, happened, entered_by, attached)
            return just_entered(case, entered_by, recorded)
    except IntegrityError:
        raise NumberTakenError(case_numbered(number)) from None


def enter_in(
    case: Case, length: int, happened: Occurrence, entered_by: Person | None, attached: Iterable[Attached] = ()
) -> Case:
    """Enter an occurrence in a case whose docket was `length` entries long when the decision to enter it was made.

    Raises StaleError where it has grown since: nothing is written, and whoever enters looks again. Raises NotAllowed
    where the procedure forbids the entry, ValueError where it lies in the future.
    """
    with transaction.atomic():
        held = _held(case, length)
        longer, _ = _write(held, state_of(held), happened, entered_by, attached)
    return longer


def enter_after_reading(
    case: OpenCase,
    length: int,
    happened: Occurrence,
    entered_by: Person | None,
    attached: Iterable[Attached] = (),
) -> OpenCase:
    """Enter an occurrence in a case that has been read, as `enter_in`: it is read again only where its docket has
    grown since it was read, or it was read with lines that the docket has not. Gives the case with the entry.
    """
    with transaction.atomic():
        held = _held(case.case, length)
        is_as_read = case.state.written.head == held.head and not case.omitted
        state = case.state if is_as_read else state_of(held)
        longer, recorded = _write(held, state, happened, entered_by, attached)
    findings = (*case.findings, *recorded.findings)
    return replace(case, case=longer, docket=recorded.docket, state=recorded.state, findings=findings, omitted=())


def _held(case: Case, length: int) -> Case:
    held = Case.objects.select_for_update().get(pk=case.pk)
    if held.length != length:
        raise StaleError(length)
    return held


def _write(
    case: Case, state: CaseState, happened: Occurrence, entered_by: Person | None, attached: Iterable[Attached]
) -> tuple[Case, Recorded]:
    before = state.written
    happened = replace(happened, entered_by=_for_another(entered_by, happened.by))
    recorded = enter_after(state, happened, recorded_at=_recorded_at(before), salt=secrets.token_hex(16))
    held_before = case.holder
    _keep_cached(case, recorded.state)
    give_key(case)
    case.save()
    entry = recorded.docket.entries[-1]
    row_of(case, entry, entered_by).save(force_insert=True)
    for attachment in attached:
        attachment.file.save(force_insert=True)
        CaseDocument.objects.create(case=case, file=attachment.file, entry=entry.number, name=attachment.name)
    followed(Entered(case, recorded.state, len(before.entries), entered_by))
    if case.holder != held_before:
        tell_whose_turn(case)
    return case, recorded


def _for_another(entered_by: Person | None, by: Actor) -> Actor | None:
    """Who keyed an entry, where that is another than who did it: somebody else's paper, or by somebody's leave. What a
    person does in the name of their own office is their own.
    """
    if entered_by is None:
        return None
    own = actor(entered_by)
    return None if by == own or (by.role is own.role and not by.id) else own


def _keep_cached(case: Case, state: CaseState) -> None:
    """What the queue shows of a case. One whose application was erased keeps its number, and nothing falls due in it:
    what would end its duties was erased as well.
    """
    columns = cached(state)
    if not columns["number"]:
        del columns["number"]
        columns |= NOTHING_DUE
    for column, value in columns.items():
        setattr(case, column, value)


def _recorded_at(docket: Docket) -> dt.datetime:
    """Now, or the instant of the last entry where this machine's clock has been set back since."""
    return max(clock.now(), docket.entries[-1].recorded_at) if docket.entries else clock.now()


def refresh(case: Case) -> None:
    """Compute what is cached of a case anew, under the programme as it stands now."""
    with transaction.atomic():
        held = Case.objects.select_for_update().get(pk=case.pk)
        state = state_of(held)
        _keep_cached(held, state)
        held.save()
        write_names(held, state)


def refresh_stale(limit: int | None = None) -> int:
    """Refresh every case cached under another state of its programme (at most `limit`); gives how many."""
    current = {name: programme_of(name).fingerprint for name in _in_use()}
    done = 0
    for name, fingerprint in current.items():
        stale = Case.objects.filter(programme=name).exclude(fingerprint=fingerprint).order_by("pk")
        for case in stale[: None if limit is None else limit - done]:
            refresh(case)
            done += 1
    return done


def _in_use() -> list[str]:
    return list(Case.objects.order_by("programme").values_list("programme", flat=True).distinct())
