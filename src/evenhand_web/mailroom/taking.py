"""Taking in what came: kept whole and unchanged, taken apart where it is packed, each paper an item of its own.

The bytes are on the shelf for good before one transaction writes all that is known of them, with the jobs that read
them. A kill before it leaves the arrival where it lay; a second look after it finds the key, and takes nothing twice.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from evenhand.mailroom.packed import DEEPEST, Member, PackedError, is_archive, plain_name
from evenhand.mailroom.received import Manner
from evenhand.mailroom.taken_apart import taken_apart
from evenhand.records.whole_file import HeldFile
from evenhand_web.accounts.models import Person
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.queue import ask
from evenhand_web.infrastructure.shelf import put
from evenhand_web.mailroom.models import Delivery, Item, ItemAct
from evenhand_web.records.media import kind_of_file

READ_ITEM = "mailroom.read"
_UNKNOWN, _MESSAGE, _ARCHIVE = "application/octet-stream", "message/rfc822", "application/zip"
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """Something that came through a door. `door` is the door's id and `mark` what tells this arrival there from every
    other; `arrived_at` when it reached the house's machines (aware); the stamp and postmark stand on paper alone.
    """

    door: str
    mark: str
    manner: Manner
    name: str
    data: bytes
    arrived_at: dt.datetime
    sender: str = ""
    stamped_on: dt.date | None = None
    stamped_at: dt.time | None = None
    postmarked_on: dt.date | None = None
    is_message: bool = False
    taken_by: Person | None = None

    @property
    def key(self) -> str:
        """By what the same arrival is known again."""
        told = "\0".join((self.door, self.mark, hashlib.sha256(self.data).hexdigest()))
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """A paper of an arrival: its name, the file it lies in, and why it is not read, if it is not."""

    name: str
    file: StoredFile
    fault: str = ""


def is_taken(key: str) -> bool:
    """Whether an arrival of a key was taken in."""
    return Delivery.objects.filter(key=key).exists()


def take_in(arrived: Arrived) -> Delivery:
    """Take something in that came, once: what came through the same door as the same before is given as it was.

    Raises ValueError for an arrival without bytes.
    """
    if not arrived.data:
        raise ValueError("nothing came: no bytes")
    if known := Delivery.objects.filter(key=arrived.key).first():
        return known
    whole = put([arrived.data], _media_type(arrived))
    members, ornaments, fault = _members(arrived)
    papers = [_Paper(name=name, file=put([data], _kept_as(data)), fault=why) for name, data, why in members]
    try:
        with transaction.atomic():
            return _written(arrived, whole, papers, ornaments, fault)
    except IntegrityError:
        return Delivery.objects.get(key=arrived.key)  # another worker was first; what was put here is swept


def _media_type(arrived: Arrived) -> str:
    if arrived.is_message:
        return _MESSAGE
    return _ARCHIVE if is_archive(arrived.data) else _kept_as(arrived.data)


def _kept_as(data: bytes) -> str:
    return kind_of_file(HeldFile(data)).media_type or _UNKNOWN


def _written(arrived: Arrived, whole: StoredFile, papers: list[_Paper], ornaments: int, fault: str) -> Delivery:
    whole.save(force_insert=True)
    delivery = Delivery.objects.create(
        key=arrived.key,
        manner=arrived.manner.value,
        source=arrived.door,
        sender=arrived.sender[:_LONGEST],
        name=plain_name(arrived.name),
        file=whole,
        arrived_at=arrived.arrived_at,
        taken_at=clock.now(),
        taken_by=arrived.taken_by,
        stamped_on=arrived.stamped_on,
        stamped_at=arrived.stamped_at,
        postmarked_on=arrived.postmarked_on,
        ornaments=ornaments,
        fault=fault,
    )
    for place, paper in enumerate(papers or [_Paper(name=arrived.name, file=whole, fault=fault)], start=1):
        if paper.file is not whole:
            paper.file.save(force_insert=True)
        _enter(delivery, place, paper, arrived.taken_by)
    return delivery


def _enter(delivery: Delivery, place: int, paper: _Paper, by: Person | None) -> None:
    item = Item.objects.create(
        delivery=delivery,
        place=place,
        name=plain_name(paper.name),
        file=paper.file,
        fault=paper.fault,
        arrived_at=delivery.arrived_at,
    )
    ItemAct.objects.create(item=item, at=delivery.taken_at, by=by, did="taken")
    ask("pages", READ_ITEM, f"mailroom:read:{item.pk}", {"item": item.pk})


_Told = tuple[str, bytes, str]
"""A paper: its name, its bytes, and the id of why it is not taken apart further, empty where that is not asked."""


def _members(arrived: Arrived) -> tuple[list[_Told], int, str]:
    """The papers of an arrival that is packed, the small pictures left in it, and why it stays whole, if it does."""
    if not arrived.is_message and not is_archive(arrived.data):
        return [], 0, ""
    try:
        apart = taken_apart(arrived.data, is_message=arrived.is_message)
    except PackedError as refused:
        return [], 0, refused.fault
    return [told for member in apart.members for told in _unfolded(member, 1)], apart.ornaments, ""


def _unfolded(member: Member, depth: int) -> Iterator[_Told]:
    """The papers of a member, where it is packed itself: what cannot be taken apart stays whole, with the reason."""
    is_message = member.name.lower().endswith(".eml")
    if not member.data:
        return
    if not is_message and not is_archive(member.data):
        yield member.name, member.data, ""
        return
    if depth >= DEEPEST:
        yield member.name, member.data, "PACK-DEEP"
        return
    try:
        inner = taken_apart(member.data, is_message=is_message).members
    except PackedError as refused:
        yield member.name, member.data, refused.fault
        return
    for paper in inner:
        yield from _unfolded(paper, depth + 1)
