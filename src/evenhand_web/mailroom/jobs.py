"""What the worker does in the mailroom: looks at the doors, reads what came, files what files itself."""

import datetime as dt
import logging

from evenhand.docket.kind import EntryKind
from evenhand.procedure.party_effects import OF_PARTIES
from evenhand_web.cases.following import Entered, follows
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
    """Look again at papers that may be of a case whose record is open now."""
    waiting = Item.objects.filter(state=Item.State.WAITING, candidates__case=entered.case).order_by("pk")
    for item in waiting:
        ask("house", SETTLE, f"mailroom:settle:{item.pk}:{entered.case.pk}:{entered.case.length}", {"item": item.pk})


@follows(*OF_PARTIES)
def end_codes_of_parties(entered: Entered) -> None:
    """End the codes of parties that take part no longer: what comes on their cover sheets is looked at."""
    end_codes(entered.case, frozenset(entered.state.parties))


@follows(*_OVER)
def end_codes_of_case(entered: Entered) -> None:
    """End the codes of a case that is over."""
    end_codes(entered.case)
