"""Filing papers of the mailroom, moving what was filed in the wrong case, and putting aside what belongs to none.

What files a paper is one transaction: the entry of the record, the copy of the paper in it, and the item's own row,
held while it happens. A paper is filed in one place, and a kill files it there or nowhere.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.docket.aftermath import Struck
from evenhand.docket.listing import documents_of
from evenhand.docket.party import Actor
from evenhand.mailroom.received import Arrival, Manner, Receipt, receipt, receipt_findings
from evenhand_web.accounts.models import Person
from evenhand_web.cases.entering import enter_own
from evenhand_web.cases.legal_day import office_zone
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.shelf import read
from evenhand_web.mailroom.doors import door_service
from evenhand_web.mailroom.models import Delivery, Item, ItemAct
from evenhand_web.records.media import SUFFIXES
from evenhand_web.records.taking_in import KeyedRecord, KeyedRecords, take_in_records

_OPEN = (Item.State.NEW, Item.State.WAITING, Item.State.APART, Item.State.AGAIN, Item.State.APPLICATION)
_LONGEST = 400


class NotFiledError(Exception):
    """A paper is not filed, or not moved; the words say why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """How a paper is filed: sent by which party, under which title, in which manner of service (empty: as its door
    tells), and why it is filed there.
    """

    party: str
    title: str = ""
    method: str = ""
    because: str


def arrival_of(delivery: Delivery) -> Arrival:
    """How and when something came, as the core takes it."""
    return Arrival(
        manner=Manner(delivery.manner),
        arrived_at=delivery.arrived_at,
        stamped_on=delivery.stamped_on,
        stamped_at=delivery.stamped_at,
        postmarked_on=delivery.postmarked_on,
    )


def received_in(item: Item, zone: ZoneInfo) -> Receipt | None:
    """When a paper was received, told where a programme counts its days; None where its stamp has to be asked for."""
    return receipt(arrival_of(item.delivery), zone, office_zone())


def file_item(item: Item, case: OpenCase, filing: Filing) -> OpenCase:
    """File a paper in a case as a document of its record, received on the day it came; gives the case with the entry.

    Raises NotFiledError where it was dealt with meanwhile, no page can be made of it, its stamp is not known, the same
    bytes are in the record already, or nobody says who sent it and how; and what entering raises (StaleError,
    NotAllowed).
    """
    with transaction.atomic():
        held = _held(item, _OPEN)
        came = _sound(held, case)
        keyed = _keyed(held, case, filing, came)
        longer = take_in_records(case, case.length, keyed)
        entry = longer.docket.entries[-1]
        (document,) = documents_of(entry)
        _write(held, Item.State.FILED, case.case, filing.because, entry.number)
        held.party, held.document = filing.party, document.id
        held.save(update_fields=("party", "document"))
        tell(held, "filed", case.person, case.case, entry.number, filing.because)
    return longer


def _held(item: Item, states: Iterable[str]) -> Item:
    held = Item.objects.select_for_update(of=("self",)).select_related("delivery", "file").get(pk=item.pk)
    if held.state not in states:
        raise NotFiledError(_("Somebody has dealt with this paper meanwhile. Look at it again."))
    return held


def _sound(item: Item, case: OpenCase) -> Receipt:
    """When the paper was received, where it can be filed at all."""
    if item.file.media_type not in SUFFIXES:
        raise NotFiledError(_("No page can be made of this file. Ask its sender for a PDF, and put this aside."))
    same = CaseDocument.objects.filter(case=case.case, file__sha256=item.file.sha256, file__erased_at=None)
    standing = [document.entry for document in same if document.entry not in case.state.struck]
    if standing:
        words = _("The same file is in the record of this case already, with entry %(entry)s.")
        raise NotFiledError(words % {"entry": standing[0]})
    faults = [finding.message for finding in receipt_findings(arrival_of(item.delivery), office_zone())]
    came = received_in(item, case.programme.zone)
    if came is None or faults:
        raise NotFiledError(" ".join(faults))
    return came


def _keyed(item: Item, case: OpenCase, filing: Filing, came: Receipt) -> KeyedRecords:
    party = case.state.parties.get(filing.party)
    if party is None:
        raise NotFiledError(_("Say which party of the case sent it."))
    method = filing.method or door_service(item.delivery.source, item.delivery.manner, case.programme)
    if method not in case.programme.services:
        raise NotFiledError(_("Say in which manner it came: by mail, by hand, or otherwise."))
    record = KeyedRecord(
        title=filing.title or usual_title(item),
        scan=(list(read(item.file)), item.file.media_type),
    )
    sender = Actor(role=party.role, id=party.id)
    return KeyedRecords(sender=sender, method=method, on=came.on, at=came.at, documents=(record,))


def usual_title(item: Item) -> str:
    """What a paper is called in the record until somebody gives it its title."""
    return {
        Delivery.Manner.PAPER: _("Papers by mail or hand"),
        Delivery.Manner.FAX: _("Papers by fax"),
        Delivery.Manner.EMAIL: _("Papers by e-mail"),
        Delivery.Manner.UPLOAD: _("Papers uploaded"),
    }[Delivery.Manner(item.delivery.manner)]


def move_item(item: Item, away: OpenCase, to: OpenCase, filing: Filing) -> OpenCase:
    """Move a paper that was filed in the wrong case: its entry there is struck as entered in error, and it is filed
    where it belongs, received on the day it came. Both dockets tell it; neither names the other case.

    Raises NotFiledError and what entering raises, in either case: then nothing was moved.
    """
    with transaction.atomic():
        unfile_item(item, away, filing.because)
        return file_item(item, to, filing)


def unfile_item(item: Item, away: OpenCase, because: str) -> OpenCase:
    """Take a paper out of the record of a case that it is not of: its entry is struck, and it waits in the mailroom."""
    with transaction.atomic():
        held = _held(item, (Item.State.FILED,))
        if held.case_id != away.case.pk or held.entry is None:
            raise NotFiledError(_("This paper is filed in another case meanwhile. Look at it again."))
        told = _("It belongs to another file and was filed here in error.")
        longer = enter_own(away, away.length, Struck(entry=held.entry, reason=f"{told} {because}".strip()))
        tell(held, "unfiled", away.person, away.case, held.entry, because)
        held.party = held.document = ""
        held.save(update_fields=("party", "document"))
        _write(held, Item.State.WAITING, None, because, None)
    return longer


def put_aside(item: Item, state: Item.State, person: Person, because: str) -> None:
    """Put a paper aside: as a new application, as another person's, as no paper of a record; or, where it was, let it
    wait again. Raises NotFiledError where it is filed, or somebody dealt with it meanwhile.
    """
    if state in (Item.State.FILED, Item.State.NEW):
        raise ValueError(f"nothing is put aside as {state}")
    with transaction.atomic():
        held = _held(item, (*_OPEN, Item.State.NO_RECORD))
        case = held.case if state is Item.State.APART else None
        _write(held, state, case, because, None)
        tell(held, state.value, person, case, None, because)


def stamp(delivery: Delivery, on: dt.date, at: dt.time | None, postmarked_on: dt.date | None, person: Person) -> None:
    """Write down the stamp of the batch a paper came in, and its postmark. Raises NotFiledError where the stamp cannot
    be right, or a paper of it is filed on another day already.
    """
    stamped = {"stamped_on": on, "stamped_at": at, "postmarked_on": postmarked_on}
    told = replace(arrival_of(delivery), **stamped)  # type: ignore[arg-type]  # each of its own field
    if faults := [finding.message for finding in receipt_findings(told, office_zone())]:
        raise NotFiledError(" ".join(faults))
    with transaction.atomic():
        items = list(Item.objects.select_for_update().filter(delivery=delivery))
        if any(item.state == Item.State.FILED for item in items):
            raise NotFiledError(_("It is filed by its stamp as it was told. Take it out of the record first."))
        Delivery.objects.filter(pk=delivery.pk).update(**stamped)
        for item in items:
            tell(item, "stamped", person, None, None, f"{on:%Y-%m-%d}{f' {at:%H:%M}' if at else ''}")


def _write(item: Item, state: Item.State, case: Case | None, reason: str, entry: int | None) -> None:
    item.state, item.case, item.reason, item.entry = state.value, case, reason[:_LONGEST], entry
    item.save(update_fields=("state", "case", "reason", "entry"))


def tell(item: Item, did: str, by: Person | None, case: Case | None, entry: int | None, because: str) -> None:
    """Write down what was done with a paper."""
    told = {"did": did, "case": case, "entry": entry, "because": because[:_LONGEST]}
    ItemAct.objects.create(item=item, at=clock.now(), by=by, **told)
