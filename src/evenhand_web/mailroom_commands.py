"""What the command `evenhand mailroom` does; it loads once Django is set up."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
from django.core.exceptions import ImproperlyConfigured

from evenhand.mailroom.received import Manner
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.mailroom.doors import doors
from evenhand_web.mailroom.folders import Folder, Taken, take_from_folder
from evenhand_web.mailroom.looking import look
from evenhand_web.mailroom.mailbox import MailboxError
from evenhand_web.mailroom.models import Item
from evenhand_web.trace.line import OPERATOR, Act
from evenhand_web.trace.store import write

_COMMAND_DOOR = "command"


class _Looked(NamedTuple):
    place: str
    taken: Taken
    fault: str = ""


def take_in(
    folders: tuple[Path, ...],
    manner: str,
    stamped: dt.datetime | None,
    settled: float,
    is_read: bool,
    as_json: bool,
) -> None:
    """Take in what lies in folders, or behind the doors, and print what came and what was left; exit code 1 where
    something was.
    """
    write(Act.COMMAND, OPERATOR, command="mailroom")
    looked = list(_in_folders(folders, manner, stamped, settled) if folders else _behind_doors())
    if is_read:
        work_off(("pages", "house"))
    told = [_told(each) for each in looked]
    waiting = Item.objects.filter(state__in=(Item.State.WAITING, Item.State.APART)).count()
    if as_json:
        click.echo(json.dumps({"looked_at": told, "waiting": waiting}, ensure_ascii=False, indent=1))
    else:
        _print(told, waiting)
    if any(each["left"] or each["fault"] for each in told):
        raise SystemExit(1)


def _in_folders(
    folders: tuple[Path, ...], manner: str, stamped: dt.datetime | None, settled: float
) -> Iterator[_Looked]:
    stamp = None if stamped is None else (stamped.date(), stamped.time() if stamped.time() != dt.time.min else None)
    for path in folders:
        way = Manner(manner)
        folder = Folder(door=_COMMAND_DOOR, path=path, manner=way, is_mail=way is Manner.EMAIL, stamped=stamp)
        yield _Looked(str(path), take_from_folder(folder, settled=settled))


def _behind_doors() -> Iterator[_Looked]:
    try:
        named = doors()
    except ImproperlyConfigured as faults:
        raise click.ClickException(str(faults)) from faults
    if not named:
        raise click.UsageError("No FOLDER is given, and no door is named in mailroom.toml (docs/mailroom.md).")
    for door in named:
        try:
            yield _Looked(door.id, look(door))
        except (OSError, MailboxError) as error:
            yield _Looked(door.id, Taken((), ()), str(error))


def _told(looked: _Looked) -> dict[str, object]:
    items = Item.objects.filter(delivery__in=[delivery.pk for delivery in looked.taken.deliveries]).order_by("pk")
    papers = [
        {"name": item.name, "sha256": item.file.sha256, "state": item.state, "reason": item.reason}
        for item in items.select_related("file")
    ]
    left = [{"file": str(path), "why": why} for path, why in looked.taken.left]
    return {"place": looked.place, "papers": papers, "left": left, "fault": looked.fault}


def _print(told: list[dict[str, object]], waiting: int) -> None:
    for each in told:
        papers, left = each["papers"], each["left"]
        if not isinstance(papers, list) or not isinstance(left, list):
            raise TypeError("papers and what was left are told as lists")
        click.echo(f"{each['place']}: {len(papers)} {'paper' if len(papers) == 1 else 'papers'} taken in.")
        for paper in papers:
            click.echo(f"  {paper['name']}: {Item.State(paper['state']).label}. {paper['reason']}".rstrip(" ."))
        for kept in left:
            click.echo(f"  left: {kept['file']}: {kept['why']}.", err=True)
        if each["fault"]:
            click.echo(f"  {each['place']} cannot be opened: {each['fault']}.", err=True)
    click.echo(f"{waiting} {'waits' if waiting == 1 else 'wait'} for somebody.")
