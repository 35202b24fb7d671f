"""What the worker does in the mailroom: looks at the doors, reads what came, files what files itself."""

import datetime as dt
import logging

from evenhand.docket.kind import EntryKind
from evenhand.procedure.party_effects import OF_PARTIES
from evenhand_web.cases.following import Entered, follows
from evenhand_web.cases.legal_day import office_today, office_zone
from evenhand_web.diary.models import Task as Duty
from evenhand_web.diary.tasks import WITHIN_THE_HOUR, raise_task
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.handler import Effect, Task, duty, handles
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.queue import ask
from evenhand_web.infrastructure.quiet_log import failure
from evenhand_web.mailroom.cover_codes import end_codes
from evenhand_web.mailroom.doors import doors
from evenhand_web.mailroom.looking import look
from evenhand_web.mailroom.models import Item
from evenhand_web.mailroom.outcome import settle
from evenhand_web.mailroom.reading_items import read_item
from evenhand_web.mailroom.taking import READ_ITEM

SETTLE = "mailroom.settle"
_LEASE = dt.timedelta(minutes=5)
_PATIENCE = dt.timedelta(minutes=15)
_shut_since: dict[str, dt.datetime] = {}
"""Since when this worker found each door shut."""
_LOG = logging.getLogger("evenhand.mailroom")
_OVER = (EntryKind.WITHDRAWN, EntryKind.CLOSED)


@handles(READ_ITEM, Effect.OUTSIDE, _LEASE, failing="A paper of the mailroom could not be read: look at it there.")
def read_and_settle(task: Task) -> None:
    """Read one paper, and ask for what becomes of it."""
    item = Item.objects.select_related("file").get(pk=task.payload["item"])
    read_item(item, task.renew)
    ask("house", SETTLE, f"mailroom:settle:{item.pk}", {"item": item.pk})


@handles(SETTLE, Effect.INSIDE, _LEASE, failing="A paper of the mailroom was read and not matched: look at it there.")
def settle_item(task: Task) -> None:
    """Say what becomes of one paper: in the transaction that ends the job, so that it happens once."""
    settle(Item.objects.get(pk=task.payload["item"]))


@duty
def look_at_doors() -> None:
    """Take in what lies behind every door. One that cannot be opened keeps none of the others shut."""
    for door in doors():
        try:
            look(door)
        except Exception as error:  # a server that is away, a folder that is not mounted: the next tick looks again
            _LOG.error("mailroom: the door %s cannot be opened: %s", door.id, failure(error))
            _tell_shut(door.id, failure(error))
        else:
            _shut_since.pop(door.id, None)


def _tell_shut(door: str, why: str) -> None:
    """Have somebody look at a door that stays shut, once a day: what lies behind it may be somebody's last day."""
    since = _shut_since.setdefault(door, clock.now())
    if clock.now() - since < _PATIENCE:
        return
    words = (
        f"The door {door} of the mailroom cannot be opened since {since.astimezone(office_zone()):%H:%M} ({why}). What "
        "comes there is not taken in. Tell whoever runs the installation (docs/mailroom.md)."
    )
    raise_task(f"mailroom:door:{door}:{office_today()}", Duty.Kind.OTHER, words, WITHIN_THE_HOUR)


@duty
def give_up_unread() -> None:
    """What ended its reader in every attempt waits for somebody, with the reason: nothing is lost in silence."""
    dead = Job.objects.filter(kind__in=(READ_ITEM, SETTLE), state=Job.State.DEAD).order_by("pk")
    given_up = [payload["item"] for payload in dead.values_list("payload", flat=True)]
    for item in Item.objects.filter(pk__in=given_up, state=Item.State.NEW):
        Item.objects.filter(pk=item.pk, state=Item.State.NEW).update(
            state=Item.State.WAITING, fault=item.fault or "READ-GIVEN-UP"
        )


@follows(EntryKind.ASSIGNED)
def settle_what_waited(entered: Entered) -> None:
    """Look again at papers that may be of a case whose record is open now; none is yet of one that has just come."""
    if not entered.since:
        return
    waiting = Item.objects.filter(state=Item.State.WAITING, candidates__case=entered.case).order_by("pk")
    for item in waiting:
        ask("house", SETTLE, f"mailroom:settle:{item.pk}:{entered.case.pk}:{entered.case.length}", {"item": item.pk})


@follows(*OF_PARTIES)
def end_codes_of_parties(entered: Entered) -> None:
    """End the codes of parties that take part no longer: what comes on their cover sheets is looked at. A case that has
    just come has none.
    """
    if entered.since:
        end_codes(entered.case, frozenset(entered.state.parties))


@follows(*_OVER)
def end_codes_of_case(entered: Entered) -> None:
    """End the codes of a case that is over; one that has just come has none."""
    if entered.since:
        end_codes(entered.case)
